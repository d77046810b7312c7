package shell

import (
	"context"
	"slices"
	"strconv"

	tea "charm.land/bubbletea/v2"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/provenance"
	"fieldfolio/tui/draw"
	"fieldfolio/tui/ui"
)

// prefRulings is the preference that holds up to which arrival the person was told of rulings on their changes.
const prefRulings = "told.rulings"

// ruled is what the person is told of rulings on their changes.
type ruled struct {
	says ui.Notice // empty: there are none
	last int64
}

// ruledSince returns what looks for rulings of which the person was not told yet.
func (r *Root) ruledSince() func(context.Context) ruled {
	src, after := r.Rulings, int64(0)
	if r.Prefs != nil {
		if n, err := strconv.ParseInt(r.Prefs.Get(prefRulings), 10, 64); err == nil {
			after = n
		}
	}
	return func(ctx context.Context) ruled {
		if src == nil {
			return ruled{}
		}
		all, last, err := src.Rulings(ctx, after)
		if err != nil || len(all) == 0 { // the view Sync and the history show them too
			return ruled{}
		}
		return ruled{ui.Notice{Text: draw.Clean(provenance.SentenceOf(all)), Hint: rulingsHint(all)}, last}
	}
}

// toldRulings remembers up to where the person was told of rulings.
func (r *Root) toldRulings(last int64) tea.Cmd {
	if r.Prefs == nil {
		return nil
	}
	return r.Prefs.Set(prefRulings, strconv.FormatInt(last, 10))
}

// rulingsHint says where rejected changes are listed.
func rulingsHint(all []provenance.Ruled) string {
	if slices.ContainsFunc(all, func(r provenance.Ruled) bool { return r.Ruling == portfolio.Rejected }) {
		return "the view Sync lists what was rejected"
	}
	return ""
}

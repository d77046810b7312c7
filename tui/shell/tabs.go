package shell

import (
	"strings"

	"fieldfolio/tui/draw"
	"fieldfolio/tui/ui"
)

// tabs are the views whose names the first line has room for.
type tabs struct {
	first, end int // indexes
	gap        int // cells between two names, one of which the brackets of the current view take
}

// What stands beside the names if not all have room: the second names the key that leads to the others.
const (
	tabsBefore = "‹"
	tabsBehind = " tab ›"
)

// Tabs returns the line of views. Names stay in place and only the brackets move, unless the current
// one would be out of sight.
func (r *Root) Tabs() string {
	t, places := r.tabs(), r.tabPlaces()
	line, at := draw.Blanks(t.lead()), t.lead()
	if t.first > 0 {
		line = r.Styles.Muted.Render(tabsBefore)
	}
	for i := t.first; i < t.end; i++ {
		if name, p := r.Views[i].Name, places[i]; i == r.At {
			line += draw.Blanks(p.From-at) + r.Styles.Tab.Render("["+name+"]")
			at = p.To
		} else {
			line += draw.Blanks(p.From+1-at) + r.Styles.Muted.Render(name)
			at = p.To - 1
		}
	}
	if t.end < len(r.Views) {
		line += draw.Blanks(r.tabsWidth(t)-at) + r.Styles.Muted.Render(tabsBehind)
	}
	return draw.Cut(strings.TrimRight(line, " "), r.Width)
}

// tabs returns all views if they have room, otherwise as many as do beside the current one.
func (r *Root) tabs() tabs {
	for gap := 2; gap > 0; gap-- {
		if all := (tabs{0, len(r.Views), gap}); r.tabsWidth(all) <= r.Width {
			return all
		}
	}
	fits := func(t tabs) bool {
		w := r.tabsWidth(t)
		if t.end < len(r.Views) {
			w += draw.Width(tabsBehind)
		}
		return w <= r.Width
	}
	t := tabs{0, r.At + 1, 1}
	for t.first < r.At && !fits(t) {
		t.first++
	}
	for wider := t; wider.end <= len(r.Views) && fits(wider); wider.end++ {
		t = wider
	}
	return t
}

// lead is the number of cells before the first name and its bracket.
func (t tabs) lead() int {
	if t.first > 0 {
		return draw.Width(tabsBefore)
	}
	return t.gap - 1
}

func (r *Root) tabsWidth(t tabs) int {
	w := t.lead() + 2 - t.gap
	for _, v := range r.Views[t.first:t.end] {
		w += draw.Width(v.Name) + t.gap
	}
	return w
}

// tabPlaces returns the cells of each view's name with its brackets, an empty span for those out of
// sight.
func (r *Root) tabPlaces() []ui.Span {
	out, t := make([]ui.Span, len(r.Views)), r.tabs()
	at := t.lead()
	for i := t.first; i < t.end; i++ {
		w := draw.Width(r.Views[i].Name)
		out[i] = ui.Span{From: at, To: at + w + 2}
		at += w + t.gap
	}
	return out
}

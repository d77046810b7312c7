package history

import (
	tea "charm.land/bubbletea/v2"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/provenance"
	"fieldfolio/tui/draw"
	"fieldfolio/tui/ui"
)

func (h *history) Spoken() ui.Spoken {
	if h.prompt.Open {
		return h.prompt.Spoken()
	}
	if s, unready := h.Unready(h.spokenOf()); unready {
		return s
	}
	if none := h.emptyLines(); none != nil {
		return ui.Spoken{Title: none[0]}.With(h.spokenOf())
	}
	s := ui.Spoken{Title: draw.Sentence(h.spokenOf()), Count: h.list.count, At: h.list.At, Item: h.spokenLine,
		Under: h.spokenUnder}
	s.Pick = func(i int) tea.Cmd {
		h.list.At, h.list.Top = i, i
		return h.settle()
	}
	record := ""
	if h.ofAll() {
		record = "record"
	}
	return s.Listing(record, "date", "change", "person and office", "whether it still applies")
}

// utc says the zone of all times.
const utc = "times in UTC"

// spokenOf says whose history this is and how many lines it has.
func (h *history) spokenOf() string {
	if !h.ofAll() {
		return draw.Joined(draw.Clean(h.conf.Name), "history", h.counted(), utc)
	}
	of, n := h.of(), ""
	if h.want.Text != "" {
		of = h.unit() + "s " + of
	}
	if h.Loaded {
		n = h.counted()
	}
	return draw.Joined("History of "+of, n, utc)
}

// spokenLine says record, time, what was changed, by whom, and whether it still applies.
func (h *history) spokenLine(i int) string {
	l := h.list.lineAt(i)
	if l == nil {
		return ""
	}
	record := ""
	if h.ofAll() {
		record = nameOf(l)
	}
	return draw.Joined(record, l.When().Spoken(), draw.SpokenText(l.Did()),
		"by "+SpokenWho(l[0].Change), l.StateWord())
}

// spokenUnder gives the reason of a change and the ruling of headquarters on it.
func (h *history) spokenUnder(i int) []string {
	l := h.list.lineAt(i)
	if l == nil {
		return nil
	}
	var out []string
	if reason := draw.Clean(provenance.OwnReason(l[0].Change)); reason != "" {
		out = append(out, draw.Sentence(ui.Labelled("Reason", reason)))
	}
	ruling := draw.SpokenText(portfolio.Sentence(l.Headquarters()))
	return append(out, draw.NonEmpty(draw.Sentence(ui.Capital(ruling)))...)
}

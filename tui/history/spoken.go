package history

import (
	tea "charm.land/bubbletea/v2"

	"fieldfolio/portfolio"
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

// spokenOf says whose history this is and how many lines it has.
func (h *history) spokenOf() string {
	if !h.ofAll() {
		return draw.Joined(draw.Clean(h.conf.Name), "history", ui.Number(h.list.count, "line", "lines"))
	}
	of, n := "all records", ""
	if h.want.Text != "" {
		of = "changes with the words " + draw.Clean(h.want.Text)
	}
	if h.Loaded {
		n = ui.Number(h.list.count, "change", "changes")
	}
	return draw.Joined("History of "+of, n)
}

// spokenLine says record, date, what was changed, by whom, and whether it still applies.
func (h *history) spokenLine(i int) string {
	l := h.list.lineAt(i)
	if l == nil {
		return ""
	}
	record := ""
	if h.ofAll() {
		record = l.Name()
	}
	return draw.Joined(record, portfolio.DateOf(l[0].Change.At).Spoken(), draw.SpokenText(l.All()),
		"by "+SpokenWho(l[0].Change), l.stands())
}

// spokenUnder gives the reason of a change and the ruling of headquarters on it.
func (h *history) spokenUnder(i int) []string {
	l := h.list.lineAt(i)
	if l == nil {
		return nil
	}
	var out []string
	if reason := draw.Clean(l[0].Change.Reason); reason != "" {
		out = append(out, draw.Sentence(ui.Labelled("Reason", reason)))
	}
	ruling := draw.SpokenText(portfolio.Sentence(l[0].Headquarters()))
	return append(out, draw.NonEmpty(draw.Sentence(ui.Capital(ruling)))...)
}

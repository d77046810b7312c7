package tui

import (
	tea "charm.land/bubbletea/v2"

	"fieldfolio/portfolio"
)

// Spoken says what happened, the newest first.
func (h *history) Spoken() spoken {
	if h.prompt.open {
		return h.prompt.spoken()
	}
	if s, unready := h.unready(h.spokenOf()); unready {
		return s
	}
	if none := h.none(); none != nil {
		return spoken{title: none[0]}.with(h.spokenOf())
	}
	s := spoken{title: sentence(h.spokenOf()), count: h.list.count, at: h.list.at, item: h.spokenLine, under: h.spokenUnder}
	s.pick = func(i int) tea.Cmd {
		h.list.at, h.list.top = i, i
		return h.settle()
	}
	return s
}

// spokenOf says whose history it is, and how much there is of it.
func (h *history) spokenOf() string {
	if !h.ofAll() {
		return joined(clean(h.conf.name), "history", number(h.list.count, "line", "lines"))
	}
	of, n := "all records", ""
	if h.want.Text != "" {
		of = "changes with the words " + clean(h.want.Text)
	}
	if h.loaded {
		n = number(h.list.count, "change", "changes")
	}
	return joined("History of "+of, n)
}

// spokenLine says which record, when, what, who, and whether it still stands.
func (h *history) spokenLine(i int) string {
	l := h.list.lineAt(i)
	if l == nil {
		return ""
	}
	record := ""
	if h.ofAll() {
		record = l.name()
	}
	return joined(record, portfolio.DateOf(l[0].Change.At).Spoken(), spokenText(l.all()), "by "+spokenWho(l[0].Change), l.stands())
}

// spokenUnder says why, and what headquarters has made of it.
func (h *history) spokenUnder(i int) []string {
	l := h.list.lineAt(i)
	if l == nil {
		return nil
	}
	var out []string
	if reason := clean(l[0].Change.Reason); reason != "" {
		out = append(out, sentence(labelled("Reason", reason)))
	}
	return append(out, nonEmpty(sentence(capital(clean(l[0].Headquarters()))))...)
}

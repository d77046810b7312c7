package list

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/breakdown"
	"fieldfolio/tui/draw"
	"fieldfolio/tui/ui"
)

// Spoken says how many projects there are and their totals, then each project in a line.
func (p *Projects) Spoken() ui.Spoken {
	switch {
	case p.prompt.Open:
		return p.prompt.Spoken()
	case p.search.Open:
		return p.search.Spoken()
	}
	if s, unready := p.Unready(p.search.SpokenWords(), p.face.SpokenDay()); unready {
		return s
	}
	if p.list.Count() == 0 {
		return ui.Spoken{Title: p.search.None(p.list.Spec.Query)}.With(p.outside().Spoken()).With(p.face.SpokenDay())
	}
	s := ui.Spoken{Title: draw.Sentence(p.spokenOf()), Count: p.list.Count(), At: p.list.At, Item: p.spokenRow,
		Name: p.spokenName, Pick: p.choosePlace}
	s.Facts = slices.Concat(p.spokenTotals(), draw.NonEmpty(draw.Sentence(p.outside().Spoken())),
		[]string{p.face.SpokenDay(), p.spokenOrder()}, p.spokenProof(), draw.NonEmpty(portfolio.SentenceOf(p.yearNote())))
	if p.marks.any() {
		s.Facts = append(s.Facts, draw.Sentence(p.markedValue().Spoken()))
	}
	if !p.list.Marks.Empty() {
		s.Facts = append(s.Facts, draw.Sentence(draw.SpokenText(p.list.Marks)))
	}
	return s.Listing(p.spokenColumns()...)
}

// spokenOf names the list and the number of its projects.
func (p *Projects) spokenOf() string {
	of := "Portfolio"
	if c := p.Conf.Cell; c != nil {
		of = c.Label
	}
	n := ""
	if t := p.list.Totals; t != nil {
		n = ui.Number(int(t.Projects), "project", "projects")
	}
	return draw.Joined(of, p.search.SpokenWords(), n)
}

// spokenTotals says the totals, those of the amounts in rows first.
func (p *Projects) spokenTotals() []string {
	t := p.list.Totals
	if t == nil {
		return []string{"Still counting."}
	}
	var out []string
	shown := map[portfolio.Key]bool{}
	for _, c := range p.columns() {
		if IsMoney(c.key) {
			out = append(out, draw.Sentence(ui.Labelled(ui.Capital(string(c.key))+", all together", sumOf(t, c.key).Spoken())))
			shown[c.key] = true
		}
	}
	for _, k := range []portfolio.Key{portfolio.KeyApproved, portfolio.KeyOverall, portfolio.KeyShortfall} {
		if sum := sumOf(t, k); !shown[k] && sum.Cents != 0 {
			out = append(out, draw.Sentence(ui.Labelled(ui.Capital(string(k))+", all together", sum.Spoken())))
		}
	}
	return append(out, "Amounts are in dollars.")
}

// spokenOrder says what the list is sorted by.
func (p *Projects) spokenOrder() string {
	var by []string
	for _, o := range p.orders() {
		way := "upwards"
		switch {
		case o.Desc && IsMoney(o.Key):
			way = "the largest first"
		case o.Desc:
			way = "downwards"
		case IsMoney(o.Key):
			way = "the smallest first"
		}
		by = append(by, string(o.Key)+", "+way)
	}
	return "Sorted by " + strings.Join(by, "; then by ") + "."
}

// spokenProof says whether the list agrees with a printed total and with its cell.
func (p *Projects) spokenProof() []string {
	var said []string
	printed, _ := p.printedTotal()
	for _, text := range []string{printed, p.cellProof()} {
		if text != "" {
			said = append(said, draw.Sentence(ui.Capital(text)))
		}
	}
	return said
}

// spokenRow says the values of a row, amounts with their names, and whether it is marked.
func (p *Projects) spokenRow(i int) string {
	row := p.list.Row(i)
	if row == nil {
		return ""
	}
	var parts []string
	for _, c := range p.columns() {
		parts = append(parts, p.spokenValue(c, row))
	}
	if p.marks.has(row.ID) {
		parts = append(parts, "marked")
	}
	return draw.Joined(parts...)
}

// spokenColumns names the columns.
func (p *Projects) spokenColumns() []string {
	var out []string
	for _, c := range p.columns() {
		out = append(out, c.label)
	}
	return out
}

// spokenName identifies a project, without the marks of its number, which nobody types.
func (p *Projects) spokenName(i int) string {
	if row := p.list.Row(i); row != nil {
		return draw.Clean(row.Number)
	}
	return ""
}

func (p *Projects) spokenValue(c listColumn, row *breakdown.Listed) string {
	text := draw.SpokenText(c.value(row))
	switch {
	case text == "":
		return ""
	case IsMoney(c.key):
		return string(c.key) + " " + text
	case c.key == portfolio.KeyEnd:
		return spokenDay("ends", "end", row.Duration.EndDay(), text)
	case c.key == portfolio.KeyStart:
		return spokenDay("starts", "start", row.Duration.StartDay(), text)
	}
	return text
}

// spokenDay says that something happens on a day, or that the day is unknown.
func spokenDay(verb, noun string, d portfolio.Day, text string) string {
	if !d.Known() {
		return noun + " unknown"
	}
	return verb + " " + text
}

// choosePlace selects a project of the list.
func (p *Projects) choosePlace(i int) tea.Cmd {
	p.list.At = i
	p.list.Top = i
	return p.settle()
}

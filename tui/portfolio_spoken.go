package tui

import (
	"fieldfolio/portfolio"
	"strings"

	tea "charm.land/bubbletea/v2"
)

// Spoken says how many projects there are and what they come to, and each in a
// line.
func (p *projects) Spoken() spoken {
	switch {
	case p.prompt.open:
		return p.prompt.spoken()
	case p.search.open:
		return p.search.spoken()
	}
	if s, unready := p.unready(clean(p.search.query.String()), p.face.spokenDay()); unready {
		return s
	}
	if p.list.count() == 0 {
		return spoken{title: p.emptyText()}.with(p.face.spokenDay())
	}
	s := spoken{title: sentence(p.spokenOf()), count: p.list.count(), at: p.list.at, item: p.spokenRow, name: p.spokenName, pick: p.choosePlace}
	s.facts = append(p.spokenTotals(), p.face.spokenDay(), p.spokenOrder())
	if n := p.spokenProof(); n != "" {
		s.facts = append(s.facts, n)
	}
	if p.marks.any() {
		s.facts = append(s.facts, sentence(p.markedValue().Spoken()))
	}
	if !p.list.marks.Empty() {
		s.facts = append(s.facts, sentence(spokenText(p.list.marks)))
	}
	return s
}

// spokenOf names what the list is of, and how many there are.
func (p *projects) spokenOf() string {
	of := "Portfolio"
	if c := p.conf.cell; c != nil {
		of = c.label
	}
	n := ""
	if t := p.list.totals; t != nil {
		n = number(int(t.Projects), "project", "projects")
	}
	return joined(of, clean(p.spec().Query.String()), n)
}

// spokenTotals says what the amounts come to, those first that the rows have.
func (p *projects) spokenTotals() []string {
	t := p.list.totals
	if t == nil {
		return []string{"Still counting."}
	}
	var out []string
	shown := map[portfolio.Key]bool{}
	for _, c := range p.columns() {
		if isMoney(c.key) {
			out = append(out, sentence(labelled(capital(string(c.key))+", all together", sumOf(t, c.key).Spoken())))
			shown[c.key] = true
		}
	}
	for _, k := range []portfolio.Key{portfolio.KeyApproved, portfolio.KeyOverall, portfolio.KeyShortfall} {
		if sum := sumOf(t, k); !shown[k] && sum.Cents != 0 {
			out = append(out, sentence(labelled(capital(string(k))+", all together", sum.Spoken())))
		}
	}
	return append(out, "Amounts are in dollars.")
}

// spokenOrder says what the list is sorted by.
func (p *projects) spokenOrder() string {
	var by []string
	for _, o := range p.orders() {
		way := "upwards"
		switch {
		case o.Desc && isMoney(o.Key):
			way = "the largest first"
		case o.Desc:
			way = "downwards"
		case isMoney(o.Key):
			way = "the smallest first"
		}
		by = append(by, string(o.Key)+", "+way)
	}
	return "Sorted by " + strings.Join(by, "; then by ") + "."
}

// spokenProof says whether the list agrees with a cell or a printed total.
func (p *projects) spokenProof() string {
	text := ""
	if c := p.conf.cell; c != nil && len(p.list.spec.Query.Terms) == len(c.query.Terms) {
		text = c.proof(p.list.totals)
	} else if p.list.totals != nil {
		text = p.printedTotal()
	}
	return sentence(capital(text))
}

// spokenRow says what the columns of a row say, amounts with their names, and
// whether it is marked.
func (p *projects) spokenRow(i int) string {
	row := p.list.row(i)
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
	return joined(parts...)
}

// spokenName says what tells a project apart.
func (p *projects) spokenName(i int) string {
	if row := p.list.row(i); row != nil {
		return spokenNumber(&row.Project)
	}
	return ""
}

func (p *projects) spokenValue(c listColumn, row *portfolio.Listed) string {
	text := spokenText(c.value(row))
	switch {
	case text == "":
		return ""
	case isMoney(c.key):
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
func (p *projects) choosePlace(i int) tea.Cmd {
	p.list.at = i
	p.list.top = i
	return p.settle()
}

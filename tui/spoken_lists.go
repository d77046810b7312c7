package tui

import (
	tea "charm.land/bubbletea/v2"

	"fieldfolio/portfolio"
)

// Spoken says how many projects there are and what they come to, and each in a
// line.
func (p *projects) Spoken() spoken {
	switch {
	case p.fault != nil:
		return spokenFault("The projects could not be loaded", p.fault)
	case p.prompt.open:
		return p.prompt.spoken()
	case p.search.open:
		return spoken{title: "Search.", ask: "Query, now " + orNone(p.search.query.String())}
	case p.list == nil:
		return spoken{title: "Loading the projects…"}
	case p.list.count() == 0:
		return spoken{title: p.emptyText()}
	}
	s := spoken{title: sentence(joined(p.spokenOf(), p.spokenTotals(), p.face.day())), count: p.list.count(), item: p.spokenRow, pick: p.choosePlace}
	s.after, s.now = factsOf(nonEmpty(p.note(), p.list.marks)), p.markedText()
	return s
}

func orNone(s string) string {
	if s == "" {
		return "none"
	}
	return clean(s)
}

// spokenOf names what the list is of.
func (p *projects) spokenOf() string {
	of := "Portfolio"
	if c := p.conf.cell; c != nil {
		of = c.label
	}
	return joined(of, clean(p.spec().Query.String()))
}

func (p *projects) spokenTotals() string {
	t := p.list.totals
	if t == nil {
		return "counting"
	}
	parts := []string{count(portfolio.Count(t.Projects).Shown(), "project", "projects")}
	for _, c := range p.columns() {
		if isMoney(c.key) {
			parts = append(parts, string(c.key)+" "+sumOf(t, c.key).Shown()+" dollars")
		}
	}
	return joined(parts...)
}

// spokenRow says what the columns of a row say, amounts with their names.
func (p *projects) spokenRow(i int) string {
	row := p.list.row(i)
	if row == nil {
		return ""
	}
	var parts []string
	for _, c := range p.columns() {
		v := c.text(row)
		switch {
		case v == "":
		case isMoney(c.key):
			v = string(c.key) + " " + v + " dollars"
		case c.key == portfolio.KeyEnd:
			v = "ends " + v
		case c.key == portfolio.KeyStart:
			v = "starts " + v
		}
		parts = append(parts, v)
	}
	if p.marks.has(row.ID) {
		parts = append(parts, "marked")
	}
	return joined(parts...)
}

// choosePlace selects a project of the list.
func (p *projects) choosePlace(i int) tea.Cmd {
	p.list.at = i
	p.list.top = i
	return p.settle()
}

// Spoken says what happened, the newest first.
func (h *history) Spoken() spoken {
	switch {
	case h.fault != nil:
		return spokenFault("The history could not be loaded", h.fault)
	case h.prompt.open:
		return h.prompt.spoken()
	case !h.loaded:
		return spoken{title: "Loading the history…"}
	case h.list.count == 0:
		return spoken{title: h.emptyLines()[0]}
	}
	return spoken{title: sentence(inWords(h.caption())), count: h.list.count, item: h.spokenLine, pick: func(i int) tea.Cmd {
		h.list.at, h.list.top = i, i
		return h.settle()
	}}
}

func (h *history) spokenLine(i int) string {
	l := h.list.lineAt(i)
	if l == nil {
		return ""
	}
	record := ""
	if h.ofAll() {
		record = historyValue(l, 2, wide)
	}
	return joined(record, historyValue(l, historyWhat, wide), historyValue(l, 4, wide), historyValue(l, 1, wide), historyValue(l, 0, wide), historyValue(l, 5, wide))
}

// wide is more cells than any text takes.
const wide = 10_000

// Spoken says the sub-programmes with what lies below them, each with its sums.
func (p *programme) Spoken() spoken {
	switch {
	case p.fault != nil:
		return spokenFault("The programme could not be loaded", p.fault)
	case !p.loaded:
		return spoken{title: "Loading the programme…"}
	case len(p.rows) == 0:
		return spoken{title: "No sub-programme is recorded."}
	}
	s := spokenList(len(p.shown), func(i int) string { return spokenPlan(&p.rows[p.shown[i]]) }, &p.cursor.at, func() { p.cursor.keep(len(p.shown), p.page()) })
	s.title = "The thematic programme 2011-2013, indicative, dollars."
	s.after = []string{sentence("Total, " + spokenPlan(&p.total))}
	return s
}

func spokenPlan(r *portfolio.PlanRow) string {
	budget, short, share, printed := "", "", "", ""
	if r.Budget.Known {
		budget = "budget " + r.Budget.Shown()
	}
	if r.Shortfall.Known {
		short = "shortfall " + r.Shortfall.Shown()
	}
	if s, ok := r.Unfunded(); ok {
		share = s.Shown() + " unfunded"
	}
	if r.Printed != "" {
		printed = "the document prints another sum: " + clean(r.Printed)
	}
	return joined(clean(r.Code+" "+r.Label), budget, short, share, printed)
}

// Spoken says what waits for a person.
func (c *conflicts) Spoken() spoken {
	switch {
	case c.fault != nil:
		return spokenFault("The conflicts could not be loaded", c.fault)
	case !c.loaded:
		return spoken{title: "Loading the conflicts…"}
	case c.count() == 0:
		return spoken{title: "Nothing waits for you: no field has several values."}
	}
	s := spokenList(c.count(), func(i int) string { return inWords(c.row(i)) }, &c.cursor.at, func() { c.cursor.keep(c.count(), c.page()) })
	s.title = sentence("Waiting for you, " + count(portfolio.Count(len(c.fields)).Shown(), "conflict", "conflicts"))
	return s
}

// Spoken says how many published figures agree, and each with its verdict.
func (r *reconcile) Spoken() spoken {
	switch {
	case r.fault != nil:
		return spokenFault("The figures could not be computed", r.fault)
	case !r.loaded:
		return spoken{title: "Adding up the document's own rows…"}
	case len(r.all) == 0:
		return spoken{title: "The document's published figures are not recorded."}
	}
	s := spokenList(len(r.shown), func(i int) string { return spokenFinding(&r.shown[i]) }, &r.cursor.at, func() { r.cursor.keep(len(r.shown), r.page()) })
	s.title = sentence(inWords(r.caption()))
	if len(r.shown) == 0 {
		s.facts = []string{"No published figure differs."}
	}
	return s
}

func spokenFinding(f *portfolio.Finding) string {
	said := "published " + f.PublishedShown()
	switch f.Verdict {
	case portfolio.Agrees:
		return joined(whereAndWhat(f), said, "agrees")
	case portfolio.CannotBeChecked:
		return joined(whereAndWhat(f), said, "cannot be checked")
	case portfolio.Differs:
	}
	return joined(whereAndWhat(f), said, "computed "+f.ComputedShown(), "differs by "+differenceShown(f))
}

// Spoken explains the figure, then says its rows.
func (f *finding) Spoken() spoken {
	s := spokenList(len(f.of.Rows), func(i int) string {
		r := &f.of.Rows[i]
		return joined(rowName(r), clean(r.Label), clean(r.Printed), r.Amount.Shown()+" dollars")
	}, &f.cursor.at, func() { f.cursor.keep(len(f.of.Rows), f.page()) })
	about := explained(&f.of, face{look: &styles{}}, 10_000)
	s.title, s.facts = sentence(about[0]), about[1:]
	if len(f.of.Rows) > 0 {
		s.after = factsOf(f.below())
	}
	return s
}

// Spoken says the links with other offices, and what waits.
func (v *offices) Spoken() spoken {
	switch {
	case v.fault != nil:
		return spokenFault("The offices could not be loaded", v.fault)
	case v.prompt.open:
		return v.prompt.spoken()
	case v.status == nil:
		return spoken{title: "Loading the offices…"}
	case v.status.local():
		alone := factsOf(v.alone())
		return spoken{title: alone[0], facts: alone[1:]}
	}
	lines, at := v.list()
	s := spokenList(len(at), func(i int) string { return inWords(lines[at[i]]) }, &v.stops.sel, v.keep)
	s.title = sentence(inWords(v.caption()))
	return s
}

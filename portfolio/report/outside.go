package report

import (
	"fieldfolio/portfolio"
	"fieldfolio/portfolio/breakdown"
)

// outsideText says how much of a measure a query covers, and how much it leaves out
// by confining amounts, such as 2010 to 2013: US$ 5 of 9 approved; 4 outside.
// If no project has the figure there, it says so instead of 0. confinedTo names
// what the query covers; if that is empty, so is the phrase, and also where no
// project has the figure anywhere, and for measures that do not add up.
func outsideText(confinedTo string, m breakdown.Measure, within, outside breakdown.Figure) portfolio.Phrase {
	whole := within.Plus(outside)
	switch {
	case confinedTo == "" || !whole.Known:
		return portfolio.Phrase{}
	case m.Counts():
		return portfolio.Say("%s: %s of %s; %s outside", confinedTo, portfolio.Count(within.N),
			portfolio.CountOf(int(whole.N), "project"), portfolio.Count(outside.N))
	case !m.AddsUp():
		return portfolio.Phrase{}
	}
	exact := func(cents int64) portfolio.Value { return portfolio.Cents(cents).Exactly() }
	if !within.Known {
		return portfolio.Say("%s: none of %s %s; all of it outside", confinedTo, portfolio.Cents(whole.N).ExactUSD(), string(m))
	}
	return portfolio.Say("%s: %s of %s %s; %s outside", confinedTo, portfolio.Cents(within.N).ExactUSD(),
		exact(whole.N), string(m), exact(outside.N))
}

// outsideNotes says of each measure how much is outside.
func outsideNotes(measures []breakdown.Measure, of func(breakdown.Measure) portfolio.Phrase) []string {
	var out []string
	for _, m := range measures {
		if p := of(m); !p.Empty() {
			out = append(out, p.Shown()+".")
		}
	}
	return out
}

// OutsideOf says how much of a measure the query of a breakdown leaves out by
// confining amounts; empty if it confines none.
func OutsideOf(b *breakdown.Breakdown, m breakdown.Measure) portfolio.Phrase {
	if b.Outside == nil {
		return portfolio.Phrase{}
	}
	return outsideText(b.ConfinedTo(), m, b.Total.Figure(m), b.Outside.Figure(m))
}

// OutsideNotes says how much of each measure lies outside the years and places
// to which the query confines amounts; none if it confines none.
func OutsideNotes(b *breakdown.Breakdown) []string {
	return outsideNotes(b.Spec.Measures, func(m breakdown.Measure) portfolio.Phrase {
		return OutsideOf(b, m)
	})
}

// OutsideOfList is OutsideOf for the totals of a list; for amounts in a cell, for
// the parts of projects in it.
func OutsideOfList(spec breakdown.ListSpec, cat *portfolio.Catalogue, m breakdown.Measure,
	t breakdown.ListTotals) portfolio.Phrase {
	if t.Outside == nil {
		return portfolio.Phrase{}
	}
	within, outside := t.Figure(m), t.Outside.Figure(m)
	if spec.Cell != nil && !spec.Cell.Measure.Counts() && !m.Counts() {
		within, outside = breakdown.FigureOf(t.Part), breakdown.FigureOf(t.Outside.Part)
	}
	return outsideText(spec.Query.ConfinedTo(cat), m, within, outside)
}

// OutsideNotes says how much of each amount lies outside the years and places to
// which the query confines amounts, or how many projects if no project has an
// amount; none if it confines none.
func (r List) OutsideNotes() []string {
	say := func(m breakdown.Measure) portfolio.Phrase { return OutsideOfList(r.Spec, r.Catalogue, m, r.Totals) }
	if notes := outsideNotes(breakdown.ListMeasures, say); notes != nil {
		return notes
	}
	return outsideNotes([]breakdown.Measure{breakdown.ProjectCount}, say)
}

// withOutside adds for each measure a column behind the others that has what is
// outside in the total row.
func withOutside(t portfolio.Table, b *breakdown.Breakdown) portfolio.Table {
	if b.Outside == nil {
		return t
	}
	for _, m := range b.Spec.Measures {
		if !m.AddsUp() && !m.Counts() {
			continue
		}
		t.Columns = append(t.Columns, portfolio.Column{Name: string(m) + "_outside", Numeric: true})
		for i := range t.Rows {
			t.Rows[i] = append(t.Rows[i], portfolio.Text(""))
		}
		t.Total = append(t.Total, m.Figure(b.Outside.Figure(m)))
	}
	return t
}

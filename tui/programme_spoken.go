package tui

import "fieldfolio/portfolio"

// Spoken says the sub-programmes with what lies below them, each with its sums.
func (p *programme) Spoken() spoken {
	const of = "The thematic programme 2011-2013, indicative."
	if s, unready := p.unready(of); unready {
		return s
	}
	if len(p.rows) == 0 {
		return spoken{title: "No sub-programme is recorded."}.with(of)
	}
	s := spokenList(len(p.shown), func(i int) string { return p.spokenRow(p.shown[i]) }, &p.cursor.at, func() { p.cursor.keep(len(p.shown), p.page()) })
	s.name = func(i int) string { return planName(&p.rows[p.shown[i]]) }
	s.under = func(i int) []string { return spokenPrinted(&p.rows[p.shown[i]]) }
	s.title, s.facts = of, []string{"Amounts are in dollars."}
	s.after = append([]string{sentence("Total, " + spokenSums(&p.total))}, spokenPrinted(&p.total)...)
	return s
}

// spokenRow says what a row is, its sums, and how much is hidden below it.
func (p *programme) spokenRow(i int) string {
	below := ""
	if !p.leaf(i) && p.closed[p.key(i)] {
		below = "closed, " + number(p.after(i)-i-1, "row", "rows") + " below"
	}
	r := &p.rows[i]
	return joined(planName(r), clean(r.Label), spokenSums(r), below)
}

// planName says the level of a row and its code, a part only what it is.
func planName(r *portfolio.PlanRow) string {
	if r.Code == "" {
		return capital(r.Level.String())
	}
	return capital(r.Level.String()) + " " + clean(r.Code)
}

// spokenSums says what is known of the figures of a row.
func spokenSums(r *portfolio.PlanRow) string {
	var parts []string
	if r.Budget.Known {
		parts = append(parts, "budget "+r.Budget.Shown())
	}
	if r.Shortfall.Known {
		parts = append(parts, "shortfall "+r.Shortfall.Shown())
	}
	if s, ok := r.Unfunded(); ok {
		parts = append(parts, s.Spoken()+" unfunded")
	}
	return joined(parts...)
}

// spokenPrinted says where a row is printed, and what its sum is there.
func spokenPrinted(r *portfolio.PlanRow) []string {
	var out []string
	for _, s := range r.Sources {
		if where := clean(s.Where); where != "" {
			out = append(out, sentence(labelled("In the document", where)))
			break
		}
	}
	if r.Printed != "" {
		out = append(out, sentence("The document prints another sum: "+clean(r.Printed)))
	}
	return out
}

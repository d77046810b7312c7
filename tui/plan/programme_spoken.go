package plan

import (
	"fieldfolio/portfolio/report/programme"
	"fieldfolio/tui/draw"
	"fieldfolio/tui/ui"
)

func (p *Programme) Spoken() ui.Spoken {
	const of = "The thematic programme 2011-2013, indicative."
	if s, unready := p.Unready(of); unready {
		return s
	}
	if len(p.rows) == 0 {
		return ui.Spoken{Title: "No sub-programme is recorded."}.With(of)
	}
	s := ui.SpokenList(len(p.shown), func(i int) string { return p.spokenRow(p.shown[i]) }, &p.cursor.At,
		func() { p.cursor.Keep(len(p.shown), p.page()) })
	s.Name = func(i int) string { return planName(&p.rows[p.shown[i]]) }
	s.Under = func(i int) []string { return spokenPrinted(&p.rows[p.shown[i]]) }
	s.Title, s.Facts = of, []string{"Amounts are in dollars."}
	s = s.Listing("level and code", "name", "budget", "shortfall", "places")
	s.After = append([]string{draw.Sentence("Total, computed, " + spokenSums(&p.total))}, p.spokenTotal()...)
	return s
}

// spokenRow says what a row is, its totals, and how many rows are hidden inside it.
func (p *Programme) spokenRow(i int) string {
	below := ""
	if !p.leaf(i) && p.closed[p.key(i)] {
		below = "closed, " + ui.Number(p.after(i)-i-1, "row", "rows") + " below"
	}
	r := &p.rows[i]
	return draw.Joined(planName(r), draw.Clean(r.Label), spokenSums(r), p.spokenPlaces(r), below)
}

// spokenPlaces says which places a row names.
func (p *Programme) spokenPlaces(r *programme.Row) string {
	if len(r.Places) == 0 {
		return ""
	}
	return "in " + draw.Clean(p.face.Cat.PlaceNames(r.Places).Spoken())
}

// planName returns the level and code of a row, for a part only its level.
func planName(r *programme.Row) string {
	if r.Code == "" {
		return ui.Capital(r.Level.String())
	}
	return ui.Capital(r.Level.String()) + " " + draw.Clean(r.Code)
}

// spokenSums says the known figures of a row.
func spokenSums(r *programme.Row) string {
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
	return draw.Joined(parts...)
}

// spokenTotal says the total as the document prints it, and where else it prints another one.
func (p *Programme) spokenTotal() []string {
	printed, ok := p.total.AsPrinted()
	if !ok {
		return nil
	}
	said := draw.Sentence(draw.Joined("Total as "+printed.Label, spokenSums(&printed)))
	return append([]string{said}, spokenPrinted(&p.total)...)
}

// spokenPrinted says where a row is printed, and its total there.
func spokenPrinted(r *programme.Row) []string {
	var out []string
	for _, s := range r.Sources {
		if where := draw.Clean(s.Where); where != "" {
			out = append(out, draw.Sentence(ui.Labelled("In the document", where)))
			break
		}
	}
	if r.Printed != "" {
		out = append(out, draw.Sentence("The document prints another sum: "+draw.Clean(r.Printed)))
	}
	return out
}

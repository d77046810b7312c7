package tui

import (
	"slices"
	"strings"

	"fieldfolio/portfolio"
)

// Spoken asks the question, and says the rows that add up to the figure. Below
// the last one of a figure stands what they come to.
func (p *proof) Spoken() spoken {
	const why = "Why is this figure so?"
	if p.prompt.open {
		return p.prompt.spoken()
	}
	if s, unready := p.unready(why); unready {
		return s
	}
	rows := p.spokenRows()
	s := spokenList(len(rows), func(i int) string { return rows[i].text }, &p.stops.sel, p.settle)
	s.under = func(i int) []string { return rows[i].below }
	s.title = spokenText(p.shown.Question())
	if p.shown.Counts {
		s.facts = []string{"Figures are numbers of projects."}
	} else {
		s.facts = []string{sentence(capital(clean(p.shown.What)) + ", in dollars")}
	}
	if len(p.shown.Rows) == 0 {
		s.facts = append(s.facts, "Nothing adds up to it.")
	}
	for _, n := range p.shown.Remarks() {
		s.after = append(s.after, sentence(spokenText(n)))
	}
	return s
}

// spokenProofRow is a row of a proof in words, with what is said below it.
type spokenProofRow struct {
	text  string
	below []string
}

func (p *proof) spokenRows() []spokenProofRow {
	var out []spokenProofRow
	divided := p.widths().divided
	for of := p.shown; of != nil; of = of.Of {
		var before []string
		for i := range of.Rows {
			row := spokenProofRow{text: spokenProofText(of, &of.Rows[i], divided)}
			said := portfolio.SpokenOf(remarksOf(&of.Rows[i]))
			if !slices.Equal(said, before) {
				for _, r := range said {
					row.below = append(row.below, sentence(capital(clean(r))))
				}
			}
			before = said
			out = append(out, row)
		}
		if n := len(out); n > 0 {
			out[n-1].below = append(out[n-1].below, p.spokenSum(of)...)
		}
	}
	return out
}

// spokenProofText says what a row is of, what of it falls to the figure, and where
// its value comes from.
func spokenProofText(of *portfolio.Proof, r *portfolio.ProofRow, divided bool) string {
	parts := []string{clean(r.Name), clean(r.Label)}
	if divided && r.Whole.Known {
		parts = append(parts, lower(strings.Fields(of.What)[0])+" "+of.Exactly(int64(r.Whole.Cents)))
		if r.Share != 0 {
			parts = append(parts, "share "+r.Share.Exactly().Spoken())
		}
		parts = append(parts, "part "+of.Exactly(r.Part))
	} else {
		parts = append(parts, of.Exactly(r.Part))
	}
	return joined(append(parts, spokenText(from(r)))...)
}

// spokenSum says what the rows of a figure come to.
func (p *proof) spokenSum(of *portfolio.Proof) []string {
	var out []string
	if of.Left > 0 {
		out = append(out, sentence("And "+shownInt(int(of.Left))+" more: "+of.Exactly(of.LeftPart)))
	}
	what := "The figure asked about"
	switch {
	case of != p.shown:
		what = "The whole"
	case of.Of != nil:
		what = "The part"
	}
	out = append(out, sentence(labelled(what, of.Exactly(of.Figure))))
	switch {
	case of.Of != nil:
		out = append(out, sentence(labelled("Next are the rows of the whole", clean(of.Of.About))))
	case of != p.shown:
		out = append(out, sentence(labelled("The share", p.shown.Portion().Spoken())))
	}
	return out
}

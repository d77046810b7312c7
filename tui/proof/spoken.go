package proof

import (
	"fieldfolio/portfolio"
	"fieldfolio/portfolio/proof"
	"fieldfolio/portfolio/report/facts"
	"fieldfolio/tui/draw"
	"fieldfolio/tui/ui"
)

// Spoken asks the question, and says the rows that add up to the figure. Their total follows the
// last row of each figure.
func (p *Proof) Spoken() ui.Spoken {
	const why = "How this figure is made up."
	if s, unready := p.Unready(why); unready {
		return s
	}
	rows := p.spokenRows()
	s := ui.SpokenList(len(rows), func(i int) string { return rows[i].text }, &p.anchors.Sel, p.settle)
	s.Under = func(i int) []string { return rows[i].below }
	s.Title = draw.Sentence(draw.SpokenText(p.shown.Question()))
	switch {
	case p.shown.Things != "":
		s.Facts = []string{"Figures are numbers of " + string(p.shown.Things) + "."}
	case p.shown.Counts:
		s.Facts = []string{"Figures are numbers of projects."}
	default:
		s.Facts = []string{draw.Sentence(ui.Capital(draw.Clean(p.shown.What)) + ", in dollars")}
	}
	if len(p.shown.Rows) == 0 {
		s.Facts = append(s.Facts, facts.NoRows)
	}
	for _, n := range p.shown.Remarks() {
		s.After = append(s.After, draw.Sentence(draw.SpokenText(n)))
	}
	return s
}

// spokenProofRow is a row of a proof in words, with what is said below it.
type spokenProofRow struct {
	text  string
	below []string
}

func (p *Proof) spokenRows() []spokenProofRow {
	var out []spokenProofRow
	for of := p.shown; of != nil; of = of.Of {
		below := p.below(of)
		for i := range of.Rows {
			row := spokenProofRow{text: spokenProofText(of, &of.Rows[i])}
			for _, text := range portfolio.SpokenOf(below[i]) {
				row.below = append(row.below, draw.Sentence(ui.Capital(draw.Clean(text))))
			}
			out = append(out, row)
		}
		if n := len(out); n > 0 {
			out[n-1].below = append(out[n-1].below, p.spokenSum(of)...)
		}
	}
	return out
}

// spokenProofText says what a row is of, what it adds to the figure, and where its amount comes
// from.
func spokenProofText(of *proof.Proof, r *proof.Row) string {
	return draw.Joined(draw.Clean(r.Name), draw.Clean(r.Label), of.Exactly(r.Part), draw.SpokenText(from(r)))
}

// spokenSum says the total of the rows of a figure.
func (p *Proof) spokenSum(of *proof.Proof) []string {
	var out []string
	if of.Left > 0 {
		out = append(out, draw.Sentence("And "+ui.ShownInt(int(of.Left))+" more: "+of.Exactly(of.LeftPart)))
	}
	what := "The figure asked about"
	switch {
	case of != p.shown:
		what = "The whole"
	case of.Of != nil:
		what = "The part"
	}
	out = append(out, draw.Sentence(ui.Labelled(what, of.Exactly(of.Figure))))
	switch {
	case of.Of != nil:
		out = append(out, draw.Sentence(ui.Labelled("Next are the rows of the whole", draw.Clean(of.Of.About))))
	case of != p.shown:
		out = append(out, draw.Sentence(ui.Labelled("The share", p.shown.Portion().Spoken())))
	}
	return out
}

package format

import (
	"bufio"
	"io"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/legible"
	"fieldfolio/portfolio/report/facts"
)

// WriteProof writes a proof for people: its rows with what stands below each,
// the sum, and the remarks.
func WriteProof(w io.Writer, p facts.ProofPage, o Options) error {
	out := &page{bufio.NewWriter(w), o.Width, o.Bold}
	out.title(p.Title)
	for _, f := range p.Figures {
		if f.Of != "" {
			out.line("")
			out.strong("of " + legible.Line(f.Of))
			out.line("")
		}
		out.figure(f)
	}
	if len(p.Notes) > 0 {
		out.line("")
	}
	for _, n := range portfolio.ShownOf(p.Notes) {
		out.paragraph(n, 0)
	}
	return out.out.Flush() // the first error of all writes
}

// underRow is the number of blanks before what stands below a row of a proof.
const underRow = 4

// figure writes the rows that add up to a figure, and the sum.
func (p *page) figure(f facts.FigureRows) {
	if len(f.Table.Rows) == 0 {
		p.line(facts.NoRows)
		return
	}
	g := newLayout(f.Table, p.width)
	p.heads(g)
	for i, row := range g.rows {
		p.line(g.format(row))
		if i < len(f.Below) {
			for _, text := range portfolio.ShownOf(f.Below[i]) {
				p.paragraph(text, underRow)
			}
		}
	}
	p.line("")
	p.line(g.format(g.total))
}

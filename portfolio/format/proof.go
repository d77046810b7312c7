package format

import (
	"bufio"
	"io"
	"slices"
	"strings"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/legible"
	"fieldfolio/portfolio/proof"
)

// WriteProof writes a proof for people: each row with how its part comes about
// and where every value comes from, the sum, and the remarks. What a row has in
// common with the row above is not repeated.
func WriteProof(w io.Writer, p *proof.Proof, title string, o Options) error {
	out := &proofPage{page{bufio.NewWriter(w), o.Width, o.Bold}}
	out.title(title)
	if p.Of == nil {
		out.figure(p, "the figure")
	} else {
		out.figure(p, "the part")
		out.line("")
		out.strong("of " + legible.Line(p.Of.About))
		out.line("")
		out.figure(p.Of, "the whole")
	}
	if notes := p.Remarks(); len(notes) > 0 {
		out.line("")
		for _, n := range notes {
			out.paragraph(n.Shown(), 0)
		}
	}
	return out.out.Flush() // the first error of all writes
}

// proofPage writes the rows of proofs.
type proofPage struct{ page }

// figure writes the rows of a figure and their sum, called what.
func (p *proofPage) figure(of *proof.Proof, what string) {
	if len(of.Rows) == 0 {
		p.line("Nothing adds up to it.")
		return
	}
	g := newLayout(proofColumns(of, what), p.width)
	p.heads(g)
	var before []string
	for i := range of.Rows {
		r := &of.Rows[i]
		p.line(g.format(g.rows[i]))
		p.paragraph(r.How.Shown(), underRow)
		p.paragraph(r.How.Days().Shown(), underRow)
		sources := portfolio.ShownOf(r.Sources())
		for _, s := range sources {
			if !slices.Contains(before, s) {
				p.paragraph(s, underRow)
			}
		}
		before = sources
	}
	for _, more := range g.rows[len(of.Rows):] {
		p.line(g.format(more))
	}
	p.line("")
	p.line(g.format(g.total))
}

// underRow is the number of blanks before what stands below a row.
const underRow = 4

// proofColumns returns name, label and part of each row, a row for those left
// out, and the sum.
func proofColumns(of *proof.Proof, what string) portfolio.Table {
	part := portfolio.Column{Head: "NUMBER", Numeric: true}
	if !of.Counts && of.Things == "" {
		part.Head = strings.ToUpper(strings.Fields(of.What)[0]) + " US$"
	}
	t := portfolio.Table{Columns: []portfolio.Column{{Head: "ROW"}, {Head: "WHAT", CutMiddle: true}, part}}
	row := func(name, label string, n int64) []portfolio.Value {
		return []portfolio.Value{portfolio.Text(name), portfolio.Text(label), portfolio.Text(of.Exactly(n))}
	}
	for _, r := range of.Rows {
		t.Rows = append(t.Rows, row(r.Name, r.Label, r.Part))
	}
	if of.Left > 0 {
		t.Rows = append(t.Rows, row("", "and "+proof.CountShown(of.Left, "more row"), of.LeftPart))
	}
	t.Total = row("", what, of.Figure)
	return t
}

package facts

import (
	"strings"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/proof"
)

// ProofPage is a proof for people: each row with how its part comes about and
// where every value comes from.
type ProofPage struct {
	Title   string
	Figures []FigureRows // one, or part and whole if the figure is a share
	Notes   []portfolio.Value
}

// FigureRows is the rows that add up to a figure.
type FigureRows struct {
	Of    string          // what a whole covers; empty for the figure asked about
	Table portfolio.Table // name, label and part of each row, a row for those left out, and the sum
	// Below is what stands below each row of Table, without what it has in common
	// with the row above.
	Below [][]portfolio.Value
}

// NewProofPage returns the page of a proof; past is the day of --at, 0 for
// today.
func NewProofPage(p *proof.Proof, past portfolio.Date) ProofPage {
	page := ProofPage{Title: p.Question().Shown(), Notes: p.Remarks()}
	if past.Known() {
		page.Title += " As it stood on " + past.Shown() + "."
	}
	if p.Of == nil {
		page.Figures = []FigureRows{figureRows(p, "the figure")}
		return page
	}
	whole := figureRows(p.Of, "the whole")
	whole.Of = p.Of.About
	page.Figures = []FigureRows{figureRows(p, "the part"), whole}
	return page
}

// NoRows says that a figure has no rows.
const NoRows = "Nothing adds up to it."

// PartHead returns the head of a column with the parts of a figure.
func PartHead(of *proof.Proof) string {
	switch {
	case of.Things != "":
		return "NUMBER"
	case of.Counts:
		return "PROJECTS"
	}
	return strings.ToUpper(strings.Fields(of.What)[0]) + " US$"
}

// figureRows returns the rows of a figure and their sum, called what.
func figureRows(of *proof.Proof, what string) FigureRows {
	part := portfolio.Column{Head: PartHead(of), Numeric: true}
	out := FigureRows{Table: portfolio.Table{
		Columns: []portfolio.Column{{Head: "ROW"}, {Head: "WHAT", CutMiddle: true}, part}}}
	t := &out.Table
	row := func(name, label string, n int64) []portfolio.Value {
		return portfolio.Texts([]string{name, label, of.Exactly(n)})
	}
	sources := of.Below((*proof.Row).Sources)
	for i := range of.Rows {
		r := &of.Rows[i]
		t.Rows = append(t.Rows, row(r.Name, r.Label, r.Part))
		out.Below = append(out.Below, append([]portfolio.Value{r.How, r.How.Days()}, sources[i]...))
	}
	if of.Left > 0 {
		t.Rows = append(t.Rows, row("", "and "+proof.CountShown(of.Left, "more row"), of.LeftPart))
	}
	t.Total = row("", what, of.Figure)
	return out
}

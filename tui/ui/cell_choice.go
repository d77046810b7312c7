package ui

import (
	"fieldfolio/portfolio"
	"fieldfolio/portfolio/breakdown"
)

// CellChoice is a cell of a breakdown that has been opened.
type CellChoice struct {
	Ref    breakdown.CellRef
	Query  portfolio.Query
	Label  string // its codes in words
	Figure int64  // as the cell shows it: cents, or a number of projects
}

// Proof says whether the projects of a list add up to the cell.
func (c *CellChoice) Proof(t *breakdown.ListTotals) string {
	if t == nil {
		return ""
	}
	is, cell := int64(t.Part.Cents), portfolio.Cents(c.Figure).Shown()
	if c.Ref.Measure.Counts() {
		is, cell = t.Projects, portfolio.Count(c.Figure).Shown()
	}
	if is == c.Figure {
		return "cell of the breakdown: " + cell + ", agrees"
	}
	return "cell of the breakdown: " + cell + ", differs"
}

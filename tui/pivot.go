package tui

import (
	"strings"

	"fieldfolio/portfolio"
)

// pivot is a breakdown by two dimensions with the rows and columns that have
// figures.
type pivot struct {
	shape      shape
	table      *portfolio.Breakdown
	rows, cols []string // codes, in order
	hidden     int      // rows and columns without any figure
}

func newPivot(s shape, t *portfolio.Breakdown) *pivot {
	p := &pivot{shape: s, table: t}
	for _, r := range t.Codes(0) {
		if p.at(r, portfolio.All) != 0 {
			p.rows = append(p.rows, r)
		} else {
			p.hidden++
		}
	}
	for _, c := range t.Codes(1) {
		if p.at(portfolio.All, c) != 0 {
			p.cols = append(p.cols, c)
		} else {
			p.hidden++
		}
	}
	return p
}

func (p *pivot) empty() bool { return len(p.rows) == 0 || len(p.cols) == 0 }

// at returns the figure of a cell or a total.
func (p *pivot) at(row, col string) int64 { return p.table.At(row, col).Of(p.shape.measure) }

// blank reports whether no project has a figure in a cell.
func (p *pivot) blank(row, col string) bool { return p.at(row, col) == 0 }

// counts reports whether figures are numbers of projects, which do not add up.
func (p *pivot) counts() bool { return p.shape.measure == portfolio.ProjectCount }

// other returns the sum of the columns outside cols[from:to], of amounts only.
func (p *pivot) other(row string, from, to int) int64 {
	sum := int64(0)
	for i, c := range p.cols {
		if i < from || i >= to {
			sum += p.at(row, c)
		}
	}
	return sum
}

func (p *pivot) rowName(code string) string { return p.name(p.shape.rows, code) }

func (p *pivot) name(d portfolio.Dimension, code string) string {
	if code == portfolio.All {
		return "TOTAL"
	}
	return clean(p.table.Name(d, code))
}

// label names a cell in words.
func (p *pivot) label(row, col string) string {
	var parts []string
	if row != portfolio.All {
		parts = append(parts, p.rowName(row))
	}
	if col != portfolio.All {
		parts = append(parts, p.name(p.shape.cols, col))
	}
	if len(parts) == 0 {
		parts = append(parts, "all of the breakdown")
	}
	return strings.Join(parts, ", ")
}

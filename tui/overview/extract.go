package overview

import (
	"cmp"

	"fieldfolio/portfolio"
	"fieldfolio/tui/draw"
	"fieldfolio/tui/ui"
)

// columns are those of the table of the overview's figures.
var columns = []portfolio.Column{{Name: "group", Head: "OF"}, {Name: "figure", Head: "FIGURE"},
	{Name: "amount", Head: "AMOUNT", Numeric: true}, {Name: "unit", Head: "UNIT"}}

// figures returns the lines with one figure, a row each.
func (o *Overview) figures() (t portfolio.Table) {
	t.Name, t.Columns = "overview", columns
	rows := o.rows()
	for _, side := range []glanceSide{leftSide, rightSide} {
		for _, at := range o.stops(side) {
			if w := rows[at].on(side).way; w.amount != nil {
				t.Rows = append(t.Rows, w.row())
			}
		}
	}
	return t
}

// row returns the line as a row of the table.
func (w *glance) row() []portfolio.Value {
	return []portfolio.Value{portfolio.Text(w.group), portfolio.Text(w.label), w.amount,
		portfolio.Text(cmp.Or(w.unit, "US$"))}
}

func (o *Overview) whyNoTable() string {
	if o.first() || len(o.figures().Rows) == 0 {
		return "there are no figures yet"
	}
	return ""
}

// extract returns the figures that are shown.
func (o *Overview) extract() ui.Extract {
	t := o.figures()
	x := ui.Extract{File: "overview.csv", What: ui.Number(len(t.Rows), "figure", "figures"), All: ui.Fixed(t)}
	if w := o.selected(); w != nil && w.amount != nil {
		x.Of, x.At = draw.Clean(w.label), ui.OnlyRows(t, w.row())
	}
	return x
}

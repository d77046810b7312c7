package project

import (
	"slices"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/proof"
	"fieldfolio/portfolio/report"
)

// asks returns the cell that a field of a project is asked about: an amount, or
// how it is divided among service lines, places and years; false for other
// fields.
func asks(p *portfolio.Project, field string) (portfolio.CellRef, bool) {
	divided := report.Sheet{Project: p}.Measure()
	if slices.Contains(portfolio.StoredMeasures, portfolio.Measure(field)) {
		return portfolio.CellRef{Measure: portfolio.Measure(field)}, true
	}
	for _, d := range portfolio.Dimensions {
		if d.RestsOn(field) {
			return portfolio.CellRef{By: []portfolio.Dimension{d}, Codes: []string{portfolio.All}, Measure: divided}, true
		}
	}
	return portfolio.CellRef{}, false
}

// Selected returns the field that is selected; empty if there is none.
func (p *Project) Selected() string {
	if t := p.Text(); len(t.stops) > 0 {
		return t.stops[min(p.Stops.Sel, len(t.stops)-1)].field
	}
	return ""
}

// noFigure says why there is nothing to ask about at the selected field.
func (p *Project) noFigure() string {
	if !p.Ready() {
		return "there is no project"
	}
	cell, ok := asks(p.Shown.Project, p.Selected())
	switch {
	case !ok:
		return "this is no figure: choose an amount, the service lines, the country or a day"
	case !p.Shown.Project.Amounts.Of(cell.Measure).Known:
		return "the " + cell.Measure.Title() + " is not known"
	}
	return ""
}

// figure returns the question about the selected field.
func (p *Project) figure() proof.Spec {
	cell, _ := asks(p.Shown.Project, p.Selected())
	return proof.ProjectFigure{Record: p.Shown.Project.ID, Cell: cell}
}

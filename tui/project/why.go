package project

import (
	"slices"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/breakdown"
	"fieldfolio/portfolio/proof"
	"fieldfolio/portfolio/report/facts"
)

// asks returns the cell that a field's proof is about: an amount, or how it is divided among
// service lines, places and years. It returns false for other fields.
func asks(p *portfolio.Project, field string) (breakdown.CellRef, bool) {
	divided := facts.Sheet{Project: p}.Measure()
	if slices.Contains(breakdown.StoredMeasures, breakdown.Measure(field)) {
		return breakdown.CellRef{Measure: breakdown.Measure(field)}, true
	}
	if field == portfolio.FieldOverallPlaces {
		divided = breakdown.Overall
	}
	for _, d := range breakdown.Dimensions {
		if d.RestsOn(field) {
			return breakdown.CellRef{By: []breakdown.Dimension{d}, Codes: []string{breakdown.All}, Measure: divided}, true
		}
	}
	return breakdown.CellRef{}, false
}

// selected returns the name of the selected field, empty if there is none.
func (p *project) selected() string {
	if t := p.text(); len(t.anchors) > 0 {
		return t.anchors[min(p.anchors.Sel, len(t.anchors)-1)].field
	}
	return ""
}

// whyNoFigure says why the selected field has no proof, empty if it has.
func (p *project) whyNoFigure() string {
	if !p.Ready() {
		return "there is no project"
	}
	cell, ok := asks(p.shown.project, p.selected())
	switch {
	case !ok:
		return "this is not a figure: choose an amount, the service lines, the country or a day"
	case !breakdown.AmountOf(p.shown.project.Amounts, cell.Measure).Known:
		return "the " + cell.Measure.Title() + " is not known"
	}
	return ""
}

// figure returns the proof of the selected field.
func (p *project) figure() proof.Spec {
	cell, _ := asks(p.shown.project, p.selected())
	return proof.ProjectFigure{Record: p.shown.project.ID, Cell: cell}
}

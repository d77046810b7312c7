package list

import (
	"slices"

	"fieldfolio/portfolio/breakdown"
	"fieldfolio/tui/ui"
)

// Spot is the selected project and the amount that is shown.
func (p *Projects) Spot() ui.Spot {
	if p.list == nil {
		return p.back
	}
	s := ui.Spot{Index: p.list.At}
	if row := p.list.Row(p.list.At); row != nil {
		s.Row = row.ID
	}
	return s.With("measure", string(p.Measure))
}

// Return selects the project.
func (p *Projects) Return(to ui.Spot) {
	if m := breakdown.Measure(to.Set["measure"]); slices.Contains(breakdown.StoredMeasures, m) {
		p.Measure = m
	}
	p.back, p.sought = to, to.Row
}

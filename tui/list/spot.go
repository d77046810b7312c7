package list

import (
	"slices"

	"fieldfolio/portfolio/breakdown"
	"fieldfolio/tui/ui"
)

// Spot is the selected project, the amount that is shown and the order.
func (p *Projects) Spot() ui.Spot {
	if p.list == nil {
		return p.back
	}
	s := ui.Spot{Index: p.list.At}
	if row := p.list.Row(p.list.At); row != nil {
		s.Row = row.ID
	}
	return s.With("measure", string(p.Measure)).With("sort", ordersText(p.orders()))
}

// Return selects the project, in the same order.
func (p *Projects) Return(to ui.Spot) {
	if m := breakdown.Measure(to.Set["measure"]); slices.Contains(breakdown.StoredMeasures, m) {
		p.Measure = m
	}
	if text := to.Set["sort"]; text != "" {
		p.Conf.Spec.Sort = ParseOrders(text)
	}
	p.back, p.sought = to, to.Row
}

package timeline

import (
	"slices"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/report"
	"fieldfolio/tui/ui"
)

// zooms are the names of the zooms in a spot.
var zooms = map[string]report.Zoom{"year": report.ZoomYear, "quarter": report.ZoomQuarter, "month": report.ZoomMonth}

// Spot is the selected project, the zoom, the order and the groups.
func (t *Timeline) Spot() ui.Spot {
	if t.list == nil {
		return t.back
	}
	s := ui.Spot{Index: t.list.At}
	if row := t.list.Row(t.list.At); row != nil {
		s.Row = row.ID
	}
	for name, z := range zooms {
		if z == t.zoom {
			s = s.With("zoom", name)
		}
	}
	return s.With("order", string(t.order)).With("group", string(t.group))
}

// Return selects the project, and orders and groups as then.
func (t *Timeline) Return(to ui.Spot) {
	if z, ok := zooms[to.Set["zoom"]]; ok {
		t.zoom = z
	}
	if k := portfolio.Key(to.Set["order"]); slices.Contains(orders, k) {
		t.order = k
	}
	if k := portfolio.Key(to.Set["group"]); slices.Contains(groups, k) {
		t.group = k
	}
	t.back = to
}

// The orders and the groups of a timeline.
var (
	orders = []portfolio.Key{portfolio.KeyEnd, portfolio.KeyStart, portfolio.KeyNumber}
	groups = []portfolio.Key{"", portfolio.KeyProgramme, portfolio.KeyStatus}
)

package mailroom

import "fieldfolio/tui/ui"

// Spot is the selected line.
func (v *offices) Spot() ui.Spot {
	if v.status == nil {
		return v.back
	}
	return ui.SpotOf(v.anchors.Sel, v.itemKeys())
}

// Return selects the line.
func (v *offices) Return(to ui.Spot) { v.back = to }

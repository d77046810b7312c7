package funding

import "fieldfolio/tui/ui"

// Spot is the selected line.
func (v *Funding) Spot() ui.Spot {
	if v.shown == nil {
		return v.back
	}
	return ui.SpotOf(v.cursor.At, v.keys())
}

// Return selects the line.
func (v *Funding) Return(to ui.Spot) { v.back = to }

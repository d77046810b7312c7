package overview

import "fieldfolio/tui/ui"

// right is the setting side of the column of service lines.
const right = "right"

// Spot is the selected line.
func (o *Overview) Spot() ui.Spot {
	if !o.Loaded {
		return o.back
	}
	s := ui.SpotOf(o.stop, o.labels())
	if o.side == rightSide {
		s = s.With("side", right)
	}
	return s
}

// Return selects the line.
func (o *Overview) Return(to ui.Spot) { o.back = to }

// reach selects the line to which the person returns.
func (o *Overview) reach() {
	if o.back.Set["side"] == right {
		o.side = rightSide
	}
	o.back.Reach(&o.stop, o.labels())
}

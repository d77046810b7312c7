package tui

import tea "charm.land/bubbletea/v2"

// Spoken says the figures of the overview, each of which opens; those of the
// regions come before those of the service lines.
func (o *overview) Spoken() spoken {
	switch {
	case o.fault != nil:
		return spokenFault("The overview could not be made", o.fault)
	case o.shown == nil:
		return spoken{title: "Adding up the portfolio…"}
	case o.empty():
		return spoken{title: "The portfolio has no projects yet."}
	}
	ways := o.ways()
	return spoken{title: sentence(joined("Action against transnational organized crime", o.face.day())), count: len(ways),
		item: func(i int) string { return inWords(ways[i].text) },
		pick: func(i int) tea.Cmd {
			o.side, o.stop = ways[i].side, ways[i].stop
			o.settle()
			return nil
		}}
}

// wayIn is a line that opens, and where it stands.
type wayIn struct {
	side glanceSide
	stop int
	row  int
	text string
}

// ways returns the lines that open, those of the left side first.
func (o *overview) ways() []wayIn {
	var out []wayIn
	rows := o.rows()
	for _, side := range []glanceSide{leftSide, rightSide} {
		for stop, at := range o.stops(side) {
			out = append(out, wayIn{side, stop, at, rows[at].on(side).text})
		}
	}
	return out
}

// Pointed returns the line that opens at a cell.
func (o *overview) Pointed(x, y int) (int, bool) {
	side := leftSide
	if o.beside() && x >= o.rightAt() {
		side = rightSide
	}
	for i, w := range o.ways() {
		if w.side == side && w.row == o.top+y-1 {
			return i, y > 0
		}
	}
	return 0, false
}

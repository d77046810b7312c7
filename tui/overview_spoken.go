package tui

import tea "charm.land/bubbletea/v2"

// Spoken says the figures of the overview, each of which opens; those of the
// regions come before those of the service lines.
func (o *overview) Spoken() spoken {
	if s, unready := o.unready(o.face.spokenDay()); unready {
		return s
	}
	if o.empty() {
		return spoken{title: "The portfolio has no projects yet."}.with(o.face.spokenDay())
	}
	ways := o.ways()
	s := spoken{title: "Overview, action against transnational organized crime.", count: len(ways), facts: []string{o.face.spokenDay()}}
	for i, w := range ways {
		if w.side == o.side && w.stop == o.stop {
			s.at = i
		}
	}
	s.item, s.after = func(i int) string { return ways[i].text }, o.others()
	s.pick = func(i int) tea.Cmd {
		o.side, o.stop = ways[i].side, ways[i].stop
		o.settle()
		return nil
	}
	return s
}

// others returns in words the lines that do not open.
func (o *overview) others() []string {
	var out []string
	for _, r := range o.rows() {
		if r.left.way == nil && r.left.said != "" {
			out = append(out, sentence(r.left.said))
		}
	}
	return out
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
			out = append(out, wayIn{side, stop, at, rows[at].on(side).said})
		}
	}
	return out
}

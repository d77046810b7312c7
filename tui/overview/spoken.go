package overview

import (
	tea "charm.land/bubbletea/v2"

	"fieldfolio/tui/draw"
	"fieldfolio/tui/ui"
)

// Spoken says the lines that open, those of the regions before those of the service lines.
func (o *Overview) Spoken() ui.Spoken {
	if s, unready := o.Unready(o.face.SpokenDay()); unready {
		return s
	}
	if o.empty() {
		return ui.Spoken{Title: draw.Sentence(o.emptyLines()[0])}.With(o.face.SpokenDay())
	}
	ways := o.ways()
	s := ui.Spoken{Title: "Overview, action against transnational organized crime.", Count: len(ways),
		Facts: draw.NonEmpty(draw.Sentence(ui.Capital(o.scopeName())), o.face.SpokenDay())}
	for i, w := range ways {
		if w.side == o.side && w.stop == o.stop {
			s.At = i
		}
	}
	s.Item, s.After = func(i int) string { return ways[i].text }, o.others()
	s.Pick = func(i int) tea.Cmd {
		o.side, o.stop = ways[i].side, ways[i].stop
		o.settle()
		return nil
	}
	return s
}

// others returns the lines that do not open.
func (o *Overview) others() []string {
	var out []string
	for _, r := range o.rows() {
		if r.left.way == nil && r.left.said != "" {
			out = append(out, draw.Sentence(r.left.said))
		}
	}
	return out
}

// wayIn is a line that opens, and its position.
type wayIn struct {
	side glanceSide
	stop int
	row  int
	text string
}

// ways returns the lines that open, those of the left side first.
func (o *Overview) ways() []wayIn {
	var out []wayIn
	rows := o.rows()
	for _, side := range []glanceSide{leftSide, rightSide} {
		for stop, at := range o.stops(side) {
			out = append(out, wayIn{side, stop, at, rows[at].on(side).said})
		}
	}
	return out
}

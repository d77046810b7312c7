package history

import (
	"strings"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/provenance"
	"fieldfolio/tui/draw"
)

// What describes the changes of a line in at most w cells. Where that is too long, it gives the new
// values only, and of a single one cuts the label rather than the value.
func What(l provenance.Step, w int) string {
	if text := draw.ShownText(l.Did()); draw.Width(text) <= w {
		return text
	}
	text := draw.ShownText(l.Gave())
	const of = ": "
	label, value, ok := strings.Cut(text, of)
	room := w - draw.Width(of+value)
	if draw.Width(text) <= w || !ok || strings.Contains(value, of) || room < leastLabel {
		return draw.Cut(text, w)
	}
	return draw.Cut(label, room) + of + value
}

// leastLabel is the width in which the label of a field that is cut can still be told.
const leastLabel = 6

// nameOf returns the name of the record of a line, or how many records there are.
func nameOf(l provenance.Step) string { return draw.Clean(l.Name()) }

// when returns the time of a line, in UTC.
func when(l provenance.Step) string { return l.When().Shown() }

// about returns the id and name of the record of a line; of a new note, those of the record it is
// on.
func about(l provenance.Step) (record, name string) {
	for _, e := range l {
		if e.Field == portfolio.FieldOn {
			return e.To.Text, e.To.Text
		}
	}
	return l[0].Record, draw.Clean(l.Names()[0])
}

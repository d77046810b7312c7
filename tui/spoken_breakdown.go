package tui

import "fmt"

// Spoken says each row of the table with its figures, column by column.
func (b *breakdown) Spoken() spoken {
	switch {
	case b.fault != nil:
		return spokenFault("The breakdown could not be made", b.fault)
	case b.search.open:
		return spoken{title: "Search.", ask: "Query, now " + orNone(b.search.query.String())}
	case b.prompt.open:
		return b.prompt.spoken()
	case b.shown == nil:
		return spoken{title: "Adding up…"}
	case b.none() != "":
		return spoken{title: sentence(b.none())}
	}
	l := b.layout()
	s := spokenList(len(b.grid.lines)+1, func(i int) string { return b.spokenRow(l, i) }, &b.rows.at, b.keepRow)
	s.title = sentence(joined(fmt.Sprintf("Breakdown, rows %s, columns %s, %s", b.want.rows, b.want.cols, b.want.measure), b.unitName(l), clean(b.want.query.String()), b.face.day()))
	s.after = factsOf(append([]string{"selected column: " + b.head(l.slots[b.slot])}, b.notes()...))
	return s
}

func (b *breakdown) spokenRow(l pivotLayout, row int) string {
	line := b.grid.line(row)
	parts := []string{inWords(b.name(line, wide))}
	for _, s := range l.slots {
		if l.value(line, s) != 0 {
			parts = append(parts, b.head(s)+" "+b.figure(line, s, l))
		}
	}
	return joined(parts...)
}

package draw

import "strings"

// Tabs are the names of views on one line, with the current one in brackets.
type Tabs struct {
	Names []string
	At    int   // index of the current one
	Face  Frame // in whose width the line stands
}

// Span is a range of cells: From up to but not including To.
type Span struct{ From, To int }

// tabRange are the names for which the line has room.
type tabRange struct {
	first, end int // indexes
	gap        int // cells between two names, one of which the brackets of the current one take
}

// What stands beside the names if not all have room: the second names the key that leads to the others.
const (
	tabsBefore = "‹"
	tabsBehind = " tab ›"
)

// Line returns the line. Names stay in place and only the brackets move, unless the current one would
// be out of sight.
func (t *Tabs) Line() string {
	in, places := t.inSight(), t.Places()
	line, at := Blanks(t.lead(in)), t.lead(in)
	if in.first > 0 {
		line = t.Face.Styles.Muted.Render(tabsBefore)
	}
	for i := in.first; i < in.end; i++ {
		if name, p := t.Names[i], places[i]; i == t.At {
			line += Blanks(p.From-at) + t.Face.Styles.Tab.Render("["+name+"]")
			at = p.To
		} else {
			line += Blanks(p.From+1-at) + t.Face.Styles.Muted.Render(name)
			at = p.To - 1
		}
	}
	if in.end < len(t.Names) {
		line += Blanks(t.width(in)-at) + t.Face.Styles.Muted.Render(tabsBehind)
	}
	return t.Face.Cut(strings.TrimRight(line, " "), t.Face.Width)
}

// inSight returns all names if they have room, otherwise as many as do beside the current one.
func (t *Tabs) inSight() tabRange {
	for gap := 2; gap > 0; gap-- {
		if all := (tabRange{0, len(t.Names), gap}); t.width(all) <= t.Face.Width {
			return all
		}
	}
	fits := func(in tabRange) bool {
		w := t.width(in)
		if in.end < len(t.Names) {
			w += t.Face.Cells(tabsBehind)
		}
		return w <= t.Face.Width
	}
	in := tabRange{0, t.At + 1, 1}
	for in.first < t.At && !fits(in) {
		in.first++
	}
	for wider := in; wider.end <= len(t.Names) && fits(wider); wider.end++ {
		in = wider
	}
	return in
}

// lead is the number of cells before the first name and its bracket.
func (t *Tabs) lead(in tabRange) int {
	if in.first > 0 {
		return t.Face.Cells(tabsBefore)
	}
	return in.gap - 1
}

func (t *Tabs) width(in tabRange) int {
	w := t.lead(in) + 2 - in.gap
	for _, name := range t.Names[in.first:in.end] {
		w += t.Face.Cells(name) + in.gap
	}
	return w
}

// Places returns the cells of each name with its brackets, an empty span for those out of sight.
func (t *Tabs) Places() []Span {
	out, in := make([]Span, len(t.Names)), t.inSight()
	at := t.lead(in)
	for i := in.first; i < in.end; i++ {
		w := t.Face.Cells(t.Names[i])
		out[i] = Span{at, at + w + 2}
		at += w + in.gap
	}
	return out
}

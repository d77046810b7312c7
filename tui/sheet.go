package tui

import (
	"strings"

	"charm.land/lipgloss/v2"

	"fieldfolio/portfolio"
)

// sheet draws the facts of a page: labelled values, with what is to be known of
// each under it.
type sheet struct {
	face  face
	label int // cells of the labels
	lines []string
}

// sheetWidth is the most that a sheet takes: on wider screens its notes would
// stand too far from what they belong to.
const sheetWidth = 100

func newSheet(f face) *sheet {
	f.width = min(f.width, sheetWidth)
	s := &sheet{face: f, label: 16}
	if f.width < 60 {
		s.label = 11
	}
	return s
}

// drawPage returns a page as lines in the width of a face.
func drawPage(p portfolio.Page, f face) []string {
	s := newSheet(f)
	if p.Title != "" {
		s.title(p.Title)
	}
	for i := range p.Facts {
		s.fact(&p.Facts[i])
	}
	return s.lines
}

func (s *sheet) title(text string) {
	for _, l := range wrap(clean(text), s.face.width-2) {
		s.lines = append(s.lines, " "+s.face.look.title.Render(l))
	}
	s.lines = append(s.lines, "")
}

// room is the width of the values.
func (s *sheet) room() int { return max(s.face.width-gutterWidth-s.label-1, 1) }

// fact adds a fact with what stands below it.
func (s *sheet) fact(f *portfolio.Fact) {
	if f.Apart {
		s.lines = append(s.lines, "")
	}
	at := len(s.lines)
	switch v := f.Value.(type) {
	case nil:
		s.head(f)
	case laidOut:
		v.layOut(s, s.labelOf(f))
	case portfolio.LinePart:
		s.row(s.labelOf(f), s.linePart(v), noteText(f))
	case portfolio.YearParts:
		s.years(s.labelOf(f), v)
	default:
		s.row(s.labelOf(f), shownText(v), noteText(f))
	}
	if f.Conflict {
		s.lines[at] = " !" + s.lines[at][2:]
	}
	for _, c := range f.Below {
		s.comment(c)
	}
}

// laidOut is a value that is drawn in a way of its own.
type laidOut interface{ layOut(s *sheet, label string) }

// head adds the label of a fact without a value; that of a section stands out.
func (s *sheet) head(f *portfolio.Fact) {
	text := cut(clean(f.Label), s.face.width-gutterWidth-1)
	switch {
	case text == "":
		return
	case f.Apart:
		text = s.face.look.head.Render(text)
	}
	s.lines = append(s.lines, blanks(gutterWidth)+text)
}

// labelOf returns the label of a fact that there is room for.
func (s *sheet) labelOf(f *portfolio.Fact) string {
	if f.Short != "" && width(f.Label) > s.label {
		return f.Short
	}
	return clean(f.Label)
}

func noteText(f *portfolio.Fact) string {
	if f.Beside == nil {
		return ""
	}
	return shownText(f.Beside)
}

// comment adds what is said below a fact, its parts side by side where there is
// room.
func (s *sheet) comment(c portfolio.Comment) {
	paint := s.face.look.muted
	if c.Doubt {
		paint = s.face.look.doubt
	}
	if c.Gauge {
		s.gauge(c)
		return
	}
	parts := make([]string, len(c.Parts))
	for i, p := range c.Parts {
		parts[i] = shownText(p)
	}
	if line := strings.Join(parts, "   "); width(line) <= s.room() {
		parts = []string{line}
	}
	for _, p := range parts {
		s.under(p, paint)
	}
}

// row adds a labelled value with a note at the right, or under it where there
// is no room.
func (s *sheet) row(label, value, note string) {
	head := blanks(gutterWidth) + left(label, s.label)
	if value == "" {
		value = "–"
	}
	for i, l := range wrap(value, s.room()) {
		if i > 0 {
			head = blanks(gutterWidth + s.label)
		}
		line := head + l
		if i == 0 && note != "" && width(line)+3+width(note) < s.face.width {
			line = sides(line, s.face.look.muted.Render(note), s.face.width)
			note = ""
		}
		s.lines = append(s.lines, line)
	}
	if note != "" {
		s.under(note, s.face.look.muted)
	}
}

// under adds text under a value.
func (s *sheet) under(text string, paint lipgloss.Style) {
	for _, l := range wrap(text, s.room()) {
		if l == "" {
			continue
		}
		s.lines = append(s.lines, blanks(gutterWidth+s.label)+paint.Render(l))
	}
}

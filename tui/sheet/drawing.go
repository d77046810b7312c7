package sheet

import (
	"slices"
	"strings"

	"charm.land/lipgloss/v2"

	"fieldfolio/portfolio/report/facts"
	"fieldfolio/tui/draw"
)

// Drawing is the facts of a page as lines: labelled values, with comments below each.
type Drawing struct {
	Face  draw.Frame
	Label int // width of the labels, in cells
	Lines []string
}

// Width is the maximum width of a sheet: on wider screens notes would stand too far from their
// values.
const Width = 100

// New returns an empty drawing as wide as a frame, but not wider than Width.
func New(f draw.Frame) *Drawing {
	f.Width = min(f.Width, Width)
	s := &Drawing{Face: f, Label: 16}
	if f.Width < 60 {
		s.Label = 11
	}
	return s
}

// Lines returns a page as lines in the width of a frame.
func Lines(p facts.Page, f draw.Frame) []string {
	s := New(f)
	if p.Title != "" {
		s.title(p.Title)
	}
	for i := range p.Facts {
		s.Fact(&p.Facts[i])
	}
	return s.Lines
}

func (s *Drawing) title(text string) {
	for _, l := range s.Face.Wrap(draw.Clean(text), s.Face.Width-2) {
		s.Lines = append(s.Lines, " "+s.Face.Styles.Title.Render(l))
	}
	s.Lines = append(s.Lines, "")
}

// Room is the width of the values, in cells.
func (s *Drawing) Room() int { return max(s.Face.Width-draw.GutterWidth-s.Label-1, 1) }

// Fact adds a fact with its comments.
func (s *Drawing) Fact(f *facts.Fact) {
	if f.Apart {
		s.Lines = append(s.Lines, "")
	}
	at := len(s.Lines)
	switch v := f.Value.(type) {
	case nil:
		s.head(f)
	case laidOut:
		v.LayOut(s, s.LabelOf(f))
	case facts.LinePart:
		s.Row(s.LabelOf(f), s.linePart(v), Note(f))
	case facts.YearParts:
		s.years(s.LabelOf(f), v)
	default:
		s.Row(s.LabelOf(f), draw.ShownText(v), Note(f))
	}
	if f.Conflict {
		s.Lines[at] = " !" + s.Lines[at][2:]
	}
	for _, c := range f.Below {
		s.Comment(c)
	}
}

// laidOut is a value that draws itself.
type laidOut interface {
	LayOut(s *Drawing, label string)
}

// head adds the label of a fact without a value; that of a section stands out.
func (s *Drawing) head(f *facts.Fact) {
	text := s.Face.Cut(draw.Clean(f.Label), s.Face.Width-draw.GutterWidth-1)
	switch {
	case text == "":
		return
	case f.Apart:
		text = s.Face.Styles.Head.Render(text)
	}
	s.Lines = append(s.Lines, draw.Blanks(draw.GutterWidth)+text)
}

// LabelOf returns the longest label of a fact that fits, with a blank behind it.
func (s *Drawing) LabelOf(f *facts.Fact) string {
	if f.Short != "" && s.Face.Cells(f.Label) >= s.Label {
		return f.Short
	}
	return s.Face.Cut(draw.Clean(f.Label), s.Label-1)
}

// Note returns what stands beside a value as text, empty if nothing does.
func Note(f *facts.Fact) string {
	if f.Beside == nil {
		return ""
	}
	return draw.ShownText(f.Beside)
}

// Comment adds a comment below a fact, its parts side by side where there is room.
func (s *Drawing) Comment(c facts.Comment) {
	paint := s.Face.Styles.Muted
	if c.Doubt {
		paint = s.Face.Styles.Doubt
	}
	if c.Gauge {
		s.gauge(c)
		return
	}
	parts := make([]string, len(c.Parts))
	for i, p := range c.Parts {
		parts[i] = draw.ShownText(p)
	}
	if line := strings.Join(parts, "   "); s.Face.Cells(line) <= s.Room() {
		parts = []string{line}
	}
	for _, p := range parts {
		s.Under(p, paint)
	}
}

// Row adds a labelled value with a note to the right, or below it where there is no room.
func (s *Drawing) Row(label, value, note string) {
	head := draw.Blanks(draw.GutterWidth) + s.Face.Left(s.Face.Cut(label, s.Label-1), s.Label)
	if value == "" {
		value = "–"
	}
	for i, l := range s.Face.Wrap(value, s.Room()) {
		if i > 0 {
			head = draw.Blanks(draw.GutterWidth + s.Label)
		}
		line := head + l
		if i == 0 && note != "" && s.Face.Cells(line)+3+s.Face.Cells(note) < s.Face.Width {
			line = s.Face.Sides(line, s.Face.Styles.Muted.Render(note), s.Face.Width)
			note = ""
		}
		s.Lines = append(s.Lines, line)
	}
	if note != "" {
		s.Under(note, s.Face.Styles.Muted)
	}
}

// Under adds text below a value.
func (s *Drawing) Under(text string, paint lipgloss.Style) {
	for _, l := range s.Face.Wrap(text, s.Room()) {
		if l == "" {
			continue
		}
		s.Lines = append(s.Lines, draw.Blanks(draw.GutterWidth+s.Label)+paint.Render(l))
	}
}

// gauge draws a share before its comment, where there is room.
func (s *Drawing) gauge(c facts.Comment) {
	text := draw.ShownText(c.Parts[0])
	w := min(s.Room()-s.Face.Cells(text)-1, 46)
	if w < 10 {
		s.Under(text, s.Face.Styles.Muted)
		return
	}
	text = s.Face.Gauge(int64(c.Share), 10_000, w) + " " + text
	s.Lines = append(s.Lines, draw.Blanks(draw.GutterWidth+s.Label)+s.Face.Styles.Blocks(text, s.Face.Styles.Bar))
}

// linePart returns the share of a service line in as much detail as fits.
func (s *Drawing) linePart(part facts.LinePart) string {
	text := s.Face.Left(draw.Clean(part.Label), 4) + s.Face.Right(part.Share.Whole().Shown(), 6)
	if s.Room() >= 38 {
		text += "  " + s.Face.Left(s.Face.Bar(int64(part.Share), 10_000, 10), 10)
	}
	if part.Measured {
		text += s.Face.Right(part.Amount.Shown(), 12)
	}
	if room := s.Room() - s.Face.Cells(text) - 3; room >= leastName {
		text += "   " + s.Face.Cut(draw.Clean(part.Name), room)
	}
	return text
}

// leastName is the width in which the name of a service line that is cut can still be told.
const leastName = 16

// years draws the amounts of each year.
func (s *Drawing) years(label string, of facts.YearParts) {
	years := of.Parts
	values, text := make([]int64, len(years)), make([]string, len(years))
	for i, y := range years {
		values[i] = int64(y.Amount)
		text[i] = y.Label + " " + s.Face.Right(y.Amount.Shown(), 11)
	}
	if len(years) > 1 && len(years) < s.Room()-12 {
		s.Row(label, years[0].Label+" "+s.Face.Spark(values)+" "+years[len(years)-1].Label, of.Rule)
	} else {
		s.Row(label, of.Rule, "")
	}
	perLine := max((s.Room()+3)/19, 1)
	for chunk := range slices.Chunk(text, perLine) {
		s.Under(strings.Join(chunk, "   "), lipgloss.Style{})
	}
}

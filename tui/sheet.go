package tui

import (
	"cmp"
	"slices"
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

// gauge draws a share before what is said of it, where there is room.
func (s *sheet) gauge(c portfolio.Comment) {
	if w := min(s.room()-14, 46); w >= 10 {
		text := s.face.gauge(int64(c.Share), 10_000, w) + " " + shownText(c.Parts[0])
		s.lines = append(s.lines, blanks(gutterWidth+s.label)+s.face.look.blocks(text, s.face.look.bar))
	}
}

// linePart returns the part of a service line in as much detail as there is
// room for.
func (s *sheet) linePart(part portfolio.LinePart) string {
	text := left(clean(part.Label), 4) + right(part.Share.Whole().Shown(), 6)
	if s.room() >= 38 {
		text += "  " + left(s.face.bar(int64(part.Share), 10_000, 10), 10)
	}
	if part.Measured {
		text += right(part.Amount.Shown(), 12)
	}
	if s.face.width >= sheetWidth {
		text += "   " + clean(part.Name)
	}
	return text
}

// years draws the amounts that fall to each year.
func (s *sheet) years(label string, of portfolio.YearParts) {
	years := of.Parts
	values, text := make([]int64, len(years)), make([]string, len(years))
	for i, y := range years {
		values[i] = int64(y.Amount)
		text[i] = y.Label + " " + right(y.Amount.Shown(), 11)
	}
	if len(years) > 1 && len(years) < s.room()-12 {
		s.row(label, years[0].Label+" "+s.face.spark(values)+" "+years[len(years)-1].Label, of.Rule)
	} else {
		s.row(label, of.Rule, "")
	}
	perLine := max((s.room()+3)/19, 1)
	for chunk := range slices.Chunk(text, perLine) {
		s.under(strings.Join(chunk, "   "), lipgloss.Style{})
	}
}

// spokenYears says the amount of each year, one a line.
func spokenYears(of portfolio.YearParts) []string {
	out := []string{labelled("By year, in dollars", of.Rule)}
	for _, y := range of.Parts {
		out = append(out, labelled(y.Label, y.Amount.Spoken()))
	}
	return out
}

// spokenFacts says facts and what is to be known of them, one a line. A fact of
// several values says its label with each.
func spokenFacts(facts []portfolio.Fact) []string {
	var out []string
	label := ""
	for i := range facts {
		f := &facts[i]
		label = cmp.Or(clean(f.Label), label)
		out = append(append(out, spokenFact(label, f)...), spokenComments(f)...)
	}
	return out
}

// spokenFact says a fact without what stands below it.
func spokenFact(label string, f *portfolio.Fact) []string {
	switch v := f.Value.(type) {
	case nil:
		return nonEmpty(clean(f.Label))
	case portfolio.YearParts:
		return spokenYears(v)
	}
	note := ""
	if f.Beside != nil {
		note = spokenText(f.Beside)
	}
	return []string{joined(labelled(label, cmp.Or(spokenText(f.Value), "unknown")), note)}
}

// spokenComments says what stands below a fact.
func spokenComments(f *portfolio.Fact) []string {
	var out []string
	for _, c := range f.Below {
		out = append(out, nonEmpty(joined(spokenTexts(c.Parts)...))...)
	}
	return out
}

// spokenPage says a page; without a title of its own, its title is what it is of.
func spokenPage(title string, p portfolio.Page) spoken {
	return spoken{title: sentence(cmp.Or(title, clean(p.Title))), facts: spokenFacts(p.Facts)}
}

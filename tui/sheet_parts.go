package tui

import (
	"slices"
	"strings"

	"charm.land/lipgloss/v2"

	"fieldfolio/portfolio"
)

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

package pivot

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"fieldfolio/portfolio"
	"fieldfolio/tui/draw"
	"fieldfolio/tui/ui"
)

// Value returns the figure of a row in a column.
func (l PivotLayout) Value(line *GridLine, s slot) int64 {
	if s.Kind == OtherSlot {
		return line.outside(l.From, l.To)
	}
	return line.value(s.at)
}

// Figure returns the figure of a row in a column as it is written, without its
// shade.
func (b *Breakdown) Figure(line *GridLine, s slot, l PivotLayout) portfolio.Value {
	n, whole := l.Value(line, s), int64(0)
	if b.Seen().Tense == Difference {
		return l.Unit.change(n)
	}
	switch b.Sight.Share {
	case ofWhole:
		whole = b.Grid.Total.Total
	case ofRow:
		whole = line.Total
	case ofColumn:
		whole = l.Value(&b.Grid.Total, s)
	case AsFigures:
	}
	return l.Unit.Value(n, whole)
}

// shades are those of figures, a step for each quarter of the largest.
var shades = []rune(" ░▒▓█")

// shade returns the sign behind a figure, which says how large it is among all.
func (b *Breakdown) shade(line *GridLine, s slot, l PivotLayout) string {
	if !l.heat || s.Kind != CodeSlot {
		return ""
	}
	return string(shades[b.quarter(line, s)])
}

// quarter returns in which quarter of the largest figure one is, from 1 to 4; 0
// if it is nothing, and for totals.
func (b *Breakdown) quarter(line *GridLine, s slot) int {
	if s.Kind != CodeSlot || line.Row == TotalRow || b.Grid.peak == 0 {
		return 0
	}
	w := math.Abs(b.Grid.weight(line, s.at, b.Seen().Share))
	return min(int(math.Ceil(4*w/b.Grid.peak)), 4)
}

// View draws the table, or says why there is none.
func (b *Breakdown) View() string {
	line := b.line
	if b.Sight.bars {
		line = b.barLine
	}
	return b.Draw(&b.face, []string{b.caption()}, b.noFigures, func() []string { return b.table(line) })
}

// noFigures says that there are none.
func (b *Breakdown) noFigures() []string {
	if !b.Grid.blank() {
		return nil
	}
	lines := draw.Wrap(draw.ShownText(b.whyBlank()), b.face.Width-6)
	switch {
	case b.unchanged():
		return append(lines, "", "t shows the figures, d another day")
	case b.Shown.Shape.query.String() == "":
		return append(lines, "", "m takes another measure")
	case b.search.Open:
		return lines
	}
	return append(lines, "", "/ changes the query, m the measure")
}

// whyBlank says why the table is empty.
func (b *Breakdown) whyBlank() portfolio.Value {
	measure, q := b.Shown.Shape.Measure.Title(), b.Shown.Shape.query.String()
	switch {
	case b.unchanged():
		return portfolio.Say("Nothing changed since the end of %s.", b.Shown.Shape.since)
	case q == "":
		return portfolio.Say("No project has figures for %s.", measure)
	}
	return portfolio.Say("No project that matches %s has figures for %s.", q, measure)
}

// unchanged reports whether there are figures, but no changes of them.
func (b *Breakdown) unchanged() bool {
	return b.Seen().Tense == Difference && len(b.Shown.filled.rows) > 0
}

// caption says what the table is made of.
func (b *Breakdown) caption() string {
	switch {
	case b.search.Open:
		text, _ := b.search.Line("all projects", b.face.Width)
		return text
	case b.Prompt.Open:
		text, _ := b.Prompt.Line(b.face.Width)
		return text
	case b.Inner.Open:
		return b.Inner.line(b.Want.Rows, b.face.Width)
	}
	s, rows := b.Want, string(b.Want.Rows)
	if s.Inner != "" {
		rows += " > " + string(s.Inner)
	}
	text := fmt.Sprintf(" rows %s   columns %s   %s", rows, s.Cols, b.asCompared().Shown())
	switch narrow := b.face.Width < 60; {
	case narrow && s.since.Known():
		text = " " + b.asCompared().Shown()
	case narrow:
		text = fmt.Sprintf(" %s by %s, %s", rows, s.Cols, s.Measure)
	}
	if q := s.query.String(); q != "" {
		text += "   " + draw.Clean(q)
	}
	right := b.face.Day()
	if b.None() == "" && !b.airy() {
		right = cmp.Or(b.aside(b.Layout()), right)
	}
	return draw.Sides(text, b.face.Styles.Muted.Render(right), b.face.Width)
}

// Cursor returns where the next letter goes.
func (b *Breakdown) Cursor() (x, y int) {
	if b.Prompt.Open {
		_, x = b.Prompt.Line(b.face.Width)
		return x, 0
	}
	_, x = b.search.Line("", b.face.Width)
	return x, 0
}

// sharesLine draws the share of each column in the whole.
func (b *Breakdown) sharesLine(l PivotLayout) string {
	text := draw.Blanks(draw.GutterWidth) + draw.Left("share", l.name)
	for _, s := range l.Slots {
		share := Shares.Value(l.Value(&b.Grid.Total, s), b.Grid.Total.Total).Shown()
		if l.heat && s.Kind == CodeSlot {
			share += " "
		}
		text += " " + draw.Right(share, s.Width)
	}
	return b.face.Styles.Muted.Render(text)
}

// table draws head, rows, total and notes; line draws one of them.
func (b *Breakdown) table(line func(l PivotLayout, row int) string) []string {
	l := b.Layout()
	var lines []string
	if b.airy() {
		lines = append(lines, "")
	}
	lines = append(lines, b.face.Styles.Head.Render(b.headLine(l)))
	rows := min(BreakdownPage(b), len(b.Grid.Lines))
	for i := range rows {
		lines = append(lines, line(l, b.Rows.Top+i))
	}
	if b.airy() {
		lines = append(lines, "")
	}
	lines = append(lines, line(l, len(b.Grid.Lines)))
	if b.SharesBelow() {
		lines = append(lines, b.sharesLine(l))
	}
	if !b.airy() {
		return lines
	}
	notes := breakdownNotes(b)
	for len(lines)+len(notes)+1 < b.face.Height {
		lines = append(lines, "")
	}
	for _, n := range notes {
		lines = append(lines, b.face.Styles.Muted.Render("   "+n))
	}
	return lines
}

func (b *Breakdown) unitName(l PivotLayout) string {
	switch l.Unit {
	case Thousands:
		if l.name < len("US$ thousand") {
			return "US$ 000"
		}
		return "US$ thousand"
	case counted:
		return "projects"
	case Shares:
		return map[shareOf]string{ofWhole: "% of whole", ofRow: "% of row", ofColumn: "% of column"}[b.Sight.Share]
	case rates:
		return "per cent"
	case Dollars:
	}
	return "US$"
}

func (b *Breakdown) headLine(l PivotLayout) string {
	text := draw.Blanks(draw.GutterWidth) + draw.Left(b.unitName(l), l.name)
	if b.Sight.bars {
		return text + " " + draw.Right(b.head(l.Slots[b.Slot]), l.Slots[b.Slot].Width) + "      %"
	}
	for _, s := range l.Slots {
		head := b.head(s)
		if l.heat && s.Kind == CodeSlot && draw.Width(head) < s.Width {
			head += " "
		}
		text += " " + draw.Right(head, s.Width)
	}
	if l.years == 0 {
		return text
	}
	short := func(i int) string { return "'" + b.Grid.years[i][2:] }
	return text + "  " + short(l.firstYear) + "-" + short(l.firstYear+l.years-1)
}

// name returns gutter and name of a row. A row that can be expanded has a plus,
// one that is a minus.
func (b *Breakdown) name(line *GridLine, w int) string {
	gutter := draw.Blanks(draw.GutterWidth)
	switch {
	case b.Shown.Shape.Inner == "" || line.Row == TotalRow || line.Row.Inner != portfolio.All:
	case b.Sight.Open[line.Row.Code]:
		gutter = " - "
	default:
		gutter = " + "
	}
	return gutter + draw.Left(draw.Blanks(line.Row.indent())+b.Shown.rowName(line.Row), w)
}

// line draws a row; a marker stands behind the selected figure. It is one
// sign, and in the same cell of every row, so that moving it costs no more than
// a marker in the gutter. Brackets around the figure were tried and left out:
// they cost 20 to 30 bytes for each move, brackets and a marker in the gutter 70
// to 160.
func (b *Breakdown) line(l PivotLayout, row int) string {
	line, selected := b.Grid.Line(row), row == b.Rows.At
	text := b.name(line, l.name) + " "
	for i, s := range l.Slots {
		text += draw.Right(b.Figure(line, s, l).Shown()+b.shade(line, s, l), s.Width)
		if selected && i == b.Slot {
			text += "«"
		} else {
			text += " "
		}
	}
	if l.years > 0 {
		text += " " + b.sparks(line.years, l)
	}
	return text
}

// sparks returns the line of the years that are shown, as high as they are
// beside the highest of all.
func (b *Breakdown) sparks(years []int64, l PivotLayout) string {
	return b.face.SparkBeside(years[l.firstYear:l.firstYear+l.years], max(slices.Max(years), 0))
}

// barLine draws a row as a bar of the selected column.
func (b *Breakdown) barLine(l PivotLayout, row int) string {
	line, s := b.Grid.Line(row), l.Slots[b.Slot]
	name := b.name(line, l.name)
	if row == b.Rows.At {
		name = ui.Mark(name)
	}
	text := name + " " + draw.Right(b.Figure(line, s, l).Shown(), s.Width)
	n, share := l.Value(line, s), ""
	if b.Seen().Tense != Difference && b.Shown.addsUp() {
		share = Shares.Value(n, l.Value(&b.Grid.Total, s)).Shown()
	}
	text += draw.Right(share, 7)
	if line.Row == TotalRow {
		return text
	}
	most := int64(0)
	for i := range b.Grid.Lines {
		x := l.Value(&b.Grid.Lines[i], s)
		most = max(most, x, -x)
	}
	return text + "  " + b.face.Styles.Blocks(b.face.Bar(max(n, -n), most, b.face.Width-draw.Width(text)-3), b.face.Styles.Bar)
}

package pivot

import (
	"fmt"
	"math"
	"slices"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/breakdown"
	"fieldfolio/portfolio/report"
	"fieldfolio/tui/draw"
	"fieldfolio/tui/edit"
	"fieldfolio/tui/ui"
)

// value returns the figure of a row in a column.
func (l pivotLayout) value(line *gridLine, s pivotColumn) breakdown.Figure {
	if s.kind == otherSlot {
		return line.outside(l.from, l.to)
	}
	return line.value(s.at)
}

// figure returns the figure of a row in a column as written, without its shade.
func (b *Breakdown) figure(line *gridLine, s pivotColumn, l pivotLayout) portfolio.Value {
	f := l.value(line, s)
	if b.seen().tense == difference {
		return l.unit.change(f.N)
	}
	switch b.seen().share {
	case ofWhole:
		return share(f, b.grid.total.total)
	case ofRow:
		return share(f, line.total)
	case ofColumn:
		return share(f, l.value(&b.grid.total, s))
	case asFigures:
	}
	return l.unit.value(f)
}

// shades are the signs for a figure, one for each quarter of the largest.
var shades = []rune(" ░▒▓█")

// shade returns the sign behind a figure, which shows how large it is among all.
func (b *Breakdown) shade(line *gridLine, s pivotColumn, l pivotLayout) string {
	if !l.heat || s.kind != codeSlot {
		return ""
	}
	return string(shades[b.quarter(line, s)])
}

// quarter returns the quarter of the largest figure in which a figure is, from 1 to 4; 0 for an
// empty figure and for totals.
func (b *Breakdown) quarter(line *gridLine, s pivotColumn) int {
	if s.kind != codeSlot || line.row == totalRow || b.grid.peak == 0 {
		return 0
	}
	w := math.Abs(b.grid.weight(line, s.at, b.seen().share))
	return min(int(math.Ceil(4*w/b.grid.peak)), 4)
}

func (b *Breakdown) View() string {
	line := b.line
	if b.options.bars {
		line = b.barLine
	}
	return b.Draw(&b.face, []string{b.caption()}, b.noFigures, func() []string { return b.table(line) })
}

// noFigures says that there are no figures.
func (b *Breakdown) noFigures() []string {
	if !b.grid.blank() {
		return nil
	}
	lines := slices.Concat(b.face.Wrap(draw.ShownText(b.whyBlank()), b.face.Width-6),
		draw.NonEmpty(b.face.Wrap(b.outside().Shown(), b.face.Width-6)...))
	if b.unchanged() { // as far as this copy knows
		for _, f := range b.shown.fresh {
			lines = append(lines, b.face.Wrap(draw.ShownText(f), b.face.Width-6)...)
		}
	}
	switch {
	case b.unchanged():
		return append(lines, "", "t shows the figures, d another day")
	case b.shown.shape.query.String() == "":
		return append(lines, "", "m takes another measure")
	case b.search.Open:
		return lines
	}
	return slices.Concat(lines, []string{""}, b.search.Ways(), []string{"m takes another measure"})
}

// whyBlank says why the table is empty.
func (b *Breakdown) whyBlank() portfolio.Value {
	if b.unchanged() {
		return portfolio.Say("Nothing changed since the end of %s.", b.shown.shape.since)
	}
	query := b.shown.shape.query
	none := portfolio.Say("No project%s has figures for %s.", b.search.That(query), b.shown.shape.measure.Title())
	if meant := report.DidYouMean(query, b.face.Cat); meant != "" {
		return portfolio.Say("%s %s", none, portfolio.Text(meant))
	}
	return none
}

// unchanged reports whether there are figures but no changes.
func (b *Breakdown) unchanged() bool {
	return b.seen().tense == difference && len(b.shown.filled.rows) > 0
}

// caption says what the table is made of.
func (b *Breakdown) caption() string {
	switch {
	case b.search.Open:
		text, _ := b.search.Line("all projects", b.face.Width)
		return text
	case b.prompt.Open:
		text, _ := b.prompt.Line(&b.face)
		return text
	case b.inner.open:
		return b.inner.line(&b.face, b.want.rows)
	}
	text, gap := b.madeOf(b.face.Width < 60), "   "
	room := b.face.Width - edit.DayRoom
	if q := b.search.Words("", room); q != "" {
		if b.face.Cells(text+gap+q) > room {
			text = b.madeOf(true)
		}
		text += gap + b.search.Words("", room-b.face.Cells(text+gap))
	}
	if b.none() == "" && !b.airy() && !b.face.Past.Known() {
		if aside := b.aside(b.layout()); aside != "" {
			return b.face.Sides(text, b.face.Styles.Muted.Render(aside), b.face.Width)
		}
	}
	if b.want.since.Known() { // the text names the days that are compared
		return b.face.Sides(text, b.face.Styles.Muted.Render(b.face.Day()), b.face.Width)
	}
	return b.face.Caption(text)
}

// madeOf names rows, columns and measure, in a short form where there is little room.
func (b *Breakdown) madeOf(short bool) string {
	s, rows := b.want, string(b.want.rows)
	if s.inner != "" {
		rows += " > " + string(s.inner)
	}
	text := fmt.Sprintf(" rows %s   columns %s   %s", rows, s.cols, b.asCompared().Shown())
	switch {
	case short && s.since.Known():
		text = " " + b.asCompared().Shown()
	case short:
		text = fmt.Sprintf(" %s by %s, %s", rows, s.cols, s.measure)
	}
	if !b.airy() && b.shown != nil && b.yearNote() != "" {
		text += ", by days" // there is no room for notes
	}
	return text
}

func (b *Breakdown) Cursor() (x, y int) {
	if b.prompt.Open {
		_, x = b.prompt.Line(&b.face)
		return x, 0
	}
	_, x = b.search.Line("", b.face.Width)
	return x, 0
}

// sharesLine draws the share of each column in the whole.
func (b *Breakdown) sharesLine(l pivotLayout) string {
	text := draw.Blanks(draw.GutterWidth) + b.face.Left("share", l.name)
	for _, s := range l.slots {
		of := share(l.value(&b.grid.total, s), b.grid.total.total).Shown()
		if l.heat && s.kind == codeSlot {
			of += " "
		}
		text += " " + b.face.Right(of, s.width)
	}
	return b.face.Styles.Muted.Render(text)
}

// table draws head, rows, total and notes. line draws one row.
func (b *Breakdown) table(line func(l pivotLayout, row int) string) []string {
	l := b.layout()
	lines := append(b.face.BelowCaption(), b.face.Styles.Head.Render(b.headLine(l)))
	rows := min(b.page(), len(b.grid.lines))
	for i := range rows {
		lines = append(lines, line(l, b.rows.Top+i))
	}
	if b.airy() {
		lines = append(lines, "")
	}
	lines = append(lines, line(l, len(b.grid.lines)))
	if b.sharesBelow() {
		lines = append(lines, b.sharesLine(l))
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

func (b *Breakdown) unitName(l pivotLayout) string {
	switch l.unit {
	case thousands:
		if l.name < len("US$ thousand") {
			return "US$ 000"
		}
		return "US$ thousand"
	case counted:
		return "projects"
	case shares:
		return map[shareOf]string{ofWhole: "% of whole", ofRow: "% of row", ofColumn: "% of column"}[b.options.share]
	case rates:
		return "per cent"
	case dollars:
	}
	return "US$"
}

func (b *Breakdown) headLine(l pivotLayout) string {
	text := draw.Blanks(draw.GutterWidth) + b.face.Left(b.unitName(l), l.name)
	if b.options.bars {
		return text + " " + b.face.Right(b.head(l.slots[b.slot]), l.slots[b.slot].width) + "      %"
	}
	for _, s := range l.slots {
		head := b.head(s)
		if l.heat && s.kind == codeSlot && b.face.Cells(head) < s.width {
			head += " "
		}
		text += " " + b.face.Right(head, s.width)
	}
	if l.years == 0 {
		return text
	}
	short := func(i int) string { return "'" + b.grid.years[i][2:] }
	return text + "  " + short(l.firstYear) + "-" + short(l.firstYear+l.years-1)
}

// name returns gutter and name of a row, with a plus if the row can be expanded and a minus if it
// is.
func (b *Breakdown) name(line *gridLine, w int) string {
	gutter := draw.Blanks(draw.GutterWidth)
	switch {
	case b.shown.shape.inner == "" || line.row == totalRow || line.row.inner != breakdown.All:
	case b.options.open[line.row.code]:
		gutter = " - "
	default:
		gutter = " + "
	}
	return gutter + b.face.Left(draw.Blanks(line.row.indent())+b.shown.rowName(line.row), w)
}

// line draws a row, with a marker behind the selected figure. The marker is one sign in the same
// cell of every row, so that moving it costs no more than a marker in the gutter. Brackets around
// the figure were rejected: they cost 20 to 30 bytes for each move; brackets and a marker in the
// gutter cost 70 to 160.
func (b *Breakdown) line(l pivotLayout, row int) string {
	line, selected := b.grid.line(row), row == b.rows.At
	text := b.name(line, l.name) + " "
	for i, s := range l.slots {
		text += b.face.Right(b.figure(line, s, l).Shown()+b.shade(line, s, l), s.width)
		if selected && i == b.slot {
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

// sparks returns the sparkline of a row, its height relative to the highest figure of all rows.
func (b *Breakdown) sparks(years []breakdown.Figure, l pivotLayout) string {
	amounts := make([]int64, len(years))
	for i, f := range years {
		amounts[i] = f.N
	}
	return b.face.SparkBeside(amounts[l.firstYear:l.firstYear+l.years], max(slices.Max(amounts), 0))
}

// barLine draws a row with the selected column as a bar.
func (b *Breakdown) barLine(l pivotLayout, row int) string {
	line, s := b.grid.line(row), l.slots[b.slot]
	name := b.name(line, l.name)
	if row == b.rows.At {
		name = ui.Mark(name)
	}
	text := name + " " + b.face.Right(b.figure(line, s, l).Shown(), s.width)
	f, of := l.value(line, s), ""
	if b.seen().tense != difference && b.shown.addsUp() {
		of = share(f, l.value(&b.grid.total, s)).Shown()
	}
	text += b.face.Right(of, 7)
	if line.row == totalRow {
		return text
	}
	most := int64(0)
	for i := range b.grid.lines {
		x := l.value(&b.grid.lines[i], s).N
		most = max(most, x, -x)
	}
	return text + "  " + b.face.Styles.Blocks(b.face.Bar(max(f.N, -f.N), most, b.face.Width-b.face.Cells(text)-3),
		b.face.Styles.Bar)
}

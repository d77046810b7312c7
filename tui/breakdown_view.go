package tui

import (
	"cmp"
	"fmt"
	"strings"

	"fieldfolio/portfolio"
)

// slotKind says what a column of the screen shows.
type slotKind int

const (
	codeSlot  slotKind = iota // one column of the table
	otherSlot                 // the sum of all that are not shown
	totalSlot                 // the sum of all
)

type slot struct {
	kind  slotKind
	code  string // All for the total
	width int
}

// pivotLayout is how a table stands on the screen.
type pivotLayout struct {
	name  int // cells of the names of the rows
	slots []slot
	unit  unit
	from  int // columns of the table that are shown
	to    int
}

func (l pivotLayout) columns() int { return l.to - l.from }

// unit is how figures are written.
type unit int

const (
	dollars unit = iota
	thousands
	counted
	shares
)

// write returns a figure, a dot for nothing.
func (u unit) write(n, whole int64) string {
	switch {
	case n == 0:
		return "·"
	case u == shares:
		return strings.ReplaceAll(portfolio.Share(portfolio.Cents(n), portfolio.Cents(whole)).Shown(), " ", "")
	case u == counted:
		return portfolio.Count(n).Shown()
	case u == thousands:
		return portfolio.Cents(n).Thousands()
	}
	return portfolio.Cents(n).Shown()
}

// layout fits the table into the width: whole dollars where they fit,
// thousands where not; columns that find no room are folded into "other".
func (b *breakdown) layout() pivotLayout {
	p := b.shown
	switch {
	case b.share != asFigures:
		return b.fit(shares)
	case p.counts():
		return b.fit(counted)
	}
	if l := b.fit(dollars); b.left == 0 && l.columns() == len(p.cols) {
		return l
	}
	return b.fit(thousands)
}

func (b *breakdown) fit(u unit) pivotLayout {
	p, l := b.shown, pivotLayout{unit: u, from: b.left}
	l.name = b.nameWidth()
	total := max(b.slotWidth(totalSlot, portfolio.All, u), len("100.0%"))
	other := total // it cannot be larger, and need not be added up for each width
	room := b.face.width - gutterWidth - l.name - 1 - (total + 1)
	widths, sum := make([]int, len(p.cols)), 0
	for i, c := range p.cols {
		widths[i] = b.slotWidth(codeSlot, c, u)
		sum += widths[i] + 1
	}
	fold := b.folds() && (b.left > 0 || sum > room)
	if fold {
		room -= other + 1
	}
	for l.to = l.from; l.to < len(p.cols) && (l.to == l.from || widths[l.to]+1 <= room); l.to++ {
		room -= widths[l.to] + 1
		l.slots = append(l.slots, slot{codeSlot, p.cols[l.to], widths[l.to]})
	}
	if fold {
		l.slots = append(l.slots, slot{kind: otherSlot, width: other})
	}
	l.slots = append(l.slots, slot{totalSlot, portfolio.All, total})
	if !b.bars {
		l.name = max(min(l.name+room, b.longestName()+1), 4)
	}
	return l
}

// roomForOther is the width from which columns that find no room are folded
// into "other".
const roomForOther = 40

// folds reports whether columns that find no room are folded into "other".
// Counts of projects are not, since they do not add up: such columns wait at
// the sides.
func (b *breakdown) folds() bool { return b.face.width >= roomForOther && !b.shown.counts() }

// aside says how many columns wait at the sides, empty if none does; where
// there is little room, in signs only.
func (b *breakdown) aside(l pivotLayout) string {
	if b.folds() {
		return ""
	}
	some := func(n int) string {
		if !b.airy() {
			return fmt.Sprintf("+%d", n)
		}
		return "+" + count(fmt.Sprint(n), "column", "columns")
	}
	var parts []string
	if l.from > 0 {
		parts = append(parts, "← "+some(l.from))
	}
	if n := len(b.shown.cols) - l.to; n > 0 {
		parts = append(parts, some(n)+" →")
	}
	return strings.Join(parts, "  ")
}

func (b *breakdown) longestName() int {
	w := len("US$ thousand")
	for _, r := range b.shown.rows {
		w = max(w, width(b.shown.rowName(r)))
	}
	return w
}

// nameWidth is what the names of the rows get at first: what they need, up to
// a part of the screen. What the figures leave is theirs too.
func (b *breakdown) nameWidth() int {
	w := b.longestName()
	if b.face.width < roomForOther && !b.bars {
		return min(w, b.face.width/3)
	}
	limit := b.face.width / 4
	if b.bars {
		limit = b.face.width / 3
	}
	return max(min(w, max(limit, 10)), len("US$ thousand"))
}

// slotWidth is what the figures of a column and its head need.
func (b *breakdown) slotWidth(k slotKind, code string, u unit) int {
	w := max(min(width(b.head(slot{kind: k, code: code})), 10), 5)
	for i := range len(b.shown.rows) + 1 {
		w = max(w, width(b.figure(b.rowCode(i), slot{kind: k, code: code}, pivotLayout{unit: u})))
	}
	return w
}

func (b *breakdown) rowCode(i int) string {
	if i >= len(b.shown.rows) {
		return portfolio.All
	}
	return b.shown.rows[i]
}

// head returns the head of a column.
func (b *breakdown) head(s slot) string {
	switch {
	case s.kind == otherSlot:
		return "other"
	case s.kind == totalSlot:
		return "TOTAL"
	case b.shown.shape.cols == portfolio.ByLine:
		return b.face.lineLabel(s.code)
	}
	return b.shown.name(b.shown.shape.cols, s.code)
}

// value returns the figure of a row in a column.
func (b *breakdown) value(row string, s slot, l pivotLayout) int64 {
	if s.kind == otherSlot {
		return b.shown.other(row, l.from, l.to)
	}
	return b.shown.at(row, s.code)
}

// figure returns the figure of a row in a column as it is written.
func (b *breakdown) figure(row string, s slot, l pivotLayout) string {
	whole := int64(0)
	switch b.share {
	case ofWhole:
		whole = b.shown.at(portfolio.All, portfolio.All)
	case ofRow:
		whole = b.shown.at(row, portfolio.All)
	case ofColumn:
		whole = b.value(portfolio.All, s, l)
	case asFigures:
	}
	return l.unit.write(b.value(row, s, l), whole)
}

// View draws the table, or says why there is none.
func (b *breakdown) View() string {
	w, h := b.face.width, b.face.height
	lines := []string{b.caption()}
	switch {
	case b.fault != nil:
		lines = append(lines, failed("The breakdown could not be made", b.fault, w, h-1)...)
	case b.shown == nil:
		lines = append(lines, centred([]string{"Adding up…"}, w, h-1)...)
	case b.shown.empty():
		lines = append(lines, centred(b.emptyLines(), w, h-1)...)
	case b.bars:
		lines = append(lines, b.table(b.barLine)...)
	default:
		lines = append(lines, b.table(b.line)...)
	}
	return page(lines, w, h)
}

func (b *breakdown) emptyLines() []string {
	measure, q := b.shown.shape.measure.Title(), b.shown.shape.query.String()
	if q == "" {
		return []string{"No project has figures for " + measure + ".", "", "m takes another measure"}
	}
	lines := wrap("No project that matches "+clean(q)+" has figures for "+measure+".", b.face.width-6)
	if b.search.open {
		return lines
	}
	return append(lines, "", "/ changes the query, m the measure")
}

// caption says what the table is made of.
func (b *breakdown) caption() string {
	if b.search.open {
		text, _ := b.search.line("all projects", b.face.width)
		return text
	}
	s := b.want
	text := fmt.Sprintf(" rows %s   columns %s   %s", s.rows, s.cols, s.measure)
	if b.face.width < 60 {
		text = fmt.Sprintf(" %s by %s, %s", s.rows, s.cols, s.measure)
	}
	if q := s.query.String(); q != "" {
		text += "   " + clean(q)
	}
	right := b.face.day()
	if b.shown != nil && !b.shown.empty() && !b.airy() {
		right = cmp.Or(b.aside(b.layout()), right)
	}
	return sides(text, b.face.look.muted.Render(right), b.face.width)
}

// Cursor returns where the next letter goes.
func (b *breakdown) Cursor() (x, y int) {
	_, x = b.search.line("", b.face.width)
	return x, 0
}

// airy reports whether there is room for empty lines and notes.
func (b *breakdown) airy() bool { return b.face.height >= 16 }

// page is how many rows are shown, beside caption, head and total.
func (b *breakdown) page() int {
	chrome := 3
	if b.airy() {
		chrome += 3 + len(b.notes())
	}
	if b.sharesBelow() {
		chrome++
	}
	return max(b.face.height-chrome, 1)
}

// sharesBelow reports whether the shares of the columns stand under the total.
func (b *breakdown) sharesBelow() bool {
	return b.face.height >= 20 && b.shown != nil && !b.bars && b.share == asFigures && !b.shown.counts()
}

// sharesLine draws the share of each column in the whole.
func (b *breakdown) sharesLine(l pivotLayout) string {
	text := blanks(gutterWidth) + left("share", l.name)
	whole := b.value(portfolio.All, slot{kind: totalSlot, code: portfolio.All}, l)
	for _, s := range l.slots {
		text += " " + right(shares.write(b.value(portfolio.All, s, l), whole), s.width)
	}
	return b.face.look.muted.Render(text)
}

// table draws head, rows, total and notes; line draws one of them.
func (b *breakdown) table(line func(l pivotLayout, row int) string) []string {
	l := b.layout()
	var lines []string
	if b.airy() {
		lines = append(lines, "")
	}
	lines = append(lines, b.face.look.head.Render(b.headLine(l)))
	rows := min(b.page(), len(b.shown.rows))
	for i := range rows {
		lines = append(lines, line(l, b.rows.top+i))
	}
	if b.airy() {
		lines = append(lines, "")
	}
	lines = append(lines, line(l, len(b.shown.rows)))
	if b.sharesBelow() {
		lines = append(lines, b.sharesLine(l))
	}
	if !b.airy() {
		return lines
	}
	notes := b.notes()
	for len(lines)+len(notes)+1 < b.face.height {
		lines = append(lines, "")
	}
	for _, n := range notes {
		lines = append(lines, b.face.look.muted.Render("   "+n))
	}
	return lines
}

func (b *breakdown) unitName(l pivotLayout) string {
	switch l.unit {
	case thousands:
		if l.name < len("US$ thousand") {
			return "US$ 000"
		}
		return "US$ thousand"
	case counted:
		return "projects"
	case shares:
		return map[shareOf]string{ofWhole: "% of whole", ofRow: "% of row", ofColumn: "% of column"}[b.share]
	case dollars:
	}
	return "US$"
}

func (b *breakdown) headLine(l pivotLayout) string {
	text := blanks(gutterWidth) + left(b.unitName(l), l.name)
	if b.bars {
		return text + " " + right(b.head(l.slots[b.slot]), l.slots[b.slot].width) + "      %"
	}
	for _, s := range l.slots {
		text += " " + right(b.head(s), s.width)
	}
	return text
}

// line draws a row; the selected figure stands between brackets. A marker in
// the gutter beside them was tried and left out: the renderer then paints all
// cells between the two again, 70 to 160 bytes for each move.
func (b *breakdown) line(l pivotLayout, row int) string {
	code, selected := b.rowCode(row), row == b.rows.at
	text := blanks(gutterWidth) + left(b.shown.rowName(code), l.name-1) + " "
	closing := " "
	for i, s := range l.slots {
		figure, opening := b.figure(code, s, l), " "
		if selected && i == b.slot {
			opening = "["
		}
		text += closing[:len(closing)-1] + b.cell(figure, opening, closing, s.width)
		closing = " "
		if opening == "[" {
			closing = "]"
		}
	}
	return text + strings.TrimSpace(closing)
}

// cell writes a figure at the right of its column. The cell before it closes
// the bracket of the column before, or opens the one of its own.
func (b *breakdown) cell(figure, opening, before string, w int) string {
	figure = cut(figure, w)
	pad := w - width(figure)
	if pad == 0 {
		if before == "]" {
			return before + figure
		}
		return opening + figure
	}
	return before + blanks(pad-1) + opening + figure
}

// barLine draws a row as a bar of the selected column.
func (b *breakdown) barLine(l pivotLayout, row int) string {
	code, s := b.rowCode(row), l.slots[b.slot]
	text := gutter(row == b.rows.at) + left(b.shown.rowName(code), l.name) + " " + right(b.figure(code, s, l), s.width)
	n, whole := b.value(code, s, l), b.value(portfolio.All, s, l)
	text += right(shares.write(n, whole), 7)
	if code == portfolio.All {
		return text
	}
	most := int64(0)
	for _, r := range b.shown.rows {
		most = max(most, b.value(r, s, l))
	}
	return text + "  " + b.face.look.bar.Render(b.face.bar(n, most, b.face.width-width(text)-3))
}

// notes say what is to be known of the figures.
func (b *breakdown) notes() []string {
	if b.shown == nil || b.shown.empty() {
		return nil
	}
	p, l := b.shown, b.layout()
	var parts []string
	switch {
	case p.counts():
		parts = append(parts, "a project counts once in each cell that it has a part in, so counts need not add up")
	case l.unit == shares:
		parts = append(parts, "shares are rounded one by one")
	case l.unit == thousands:
		parts = append(parts, "in thousands, rounded one by one")
	default:
		parts = append(parts, "rounded to the dollar one by one")
	}
	if p.shape.rows == portfolio.ByLine || p.shape.cols == portfolio.ByLine {
		parts = append(parts, "service lines are assigned")
	}
	if n := p.table.Assumed; n > 0 {
		parts = append(parts, count(portfolio.Count(n).Shown(), "project rests", "projects rest")+" on assumed days")
	}
	if waiting := b.aside(l); waiting != "" {
		parts = append(parts, waiting)
	}
	if hidden := len(p.cols) - l.columns(); hidden > 0 && b.folds() {
		parts = append(parts, fmt.Sprintf("other: %s, opened by enter", count(fmt.Sprint(hidden), "column", "columns")))
	}
	if p.hidden > 0 {
		parts = append(parts, fmt.Sprintf("%d without figures left out", p.hidden))
	}
	lines := wrap(strings.Join(parts, "; "), b.face.width-4)
	for _, f := range b.fresh {
		lines = append(lines, wrap(clean(f), b.face.width-4)...)
	}
	return lines
}

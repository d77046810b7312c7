package pivot

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/breakdown"
	"fieldfolio/tui/draw"
)

// columnKind says what a column on the screen shows.
type columnKind int

const (
	codeSlot  columnKind = iota // one column of the table
	otherSlot                   // the sum of the columns not shown
	totalSlot                   // the sum of all columns
)

type pivotColumn struct {
	kind  columnKind
	code  string // All for the total
	at    int    // index among the columns of the table; -1 for other and total
	width int    // including the shade
}

// pivotLayout is how a table fits the screen.
type pivotLayout struct {
	name  int // width of the row names, in cells
	slots []pivotColumn
	unit  unit
	from  int // index of the first column shown, and the one after the last
	to    int
	heat  bool // columns have shades

	firstYear, years int // years of the sparklines; none if years is 0
}

func (l pivotLayout) columns() int { return l.to - l.from }

// lineWidth is the width of the sparklines with their head, in cells.
func (l pivotLayout) lineWidth() int {
	if l.years == 0 {
		return 0
	}
	return max(l.years, len("'98-'14"))
}

// unit is how figures are written.
type unit int

const (
	dollars unit = iota
	thousands
	counted
	shares
	rates // per cent
)

// value returns a figure, empty if it is unknown.
func (u unit) value(f breakdown.Figure) portfolio.Value {
	if !f.Known {
		return emptyCell
	}
	return u.known(f.N)
}

// known returns a figure that is known.
func (u unit) known(n int64) portfolio.Value {
	switch u {
	case counted:
		return portfolio.Count(n)
	case rates, shares:
		share := portfolio.Percent(n)
		return filed{portfolio.Signed(strings.ReplaceAll(share.Shown(), " ", ""), share.Spoken()), share.Plain()}
	case thousands:
		return portfolio.Text(portfolio.Cents(n).Thousands())
	case dollars:
	}
	return portfolio.Cents(n)
}

// share returns a figure as a share of another; empty if there is none.
func share(part, whole breakdown.Figure) portfolio.Value {
	if !part.Known || whole.N == 0 {
		return emptyCell
	}
	return shares.known(int64(portfolio.Share(portfolio.Cents(part.N), portfolio.Cents(whole.N))))
}

// What is in cells without a figure, and in cells of a comparison that have not changed.
var (
	emptyCell = portfolio.Signed("", "empty")
	unchanged = portfolio.Signed("", "unchanged")
)

// change is as known, for a difference; empty if there is none.
func (u unit) change(n int64) portfolio.Value {
	of, size := u.known(n), u.known(max(n, -n)).Spoken()
	switch {
	case n > 0:
		return filed{portfolio.Signed("+"+of.Shown(), size+" more"), of.Plain()}
	case n < 0:
		return filed{portfolio.Signed(of.Shown(), size+" less"), of.Plain()}
	}
	return unchanged
}

// madeLayout is a layout with what it was made of.
type madeLayout struct {
	of     layoutOf
	layout pivotLayout
}

// layoutOf is all that a layout is made of. Each change of what is shown makes a grid of its own.
type layoutOf struct {
	grid *grid
	left int
	look draw.Look
}

// layout returns how the table fits the width, whose slots the caller must not modify: a key asks for it many times.
func (b *Breakdown) layout() pivotLayout {
	of := layoutOf{b.grid, b.left, b.face.Look()}
	if b.made.of != of {
		b.made = madeLayout{of, b.makeLayout()}
	}
	return b.made.layout
}

// makeLayout fits the table into the width: whole dollars where they fit, otherwise thousands. Columns
// for which there is no room are folded into "other".
func (b *Breakdown) makeLayout() pivotLayout {
	if u := b.wholeUnit(); u != dollars {
		return b.fit(u)
	}
	if l := b.fit(dollars); b.left == 0 && l.columns() == len(b.grid.cols) {
		return l
	}
	return b.fit(thousands)
}

// wholeUnit returns the unit of figures that are not rounded to thousands.
func (b *Breakdown) wholeUnit() unit {
	if b.seen().share != asFigures {
		return shares
	}
	return unitOf(b.shown.shape.measure)
}

func unitOf(m breakdown.Measure) unit {
	switch m.Unit() {
	case portfolio.Projects:
		return counted
	case portfolio.PerCent:
		return rates
	case portfolio.USDollars:
	}
	return dollars
}

func (b *Breakdown) fit(u unit) pivotLayout {
	l := pivotLayout{unit: u, from: b.left, heat: b.options.heat && !b.options.bars}
	l.name = b.nameWidth()
	cols := b.grid.cols
	total := max(b.slotWidth(len(cols), "TOTAL", u), len("100.0%"))
	room := b.face.Width - draw.GutterWidth - l.name - 1 - (total + 1)
	if l.firstYear, l.years = b.yearsShown(); l.years > 0 {
		room -= l.lineWidth() + 2
	}
	widths, sum := make([]int, len(cols)), 0
	for i := range cols {
		widths[i] = b.slotWidth(i, b.grid.heads[i], u)
		if l.heat {
			widths[i]++
		}
		sum += widths[i] + 1
	}
	other := b.otherWidth(total, u)
	fold := b.folds() && (b.left > 0 || sum > room)
	if fold {
		room -= other + 1
	}
	for l.to = l.from; l.to < len(cols) && (l.to == l.from || widths[l.to]+1 <= room); l.to++ {
		room -= widths[l.to] + 1
		l.slots = append(l.slots, pivotColumn{codeSlot, cols[l.to], l.to, widths[l.to]})
	}
	if fold {
		l.slots = append(l.slots, pivotColumn{kind: otherSlot, at: -1, width: other})
	}
	l.slots = append(l.slots, pivotColumn{totalSlot, breakdown.All, -1, total})
	if !b.options.bars {
		l.name = max(min(l.name+room, b.longestName()+1), 4)
	}
	return l
}

// otherWidth is the width of "other". Where no figure is negative, it is no wider than the total.
func (b *Breakdown) otherWidth(total int, u unit) int {
	switch {
	case b.seen().tense == difference:
		return max(total, b.face.Cells(u.change(-b.grid.sums).Shown()))
	case u != shares && slices.ContainsFunc(b.grid.extremes, func(x extremes) bool { return x.least < 0 }):
		return max(total, b.face.Cells(u.known(-b.grid.sums).Shown()))
	}
	return total
}

// roomForOther is the width from which columns without room are folded into "other".
const roomForOther = 40

// folds reports whether columns without room are folded into "other". Where figures do not add up,
// and for running years, columns scroll instead.
func (b *Breakdown) folds() bool {
	return b.face.Width >= roomForOther && b.shown.addsUp() && !b.seen().running
}

// aside says how many columns are out of sight at the sides, empty if none is; where there is
// little room, only with signs.
func (b *Breakdown) aside(l pivotLayout) string {
	if b.folds() {
		return ""
	}
	some := func(n int) string {
		if !b.airy() {
			return fmt.Sprintf("+%d", n)
		}
		return "+" + draw.Count(fmt.Sprint(n), "column", "columns")
	}
	var parts []string
	if l.from > 0 {
		parts = append(parts, "← "+some(l.from))
	}
	if n := len(b.grid.cols) - l.to; n > 0 {
		parts = append(parts, some(n)+" →")
	}
	return strings.Join(parts, "  ")
}

func (b *Breakdown) longestName() int { return max(len("US$ thousand"), b.grid.name) }

// nameWidth is the minimum width of the row names: what they need, up to a part of the screen. They
// also get what the figures leave.
func (b *Breakdown) nameWidth() int {
	w := b.longestName()
	if b.face.Width < roomForOther && !b.options.bars {
		return min(w, b.face.Width/3)
	}
	limit := b.face.Width / 4
	if b.options.bars {
		limit = b.face.Width / 3
	}
	return max(min(w, max(limit, 10)), len("US$ thousand"))
}

// slotWidth is the width that the figures of a column and its head need.
func (b *Breakdown) slotWidth(i int, head string, u unit) int {
	w := max(min(b.face.Cells(head), 10), len("39.6%"))
	x := b.grid.extremes[i]
	switch {
	case u == shares:
		return max(w, x.share)
	case b.seen().tense == difference:
		return max(w, b.face.Cells(u.change(x.most).Shown()), b.face.Cells(u.change(x.least).Shown()))
	}
	return max(w, b.face.Cells(u.known(x.most).Shown()), b.face.Cells(u.known(x.least).Shown()))
}

// roomForLines is the width from which rows have room for sparklines.
const roomForLines = 60

// yearsShown returns the index of the first year of the sparklines, and the number of years: as
// many as fit, around the as-of date.
func (b *Breakdown) yearsShown() (first, n int) {
	if b.options.bars || b.seen().tense == difference || b.face.Width < roomForLines {
		return 0, 0
	}
	const part = 5 // a fifth of the screen
	all := len(b.grid.years)
	n = min(all, b.face.Width/part)
	now := slices.Index(b.grid.years, strconv.Itoa(b.face.AsOf.Year()))
	return max(min(now-n*2/3, all-n), 0), n
}

// columnName returns the name of a column.
func (b *Breakdown) columnName(code string) string {
	return b.shown.head(code, b.face.Cat)
}

// head returns the head of a column, with an arrow if rows are sorted by it.
func (b *Breakdown) head(s pivotColumn) string {
	name := "other"
	switch s.kind {
	case codeSlot:
		name = b.grid.heads[s.at]
	case totalSlot:
		name = "TOTAL"
	case otherSlot:
	}
	if o := b.options.order; o.col == "" || o.col != s.code {
		return b.face.Cut(name, s.width)
	}
	return b.face.Cut(name, s.width-1) + b.arrow()
}

func (b *Breakdown) arrow() string {
	if b.options.order.up {
		return "↑"
	}
	return "↓"
}

// airy reports whether there is room for blank lines and notes.
func (b *Breakdown) airy() bool { return b.face.Height >= 16 }

// page is the number of rows in sight, besides caption, head and total.
func (b *Breakdown) page() int {
	chrome := 3 + len(b.face.BelowCaption())
	if b.airy() {
		chrome += 2
	}
	chrome += len(breakdownNotes(b))
	if b.sharesBelow() {
		chrome++
	}
	return max(b.face.Height-chrome, 1)
}

// sharesBelow reports whether the shares of the columns stand below the total.
func (b *Breakdown) sharesBelow() bool {
	if b.face.Height < 20 || b.shown == nil || b.options.bars || !b.shown.addsUp() {
		return false
	}
	s := b.seen()
	return s.share == asFigures && s.tense != difference && !s.running
}

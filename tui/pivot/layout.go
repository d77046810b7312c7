package pivot

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"fieldfolio/portfolio"
	"fieldfolio/tui/draw"
)

// slotKind says what a column of the screen shows.
type slotKind int

const (
	CodeSlot  slotKind = iota // one column of the table
	OtherSlot                 // the sum of all that are not shown
	TotalSlot                 // the sum of all
)

type slot struct {
	Kind  slotKind
	Code  string // All for the total
	at    int    // among the columns of the table; -1 for other and total
	Width int    // with the shade
}

// PivotLayout is how a table stands on the screen.
type PivotLayout struct {
	name  int // cells of the names of the rows
	Slots []slot
	Unit  Unit
	From  int // columns of the table that are shown
	To    int
	heat  bool // figures of columns have a shade

	firstYear, years int // of the line of years of each row: 0 years: there is none
}

func (l PivotLayout) Columns() int { return l.To - l.From }

// lineWidth is what the line of years takes, with its head.
func (l PivotLayout) lineWidth() int {
	if l.years == 0 {
		return 0
	}
	return max(l.years, len("'98-'14"))
}

// Unit is how figures are written.
type Unit int

const (
	Dollars Unit = iota
	Thousands
	counted
	Shares
	rates // in per cent by themselves
)

// Value returns a figure, a dot for nothing. A share is one of the whole.
func (u Unit) Value(n, whole int64) portfolio.Value {
	switch {
	case n == 0:
		return portfolio.Signed("·", "nothing")
	case u == Shares:
		share := portfolio.Share(portfolio.Cents(n), portfolio.Cents(whole))
		return portfolio.Signed(strings.ReplaceAll(share.Shown(), " ", ""), share.Spoken())
	case u == counted:
		return portfolio.Count(n)
	case u == rates:
		share := portfolio.Percent(n)
		return portfolio.Signed(strings.ReplaceAll(share.Shown(), " ", ""), share.Spoken())
	case u == Thousands:
		return portfolio.Text(portfolio.Cents(n).Thousands())
	}
	return portfolio.Cents(n)
}

// change is as value, of a difference.
func (u Unit) change(n int64) portfolio.Value {
	of, size := u.Value(n, 0), u.Value(max(n, -n), 0).Spoken()
	switch {
	case n > 0:
		return portfolio.Signed("+"+of.Shown(), size+" more")
	case n < 0:
		return portfolio.Signed(of.Shown(), size+" less")
	}
	return of
}

// Layout fits the table into the width: whole dollars where they fit,
// thousands where not; columns that find no room are folded into "other".
func (b *Breakdown) Layout() PivotLayout {
	if u := b.wholeUnit(); u != Dollars {
		return b.fit(u)
	}
	if l := b.fit(Dollars); b.left == 0 && l.Columns() == len(b.Grid.Cols) {
		return l
	}
	return b.fit(Thousands)
}

// wholeUnit returns the unit of figures that are not rounded to thousands.
func (b *Breakdown) wholeUnit() Unit {
	if b.Seen().Share != AsFigures {
		return Shares
	}
	return unitOf(b.Shown.Shape.Measure)
}

func unitOf(m portfolio.Measure) Unit {
	switch m.Unit() {
	case portfolio.Projects:
		return counted
	case portfolio.PerCent:
		return rates
	case portfolio.USDollars:
	}
	return Dollars
}

func (b *Breakdown) fit(u Unit) PivotLayout {
	l := PivotLayout{Unit: u, From: b.left, heat: b.Sight.Heat && !b.Sight.bars}
	l.name = b.nameWidth()
	cols := b.Grid.Cols
	total := max(b.slotWidth(len(cols), "TOTAL", u), len("100.0%"))
	room := b.face.Width - draw.GutterWidth - l.name - 1 - (total + 1)
	if l.firstYear, l.years = b.yearsShown(); l.years > 0 {
		room -= l.lineWidth() + 2
	}
	widths, sum := make([]int, len(cols)), 0
	for i, c := range cols {
		widths[i] = b.slotWidth(i, b.columnName(c), u)
		if l.heat {
			widths[i]++
		}
		sum += widths[i] + 1
	}
	other := b.otherWidth(total, u)
	fold := b.Folds() && (b.left > 0 || sum > room)
	if fold {
		room -= other + 1
	}
	for l.To = l.From; l.To < len(cols) && (l.To == l.From || widths[l.To]+1 <= room); l.To++ {
		room -= widths[l.To] + 1
		l.Slots = append(l.Slots, slot{CodeSlot, cols[l.To], l.To, widths[l.To]})
	}
	if fold {
		l.Slots = append(l.Slots, slot{Kind: OtherSlot, at: -1, Width: other})
	}
	l.Slots = append(l.Slots, slot{TotalSlot, portfolio.All, -1, total})
	if !b.Sight.bars {
		l.name = max(min(l.name+room, b.longestName()+1), 4)
	}
	return l
}

// otherWidth is what "other" needs. Where figures are never less than nothing it is
// no larger than the total.
func (b *Breakdown) otherWidth(total int, u Unit) int {
	switch {
	case b.Seen().Tense == Difference:
		return max(total, draw.Width(u.change(-b.Grid.sums).Shown()))
	case u != Shares && slices.ContainsFunc(b.Grid.extremes, func(x extremes) bool { return x.least < 0 }):
		return max(total, draw.Width(u.Value(-b.Grid.sums, 0).Shown()))
	}
	return total
}

// roomForOther is the width from which columns that find no room are folded
// into "other".
const roomForOther = 40

// Folds reports whether columns that find no room are folded into "other".
// What does not add up, and years that are added up already, are not: such columns
// wait at the sides.
func (b *Breakdown) Folds() bool {
	return b.face.Width >= roomForOther && b.Shown.addsUp() && !b.Seen().Running
}

// aside says how many columns wait at the sides, empty if none does; where
// there is little room, in signs only.
func (b *Breakdown) aside(l PivotLayout) string {
	if b.Folds() {
		return ""
	}
	some := func(n int) string {
		if !b.airy() {
			return fmt.Sprintf("+%d", n)
		}
		return "+" + draw.Count(fmt.Sprint(n), "column", "columns")
	}
	var parts []string
	if l.From > 0 {
		parts = append(parts, "← "+some(l.From))
	}
	if n := len(b.Grid.Cols) - l.To; n > 0 {
		parts = append(parts, some(n)+" →")
	}
	return strings.Join(parts, "  ")
}

func (b *Breakdown) longestName() int { return max(len("US$ thousand"), b.Grid.name) }

// nameWidth is what the names of the rows get at first: what they need, up to
// a part of the screen. What the figures leave is theirs too.
func (b *Breakdown) nameWidth() int {
	w := b.longestName()
	if b.face.Width < roomForOther && !b.Sight.bars {
		return min(w, b.face.Width/3)
	}
	limit := b.face.Width / 4
	if b.Sight.bars {
		limit = b.face.Width / 3
	}
	return max(min(w, max(limit, 10)), len("US$ thousand"))
}

// slotWidth is what the figures of a column and its head need.
func (b *Breakdown) slotWidth(i int, head string, u Unit) int {
	w := max(min(draw.Width(head), 10), len("39.6%"))
	x := b.Grid.extremes[i]
	switch {
	case u == Shares:
		return max(w, x.share)
	case b.Seen().Tense == Difference:
		return max(w, draw.Width(u.change(x.most).Shown()), draw.Width(u.change(x.least).Shown()))
	}
	return max(w, draw.Width(u.Value(x.most, 0).Shown()), draw.Width(u.Value(x.least, 0).Shown()))
}

// roomForLines is the width from which rows have room for a line of years.
const roomForLines = 60

// yearsShown returns the first year of the lines of years, as a place among
// the years, and how many are shown: as many as have room, those around the
// as-of day.
func (b *Breakdown) yearsShown() (first, n int) {
	if b.Sight.bars || b.Seen().Tense == Difference || b.face.Width < roomForLines {
		return 0, 0
	}
	const part = 5 // of the screen
	all := len(b.Grid.years)
	n = min(all, b.face.Width/part)
	now := slices.Index(b.Grid.years, strconv.Itoa(b.face.AsOf.Year()))
	return max(min(now-n*2/3, all-n), 0), n
}

// columnName returns the name of a column for its head.
func (b *Breakdown) columnName(code string) string {
	cols := b.Shown.Shape.Cols
	return cmp.Or(draw.Clean(cols.Short(code, b.face.Cat)), b.Shown.name(cols, code))
}

// head returns the head of a column, with an arrow where rows are ordered by
// it.
func (b *Breakdown) head(s slot) string {
	name := "other"
	switch s.Kind {
	case CodeSlot:
		name = b.columnName(s.Code)
	case TotalSlot:
		name = "TOTAL"
	case OtherSlot:
	}
	if o := b.Sight.Order; o.Col == "" || o.Col != s.Code {
		return draw.Cut(name, s.Width)
	}
	return draw.Cut(name, s.Width-1) + b.arrow()
}

func (b *Breakdown) arrow() string {
	if b.Sight.Order.up {
		return "↑"
	}
	return "↓"
}

// airy reports whether there is room for empty lines and notes.
func (b *Breakdown) airy() bool { return b.face.Height >= 16 }

// BreakdownPage is how many rows are shown, beside caption, head and total.
func BreakdownPage(b *Breakdown) int {
	chrome := 3
	if b.airy() {
		chrome += 3 + len(breakdownNotes(b))
	}
	if b.SharesBelow() {
		chrome++
	}
	return max(b.face.Height-chrome, 1)
}

// SharesBelow reports whether the shares of the columns stand under the total.
func (b *Breakdown) SharesBelow() bool {
	if b.face.Height < 20 || b.Shown == nil || b.Sight.bars || !b.Shown.addsUp() {
		return false
	}
	s := b.Seen()
	return s.Share == AsFigures && s.Tense != Difference && !s.Running
}

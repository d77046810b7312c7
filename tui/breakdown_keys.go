package tui

import (
	"fmt"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"fieldfolio/portfolio"
)

// Keys returns what can be done.
func (b *breakdown) Keys() keyMap {
	switch {
	case b.search.open:
		return b.search.keys()
	case b.prompt.open:
		return b.prompt.keys()
	case b.inner.open:
		return b.inner.keys(b)
	}
	return slices.Concat(keyMap{
		{name: "open", keys: []string{"enter"}, show: "enter", foot: "open", help: "the projects behind the figure", off: b.nothing, do: b.openCell},
		{name: "expand", keys: []string{"e"}, show: "e", foot: "expand", help: "expand the row by one more dimension, or collapse it", off: b.noRow, do: b.expand},
		{name: "rows", keys: []string{"r"}, show: "r", foot: "rows", help: "next dimension on the rows", do: b.change(b.turnRows(1))},
		{name: "columns", keys: []string{"c"}, show: "c", foot: "columns", help: "next dimension on the columns", do: b.change(b.turnCols(1))},
		{name: "measure", keys: []string{"m"}, show: "m", foot: "measure", help: measureNames(), do: b.change(b.nextMeasure)},
		{name: "shares", keys: []string{"%"}, show: "%", foot: "shares", help: "figures, or shares of the whole, the row, the column", off: b.noShares, do: b.look(b.nextShare)},
		{name: "order", keys: []string{"s"}, show: "s", foot: "sort", help: "sort the rows by the selected column: largest first, smallest first, or as before", off: b.noOrder, do: b.look(b.nextOrder)},
		{name: "since", keys: []string{"d"}, show: "d", foot: "since", help: "compare with the end of an earlier day", off: b.noPast, do: b.askDay},
		whyAction(b.noFigure, b.question, b.conf.why),
		b.search.action(),
	}, b.sights(), keyMap{
		{name: "exchange", keys: []string{"x"}, show: "x", foot: "exchange", help: "exchange rows and columns", do: b.change(b.exchange)},
		{name: "rows-back", keys: []string{"R"}, show: "R", help: "previous dimension on the rows", do: b.change(b.turnRows(-1))},
		{name: "columns-back", keys: []string{"C"}, show: "C", help: "previous dimension on the columns", do: b.change(b.turnCols(-1))},
		{name: "expand-all", keys: []string{"E"}, show: "E", help: "expand all rows, or collapse them", off: b.none, do: b.expandAll},
		{name: "open-row", keys: []string{"+"}, show: "+", help: "expand the row", off: b.noExpanding, do: b.expand},
		{name: "close-row", keys: []string{"-"}, show: "-", help: "collapse the row, or that which it is below", off: b.noCollapsing, do: b.collapse},
		{name: "inner", keys: []string{"i"}, show: "i", help: "choose the dimension below the rows", off: b.none, do: b.chooseInner},
		{name: "left", keys: []string{"left", "h"}, show: "← h", help: "one column to the left", do: b.sideways(-1)},
		{name: "right", keys: []string{"right", "l"}, show: "→ l", help: "one column to the right", do: b.sideways(1)},
		{name: "reload", keys: []string{"ctrl+r"}, show: "ctrl+r", help: "load again", do: b.load},
	}, moves(b.move, "row"))
}

// sights are the actions that change how figures are shown.
func (b *breakdown) sights() keyMap {
	return keyMap{
		{name: "tense", keys: []string{"t"}, show: "t", help: "where days are compared: the change, then, or now", off: b.noTense, do: b.look(b.nextTense)},
		{name: "bars", keys: []string{"b"}, show: "b", foot: "bars", help: "the selected column as bars", off: b.none, do: b.look(func() { b.sight.bars = !b.sight.bars })},
		{name: "heat", keys: []string{"H"}, show: "H", foot: "heat", help: "a shade behind each figure, a step for each quarter of the largest", off: b.none, do: b.look(func() { b.sight.heat = !b.sight.heat })},
		{name: "lines", keys: []string{"L"}, show: "L", foot: "lines", help: "a line of the years of each row", off: b.noLines, do: b.change(func() { b.want.years = !b.want.years })},
		{name: "running", keys: []string{"a"}, show: "a", help: "add up the years: each with all before it", off: b.noRunning, do: b.look(func() { b.sight.running = !b.sight.running })},
		{name: "empty", keys: []string{"z"}, show: "z", help: "show or hide rows and columns without figures", off: b.unloaded, do: b.look(func() { b.sight.empty = !b.sight.empty })},
	}
}

// change changes what the table is made of.
func (b *breakdown) change(f func()) func() tea.Cmd {
	return func() tea.Cmd { f(); return b.load() }
}

// look changes how the table is shown.
func (b *breakdown) look(f func()) func() tea.Cmd {
	return func() tea.Cmd { b.keep(f); return nil }
}

func (b *breakdown) turnRows(by int) func() {
	return func() { b.setRows(turn(b.want.rows, by, b.want.cols)) }
}

func (b *breakdown) turnCols(by int) func() {
	return func() { b.setCols(turn(b.want.cols, by, b.want.rows, b.want.inner)) }
}

func (b *breakdown) exchange() {
	rows := b.want.rows
	b.setRows(b.want.cols)
	b.setCols(rows)
}

// setRows takes another dimension on the rows; what was expanded were rows of
// the one before.
func (b *breakdown) setRows(d portfolio.Dimension) {
	b.want.rows, b.want.inner, b.sight.open = d, "", nil
}

// setCols takes another dimension on the columns; an order by a column of the
// one before ends.
func (b *breakdown) setCols(d portfolio.Dimension) {
	b.want.cols = d
	if b.sight.order.col != portfolio.All {
		b.sight.order = rowOrder{}
	}
}

// turn returns the next dimension that is none of others.
func turn(d portfolio.Dimension, by int, others ...portfolio.Dimension) portfolio.Dimension {
	n := len(portfolio.Dimensions)
	for i := slices.Index(portfolio.Dimensions, d); ; {
		i = (i + by + n) % n
		if !slices.Contains(others, portfolio.Dimensions[i]) {
			return portfolio.Dimensions[i]
		}
	}
}

// measureNames lists the measures for help.
func measureNames() string {
	names := make([]string, len(portfolio.Measures))
	for i, m := range portfolio.Measures {
		if names[i] = string(m); m.Counts() {
			names[i] = "number of " + m.Title()
		}
	}
	last := len(names) - 1
	return strings.Join(names[:last], ", ") + " or " + names[last]
}

func (b *breakdown) nextMeasure() {
	i := slices.Index(portfolio.Measures, b.want.measure)
	b.want.measure = portfolio.Measures[(i+1)%len(portfolio.Measures)]
}

func (b *breakdown) nextShare() { b.sight.share = (b.sight.share + 1) % (ofColumn + 1) }

func (b *breakdown) noShares() string {
	if b.shown != nil && b.seen().tense == difference {
		return "a change has no shares; t shows then and now"
	}
	if b.shown != nil && !b.shown.addsUp() {
		return b.noSum() + ", so they have no shares"
	}
	return b.unloaded()
}

// nextOrder orders by the selected column from the largest, from the smallest,
// and as the breakdown does.
func (b *breakdown) nextOrder() {
	col, o := b.selected().code, &b.sight.order
	switch {
	case o.col != col:
		*o = rowOrder{col: col}
	case !o.up:
		o.up = true
	default:
		*o = rowOrder{}
	}
}

func (b *breakdown) noOrder() string {
	if why := b.none(); why != "" {
		return why
	}
	if b.selected().kind == otherSlot {
		return "other is several columns; enter brings them into sight"
	}
	return ""
}

// unloaded says that nothing is there yet, empty if something is.
func (b *breakdown) unloaded() string {
	if b.shown == nil {
		return "there are no figures"
	}
	return ""
}

func (b *breakdown) noLines() string {
	switch {
	case b.want.rows.InTime() || b.want.inner.InTime():
		return "the rows are years"
	case b.sight.bars:
		return "there is no room beside bars"
	case b.face.width < roomForLines:
		return fmt.Sprintf("lines of years need a screen of %d columns", roomForLines)
	case b.shown != nil && b.seen().tense == difference:
		return "a change has no line of years; t shows then and now"
	}
	return b.unloaded()
}

func (b *breakdown) noRunning() string {
	switch {
	case b.shown == nil || !b.shown.shape.cols.InTime():
		return "only years can be added up one by one; c takes them on the columns"
	case !b.shown.addsUp():
		return b.noSum()
	}
	return ""
}

// noSum says of a measure that does not add up that it does not.
func (b *breakdown) noSum() string {
	if b.shown.shape.measure.Counts() {
		return "numbers of projects do not add up"
	}
	return "figures in per cent do not add up"
}

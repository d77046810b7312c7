package pivot

import (
	"fmt"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"fieldfolio/portfolio/breakdown"
	"fieldfolio/tui/ui"
)

func (b *Breakdown) Keys() ui.KeyMap {
	switch {
	case b.search.Open:
		return b.search.Keys()
	case b.prompt.Open:
		return b.prompt.Keys()
	case b.inner.open:
		return b.inner.keys(b)
	}
	return slices.Concat(ui.KeyMap{
		{Name: "open", Keys: []string{"enter"}, Show: "enter", Foot: "open", Help: "the projects behind the figure",
			Off: b.whyNotOpen, Do: b.openCell},
		{Name: "rows", Keys: []string{"r"}, Show: "r", Foot: "rows", Help: "next dimension on the rows",
			Do: b.change(b.turnRows(1))},
		{Name: "columns", Keys: []string{"c"}, Show: "c", Foot: "columns", Help: "next dimension on the columns",
			Do: b.change(b.turnCols(1))},
		{Name: "measure", Keys: []string{"m"}, Show: "m", Foot: "measure", Help: measureNames(), Do: b.change(b.nextMeasure)},
	}, ui.Extracts(b.none, b.extract), ui.KeyMap{
		{Name: "expand", Keys: []string{"e"}, Show: "e", Foot: "expand",
			Help: "expand the row by one more dimension, or collapse it", Off: b.whyNoRow, Do: b.expand},
		{Name: "shares", Keys: []string{"%"}, Show: "%", Foot: "shares",
			Help: "figures, or shares of the whole, the row, the column", Off: b.whyNoShares, Do: b.look(b.nextShare)},
		{Name: "order", Keys: []string{"s"}, Show: "s", Foot: "sort",
			Help: "sort the rows by the selected column: largest first, smallest first, or as before", Off: b.whyNoOrder,
			Do: b.look(b.nextOrder)},
		{Name: "since", Keys: []string{"d"}, Show: "d", Foot: "since", Help: "compare with the end of an earlier day",
			Off: b.whyNoPast, Do: b.askDay},
		ui.WhyAction(b.whyNoFigure, b.question, b.conf.Why),
	}, b.search.Actions(b.ask), b.sights(), ui.KeyMap{
		{Name: "exchange", Keys: []string{"X"}, Show: "X", Foot: "exchange", Help: "exchange rows and columns",
			Do: b.change(b.exchange)},
		{Name: "rows-back", Keys: []string{"R"}, Show: "R", Help: "previous dimension on the rows",
			Do: b.change(b.turnRows(-1))},
		{Name: "columns-back", Keys: []string{"C"}, Show: "C", Help: "previous dimension on the columns",
			Do: b.change(b.turnCols(-1))},
		{Name: "expand-all", Keys: []string{"E"}, Show: "E", Help: "expand all rows, or collapse them", Off: b.none,
			Do: b.expandAll},
		{Name: "open-row", Keys: []string{"+"}, Show: "+", Help: "expand the row", Off: b.whyNoExpanding, Do: b.expand},
		{Name: "close-row", Keys: []string{"-"}, Show: "-", Help: "collapse the row, or that which it is below",
			Off: b.whyNoCollapsing, Do: b.collapse},
		{Name: "inner", Keys: []string{"i"}, Show: "i", Help: "choose the dimension below the rows", Off: b.none,
			Do: b.chooseInner},
		{Name: "left", Keys: []string{"left", "h"}, Show: "← h", Help: "one column to the left", Do: b.sideways(-1)},
		{Name: "right", Keys: []string{"right", "l"}, Show: "→ l", Help: "one column to the right", Do: b.sideways(1)},
		{Name: "reload", Keys: []string{"ctrl+r"}, Show: "ctrl+r", Help: "load again", Do: b.load},
	}, ui.Moves(b.move, "row"))
}

// sights are the actions that change how figures are shown.
func (b *Breakdown) sights() ui.KeyMap {
	return ui.KeyMap{
		{Name: "tense", Keys: []string{"t"}, Show: "t", Help: "where days are compared: the change, then, or now",
			Off: b.whyNoTense, Do: b.look(b.nextTense)},
		{Name: "bars", Keys: []string{"b"}, Show: "b", Foot: "bars", Help: "the selected column as bars", Off: b.none,
			Do: b.look(func() { b.options.bars = !b.options.bars })},
		{Name: "heat", Keys: []string{"H"}, Show: "H", Foot: "heat",
			Help: "a shade behind each figure, a step for each quarter of the largest", Off: b.none,
			Do: b.look(func() { b.options.heat = !b.options.heat })},
		{Name: "lines", Keys: []string{"L"}, Show: "L", Foot: "lines", Help: "a line of the years of each row",
			Off: b.whyNoLines, Do: b.change(func() { b.want.years = !b.want.years })},
		{Name: "running", Keys: []string{"a"}, Show: "a", Help: "add up the years: each with all before it",
			Off: b.whyNoRunning,
			Do:  b.look(func() { b.options.running = !b.options.running })},
		{Name: "empty", Keys: []string{"z"}, Show: "z", Help: "show or hide rows and columns without figures",
			Off: b.unloaded, Do: b.look(func() { b.options.empty = !b.options.empty })},
	}
}

// change returns an action that changes what the table is made of.
func (b *Breakdown) change(f func()) func() tea.Cmd {
	return func() tea.Cmd { f(); return b.load() }
}

// look returns an action that changes how the table is shown.
func (b *Breakdown) look(f func()) func() tea.Cmd {
	return func() tea.Cmd { b.keep(f); return nil }
}

func (b *Breakdown) turnRows(by int) func() {
	return func() { b.setRows(turn(b.want.rows, by, b.want.cols)) }
}

func (b *Breakdown) turnCols(by int) func() {
	return func() { b.setCols(turn(b.want.cols, by, b.want.rows, b.want.inner)) }
}

func (b *Breakdown) exchange() {
	rows := b.want.rows
	b.setRows(b.want.cols)
	b.setCols(rows)
}

// setRows sets the dimension of the rows, and collapses them.
func (b *Breakdown) setRows(d breakdown.Dimension) {
	b.want.rows, b.want.inner, b.options.open = d, "", nil
}

// setCols sets the dimension of the columns, and drops an order by a column of the previous one.
func (b *Breakdown) setCols(d breakdown.Dimension) {
	b.want.cols = d
	if b.options.order.col != breakdown.All {
		b.options.order = rowOrder{}
	}
}

// turn returns the next dimension that is not among others.
func turn(d breakdown.Dimension, by int, others ...breakdown.Dimension) breakdown.Dimension {
	n := len(breakdown.Dimensions)
	for i := slices.Index(breakdown.Dimensions, d); ; {
		i = (i + by + n) % n
		if !slices.Contains(others, breakdown.Dimensions[i]) {
			return breakdown.Dimensions[i]
		}
	}
}

// measureNames lists the measures for help.
func measureNames() string {
	names := make([]string, len(breakdown.Measures))
	for i, m := range breakdown.Measures {
		if names[i] = string(m); m.Counts() {
			names[i] = "number of " + m.Title()
		}
	}
	last := len(names) - 1
	return strings.Join(names[:last], ", ") + " or " + names[last]
}

func (b *Breakdown) nextMeasure() {
	i := slices.Index(breakdown.Measures, b.want.measure)
	b.want.measure = breakdown.Measures[(i+1)%len(breakdown.Measures)]
}

func (b *Breakdown) nextShare() { b.options.share = (b.options.share + 1) % (ofColumn + 1) }

func (b *Breakdown) whyNoShares() string {
	if b.shown != nil && b.seen().tense == difference {
		return "a change has no shares; t shows then and now"
	}
	if b.shown != nil && !b.shown.addsUp() {
		return b.whyNoSum() + ", so they have no shares"
	}
	return b.unloaded()
}

// nextOrder sorts by the selected column: largest first, then smallest first, then in the order of
// the breakdown.
func (b *Breakdown) nextOrder() {
	col, o := b.selected().code, &b.options.order
	switch {
	case o.col != col:
		*o = rowOrder{col: col}
	case !o.up:
		o.up = true
	default:
		*o = rowOrder{}
	}
}

func (b *Breakdown) whyNoOrder() string {
	if why := b.none(); why != "" {
		return why
	}
	if b.selected().kind == otherSlot {
		return "other is several columns; enter brings them into sight"
	}
	return ""
}

// unloaded says that nothing is loaded yet, empty if something is.
func (b *Breakdown) unloaded() string {
	if b.shown == nil {
		return "there are no figures"
	}
	return ""
}

func (b *Breakdown) whyNoLines() string {
	switch {
	case b.want.rows.InTime() || b.want.inner.InTime():
		return "the rows are years"
	case b.options.bars:
		return "there is no room beside bars"
	case b.face.Width < roomForLines:
		return fmt.Sprintf("lines of years need a screen of %d columns", roomForLines)
	case b.shown != nil && b.seen().tense == difference:
		return "a change has no line of years; t shows then and now"
	}
	return b.unloaded()
}

func (b *Breakdown) whyNoRunning() string {
	switch {
	case b.shown == nil || !b.shown.shape.cols.InTime():
		return "only years can be added up one by one; c takes them on the columns"
	case !b.shown.addsUp():
		return b.whyNoSum()
	}
	return ""
}

// whyNoSum says that a measure does not add up, empty if it does.
func (b *Breakdown) whyNoSum() string {
	if b.shown.shape.measure.Counts() {
		return "numbers of projects do not add up"
	}
	return "figures in per cent do not add up"
}

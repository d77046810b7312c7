package tui

import (
	"context"
	"slices"
	"strconv"

	tea "charm.land/bubbletea/v2"

	"fieldfolio/portfolio"
)

// breakdown is a pivot of two dimensions. Every figure opens into the projects
// behind it.
type breakdown struct {
	conf   breakdownConfig
	face   face
	search *search
	asked  requests
	want   shape    // what is shown, or will be as soon as it is loaded
	shown  *pivot   // nil until something is
	fresh  []string // how old the figures are
	fault  error
	share  shareOf
	bars   bool

	rows cursor // the selected row; the one after the last is the total
	slot int    // the selected column, as a place among the slots
	left int    // the first column that is shown
}

type breakdownConfig struct {
	ctx  context.Context //nolint:containedctx // the life of the program
	src  cellSource
	open func(cellChoice) screen
}

// shape says what a pivot is made of.
type shape struct {
	rows, cols portfolio.Dimension
	measure    portfolio.Measure
	query      portfolio.Query
}

// shareOf says whether figures are shown as they are, or as shares.
type shareOf int

const (
	asFigures shareOf = iota
	ofWhole
	ofRow
	ofColumn
)

// cellChoice is a cell that has been opened.
type cellChoice struct {
	ref    portfolio.CellRef
	query  portfolio.Query
	label  string // its codes in words
	figure int64  // what the cell shows: cents, or a count of projects
}

// proof says whether the projects of a list make up the cell.
func (c *cellChoice) proof(t *portfolio.ListTotals) string {
	if t == nil {
		return ""
	}
	is, cell := int64(t.Part.Cents), portfolio.Cents(c.figure).Shown()
	if c.ref.Measure == portfolio.ProjectCount {
		is, cell = t.Projects, portfolio.Count(c.figure).Shown()
	}
	if is == c.figure {
		return "cell of the breakdown: " + cell + ", agrees"
	}
	return "cell of the breakdown: " + cell + ", differs"
}

func newBreakdown(c breakdownConfig, s *search, f face) *breakdown {
	return &breakdown{conf: c, face: f, search: s, asked: requests{base: c.ctx},
		want: shape{rows: portfolio.ByRegion, cols: portfolio.ByLine, measure: portfolio.Approved}}
}

type cellsLoaded struct {
	req   *request
	shape shape
	table *portfolio.Breakdown
	fresh []string
	err   error
}

func loadCells(src cellSource, q *request, s shape, f face) tea.Cmd {
	spec := portfolio.BreakdownSpec{By: []portfolio.Dimension{s.rows, s.cols}, Measures: []portfolio.Measure{s.measure}, Query: s.query, AsOf: f.asOf}
	return func() tea.Msg {
		m := cellsLoaded{req: q, shape: s}
		if m.table, m.err = portfolio.BreakDown(q.ctx, src, spec, f.cat); m.err == nil {
			m.fresh, m.err = portfolio.FreshnessNotes(q.ctx, src, portfolio.ListSpec{Query: s.query, AsOf: f.asOf})
		}
		return m
	}
}

// Init asks for the first table.
func (b *breakdown) Init() tea.Cmd { return b.load() }

func (b *breakdown) load() tea.Cmd {
	return loadCells(b.conf.src, b.asked.next(), b.want, b.face)
}

func (b *breakdown) ask(q portfolio.Query) tea.Cmd {
	b.want.query = q
	return b.load()
}

// Update takes sizes, answers, and what is typed.
func (b *breakdown) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		b.face.resize(msg)
		b.settle()
	case cellsLoaded:
		if b.asked.done(msg.req) {
			b.take(msg)
		}
	case changed:
		return b.load()
	case searchTick, tea.KeyPressMsg, tea.PasteMsg:
		return b.search.update(msg, b.ask)
	}
	return nil
}

func (b *breakdown) take(m cellsLoaded) {
	b.fault = m.err
	if m.err != nil {
		return
	}
	if b.shown == nil || b.shown.shape.cols != m.shape.cols {
		b.left, b.slot = 0, 0
		defer b.toPresent()
	}
	if b.shown == nil || b.shown.shape.rows != m.shape.rows {
		b.rows = cursor{}
	}
	b.shown, b.fresh = newPivot(m.shape, m.table), m.fresh
	b.settle()
}

// toPresent brings the years around the as-of day into sight if not all are.
func (b *breakdown) toPresent() {
	if b.shown.shape.cols != portfolio.ByYear || b.face.width == 0 || b.layout().columns() == len(b.shown.cols) {
		return
	}
	const yearsBefore = 2
	now := slices.Index(b.shown.cols, strconv.Itoa(b.face.asOf.Year()))
	b.left = max(now-yearsBefore, 0)
	b.settle()
}

// settle brings the selection back into the table.
func (b *breakdown) settle() {
	if b.shown == nil {
		return
	}
	b.left = max(min(b.left, len(b.shown.cols)-1), 0)
	b.slot = max(min(b.slot, len(b.layout().slots)-1), 0)
	b.keepRow()
}

// keepRow scrolls the rows so that the selected one is seen. The total is
// always seen.
func (b *breakdown) keepRow() {
	n, at := len(b.shown.rows), b.rows.at
	b.rows.keep(n, b.page())
	if at >= n {
		b.rows.at = n
	}
}

// Keys returns what can be done.
func (b *breakdown) Keys() keyMap {
	if b.search.open {
		return b.search.keys()
	}
	return append(keyMap{
		{name: "open", keys: []string{"enter"}, show: "enter", foot: "open", help: "the projects behind the figure", off: b.nothing, do: b.openCell},
		{name: "rows", keys: []string{"r"}, show: "r", foot: "rows", help: "next dimension on the rows", do: b.change(b.nextRows)},
		{name: "columns", keys: []string{"c"}, show: "c", foot: "columns", help: "next dimension on the columns", do: b.change(b.nextCols)},
		{name: "measure", keys: []string{"m"}, show: "m", foot: "measure", help: "approved, overall, shortfall or number of projects", do: b.change(b.nextMeasure)},
		{name: "shares", keys: []string{"%"}, show: "%", foot: "shares", help: "figures, or shares of the whole, the row, the column", do: b.nextShare},
		{name: "bars", keys: []string{"b"}, show: "b", foot: "bars", help: "the selected column as bars", off: b.noBars, do: b.toggleBars},
		b.search.action(),
		{name: "exchange", keys: []string{"x"}, show: "x", foot: "exchange", help: "exchange rows and columns", do: b.change(b.exchange)},
		{name: "rows-back", keys: []string{"R"}, show: "R", help: "previous dimension on the rows", do: b.change(b.previousRows)},
		{name: "columns-back", keys: []string{"C"}, show: "C", help: "previous dimension on the columns", do: b.change(b.previousCols)},
		{name: "left", keys: []string{"left", "h"}, show: "← h", help: "one column to the left", do: b.sideways(-1)},
		{name: "right", keys: []string{"right", "l"}, show: "→ l", help: "one column to the right", do: b.sideways(1)},
		{name: "reload", keys: []string{"ctrl+r"}, show: "ctrl+r", help: "load again", do: b.load},
	}, moves(b.move, "row")...)
}

func (b *breakdown) change(f func()) func() tea.Cmd {
	return func() tea.Cmd { f(); return b.load() }
}

func (b *breakdown) nextRows()     { b.want.rows = turn(b.want.rows, b.want.cols, 1) }
func (b *breakdown) previousRows() { b.want.rows = turn(b.want.rows, b.want.cols, -1) }
func (b *breakdown) nextCols()     { b.want.cols = turn(b.want.cols, b.want.rows, 1) }
func (b *breakdown) previousCols() { b.want.cols = turn(b.want.cols, b.want.rows, -1) }
func (b *breakdown) exchange()     { b.want.rows, b.want.cols = b.want.cols, b.want.rows }

// turn returns the next dimension that is not the one of the other side.
func turn(d, other portfolio.Dimension, by int) portfolio.Dimension {
	n := len(portfolio.Dimensions)
	for i := slices.Index(portfolio.Dimensions, d); ; {
		i = (i + by + n) % n
		if portfolio.Dimensions[i] != other {
			return portfolio.Dimensions[i]
		}
	}
}

func (b *breakdown) nextMeasure() {
	i := slices.Index(portfolio.Measures, b.want.measure)
	b.want.measure = portfolio.Measures[(i+1)%len(portfolio.Measures)]
}

func (b *breakdown) nextShare() tea.Cmd {
	b.share = (b.share + 1) % (ofColumn + 1)
	b.settle()
	return nil
}

func (b *breakdown) noBars() string {
	if b.shown == nil || b.shown.empty() {
		return "there are no figures to draw"
	}
	return ""
}

func (b *breakdown) toggleBars() tea.Cmd {
	b.bars = !b.bars
	b.settle()
	return nil
}

func (b *breakdown) move(s step) tea.Cmd {
	if b.shown == nil {
		return nil
	}
	b.rows.move(s, len(b.shown.rows)+1, b.page())
	b.keepRow()
	return nil
}

// sideways moves the selection to another column; at the edges the columns
// move.
func (b *breakdown) sideways(by int) func() tea.Cmd {
	return func() tea.Cmd {
		if b.shown == nil {
			return nil
		}
		l := b.layout()
		switch {
		case b.slot+by < 0:
			b.left--
		case by > 0 && b.slot == l.columns()-1 && l.slots[b.slot+1].kind == totalSlot && l.to < len(b.shown.cols):
			b.left++
		default:
			b.slot += by
		}
		b.settle()
		return nil
	}
}

// nothing says why the selected figure cannot be opened.
func (b *breakdown) nothing() string {
	if b.shown == nil || b.shown.empty() {
		return "there is no figure to open"
	}
	if s := b.layout().slots[b.slot]; s.kind != otherSlot && b.shown.blank(b.row(), s.code) {
		return "no project stands behind this figure"
	}
	return ""
}

// row returns the code of the selected row, All for the total.
func (b *breakdown) row() string {
	if b.rows.at >= len(b.shown.rows) {
		return portfolio.All
	}
	return b.shown.rows[b.rows.at]
}

// openCell opens the projects behind the selected figure. Columns that are
// folded into "other" are brought into sight instead.
func (b *breakdown) openCell() tea.Cmd {
	l := b.layout()
	s := l.slots[b.slot]
	if s.kind == otherSlot {
		b.left += l.columns()
		if b.left >= len(b.shown.cols) {
			b.left = 0
		}
		b.slot = 0
		b.settle()
		return nil
	}
	row := b.row()
	return open(b.conf.open(cellChoice{
		ref:    portfolio.CellRef{By: b.shown.table.Spec.By, Codes: []string{row, s.code}, Measure: b.shown.shape.measure},
		query:  b.shown.shape.query,
		label:  b.shown.label(row, s.code),
		figure: b.shown.at(row, s.code),
	}))
}

// Typing reports whether the search line is open.
func (b *breakdown) Typing() bool { return b.search.open }

// Notice says what the search line has to say.
func (b *breakdown) Notice() notice { return b.search.notice() }

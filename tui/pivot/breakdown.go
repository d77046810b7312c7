package pivot

import (
	"context"
	"slices"
	"strconv"

	tea "charm.land/bubbletea/v2"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/breakdown"
	"fieldfolio/portfolio/proof"
	"fieldfolio/tui/draw"
	"fieldfolio/tui/edit"
	"fieldfolio/tui/ui"
)

// Breakdown is a pivot table. Every figure opens the projects behind it; rows expand by one more
// dimension.
type Breakdown struct {
	conf   Config
	face   draw.Frame
	search *edit.Search
	prompt edit.Prompt // asks for the date to compare with
	inner  innerChoice
	ui.Loading
	want    shape  // shown, or being loaded
	shown   *pivot // nil until the first answer
	options options
	grid    *grid // the figures shown, in their order
	made    madeLayout
	back    ui.Spot // where the person returns to once there are figures
	selection
}

// selection is where the selection stands.
type selection struct {
	rows ui.Cursor // the selected row; the one after the last is the total
	slot int       // index of the selected slot
	left int       // index of the first column shown
}

type Config struct {
	Ctx  context.Context //nolint:containedctx // until the program ends
	Src  ui.CellSource
	Open func(ui.CellChoice) ui.Screen
	Why  func(proof.Spec) ui.Screen
}

func New(c Config, s *edit.Search, f draw.Frame) *Breakdown {
	return &Breakdown{conf: c, face: f, search: s,
		Loading: ui.NewLoading(c.Ctx, "Adding up…", "The breakdown could not be made"),
		want:    shape{rows: breakdown.ByRegion, cols: breakdown.ByLine, measure: breakdown.Approved}}
}

func (b *Breakdown) Init() tea.Cmd { return b.ask(b.search.Take()) }

// Listed returns the projects that are shown, and their filter.
func (b *Breakdown) Listed() (breakdown.ListSpec, *edit.Filter) {
	return breakdown.ListSpec{AsOf: b.face.AsOf}, b.search.Filter
}

// Front takes a query that was set in another view.
func (b *Breakdown) Front() tea.Cmd { return b.search.Follow(b.ask) }

func (b *Breakdown) load() tea.Cmd {
	src, want, f := b.conf.Src, b.want, b.face
	return ui.Ask(b.Asked.Next(), func(ctx context.Context) (*pivot, error) { return askPivot(ctx, src, want, f.AsOf) })
}

func (b *Breakdown) ask(q portfolio.Query) tea.Cmd {
	b.want.query = q
	return b.load()
}

func (b *Breakdown) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		b.face.Resize(msg)
		b.settle()
	case ui.Answer[*pivot]:
		if p, ok := msg.To(&b.Loading); ok {
			b.take(p)
		}
	case edit.Changed:
		return b.load()
	case tea.KeyPressMsg, tea.PasteMsg:
		if b.prompt.Open {
			return b.prompt.Update(msg)
		}
		return b.search.Update(msg, b.ask)
	case edit.SearchTick:
		return b.search.Update(msg, b.ask)
	}
	return nil
}

// take shows a loaded table. The selection stays at its row and column if they still exist; if it
// has never been moved, it stays at the first ones.
func (b *Breakdown) take(p *pivot) {
	before, at := b.shown, b.selection
	b.keep(func() { b.shown = p })
	if before == nil {
		before = &pivot{}
	}
	was, is := before.shape, p.shape
	other := was.measure != is.measure || was.query.String() != is.query.String()
	if was.rows != is.rows || other && at.rows == (ui.Cursor{}) {
		b.rows = ui.Cursor{}
	}
	if was.cols != is.cols || other && at.left == 0 && at.slot == 0 {
		b.left, b.slot = 0, 0
	}
	if was.cols != is.cols {
		b.toPresent()
	}
	b.settle()
	if was.inner != is.inner {
		b.reveal()
	}
	b.reach()
}

// toPresent scrolls the columns of years so that those around the as-of date are in sight.
func (b *Breakdown) toPresent() {
	if !b.shown.shape.cols.InTime() || b.face.Width == 0 || b.layout().columns() == len(b.grid.cols) {
		return
	}
	const yearsBefore = 2
	now := slices.Index(b.grid.cols, strconv.Itoa(b.face.AsOf.Year()))
	b.left = max(now-yearsBefore, 0)
}

// keep applies a change to what is shown, and keeps the selected row and column.
func (b *Breakdown) keep(change func()) {
	if b.grid == nil {
		change()
		b.grid = b.shown.grid(b.seen(), &b.face)
		return
	}
	row, col, below := b.row(), b.selected(), b.rows.At-b.rows.Top
	change()
	b.grid = b.shown.grid(b.seen(), &b.face)
	if at := b.grid.find(row); at == len(b.grid.lines) {
		b.rows.At = at
	} else if at >= 0 {
		b.rows.At, b.rows.Top = at, at-below
	}
	b.toColumn(col)
	b.settle()
}

// seen returns the options of the table, without those that do not apply to it.
func (b *Breakdown) seen() options {
	s := b.options
	if !b.shown.compared() {
		s.tense = atPresent
	}
	if s.tense == difference || !b.shown.addsUp() {
		s.share = asFigures
	}
	s.running = s.running && b.shown.shape.cols.InTime() && b.shown.addsUp()
	return s
}

// toColumn selects a column and brings it into sight, or the nearest one if it no longer exists.
func (b *Breakdown) toColumn(s pivotColumn) {
	l := b.layout()
	if i := slices.IndexFunc(l.slots, func(x pivotColumn) bool { return x.kind == s.kind && x.code == s.code }); i >= 0 {
		b.slot = i
		return
	}
	if i := slices.Index(b.grid.cols, s.code); i >= 0 {
		b.left, b.slot = i, 0
	} else if s.kind == codeSlot {
		b.slot = min(b.slot, l.columns()-1)
	}
}

// settle brings the selection back into the table.
func (b *Breakdown) settle() {
	if b.shown == nil {
		return
	}
	b.left = max(min(b.left, len(b.grid.cols)-1), 0)
	b.slot = max(min(b.slot, len(b.layout().slots)-1), 0)
	b.keepRow()
}

// keepRow scrolls the rows so that the selected one is in sight. The total always is.
func (b *Breakdown) keepRow() {
	n, at := len(b.grid.lines), b.rows.At
	b.rows.Keep(n, b.page())
	if at >= n {
		b.rows.At = n
	}
}

// row returns the selected row.
func (b *Breakdown) row() rowKey { return b.grid.line(b.rows.At).row }

// selected returns the selected column.
func (b *Breakdown) selected() pivotColumn { return b.layout().slots[b.slot] }

func (b *Breakdown) move(s ui.Step) tea.Cmd {
	if b.shown == nil {
		return nil
	}
	b.rows.Move(s, len(b.grid.lines)+1, b.page())
	b.keepRow()
	return nil
}

// sideways moves the selection to another column; at the edges the columns scroll.
func (b *Breakdown) sideways(by int) func() tea.Cmd {
	return func() tea.Cmd {
		if b.shown == nil {
			return nil
		}
		l := b.layout()
		switch {
		case b.slot+by < 0:
			b.left--
		case by > 0 && b.slot == l.columns()-1 && l.slots[b.slot+1].kind == totalSlot && l.to < len(b.grid.cols):
			b.left++
		default:
			b.slot += by
		}
		b.settle()
		return nil
	}
}

// Clears is what esc clears: the query.
func (b *Breakdown) Clears() ui.Clearing { return b.search.Clears(b.ask) }

func (b *Breakdown) Typing() bool { return b.search.Open || b.prompt.Open }

func (b *Breakdown) Notice() ui.Notice {
	if b.prompt.Open {
		return b.prompt.Notice()
	}
	return b.search.Notice()
}

func (*Breakdown) Name() string { return "breakdown" }

// Pointed returns the row at a cell; the one after the last is the total.
func (b *Breakdown) Pointed(_, y int) (int, bool) {
	if b.none() != "" || b.Typing() {
		return 0, false
	}
	above, gap := 2+len(b.face.BelowCaption()), 0
	if b.airy() {
		gap = 1
	}
	rows := min(b.page(), len(b.grid.lines))
	if y == above+rows+gap {
		return len(b.grid.lines), true
	}
	return ui.LineOf(y, above, b.rows.Top, rows, len(b.grid.lines))
}

// PointedColumn selects the column at a cell.
func (b *Breakdown) PointedColumn(x int) {
	l := b.layout()
	at := draw.GutterWidth + l.name
	for i, s := range l.slots {
		if x >= at && x <= at+s.width {
			b.slot = i
		}
		at += 1 + s.width
	}
}

// whyNoFigure says why the selected figure has no proof, empty if it has.
func (b *Breakdown) whyNoFigure() string {
	if _, _, _, _, ok := b.figureSpec(); ok {
		return ""
	}
	switch why := b.whyNotOpen(); {
	case why != "":
		return why
	case b.selected().kind == otherSlot:
		return "other is what does not fit; enter brings it into sight"
	}
	return "only figures of now have a proof; t until the caption says now"
}

// question returns the proof of the selected figure. A share is a quotient of two figures.
func (b *Breakdown) question() proof.Spec {
	_, ref, q, _, _ := b.figureSpec()
	f := proof.ListFigure{Query: q, AsOf: b.face.AsOf, Cell: ref}
	if b.layout().unit == thousands {
		f.Unit = 100_000
	}
	whole := f
	whole.Cell.Codes = make([]string, len(ref.Codes))
	copy(whole.Cell.Codes, ref.Codes)
	last := len(whole.Cell.Codes) - 1
	switch b.seen().share {
	case asFigures:
		return f
	case ofRow:
		whole.Cell.Codes[last] = breakdown.All
	case ofColumn:
		for i := range last {
			whole.Cell.Codes[i] = breakdown.All
		}
	case ofWhole:
		for i := range whole.Cell.Codes {
			whole.Cell.Codes[i] = breakdown.All
		}
	}
	return proof.ShareFigure{Part: f, Whole: whole}
}

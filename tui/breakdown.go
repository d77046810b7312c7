package tui

import (
	"context"
	"slices"
	"strconv"

	tea "charm.land/bubbletea/v2"

	"fieldfolio/portfolio"
)

// breakdown is a pivot. Every figure opens into the projects behind it; rows
// expand into those of one more dimension.
type breakdown struct {
	conf   breakdownConfig
	face   face
	search *search
	prompt prompt // asks for the day to compare with
	inner  innerChoice
	loading
	want  shape  // what is shown, or will be as soon as it is loaded
	shown *pivot // nil until something is
	sight sight
	grid  *grid // what is shown, as it is shown
	spot
}

// spot is where the selection stands.
type spot struct {
	rows cursor // the selected row; the one after the last is the total
	slot int    // the selected column, as a place among the slots
	left int    // the first column that is shown
}

type breakdownConfig struct {
	ctx  context.Context //nolint:containedctx // the life of the program
	src  cellSource
	open func(cellChoice) screen
	why  func(portfolio.ProofSpec) screen
}

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
	if c.ref.Measure.Counts() {
		is, cell = t.Projects, portfolio.Count(c.figure).Shown()
	}
	if is == c.figure {
		return "cell of the breakdown: " + cell + ", agrees"
	}
	return "cell of the breakdown: " + cell + ", differs"
}

func newBreakdown(c breakdownConfig, s *search, f face) *breakdown {
	return &breakdown{conf: c, face: f, search: s,
		loading: newLoading(c.ctx, "Adding up…", "The breakdown could not be made"),
		want:    shape{rows: portfolio.ByRegion, cols: portfolio.ByLine, measure: portfolio.Approved}}
}

// Init asks for the first table.
func (b *breakdown) Init() tea.Cmd { return b.load() }

func (b *breakdown) load() tea.Cmd {
	src, want, f := b.conf.src, b.want, b.face
	return ask(b.asked.next(), func(ctx context.Context) (*pivot, error) { return loadPivot(ctx, src, want, f) })
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
	case answer[*pivot]:
		if p, ok := msg.to(&b.loading); ok {
			b.take(p)
		}
	case changed:
		return b.load()
	case tea.KeyPressMsg, tea.PasteMsg:
		if b.prompt.open {
			return b.prompt.update(msg)
		}
		return b.search.update(msg, b.ask)
	case searchTick:
		return b.search.update(msg, b.ask)
	}
	return nil
}

// take shows what was loaded. The selection stays at its row and column where
// these are still there; one that nobody has moved stays at the first ones when
// other figures come.
func (b *breakdown) take(p *pivot) {
	before, at := b.shown, b.spot
	b.keep(func() { b.shown = p })
	if before == nil {
		before = &pivot{}
	}
	was, is := before.shape, p.shape
	other := was.measure != is.measure || was.query.String() != is.query.String()
	if was.rows != is.rows || other && at.rows == (cursor{}) {
		b.rows = cursor{}
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
}

// toPresent brings the years around the as-of day into sight if not all are.
func (b *breakdown) toPresent() {
	if !b.shown.shape.cols.InTime() || b.face.width == 0 || b.layout().columns() == len(b.grid.cols) {
		return
	}
	const yearsBefore = 2
	now := slices.Index(b.grid.cols, strconv.Itoa(b.face.asOf.Year()))
	b.left = max(now-yearsBefore, 0)
}

// keep changes what is shown, and stays at the selected row and column.
func (b *breakdown) keep(change func()) {
	if b.grid == nil {
		change()
		b.grid = b.shown.grid(b.seen())
		return
	}
	row, col, below := b.row(), b.selected(), b.rows.at-b.rows.top
	change()
	b.grid = b.shown.grid(b.seen())
	if at := b.grid.find(row); at == len(b.grid.lines) {
		b.rows.at = at
	} else if at >= 0 {
		b.rows.at, b.rows.top = at, at-below
	}
	b.toColumn(col)
	b.settle()
}

// seen returns how the pivot is shown: what does not go with it is left out.
func (b *breakdown) seen() sight {
	s := b.sight
	if !b.shown.compared() {
		s.tense = atPresent
	}
	if s.tense == difference || !b.shown.addsUp() {
		s.share = asFigures
	}
	s.running = s.running && b.shown.shape.cols.InTime() && b.shown.addsUp()
	return s
}

// toColumn selects a column, bringing it into sight; the nearest one if it is
// not there any more.
func (b *breakdown) toColumn(s slot) {
	l := b.layout()
	if i := slices.IndexFunc(l.slots, func(x slot) bool { return x.kind == s.kind && x.code == s.code }); i >= 0 {
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
func (b *breakdown) settle() {
	if b.shown == nil {
		return
	}
	b.left = max(min(b.left, len(b.grid.cols)-1), 0)
	b.slot = max(min(b.slot, len(b.layout().slots)-1), 0)
	b.keepRow()
}

// keepRow scrolls the rows so that the selected one is seen. The total is
// always seen.
func (b *breakdown) keepRow() {
	n, at := len(b.grid.lines), b.rows.at
	b.rows.keep(n, b.page())
	if at >= n {
		b.rows.at = n
	}
}

// row returns the selected row.
func (b *breakdown) row() rowKey { return b.grid.line(b.rows.at).row }

// selected returns the selected column.
func (b *breakdown) selected() slot { return b.layout().slots[b.slot] }

func (b *breakdown) move(s step) tea.Cmd {
	if b.shown == nil {
		return nil
	}
	b.rows.move(s, len(b.grid.lines)+1, b.page())
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
		case by > 0 && b.slot == l.columns()-1 && l.slots[b.slot+1].kind == totalSlot && l.to < len(b.grid.cols):
			b.left++
		default:
			b.slot += by
		}
		b.settle()
		return nil
	}
}

// Typing reports whether a line is open in which something is typed.
func (b *breakdown) Typing() bool { return b.search.open || b.prompt.open }

// Notice says what the open line has to say.
func (b *breakdown) Notice() notice {
	if b.prompt.open {
		return b.prompt.notice()
	}
	return b.search.notice()
}

// Name returns breakdown.
func (*breakdown) Name() string { return "breakdown" }

// Pointed returns the row of the table at a cell, the one after the last for the
// total.
func (b *breakdown) Pointed(_, y int) (int, bool) {
	if b.none() != "" || b.Typing() {
		return 0, false
	}
	above, gap := 2, 0
	if b.airy() {
		above, gap = 3, 1
	}
	rows := min(b.page(), len(b.grid.lines))
	if y == above+rows+gap {
		return len(b.grid.lines), true
	}
	return lineOf(y, above, b.rows.top, rows, len(b.grid.lines))
}

// PointedColumn selects the column of the table at a cell.
func (b *breakdown) PointedColumn(x int) {
	l := b.layout()
	at := gutterWidth + l.name
	for i, s := range l.slots {
		if x >= at && x <= at+s.width {
			b.slot = i
		}
		at += 1 + s.width
	}
}

// noFigure says why the selected figure of the breakdown has no proof.
func (b *breakdown) noFigure() string {
	if _, _, _, _, ok := b.figureSpec(); ok {
		return ""
	}
	switch why := b.nothing(); {
	case why != "":
		return why
	case b.selected().kind == otherSlot:
		return "other is what does not fit; enter brings it into sight"
	}
	return "only figures of now have a proof; t until the caption says now"
}

// question returns the question about the selected figure: a share is one of two.
func (b *breakdown) question() portfolio.ProofSpec {
	_, ref, q, _, _ := b.figureSpec()
	f := portfolio.ListFigure{Query: q, AsOf: b.face.asOf, Cell: ref}
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
		whole.Cell.Codes[last] = portfolio.All
	case ofColumn:
		for i := range last {
			whole.Cell.Codes[i] = portfolio.All
		}
	case ofWhole:
		for i := range whole.Cell.Codes {
			whole.Cell.Codes[i] = portfolio.All
		}
	}
	return portfolio.ShareFigure{Part: f, Whole: whole}
}

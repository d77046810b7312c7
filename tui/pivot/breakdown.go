package pivot

import (
	"context"
	"slices"
	"strconv"

	tea "charm.land/bubbletea/v2"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/proof"
	"fieldfolio/tui/draw"
	"fieldfolio/tui/ui"
)

// Breakdown is a pivot. Every figure opens into the projects behind it; rows
// expand into those of one more dimension.
type Breakdown struct {
	conf   Config
	face   draw.Frame
	search *ui.Search
	Prompt ui.Prompt // asks for the day to compare with
	Inner  innerChoice
	ui.Loading
	Want  Shape  // what is shown, or will be as soon as it is loaded
	Shown *pivot // nil until something is
	Sight sight
	Grid  *grid // what is shown, as it is shown
	spot
}

// spot is where the selection stands.
type spot struct {
	Rows ui.Cursor // the selected row; the one after the last is the total
	Slot int       // the selected column, as a place among the slots
	left int       // the first column that is shown
}

type Config struct {
	Ctx  context.Context //nolint:containedctx // the life of the program
	Src  ui.CellSource
	Open func(ui.CellChoice) ui.Screen
	Why  func(proof.Spec) ui.Screen
}

func New(c Config, s *ui.Search, f draw.Frame) *Breakdown {
	return &Breakdown{conf: c, face: f, search: s,
		Loading: ui.NewLoading(c.Ctx, "Adding up…", "The breakdown could not be made"),
		Want:    Shape{Rows: portfolio.ByRegion, Cols: portfolio.ByLine, Measure: portfolio.Approved}}
}

// Init asks for the first table.
func (b *Breakdown) Init() tea.Cmd { return b.load() }

func (b *Breakdown) load() tea.Cmd {
	src, want, f := b.conf.Src, b.Want, b.face
	return ui.Ask(b.Asked.Next(), func(ctx context.Context) (*pivot, error) { return LoadPivot(ctx, src, want, f) })
}

func (b *Breakdown) ask(q portfolio.Query) tea.Cmd {
	b.Want.query = q
	return b.load()
}

// Update takes sizes, answers, and what is typed.
func (b *Breakdown) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		b.face.Resize(msg)
		b.Settle()
	case ui.Answer[*pivot]:
		if p, ok := msg.To(&b.Loading); ok {
			b.Take(p)
		}
	case ui.Changed:
		return b.load()
	case tea.KeyPressMsg, tea.PasteMsg:
		if b.Prompt.Open {
			return b.Prompt.Update(msg)
		}
		return b.search.Update(msg, b.ask)
	case ui.SearchTick:
		return b.search.Update(msg, b.ask)
	}
	return nil
}

// Take shows what was loaded. The selection stays at its row and column where
// these are still there; one that nobody has moved stays at the first ones when
// other figures come.
func (b *Breakdown) Take(p *pivot) {
	before, at := b.Shown, b.spot
	b.Keep(func() { b.Shown = p })
	if before == nil {
		before = &pivot{}
	}
	was, is := before.Shape, p.Shape
	other := was.Measure != is.Measure || was.query.String() != is.query.String()
	if was.Rows != is.Rows || other && at.Rows == (ui.Cursor{}) {
		b.Rows = ui.Cursor{}
	}
	if was.Cols != is.Cols || other && at.left == 0 && at.Slot == 0 {
		b.left, b.Slot = 0, 0
	}
	if was.Cols != is.Cols {
		b.toPresent()
	}
	b.Settle()
	if was.Inner != is.Inner {
		b.reveal()
	}
}

// toPresent brings the years around the as-of day into sight if not all are.
func (b *Breakdown) toPresent() {
	if !b.Shown.Shape.Cols.InTime() || b.face.Width == 0 || b.Layout().Columns() == len(b.Grid.Cols) {
		return
	}
	const yearsBefore = 2
	now := slices.Index(b.Grid.Cols, strconv.Itoa(b.face.AsOf.Year()))
	b.left = max(now-yearsBefore, 0)
}

// Keep changes what is shown, and stays at the selected row and column.
func (b *Breakdown) Keep(change func()) {
	if b.Grid == nil {
		change()
		b.Grid = b.Shown.grid(b.Seen())
		return
	}
	row, col, below := b.Row(), b.Selected(), b.Rows.At-b.Rows.Top
	change()
	b.Grid = b.Shown.grid(b.Seen())
	if at := b.Grid.find(row); at == len(b.Grid.Lines) {
		b.Rows.At = at
	} else if at >= 0 {
		b.Rows.At, b.Rows.Top = at, at-below
	}
	b.toColumn(col)
	b.Settle()
}

// Seen returns how the pivot is shown: what does not go with it is left out.
func (b *Breakdown) Seen() sight {
	s := b.Sight
	if !b.Shown.Compared() {
		s.Tense = AtPresent
	}
	if s.Tense == Difference || !b.Shown.addsUp() {
		s.Share = AsFigures
	}
	s.Running = s.Running && b.Shown.Shape.Cols.InTime() && b.Shown.addsUp()
	return s
}

// toColumn selects a column, bringing it into sight; the nearest one if it is
// not there any more.
func (b *Breakdown) toColumn(s slot) {
	l := b.Layout()
	if i := slices.IndexFunc(l.Slots, func(x slot) bool { return x.Kind == s.Kind && x.Code == s.Code }); i >= 0 {
		b.Slot = i
		return
	}
	if i := slices.Index(b.Grid.Cols, s.Code); i >= 0 {
		b.left, b.Slot = i, 0
	} else if s.Kind == CodeSlot {
		b.Slot = min(b.Slot, l.Columns()-1)
	}
}

// Settle brings the selection back into the table.
func (b *Breakdown) Settle() {
	if b.Shown == nil {
		return
	}
	b.left = max(min(b.left, len(b.Grid.Cols)-1), 0)
	b.Slot = max(min(b.Slot, len(b.Layout().Slots)-1), 0)
	b.keepRow()
}

// keepRow scrolls the rows so that the selected one is seen. The total is
// always seen.
func (b *Breakdown) keepRow() {
	n, at := len(b.Grid.Lines), b.Rows.At
	b.Rows.Keep(n, BreakdownPage(b))
	if at >= n {
		b.Rows.At = n
	}
}

// Row returns the selected row.
func (b *Breakdown) Row() RowKey { return b.Grid.Line(b.Rows.At).Row }

// Selected returns the selected column.
func (b *Breakdown) Selected() slot { return b.Layout().Slots[b.Slot] }

func (b *Breakdown) Move(s ui.Step) tea.Cmd {
	if b.Shown == nil {
		return nil
	}
	b.Rows.Move(s, len(b.Grid.Lines)+1, BreakdownPage(b))
	b.keepRow()
	return nil
}

// sideways moves the selection to another column; at the edges the columns
// move.
func (b *Breakdown) sideways(by int) func() tea.Cmd {
	return func() tea.Cmd {
		if b.Shown == nil {
			return nil
		}
		l := b.Layout()
		switch {
		case b.Slot+by < 0:
			b.left--
		case by > 0 && b.Slot == l.Columns()-1 && l.Slots[b.Slot+1].Kind == TotalSlot && l.To < len(b.Grid.Cols):
			b.left++
		default:
			b.Slot += by
		}
		b.Settle()
		return nil
	}
}

// Typing reports whether a line is open in which something is typed.
func (b *Breakdown) Typing() bool { return b.search.Open || b.Prompt.Open }

// Notice says what the open line has to say.
func (b *Breakdown) Notice() ui.Notice {
	if b.Prompt.Open {
		return b.Prompt.Notice()
	}
	return b.search.Notice()
}

// Name returns breakdown.
func (*Breakdown) Name() string { return "breakdown" }

// Pointed returns the row of the table at a cell, the one after the last for the
// total.
func (b *Breakdown) Pointed(_, y int) (int, bool) {
	if b.None() != "" || b.Typing() {
		return 0, false
	}
	above, gap := 2, 0
	if b.airy() {
		above, gap = 3, 1
	}
	rows := min(BreakdownPage(b), len(b.Grid.Lines))
	if y == above+rows+gap {
		return len(b.Grid.Lines), true
	}
	return ui.LineOf(y, above, b.Rows.Top, rows, len(b.Grid.Lines))
}

// PointedColumn selects the column of the table at a cell.
func (b *Breakdown) PointedColumn(x int) {
	l := b.Layout()
	at := draw.GutterWidth + l.name
	for i, s := range l.Slots {
		if x >= at && x <= at+s.Width {
			b.Slot = i
		}
		at += 1 + s.Width
	}
}

// NoFigure says why the selected figure of the breakdown has no proof.
func (b *Breakdown) NoFigure() string {
	if _, _, _, _, ok := b.FigureSpec(); ok {
		return ""
	}
	switch why := b.Nothing(); {
	case why != "":
		return why
	case b.Selected().Kind == OtherSlot:
		return "other is what does not fit; enter brings it into sight"
	}
	return "only figures of now have a proof; t until the caption says now"
}

// question returns the question about the selected figure: a share is one of two.
func (b *Breakdown) question() proof.Spec {
	_, ref, q, _, _ := b.FigureSpec()
	f := proof.ListFigure{Query: q, AsOf: b.face.AsOf, Cell: ref}
	if b.Layout().Unit == Thousands {
		f.Unit = 100_000
	}
	whole := f
	whole.Cell.Codes = make([]string, len(ref.Codes))
	copy(whole.Cell.Codes, ref.Codes)
	last := len(whole.Cell.Codes) - 1
	switch b.Seen().Share {
	case AsFigures:
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
	return proof.ShareFigure{Part: f, Whole: whole}
}

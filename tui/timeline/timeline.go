package timeline

import (
	"context"
	"errors"
	"slices"

	tea "charm.land/bubbletea/v2"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/breakdown"
	"fieldfolio/portfolio/proof"
	"fieldfolio/portfolio/report"
	"fieldfolio/tui/draw"
	"fieldfolio/tui/edit"
	"fieldfolio/tui/ui"
)

// Timeline is the durations of projects as bars, in a section of the calendar that can be moved and
// zoomed. Every line opens. Only the rows around those in sight are loaded.
type Timeline struct {
	conf   Config
	face   draw.Frame
	search *edit.Search
	ui.Loading
	more ui.Requests // for more rows of the list

	list *ui.Window // shown now; nil until the first answer
	next *ui.Window // requested
	soon endingSoon

	wanted moreRows // the rows that more requests

	span  report.TimeWindow // as moved; without cells it is centred on the as-of date
	zoom  report.Zoom
	order portfolio.Key // end, start or number
	group portfolio.Key // programme or status; empty for none
	back  ui.Spot       // where the person returns to once there are rows
}

type Config struct {
	Ctx  context.Context //nolint:containedctx // until the program ends
	Src  ui.ListSource
	Open func(ui.Place) ui.Screen
	Why  func(proof.Spec) ui.Screen
}

// moreRows is a part of a list that has been requested.
type moreRows struct {
	of   *ui.Window
	part breakdown.ListSpec
}

// covers reports whether the part has all rows of a page of a list.
func (m moreRows) covers(w *ui.Window, page int) bool {
	return m.of == w && m.part.Offset <= w.Top && w.Top+page <= m.part.Offset+m.part.Limit
}

// endingSoon is the first of the projects that end soon, and their number.
type endingSoon struct {
	first []breakdown.Listed
	count int64
}

// soonNamed is the maximum number of such projects that are named.
const soonNamed = 12

func New(c Config, s *edit.Search, f draw.Frame) *Timeline {
	return &Timeline{conf: c, face: f, search: s, more: ui.Requests{Base: c.Ctx},
		Loading: ui.NewLoading(c.Ctx, "Loading the projects…", "The projects could not be loaded"),
		zoom:    report.ZoomQuarter, order: portfolio.KeyEnd}
}

// timelinePart is a part of a list, its totals, and its projects that end soon.
type timelinePart struct {
	first  int // index of the first row
	rows   []breakdown.Listed
	totals breakdown.ListTotals
	soon   endingSoon
}

func loadTimeline(ctx context.Context, src ui.ListSource, part breakdown.ListSpec) (p timelinePart, err error) {
	p.first = part.Offset
	if p.rows, err = src.Projects(ctx, part); err != nil {
		return p, err
	}
	if p.totals, err = src.Totals(ctx, part); err != nil {
		return p, err
	}
	soon := breakdown.ListSpec{AsOf: part.AsOf, Limit: soonNamed, Sort: []breakdown.Order{{Key: portfolio.KeyEnd}}}
	soon.Query = part.Query.And(report.EndingSoonQuery().Terms...)
	var t breakdown.ListTotals
	if t, err = src.Totals(ctx, soon); err == nil {
		p.soon.count = t.Projects
		p.soon.first, err = src.Projects(ctx, soon)
	}
	return p, err
}

func (t *Timeline) Init() tea.Cmd {
	return t.start(&ui.Window{Spec: t.spec(), Cursor: t.back.Around(t.page())})
}

// Listed returns the projects that are shown, and their filter.
func (t *Timeline) Listed() (breakdown.ListSpec, *edit.Filter) { return t.spec(), t.search.Filter }

// Front takes a query that was set in another view.
func (t *Timeline) Front() tea.Cmd { return t.search.Follow(t.ask) }

func (t *Timeline) ask(portfolio.Query) tea.Cmd { return t.load() }

// load requests the list; the present one stays on screen until the answer comes.
func (t *Timeline) load() tea.Cmd { return t.start(&ui.Window{Spec: t.spec()}) }

// refresh reloads the list after a change, and keeps the place in it.
func (t *Timeline) refresh() tea.Cmd {
	if t.list == nil || t.next != nil && !t.next.Again {
		return t.load()
	}
	return t.start(&ui.Window{Spec: t.spec(), Cursor: t.list.Cursor, Again: true})
}

func (t *Timeline) start(w *ui.Window) tea.Cmd {
	t.search.Take()
	t.next = w
	src := t.conf.Src
	part, _ := t.next.Wanted(t.page())
	return ui.Ask(t.Asked.Next(), func(ctx context.Context) (p timelinePart, err error) {
		err = src.OneState(ctx, func(ctx context.Context) error {
			p, err = loadTimeline(ctx, src, part)
			return err
		})
		return p, err
	})
}

// spec returns the list to load: in each group, what ends first is on top.
func (t *Timeline) spec() breakdown.ListSpec {
	spec := breakdown.ListSpec{Query: t.search.Whole(), AsOf: t.face.AsOf}
	if t.group != "" {
		spec.Sort = append(spec.Sort, breakdown.Order{Key: t.group})
	}
	spec.Sort = append(spec.Sort, breakdown.Order{Key: t.order})
	return spec
}

func (t *Timeline) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		t.face.Resize(msg)
		return t.settle()
	case ui.Answer[timelinePart]:
		if part, ok := msg.To(&t.Loading); ok {
			return t.take(part)
		}
	case ui.Answer[[]breakdown.Listed]:
		return t.takeMore(msg)
	case edit.Changed:
		return t.refresh()
	case edit.SearchTick, tea.KeyPressMsg, tea.PasteMsg:
		return t.search.Update(msg, t.ask)
	}
	return nil
}

func (t *Timeline) take(p timelinePart) tea.Cmd {
	t.next.Take(t.face.Measure, p.first, p.rows)
	t.next.KeepWidths(t.list)
	t.next.Totals = &p.totals
	t.next.Select(t.back.Row)
	t.back = ui.Spot{}
	if t.next.Again {
		t.list.Replace(t.next)
		t.wanted = moreRows{}
	} else {
		t.list = t.next
	}
	t.next, t.soon = nil, p.soon
	return t.settle()
}

func (t *Timeline) takeMore(m ui.Answer[[]breakdown.Listed]) tea.Cmd {
	if !t.more.Done(m.Req) || t.list != t.wanted.of {
		return nil
	}
	if m.Err == nil {
		t.list.Take(t.face.Measure, t.wanted.part.Offset, m.Value)
	} else if !errors.Is(m.Err, context.Canceled) {
		t.Fault = m.Err
	}
	return t.settle()
}

// settle brings the selection back into the list, and loads more rows where the loaded ones end.
func (t *Timeline) settle() tea.Cmd {
	if t.list == nil {
		return nil
	}
	w, page := t.list, t.page()
	w.Keep(w.Count(), page)
	part, need := w.Wanted(page)
	if !need || t.next != nil || t.more.Waiting() && t.wanted.covers(w, page) {
		return nil
	}
	t.wanted = moreRows{w, part}
	return ui.Ask(t.more.Next(), ui.RowsOf(t.conf.Src, part))
}

func (t *Timeline) move(s ui.Step) tea.Cmd {
	if t.list == nil {
		return nil
	}
	t.list.Move(s, t.list.Count(), t.page())
	return t.settle()
}

func (t *Timeline) Keys() ui.KeyMap {
	if t.search.Open {
		return t.search.Keys()
	}
	return slices.Concat(ui.KeyMap{
		{Name: "open", Keys: []string{"enter"}, Show: "enter", Foot: "open", Help: "open the project", Off: t.whyNotOpen,
			Do: t.openProject},
		{Name: "zoom-in", Keys: []string{"+", "="}, Show: "+", Foot: "- zoom", Help: "nearer: years, quarters, months",
			Off: t.nearest, Do: t.zoomBy(1)},
		{Name: "zoom-out", Keys: []string{"-"}, Show: "-", Help: "farther: months, quarters, years", Off: t.farthest,
			Do: t.zoomBy(-1)},
		{Name: "earlier", Keys: []string{"left", "h"}, Show: "← h", Foot: "→ move", Help: "to earlier days",
			Do: t.moveBy(-1)},
		{Name: "later", Keys: []string{"right", "l"}, Show: "→ l", Help: "to later days", Do: t.moveBy(1)},
	}, t.search.Actions(t.ask), ui.Extracts(t.whyNotOpen, t.extract), ui.KeyMap{
		{Name: "as-of", Keys: []string{"t"}, Show: "t", Foot: "as-of", Help: "move back to the as-of date", Off: t.atAsOf,
			Do: t.toAsOf},
		{Name: "order", Keys: []string{"o"}, Show: "o", Foot: "order", Help: "by last day, first day or number",
			Do: t.nextOrder},
		{Name: "group", Keys: []string{"b"}, Show: "b", Foot: "by region", Help: "together by region, by status, or not",
			Do: t.nextGroup},
		ui.WhyAction(t.whyNoFigure, t.question, t.conf.Why),
		{Name: "reload", Keys: []string{"ctrl+r"}, Show: "ctrl+r", Help: "load again", Do: t.load},
	}, ui.Moves(t.move, "project"))
}

// extract returns the durations of all projects of the query, in the order that is shown.
func (t *Timeline) extract() ui.Extract {
	row, spec, src, cat, past := t.list.Row(t.list.At), t.list.Spec, t.conf.Src, t.face.Cat, t.face.Past
	spec.Offset, spec.Limit = 0, 0
	table := func(rows ...breakdown.Listed) portfolio.Table {
		return report.Timeline{Past: past, Query: spec.Query, AsOf: spec.AsOf, Catalogue: cat, Projects: rows}.Table()
	}
	return ui.Extract{Command: ui.CommandOf(spec.Query, spec.AsOf, "timeline"), File: "timeline.csv",
		What: ui.Number(t.list.Count(), "project", "projects"),
		Of: draw.Clean(row.Number), At: table(*row), All: func(ctx context.Context) (portfolio.Table, error) {
			rows, err := ui.RowsOf(src, spec)(ctx)
			return table(rows...), err
		}}
}

func (t *Timeline) whyNotOpen() string {
	if t.list == nil || t.list.Row(t.list.At) == nil {
		return "there is no project to open"
	}
	return ""
}

func (t *Timeline) openProject() tea.Cmd {
	w := t.list
	visit := func(index int, record string) tea.Cmd {
		if t.list != w || t.next != nil {
			return nil
		}
		w.Visit(index, record)
		return t.settle()
	}
	row := w.Row(w.At)
	return ui.Open(t.conf.Open(ui.Place{Number: row.Number, Record: row.ID, Spec: w.Spec, Index: w.At, Count: w.Count(),
		Visit: visit}))
}

func (t *Timeline) nearest() string {
	if t.zoom == report.ZoomMonth {
		return "months are as near as it goes"
	}
	return ""
}

func (t *Timeline) farthest() string {
	if t.zoom == report.ZoomYear {
		return "years are as far as it goes"
	}
	return ""
}

// zoomBy zooms in or out. A calendar that has not been moved stays centred on the as-of date.
func (t *Timeline) zoomBy(n int) func() tea.Cmd {
	return func() tea.Cmd {
		t.zoom += report.Zoom(n)
		if t.span.Cells > 0 {
			t.span = t.span.Wide(t.layout().bars).Zoomed(t.zoom)
		}
		return nil
	}
}

func (t *Timeline) moveBy(n int) func() tea.Cmd {
	return func() tea.Cmd {
		t.span = t.shown().Moved(n)
		return nil
	}
}

// shown returns the section of the calendar on screen.
func (t *Timeline) shown() report.TimeWindow {
	cells := t.layout().bars
	if t.span.Cells == 0 {
		return report.WindowAround(t.face.AsOf, t.zoom, cells)
	}
	return t.span.Wide(cells)
}

// atAsOf says that the as-of date is in the middle already, empty if it is not.
func (t *Timeline) atAsOf() string {
	if t.span.Cells == 0 {
		return "the as-of date is in the middle already"
	}
	return ""
}

func (t *Timeline) toAsOf() tea.Cmd {
	t.span = report.TimeWindow{}
	return nil
}

func (t *Timeline) nextOrder() tea.Cmd {
	t.order = map[portfolio.Key]portfolio.Key{portfolio.KeyEnd: portfolio.KeyStart,
		portfolio.KeyStart: portfolio.KeyNumber, portfolio.KeyNumber: portfolio.KeyEnd}[t.order]
	return t.load()
}

func (t *Timeline) nextGroup() tea.Cmd {
	t.group = map[portfolio.Key]portfolio.Key{"": portfolio.KeyProgramme, portfolio.KeyProgramme: portfolio.KeyStatus,
		portfolio.KeyStatus: ""}[t.group]
	return t.load()
}

// Clears is what esc clears: the query.
func (t *Timeline) Clears() ui.Clearing {
	return t.search.Clears(func(portfolio.Query) tea.Cmd { return t.load() })
}

func (t *Timeline) Typing() bool { return t.search.Open }

func (t *Timeline) Cursor() (x, y int) {
	_, x = t.search.Line("", t.face.Width)
	return x, 0
}

func (t *Timeline) Notice() ui.Notice { return t.search.Notice() }

func (*Timeline) Name() string { return "timeline" }

// above is the number of lines above the rows.
func (t *Timeline) above() int { return 2 + len(t.face.BelowCaption()) }

// question returns the proof of the number of projects in the timeline.
func (t *Timeline) question() proof.Spec {
	return ui.ListFigure(t.spec(), breakdown.ProjectCount)
}

func (t *Timeline) whyNoFigure() string {
	if t.list == nil || t.list.Count() == 0 {
		return "there are no projects"
	}
	return ""
}

func (t *Timeline) Pointed(_, y int) (int, bool) {
	if t.list == nil || t.Typing() {
		return 0, false
	}
	return ui.LineOf(y, t.above(), t.list.Top, t.page(), t.list.Count())
}

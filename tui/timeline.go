package tui

import (
	"context"
	"errors"

	tea "charm.land/bubbletea/v2"

	"fieldfolio/portfolio"
)

// timeline is the durations of projects as bars, in a part of the calendar that
// can be moved and drawn nearer. Every line opens. Only the rows around those
// shown are loaded.
type timeline struct {
	conf   timelineConfig
	face   face
	search *search
	loading
	more requests // for more rows of the list

	list *window // what is shown; nil until something is
	next *window // what has been asked for
	soon endingSoon

	wanted moreRows // what more asks for

	span  portfolio.TimeWindow // as it was moved; without cells it stands around the as-of day
	zoom  portfolio.Zoom
	order portfolio.Key // end, start or number
	group portfolio.Key // programme or status; empty for none
}

type timelineConfig struct {
	ctx  context.Context //nolint:containedctx // the life of the program
	src  listSource
	open func(place) screen
	why  func(portfolio.ProofSpec) screen
}

// moreRows is a part of a list that is being asked for.
type moreRows struct {
	of   *window
	part portfolio.ListSpec
}

// covers reports whether the part has all rows of a page of a list.
func (m moreRows) covers(w *window, page int) bool {
	return m.of == w && m.part.Offset <= w.top && w.top+page <= m.part.Offset+m.part.Limit
}

// endingSoon is the first of the projects that end soon, and how many there are.
type endingSoon struct {
	first []portfolio.Listed
	count int64
}

// soonNamed is how many projects that end soon are named at most.
const soonNamed = 12

func newTimeline(c timelineConfig, s *search, f face) *timeline {
	return &timeline{conf: c, face: f, search: s, more: requests{base: c.ctx},
		loading: newLoading(c.ctx, "Loading the projects…", "The projects could not be loaded"),
		zoom:    portfolio.ZoomQuarter, order: portfolio.KeyEnd}
}

// timelinePart is a part of a list, its totals, and what of it ends soon.
type timelinePart struct {
	first  int // place of the first row
	rows   []portfolio.Listed
	totals portfolio.ListTotals
	soon   endingSoon
}

func loadTimeline(ctx context.Context, src listSource, part portfolio.ListSpec) (p timelinePart, err error) {
	p.first = part.Offset
	if p.rows, err = src.Projects(ctx, part); err != nil {
		return p, err //nolint:wrapcheck // the store's own sentence
	}
	if p.totals, err = src.Totals(ctx, part); err != nil {
		return p, err //nolint:wrapcheck // likewise
	}
	soon := portfolio.ListSpec{AsOf: part.AsOf, Limit: soonNamed, Sort: []portfolio.Order{{Key: portfolio.KeyEnd}}}
	soon.Query = part.Query.And(portfolio.EndingSoonQuery(part.AsOf).Terms...)
	var t portfolio.ListTotals
	if t, err = src.Totals(ctx, soon); err == nil {
		p.soon.count = t.Projects
		p.soon.first, err = src.Projects(ctx, soon)
	}
	return p, err //nolint:wrapcheck // likewise
}

// Init asks for the first rows.
func (t *timeline) Init() tea.Cmd { return t.load() }

// load asks for the list; what is shown stays until the answer comes.
func (t *timeline) load() tea.Cmd { return t.loadAt(cursor{}) }

// refresh asks for the list again, of which something may have changed, and
// stays where it is.
func (t *timeline) refresh() tea.Cmd {
	if t.list == nil {
		return t.load()
	}
	return t.loadAt(t.list.cursor)
}

func (t *timeline) loadAt(at cursor) tea.Cmd {
	t.next = &window{spec: t.spec(), cursor: at}
	src := t.conf.src
	part, _ := t.next.wanted(t.page())
	return ask(t.asked.next(), func(ctx context.Context) (timelinePart, error) { return loadTimeline(ctx, src, part) })
}

// spec returns the list that is wanted: what ends first is on top, in each
// group.
func (t *timeline) spec() portfolio.ListSpec {
	spec := portfolio.ListSpec{Query: t.search.query, AsOf: t.face.asOf}
	if t.group != "" {
		spec.Sort = append(spec.Sort, portfolio.Order{Key: t.group})
	}
	spec.Sort = append(spec.Sort, portfolio.Order{Key: t.order})
	return spec
}

// Update takes sizes, answers, and what is typed.
func (t *timeline) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		t.face.resize(msg)
		return t.settle()
	case answer[timelinePart]:
		if part, ok := msg.to(&t.loading); ok {
			return t.take(part)
		}
	case answer[[]portfolio.Listed]:
		return t.takeMore(msg)
	case changed:
		return t.refresh()
	case searchTick, tea.KeyPressMsg, tea.PasteMsg:
		return t.search.update(msg, func(portfolio.Query) tea.Cmd { return t.load() })
	}
	return nil
}

func (t *timeline) take(p timelinePart) tea.Cmd {
	t.next.take(p.first, p.rows)
	t.next.keepWidths(t.list)
	t.next.totals = &p.totals
	t.list, t.next, t.soon = t.next, nil, p.soon
	return t.settle()
}

func (t *timeline) takeMore(m answer[[]portfolio.Listed]) tea.Cmd {
	if !t.more.done(m.req) || t.list != t.wanted.of {
		return nil
	}
	if m.err == nil {
		t.list.take(t.wanted.part.Offset, m.value)
	} else if !errors.Is(m.err, context.Canceled) {
		t.fault = m.err
	}
	return t.settle()
}

// settle brings the selection back into the list, and asks for more rows where
// those loaded come to an end.
func (t *timeline) settle() tea.Cmd {
	if t.list == nil {
		return nil
	}
	w, page := t.list, t.page()
	w.keep(w.count(), page)
	part, need := w.wanted(page)
	if !need || t.next != nil || t.more.waiting() && t.wanted.covers(w, page) {
		return nil
	}
	t.wanted = moreRows{w, part}
	return ask(t.more.next(), rowsOf(t.conf.src, part))
}

func (t *timeline) move(s step) tea.Cmd {
	if t.list == nil {
		return nil
	}
	t.list.move(s, t.list.count(), t.page())
	return t.settle()
}

// Keys returns what can be done.
func (t *timeline) Keys() keyMap {
	if t.search.open {
		return t.search.keys()
	}
	return append(keyMap{
		{name: "open", keys: []string{"enter"}, show: "enter", foot: "open", help: "open the project", off: t.nothing, do: t.openProject},
		{name: "zoom-in", keys: []string{"+", "="}, show: "+", foot: "- zoom", help: "nearer: years, quarters, months", off: t.nearest, do: t.zoomBy(1)},
		{name: "zoom-out", keys: []string{"-"}, show: "-", help: "farther: months, quarters, years", off: t.farthest, do: t.zoomBy(-1)},
		{name: "earlier", keys: []string{"left", "h"}, show: "← h", foot: "→ move", help: "to earlier days", do: t.moveBy(-1)},
		{name: "later", keys: []string{"right", "l"}, show: "→ l", help: "to later days", do: t.moveBy(1)},
		{name: "as-of", keys: []string{"t"}, show: "t", foot: "as-of", help: "back to the as-of day", do: t.toAsOf},
		{name: "order", keys: []string{"o"}, show: "o", foot: "order", help: "by last day, first day or number", do: t.nextOrder},
		{name: "group", keys: []string{"b"}, show: "b", foot: "by region", help: "together by region, by status, or not", do: t.nextGroup},
		t.search.action(),
		whyAction(t.noFigure, t.question, t.conf.why),
		{name: "reload", keys: []string{"ctrl+r"}, show: "ctrl+r", help: "load again", do: t.load},
	}, moves(t.move, "project")...)
}

func (t *timeline) nothing() string {
	if t.list == nil || t.list.row(t.list.at) == nil {
		return "there is no project to open"
	}
	return ""
}

func (t *timeline) openProject() tea.Cmd {
	w := t.list
	visit := func(index int) tea.Cmd {
		if t.list != w || t.next != nil {
			return nil
		}
		w.at = index
		return t.settle()
	}
	row := w.row(w.at)
	return open(t.conf.open(place{number: row.Number, record: row.ID, spec: w.spec, index: w.at, count: w.count(), visit: visit}))
}

func (t *timeline) nearest() string {
	if t.zoom == portfolio.ZoomMonth {
		return "months are as near as it goes"
	}
	return ""
}

func (t *timeline) farthest() string {
	if t.zoom == portfolio.ZoomYear {
		return "years are as far as it goes"
	}
	return ""
}

// zoomBy draws nearer or farther. What has not been moved stays around the
// as-of day.
func (t *timeline) zoomBy(n int) func() tea.Cmd {
	return func() tea.Cmd {
		t.zoom += portfolio.Zoom(n)
		if t.span.Cells > 0 {
			t.span = t.span.Wide(t.layout().bars).Zoomed(t.zoom)
		}
		return nil
	}
}

func (t *timeline) moveBy(n int) func() tea.Cmd {
	return func() tea.Cmd {
		t.span = t.shown().Moved(n)
		return nil
	}
}

// shown returns the part of the calendar that is drawn.
func (t *timeline) shown() portfolio.TimeWindow {
	cells := t.layout().bars
	if t.span.Cells == 0 {
		return portfolio.WindowAround(t.face.asOf, t.zoom, cells)
	}
	return t.span.Wide(cells)
}

func (t *timeline) toAsOf() tea.Cmd {
	t.span = portfolio.TimeWindow{}
	return nil
}

func (t *timeline) nextOrder() tea.Cmd {
	t.order = map[portfolio.Key]portfolio.Key{portfolio.KeyEnd: portfolio.KeyStart, portfolio.KeyStart: portfolio.KeyNumber, portfolio.KeyNumber: portfolio.KeyEnd}[t.order]
	return t.load()
}

func (t *timeline) nextGroup() tea.Cmd {
	t.group = map[portfolio.Key]portfolio.Key{"": portfolio.KeyProgramme, portfolio.KeyProgramme: portfolio.KeyStatus, portfolio.KeyStatus: ""}[t.group]
	return t.load()
}

// Typing reports whether the search line is open.
func (t *timeline) Typing() bool { return t.search.open }

// Cursor returns where the next letter goes.
func (t *timeline) Cursor() (x, y int) {
	_, x = t.search.line("", t.face.width)
	return x, 0
}

// Notice says what the search line has to say.
func (t *timeline) Notice() notice { return t.search.notice() }

// Name returns timeline.
func (*timeline) Name() string { return "timeline" }

// above is how many lines stand over the rows.
func (t *timeline) above() int {
	if t.airy() {
		return 3
	}
	return 2
}

// question returns the question about the number of projects of the timeline.
func (t *timeline) question() portfolio.ProofSpec {
	return listFigure(t.spec(), portfolio.ProjectCount)
}

func (t *timeline) noFigure() string {
	if t.list == nil || t.list.count() == 0 {
		return "there are no projects"
	}
	return ""
}

// Pointed returns the project at a cell.
func (t *timeline) Pointed(_, y int) (int, bool) {
	if t.list == nil || t.Typing() {
		return 0, false
	}
	return lineOf(y, t.above(), t.list.top, t.page(), t.list.count())
}

package funding

import (
	"context"
	"slices"

	tea "charm.land/bubbletea/v2"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/breakdown"
	"fieldfolio/portfolio/proof"
	"fieldfolio/portfolio/report/funding"
	"fieldfolio/tui/draw"
	"fieldfolio/tui/edit"
	"fieldfolio/tui/ui"
)

// Funding is the view Funding: the shortfalls of the projects that a query selects and their sum,
// then those of the priority activities and theirs.
type Funding struct {
	conf   Config
	face   draw.Frame
	search *edit.Search
	ui.Loading

	shown  *funding.Funding // nil until the first answer
	lines  []line
	cursor ui.Cursor
	back   ui.Spot // where the person returns to once there are lines
}

// Config is what the view is made from.
type Config struct {
	Ctx    context.Context //nolint:containedctx // until the program ends
	Src    funding.Source
	Open   func(ui.Place) ui.Screen
	Record func(id string) ui.Screen
	Why    func(proof.Spec) ui.Screen
}

// line is a project, an activity, or the sum of the lines above it.
type line struct {
	funding.Row
	sum bool
}

func New(c Config, s *edit.Search, f draw.Frame) *Funding {
	return &Funding{conf: c, face: f, search: s,
		Loading: ui.NewLoading(c.Ctx, "Loading the shortfalls…", "Could not load the shortfalls")}
}

func (v *Funding) Init() tea.Cmd { return v.load() }

// Listed returns the projects that are shown, and their filter.
func (v *Funding) Listed() (breakdown.ListSpec, *edit.Filter) {
	return breakdown.ListSpec{AsOf: v.face.AsOf}, v.search.Filter
}

// Front takes a query that was set in another view.
func (v *Funding) Front() tea.Cmd { return v.search.Follow(v.ask) }

func (v *Funding) ask(portfolio.Query) tea.Cmd { return v.load() }

// load requests what the query covers; the present list stays on screen until the answer comes.
func (v *Funding) load() tea.Cmd {
	src, cat, q, asOf := v.conf.Src, v.face.Cat, v.search.Take(), v.face.AsOf
	return ui.Ask(v.Asked.Next(), func(ctx context.Context) (*funding.Funding, error) {
		return funding.Load(ctx, src, cat, q, asOf)
	})
}

func (v *Funding) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		v.face.Resize(msg)
		v.settle()
	case ui.Answer[*funding.Funding]:
		if f, ok := msg.To(&v.Loading); ok {
			v.take(f)
		}
	case edit.Changed:
		return v.load()
	case edit.SearchTick, tea.KeyPressMsg, tea.PasteMsg:
		return v.search.Update(msg, v.ask)
	}
	return nil
}

func (v *Funding) take(f *funding.Funding) {
	was := v.keys()
	v.shown, v.lines = f, nil
	add := func(rows []funding.Row, sum funding.Row) {
		for _, r := range rows {
			v.lines = append(v.lines, line{Row: r})
		}
		if len(rows) > 0 {
			v.lines = append(v.lines, line{sum, true})
		}
	}
	add(f.Projects, f.ProjectSum())
	add(f.Plan, f.PlanSum())
	v.cursor.Follow(ui.Renumbered(was, v.keys()))
	v.back.Reach(&v.cursor.At, v.keys())
	v.settle()
}

// keys returns the keys of the lines.
func (v *Funding) keys() []string {
	keys := make([]string, len(v.lines))
	for i := range v.lines {
		if keys[i] = v.lines[i].Record; v.lines[i].sum {
			keys[i] = v.lines[i].Title
		}
	}
	return keys
}

func (v *Funding) settle() { v.cursor.Keep(len(v.lines), v.page()) }

func (v *Funding) move(s ui.Step) tea.Cmd {
	v.cursor.Move(s, len(v.lines), v.page())
	return nil
}

func (v *Funding) Keys() ui.KeyMap {
	if v.search.Open {
		return v.search.Keys()
	}
	return slices.Concat(ui.KeyMap{
		{Name: "open", Keys: []string{"enter"}, Show: "enter", Foot: "open",
			Help: "open the project or the activity; of a sum, how it is made up", Off: v.whyNothing, Do: v.open},
	}, v.search.Actions(v.ask), ui.KeyMap{
		ui.WhyAction(v.whyNothing, v.question, v.conf.Why),
	}, ui.Extracts(v.whyNothing, v.extract), ui.KeyMap{
		{Name: "reload", Keys: []string{"ctrl+r"}, Show: "ctrl+r", Help: "load again", Do: v.load},
	}, ui.Moves(v.move, "line"))
}

func (v *Funding) whyNothing() string {
	if v.cursor.At >= len(v.lines) {
		return "the list is empty"
	}
	return ""
}

// extract returns the shortfalls with their two sums, which cannot be added up.
func (v *Funding) extract() ui.Extract {
	t, l := v.shown.Listing(), &v.lines[v.cursor.At]
	of := l.Code.Plain()
	if l.sum {
		of = l.Title
	}
	return ui.Extract{Command: ui.CommandOf(v.search.Whole(), v.face.AsOf, "funding"), File: "funding.csv", What: ui.Number(len(v.shown.Projects)+len(v.shown.Plan), "shortfall", "shortfalls"),
		Of: draw.Clean(of), At: ui.OnlyRows(t, t.Rows[v.cursor.At]), All: ui.Fixed(t)}
}

func (v *Funding) question() proof.Spec { return v.lines[v.cursor.At].Ask }

func (v *Funding) open() tea.Cmd {
	at := v.cursor.At
	switch l := v.lines[at]; {
	case l.sum:
		return ui.Open(v.conf.Why(l.Ask))
	case at >= len(v.shown.Projects):
		return ui.Open(v.conf.Record(l.Record))
	default:
		return ui.Open(v.conf.Open(v.place(at)))
	}
}

// place returns the place of a project among those listed.
func (v *Funding) place(at int) ui.Place {
	visit := func(index int, record string) tea.Cmd {
		v.cursor.At = index
		if i := slices.IndexFunc(v.lines, func(l line) bool { return l.Record == record }); i >= 0 {
			v.cursor.At = i
		}
		v.settle()
		return nil
	}
	return ui.Place{Number: v.lines[at].Code.Plain(), Record: v.lines[at].Record, Spec: v.shown.List(), Index: at,
		Count: len(v.shown.Projects), Visit: visit}
}

// Clears is what esc clears: the query.
func (v *Funding) Clears() ui.Clearing {
	return v.search.Clears(func(portfolio.Query) tea.Cmd { return v.load() })
}

func (v *Funding) Typing() bool { return v.search.Open }

func (v *Funding) Cursor() (x, y int) {
	_, x = v.search.Line("", v.face.Width)
	return x, 0
}

func (v *Funding) Notice() ui.Notice { return v.search.Notice() }

func (*Funding) Name() string { return "funding" }

func (v *Funding) Pointed(_, y int) (int, bool) {
	if v.Typing() {
		return 0, false
	}
	return ui.LineOf(y, v.above(), v.cursor.Top, v.page(), len(v.lines))
}

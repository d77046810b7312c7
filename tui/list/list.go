package list

import (
	"cmp"
	"context"
	"slices"

	tea "charm.land/bubbletea/v2"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/breakdown"
	"fieldfolio/portfolio/proof"
	"fieldfolio/tui/draw"
	"fieldfolio/tui/edit"
	"fieldfolio/tui/ui"
)

// Projects is a list of projects: the whole portfolio, those that match a query, or those behind a
// cell of a breakdown.
type Projects struct {
	Conf    Config
	face    draw.Frame
	search  *edit.Search
	Measure breakdown.Measure // shown in the money column
	layout  layout
	made    madeColumns

	marks  marks
	prompt edit.Prompt
	saving edit.BulkEdits // the edits of several projects that were saved last

	ui.Loading
	list *ui.Window // shown now; nil until the first answer
	next *ui.Window // requested

	inquiries
	back ui.Spot // where the person returns to once there are rows
}

// Config is what a list needs.
type Config struct {
	Ctx  context.Context //nolint:containedctx // until the program ends
	Src  ui.ListSource
	Spec breakdown.ListSpec
	Open func(ui.Place) ui.Screen
	Cell *ui.CellChoice // nil except for the list of a cell

	Editor *edit.Editor
	Prefs  *ui.Preferences
	Opens  Opens

	Printed *printed // nil: there are no totals to compare with
}

// Opens makes the screens that a list opens, besides projects.
type Opens struct {
	Form      func(*portfolio.Record) ui.Screen
	Conflicts func() ui.Screen
	Why       func(proof.Spec) ui.Screen
}

func New(c Config, s *edit.Search, f draw.Frame) *Projects {
	p := &Projects{Conf: c, face: f, search: s, Measure: breakdown.Approved,
		Loading: ui.NewLoading(c.Ctx, "Loading the projects…", "The projects could not be loaded")}
	if c.Cell != nil && !c.Cell.Ref.Measure.Counts() {
		p.Measure = c.Cell.Ref.Measure
	}
	p.layout = parseLayout(c.Prefs.Get(preferColumns))
	p.followOrder(p.orders())
	p.inquiries = newInquiries(c.Ctx)
	return p
}

func (p *Projects) Init() tea.Cmd {
	spec := p.spec()
	spec.Query = p.search.Take()
	return p.start(&ui.Window{Spec: spec, Cursor: p.back.Around(p.page())})
}

// Listed returns the projects that are shown, and their filter.
func (p *Projects) Listed() (breakdown.ListSpec, *edit.Filter) { return p.spec(), p.search.Filter }

// Front takes a query that was set in another view.
func (p *Projects) Front() tea.Cmd { return p.search.Follow(p.ask) }

// spec returns the list that is shown, or is being loaded.
func (p *Projects) spec() breakdown.ListSpec {
	switch {
	case p.next != nil:
		return p.next.Spec
	case p.list != nil:
		return p.list.Spec
	}
	return p.Conf.Spec
}

func (p *Projects) ask(q portfolio.Query) tea.Cmd {
	spec := p.spec()
	spec.Query = q
	return p.load(spec)
}

func (p *Projects) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		p.face.Resize(msg)
		return p.settle()
	case ui.Answer[[]breakdown.Listed]:
		return p.takeRows(msg)
	case ui.Answer[listTotals]:
		return p.takeTotals(msg)
	case edit.Changed:
		return tea.Batch(p.refresh(), p.renewMarks())
	case ui.Answer[edit.Saved]:
		p.sought = cmp.Or(msg.Value.Added, p.sought)
		p.undoing.Done(msg.Req)
		if p.work.Done(msg.Req) {
			return p.savedTogether(msg.Err)
		}
	case ui.Answer[ui.Next]:
		return tea.Batch(p.work.GoOn(msg), p.renewing.GoOn(msg))
	case ui.Answer[[]portfolio.Published]:
		if p.Conf.Printed != nil {
			p.Conf.Printed.take(msg)
		}
	case tea.KeyPressMsg, tea.PasteMsg:
		if p.prompt.Open {
			return p.prompt.Update(msg)
		}
		return p.search.Update(msg, p.ask)
	case edit.SearchTick:
		return p.search.Update(msg, p.ask)
	}
	return nil
}

func (p *Projects) move(s ui.Step) tea.Cmd {
	if p.list == nil {
		return nil
	}
	p.sought = "" // the person has gone on
	p.list.Move(s, p.list.Count(), p.page())
	return p.settle()
}

func (p *Projects) Keys() ui.KeyMap {
	switch {
	case p.prompt.Open:
		return p.prompt.Keys()
	case p.search.Open:
		return p.search.Keys()
	}
	m := slices.Concat(p.listKeys(), p.markKeys(), p.deskKeys())
	if p.marks.any() { // the footer begins with what can be done with them
		m = m.First("edit", "export", "mark")
	}
	return append(m, ui.Moves(p.move, "project").Freeing("space")...)
}

// listKeys are the actions that open something or change what is shown.
func (p *Projects) listKeys() ui.KeyMap {
	return slices.Concat(ui.KeyMap{
		{Name: "open", Keys: []string{"enter"}, Show: "enter", Foot: "open", Help: "open the project", Off: p.whyNotOpen,
			Do: p.openProject},
	}, p.search.Actions(p.ask), ui.KeyMap{
		{Name: "sort", Keys: []string{"s"}, Show: "s", Foot: "sort", Help: "choose what to sort by", Do: p.chooseSort},
		{Name: "facets", Keys: []string{"f"}, Show: "f", Foot: "facets",
			Help: "narrow the list by what its projects have, with counts", Off: p.whyNoFacets, Do: p.chooseFacet},
		ui.WhyAction(p.whyNoTotal, p.total, p.Conf.Opens.Why),
		{Name: "columns", Keys: []string{"c"}, Show: "c", Foot: "columns", Help: "choose, order and size the columns",
			Do: p.chooseColumns},
		{Name: "views", Keys: []string{"v"}, Show: "v", Foot: "views",
			Help: "show a saved view, or save what is shown as one", Off: p.whyNoViews, Do: p.chooseView},
		{Name: "sort-turn", Keys: []string{"S"}, Show: "S", Help: "reverse the order", Do: p.sortTurn},
		{Name: "measure", Keys: []string{"m"}, Show: "m", Foot: "measure",
			Help: "approved budget, overall budget, shortfall or expenditure", Do: p.nextMeasure},
	})
}

// deskKeys are the actions that change, copy or export projects.
func (p *Projects) deskKeys() ui.KeyMap {
	return slices.Concat(ui.KeyMap{
		{Name: "edit", Keys: []string{"e"}, Show: "e", Foot: "edit",
			Help: "set one field of all marked projects in one step, or of the selected one", Off: p.whyNoEditing,
			Do: p.chooseField},
	}, ui.Extracts(p.noneToMark, p.extract), ui.KeyMap{
		{Name: "add", Keys: []string{"a"}, Show: "a", Foot: "add", Help: "add a project", Off: p.Conf.Editor.Off, Do: p.add},
		p.Conf.Editor.Undoing(&p.undoing).Footed("undo"), p.Conf.Editor.Redoing(&p.undoing),
		{Name: "conflicts", Keys: []string{"!"}, Show: "!",
			Help: "conflicts to settle", Do: p.openConflicts},
		{Name: "reload", Keys: []string{"ctrl+r"}, Show: "ctrl+r", Help: "load again", Do: p.reload},
	})
}

func (p *Projects) whyNotOpen() string {
	if p.list == nil || p.list.Row(p.list.At) == nil {
		return "there is no project to open"
	}
	return ""
}

// whyNoTotal says why there is no total to explain, empty if there is one.
func (p *Projects) whyNoTotal() string {
	if p.list == nil || p.list.Count() == 0 {
		return "there is no total to ask about"
	}
	return ""
}

// total returns the proof of the list's total: of its cell, or of the amount that it shows.
func (p *Projects) total() proof.Spec {
	spec := p.list.Spec
	of := proof.ListFigure{Query: spec.Query, AsOf: spec.AsOf, Cell: breakdown.CellRef{Measure: p.Measure}}
	if spec.Cell != nil {
		of.Cell = *spec.Cell
	}
	return of
}

func (p *Projects) openProject() tea.Cmd {
	w := p.list
	return ui.Open(p.Conf.Open(ui.Place{Number: w.Row(w.At).Number, Record: w.Row(w.At).ID, Spec: w.Spec, Index: w.At,
		Count: w.Count(), Visit: p.visitor(w)}))
}

// visitor returns a function that moves the selection along with an open project, as long as the
// list is still the same.
func (p *Projects) visitor(w *ui.Window) func(int, string) tea.Cmd {
	return func(index int, record string) tea.Cmd {
		if p.list != w || p.next != nil {
			return nil
		}
		w.Visit(index, record)
		return p.settle()
	}
}

// Clears is what esc clears: the query, then the marks.
func (p *Projects) Clears() ui.Clearing {
	if c := p.search.Clears(p.ask); c.Said != "" || !p.marks.any() {
		return c
	}
	n := len(p.marks.rows)
	return ui.Clearing{Said: ui.Number(n, "mark", "marks") + " cleared", Do: p.markNone}
}

func (p *Projects) Typing() bool { return p.search.Open || p.prompt.Open }

// Notice returns the notice of the open line, or the progress of a job.
func (p *Projects) Notice() ui.Notice {
	if p.prompt.Open {
		return p.prompt.Notice()
	}
	return p.search.Notice()
}

func (p *Projects) add() tea.Cmd { return ui.Open(p.Conf.Opens.Form(nil)) }

func (p *Projects) openConflicts() tea.Cmd { return ui.Open(p.Conf.Opens.Conflicts()) }

func (*Projects) Name() string { return "portfolio" }

func (p *Projects) Pointed(_, y int) (int, bool) {
	if p.list == nil || p.Typing() {
		return 0, false
	}
	return ui.LineOf(y, len(p.above()), p.list.Top, p.page(), p.list.Count())
}

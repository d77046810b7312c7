package tui

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"fieldfolio/portfolio"
)

// projects is the list of projects: of the whole portfolio, of a query, or of
// those behind a cell of a breakdown.
type projects struct {
	conf    projectsConfig
	face    face
	search  *search
	measure portfolio.Measure // the figure of the column of money
	layout  layout

	marks  marks
	prompt prompt

	loading
	list *window // what is shown; nil until something is
	next *window // what has been asked for

	inquiries
}

// projectsConfig is what a list is of, and what it opens.
type projectsConfig struct {
	ctx  context.Context //nolint:containedctx // the life of the program
	src  listSource
	spec portfolio.ListSpec
	open func(place) screen
	cell *cellChoice // nil but for the list of a cell

	desk  *desk
	prefs *preferences
	opens projectsOpens

	export exporter // nil where nothing can be exported

	printed *printed // nil where there are no totals to compare with
}

// projectsOpens makes what a list opens beside projects.
type projectsOpens struct {
	form      func(*portfolio.Record) screen
	conflicts func() screen
	why       func(portfolio.ProofSpec) screen
}

// place is a project in a list. Without a list only its number is known.
type place struct {
	number string
	record string // its id; empty where only the number is known
	spec   portfolio.ListSpec
	index  int
	count  int                     // 0 without a list
	visit  func(index int) tea.Cmd // moves the selection of the list along; nil without one
}

func newProjects(c projectsConfig, s *search, f face) *projects {
	p := &projects{conf: c, face: f, search: s, measure: portfolio.Approved,
		loading: newLoading(c.ctx, "Loading the projects…", "The projects could not be loaded")}
	if c.cell != nil && !c.cell.ref.Measure.Counts() {
		p.measure = c.cell.ref.Measure
	}
	p.layout = parseLayout(c.prefs.get(preferColumns))
	p.followOrder(p.orders())
	p.inquiries = newInquiries(c.ctx)
	return p
}

// Init asks for the first rows.
func (p *projects) Init() tea.Cmd { return p.load(p.conf.spec) }

// spec returns what is shown, or will be as soon as it is loaded.
func (p *projects) spec() portfolio.ListSpec {
	switch {
	case p.next != nil:
		return p.next.spec
	case p.list != nil:
		return p.list.spec
	}
	return p.conf.spec
}

func (p *projects) ask(q portfolio.Query) tea.Cmd {
	spec := p.spec()
	spec.Query = q
	return p.load(spec)
}

// Update takes sizes, answers, and what is typed.
func (p *projects) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		p.face.resize(msg)
		return p.settle()
	case answer[[]portfolio.Listed]:
		return p.takeRows(msg)
	case answer[listTotals]:
		return p.takeTotals(msg)
	case changed:
		return tea.Batch(p.refresh(), p.renewMarks())
	case answer[saved]:
		p.undoing.done(msg.req)
		p.work.done(msg.req)
	case answer[next]:
		return tea.Batch(p.work.goOn(msg), p.renewing.goOn(msg))
	case answer[[]portfolio.Finding]:
		if p.conf.printed != nil {
			p.conf.printed.take(msg)
		}
	case tea.KeyPressMsg, tea.PasteMsg:
		if p.prompt.open {
			return p.prompt.update(msg)
		}
		return p.search.update(msg, p.ask)
	case searchTick:
		return p.search.update(msg, p.ask)
	}
	return nil
}

func (p *projects) move(s step) tea.Cmd {
	if p.list == nil {
		return nil
	}
	p.list.move(s, p.list.count(), p.page())
	return p.settle()
}

// Keys returns what can be done.
func (p *projects) Keys() keyMap {
	switch {
	case p.prompt.open:
		return p.prompt.keys()
	case p.search.open:
		return p.search.keys()
	}
	m := p.listKeys()
	m = append(m, p.markKeys()...)
	m = append(m, p.deskKeys()...)
	return append(m, moves(p.move, "project").freeing("space")...)
}

// listKeys are those that open something, or choose what is shown and how.
func (p *projects) listKeys() keyMap {
	return keyMap{
		{name: "open", keys: []string{"enter"}, show: "enter", foot: "open", help: "open the project", off: p.nothing, do: p.openProject},
		p.search.action(),
		{name: "sort", keys: []string{"s"}, show: "s", foot: "sort", help: "choose what to sort by", do: p.chooseSort},
		{name: "facets", keys: []string{"f"}, show: "f", foot: "facets", help: "narrow the list by what its projects have, with counts", off: p.noFacets, do: p.chooseFacet},
		whyAction(p.noTotal, p.total, p.conf.opens.why),
		{name: "columns", keys: []string{"c"}, show: "c", foot: "columns", help: "choose, order and size the columns", do: p.chooseColumns},
		{name: "views", keys: []string{"v"}, show: "v", foot: "views", help: "show a saved view, or save what is shown as one", off: p.noViews, do: p.chooseView},
		{name: "sort-turn", keys: []string{"S"}, show: "S", help: "turn the order round", do: p.sortTurn},
		{name: "measure", keys: []string{"m"}, show: "m", foot: "measure", help: "approved budget, overall budget or shortfall", do: p.nextMeasure},
	}
}

// deskKeys are those that change projects, or take them elsewhere.
func (p *projects) deskKeys() keyMap {
	return keyMap{
		{name: "edit", keys: []string{"e"}, show: "e", foot: "edit", help: "set one field of all marked projects in one step, or of the selected one", off: p.noEditing, do: p.chooseField},
		{name: "copy", keys: []string{"y"}, show: "y", foot: "copy", help: "copy a value, the row or all rows to the clipboard", off: p.noneToMark, do: p.chooseCopy},
		{name: "export", keys: []string{"x"}, show: "x", foot: "export", help: "write all rows to a file, with the columns that are shown", off: p.noExport, do: p.askExport},
		{name: "add", keys: []string{"a"}, show: "a", foot: "add", help: "add a project", off: p.conf.desk.off, do: p.add},
		p.conf.desk.undoing(&p.undoing).footed("undo"),
		{name: "conflicts", keys: []string{"!"}, show: "!", help: "fields with several values, of which a person has to choose", do: p.openConflicts},
		{name: "reload", keys: []string{"ctrl+r"}, show: "ctrl+r", help: "load again", do: p.reload},
	}
}

func (p *projects) nothing() string {
	if p.list == nil || p.list.row(p.list.at) == nil {
		return "there is no project to open"
	}
	return ""
}

// noTotal says why there is no total to ask about.
func (p *projects) noTotal() string {
	if p.list == nil || p.list.count() == 0 {
		return "there is no total to ask about"
	}
	return ""
}

// total returns the question about the total of the list: of its cell, or of
// the amounts that it shows.
func (p *projects) total() portfolio.ProofSpec {
	spec := p.list.spec
	of := portfolio.ListFigure{Query: spec.Query, AsOf: spec.AsOf, Cell: portfolio.CellRef{Measure: p.measure}}
	if spec.Cell != nil {
		of.Cell = *spec.Cell
	}
	return of
}

func (p *projects) openProject() tea.Cmd {
	w := p.list
	return open(p.conf.open(place{number: w.row(w.at).Number, record: w.row(w.at).ID, spec: w.spec, index: w.at, count: w.count(), visit: p.visitor(w)}))
}

// visitor returns what moves the selection of the list along with a project
// that is opened from it, as long as it is still the same list.
func (p *projects) visitor(w *window) func(int) tea.Cmd {
	return func(index int) tea.Cmd {
		if p.list != w || p.next != nil {
			return nil
		}
		w.at = index
		return p.settle()
	}
}

// Typing reports whether a line is open.
func (p *projects) Typing() bool { return p.search.open || p.prompt.open }

// Notice says what the open line has to say, or what takes longer.
func (p *projects) Notice() notice {
	if p.prompt.open {
		return p.prompt.notice()
	}
	return p.search.notice()
}

func (p *projects) add() tea.Cmd { return open(p.conf.opens.form(nil)) }

func (p *projects) openConflicts() tea.Cmd { return open(p.conf.opens.conflicts()) }

// Name returns portfolio.
func (*projects) Name() string { return "portfolio" }

// Pointed returns the project at a cell.
func (p *projects) Pointed(_, y int) (int, bool) {
	if p.list == nil || p.Typing() {
		return 0, false
	}
	return lineOf(y, len(p.above()), p.list.top, p.page(), p.list.count())
}

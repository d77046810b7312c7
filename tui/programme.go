package tui

import (
	"context"
	"slices"

	tea "charm.land/bubbletea/v2"

	"fieldfolio/portfolio"
)

// programme is the view Programme: sub-programmes, outcomes and priority
// activities as a tree, each with the sums of what lies below it.
type programme struct {
	conf programmeConfig
	face face
	loading

	rows   []portfolio.PlanRow // all of them
	total  portfolio.PlanRow
	closed map[string]bool // records whose rows below are hidden
	shown  []int           // places in rows of those that are not hidden
	cursor cursor
}

type programmeConfig struct {
	ctx     context.Context //nolint:containedctx // the life of the program
	src     programmeSource
	record  func(id string) screen
	printed func(title string, lines []string) screen
	why     func(portfolio.ProofSpec) screen
}

// programmeSource is what the view asks: the plan, and what the document prints
// of it.
type programmeSource interface {
	planSource
	findingSource
}

func newProgramme(c programmeConfig, f face) *programme {
	return &programme{conf: c, face: f, closed: map[string]bool{},
		loading: newLoading(c.ctx, "Loading the programme…", "The programme could not be loaded")}
}

// programmeReport asks for the plan and what is printed of it.
func programmeReport(ctx context.Context, src programmeSource) (r portfolio.ProgrammeReport, err error) {
	if r.SubProgrammes, err = src.SubProgrammes(ctx); err != nil {
		return r, err //nolint:wrapcheck // the store's own sentence
	}
	findings, err := src.Findings(ctx)
	for i := range findings {
		r.Published = append(r.Published, findings[i].Published)
	}
	return r, err //nolint:wrapcheck // likewise
}

// Init asks for the plan.
func (p *programme) Init() tea.Cmd {
	src := p.conf.src
	return ask(p.asked.next(), func(ctx context.Context) (portfolio.ProgrammeReport, error) {
		return programmeReport(ctx, src)
	})
}

// Update takes sizes and the answer.
func (p *programme) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		p.face.resize(msg)
		p.cursor.keep(len(p.shown), p.page())
	case answer[portfolio.ProgrammeReport]:
		if report, ok := msg.to(&p.loading); ok {
			p.take(report)
		}
	case changed:
		return p.Init()
	}
	return nil
}

// take takes the answer. At first outcomes are closed.
func (p *programme) take(r portfolio.ProgrammeReport) {
	first := p.rows == nil
	if p.rows, p.total = r.Rows(); first {
		p.closeFrom(portfolio.PlanOutcome)
	}
	p.choose()
}

// closeFrom closes every row of a level and below, and opens those above.
func (p *programme) closeFrom(l portfolio.PlanLevel) {
	for i := range p.rows {
		p.closed[p.key(i)] = p.rows[i].Level >= l
	}
}

// key tells a row from others; a part, which opens into nothing, has none.
func (p *programme) key(i int) string {
	if p.rows[i].Level == portfolio.PlanPart {
		return ""
	}
	return p.rows[i].Record
}

// choose takes the rows that are not hidden, and keeps the selected one.
func (p *programme) choose() {
	selected := -1
	if p.cursor.at < len(p.shown) {
		selected = p.shown[p.cursor.at]
	}
	p.shown = nil
	for i := 0; i < len(p.rows); {
		p.shown = append(p.shown, i)
		if p.closed[p.key(i)] {
			i = p.after(i)
		} else {
			i++
		}
	}
	if at := slices.Index(p.shown, selected); at >= 0 {
		p.cursor.at = at
	}
	p.cursor.keep(len(p.shown), p.page())
}

// after returns the place of the first row that is not below a row.
func (p *programme) after(i int) int {
	n := i + 1
	for n < len(p.rows) && p.rows[n].Level > p.rows[i].Level {
		n++
	}
	return n
}

func (p *programme) leaf(i int) bool { return p.after(i) == i+1 }

// Keys returns what can be done.
func (p *programme) Keys() keyMap {
	return append(keyMap{
		{name: "open", keys: []string{"enter"}, show: "enter", foot: "open", help: "open and close what lies below; the page of what has nothing below it", off: p.nothing, do: p.enter},
		{name: "expand", keys: []string{"right", "l"}, show: "→ l", foot: "expand", help: "show what lies below", off: p.noExpanding, do: p.set(false)},
		{name: "collapse", keys: []string{"left", "h"}, show: "← h", help: "hide what lies below, then to the row above", off: p.nothing, do: p.collapse},
		{name: "all", keys: []string{"a"}, show: "a", foot: "all", help: "show all activities, or outcomes only", off: p.nothing, do: p.toggleAll},
		{name: "detail", keys: []string{"i"}, show: "i", foot: "sources", help: "the page of the row, with where it is printed", off: p.nothing, do: p.openRecord},
		whyAction(p.noFigure, p.question, p.conf.why),
		{name: "printed", keys: []string{"p"}, show: "p", foot: "printed", help: "the sums that the document prints otherwise", off: p.allAsPrinted, do: p.openPrinted},
		{name: "reload", keys: []string{"ctrl+r"}, show: "ctrl+r", help: "load again", do: p.Init},
	}, moves(p.move, "row")...)
}

func (p *programme) nothing() string {
	if len(p.shown) == 0 {
		return "there is nothing to open"
	}
	return ""
}

// at returns the place of the selected row among all.
func (p *programme) at() int { return p.shown[p.cursor.at] }

func (p *programme) noExpanding() string {
	switch {
	case p.nothing() != "":
		return p.nothing()
	case p.leaf(p.at()):
		return "there is nothing below it; enter opens its page"
	case !p.closed[p.key(p.at())]:
		return "what lies below it is shown"
	}
	return ""
}

func (p *programme) set(closed bool) func() tea.Cmd {
	return func() tea.Cmd {
		p.closed[p.key(p.at())] = closed
		p.choose()
		return nil
	}
}

func (p *programme) enter() tea.Cmd {
	if at := p.at(); !p.leaf(at) {
		return p.set(!p.closed[p.key(at)])()
	}
	return p.openRecord()
}

// collapse closes the selected row, or goes to the one that it is below of.
func (p *programme) collapse() tea.Cmd {
	at := p.at()
	if !p.leaf(at) && !p.closed[p.key(at)] {
		return p.set(true)()
	}
	for i := p.cursor.at - 1; i >= 0; i-- {
		if p.rows[p.shown[i]].Level < p.rows[at].Level {
			p.cursor.at = i
			break
		}
	}
	p.cursor.keep(len(p.shown), p.page())
	return nil
}

// toggleAll opens every row, or where all are open closes the outcomes.
func (p *programme) toggleAll() tea.Cmd {
	level, at := portfolio.PlanPart, p.at()
	if len(p.shown) == len(p.rows) {
		level = portfolio.PlanOutcome
		for p.rows[at].Level > level {
			at--
		}
	}
	p.closeFrom(level)
	p.cursor.at = slices.Index(p.shown, at)
	p.choose()
	return nil
}

func (p *programme) openRecord() tea.Cmd { return open(p.conf.record(p.rows[p.at()].Record)) }

func (p *programme) move(s step) tea.Cmd {
	p.cursor.move(s, len(p.shown), p.page())
	return nil
}

// Notice says nothing.
func (p *programme) Notice() notice { return notice{} }

// Name returns programme.
func (*programme) Name() string { return "programme" }

// Pointed returns the row of the programme at a cell.
func (p *programme) Pointed(_, y int) (int, bool) {
	above := 2
	if p.airy() {
		above++
	}
	return lineOf(y, above, p.cursor.top, p.page(), len(p.shown))
}

// question returns the question about the figures of the selected row.
func (p *programme) question() portfolio.ProofSpec {
	r := &p.rows[p.at()]
	return planAsk(r.Record, r.Budget, r.Shortfall)
}

func (p *programme) noFigure() string {
	switch {
	case p.nothing() != "":
		return p.nothing()
	case p.rows[p.at()].Level == portfolio.PlanPart:
		return "this is a part of the activity above; ask there"
	case p.question() == nil:
		return "this row has no figure"
	}
	return ""
}

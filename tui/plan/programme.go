package plan

import (
	"cmp"
	"context"
	"slices"

	tea "charm.land/bubbletea/v2"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/proof"
	"fieldfolio/portfolio/report/programme"
	"fieldfolio/tui/draw"
	"fieldfolio/tui/edit"
	"fieldfolio/tui/ui"
)

// Programme is the view Programme: sub-programmes, outcomes and priority activities as a tree, each
// with the totals of what it contains.
type Programme struct {
	conf Config
	face draw.Frame
	ui.Loading

	report programme.Thematic
	rows   []programme.Row // all of them
	total  programme.Row
	closed map[string]bool // records whose rows below are hidden
	shown  []int           // indexes in rows of those not hidden
	cursor ui.Cursor
	back   ui.Spot // where the person returns to once there are rows
}

type Config struct {
	Ctx     context.Context //nolint:containedctx // until the program ends
	Src     programmeSource
	Record  func(id string) ui.Screen
	Printed func(title string, lines []string) ui.Screen
	Why     func(proof.Spec) ui.Screen
}

// programmeSource loads the plan, and the figures that the document prints for it.
type programmeSource interface {
	ui.PlanSource
	Published(ctx context.Context) ([]portfolio.Published, error)
}

func New(c Config, f draw.Frame) *Programme {
	return &Programme{conf: c, face: f, closed: map[string]bool{},
		Loading: ui.NewLoading(c.Ctx, "Loading the programme…", "The programme could not be loaded")}
}

// programmeReport loads the plan with its printed figures.
func programmeReport(ctx context.Context, src programmeSource) (r programme.Thematic, err error) {
	if r.SubProgrammes, err = src.SubProgrammes(ctx); err != nil {
		return r, err
	}
	r.Published, err = src.Published(ctx)
	return r, err
}

func (p *Programme) Init() tea.Cmd {
	src := p.conf.Src
	return ui.Ask(p.Asked.Next(), func(ctx context.Context) (programme.Thematic, error) {
		return programmeReport(ctx, src)
	})
}

func (p *Programme) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		p.face.Resize(msg)
		p.cursor.Keep(len(p.shown), p.page())
	case ui.Answer[programme.Thematic]:
		if report, ok := msg.To(&p.Loading); ok {
			p.take(report)
		}
	case edit.Changed:
		return p.Init()
	}
	return nil
}

// take shows the answer. The first time, outcomes are closed.
func (p *Programme) take(r programme.Thematic) {
	first := p.rows == nil
	p.report, p.report.Catalogue = r, p.face.Cat
	if p.rows, p.total = r.Rows(); first {
		p.closeFrom(programme.Outcome)
	}
	p.choose()
	p.reach()
}

// closeFrom closes every row at a level and below, and opens those above.
func (p *Programme) closeFrom(l programme.Level) {
	for i := range p.rows {
		p.closed[p.key(i)] = p.rows[i].Level >= l
	}
}

// key identifies a row; a part, which contains nothing, has an empty key.
func (p *Programme) key(i int) string {
	if p.rows[i].Level == programme.Part {
		return ""
	}
	return p.rows[i].Record
}

// choose selects the rows that are not hidden, and keeps the selected one.
func (p *Programme) choose() {
	selected := -1
	if p.cursor.At < len(p.shown) {
		selected = p.shown[p.cursor.At]
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
		p.cursor.At = at
	}
	p.cursor.Keep(len(p.shown), p.page())
}

// after returns the index of the first row after those inside a row.
func (p *Programme) after(i int) int {
	n := i + 1
	for n < len(p.rows) && p.rows[n].Level > p.rows[i].Level {
		n++
	}
	return n
}

func (p *Programme) leaf(i int) bool { return p.after(i) == i+1 }

func (p *Programme) Keys() ui.KeyMap {
	return slices.Concat(ui.KeyMap{
		{Name: "open", Keys: []string{"enter"}, Show: "enter", Foot: "open",
			Help: "open and close what lies below; the page of what has nothing below it", Off: p.whyNotOpen, Do: p.enter},
		{Name: "expand", Keys: []string{"right", "l"}, Show: "→ l", Foot: "expand", Help: "show what lies below",
			Off: p.whyNoExpanding, Do: p.set(false)},
		{Name: "collapse", Keys: []string{"left", "h"}, Show: "← h", Help: "hide what lies below, then to the row above",
			Off: p.whyNotOpen, Do: p.collapse},
		ui.WhyAction(p.whyNoFigure, p.question, p.conf.Why),
	}, ui.Extracts(p.whyNotOpen, p.extract), ui.KeyMap{
		{Name: "all", Keys: []string{"a"}, Show: "a", Foot: "all", Help: "show all activities, or outcomes only",
			Off: p.whyNotOpen, Do: p.toggleAll},
		{Name: "detail", Keys: []string{"i"}, Show: "i", Foot: "sources",
			Help: "the page of the row, with where it is printed", Off: p.whyNotOpen, Do: p.openRecord},
		{Name: "printed", Keys: []string{"p"}, Show: "p", Foot: "printed",
			Help: "the sums that the document prints otherwise", Off: p.allAsPrinted, Do: p.openPrinted},
		{Name: "reload", Keys: []string{"ctrl+r"}, Show: "ctrl+r", Help: "load again", Do: p.Init},
	}, ui.Moves(p.move, "row"))
}

// extract returns the plan with all its rows, also those that are hidden.
func (p *Programme) extract() ui.Extract {
	t, row := p.report.Table(), &p.rows[p.at()]
	return ui.Extract{Command: []string{"programme"}, File: "programme.csv", What: ui.Number(len(t.Rows), "row", "rows"),
		Of: draw.Clean(cmp.Or(row.Code, row.Label)), At: ui.OnlyRows(t, t.Rows[p.at()]), All: ui.Fixed(t)}
}

func (p *Programme) whyNotOpen() string {
	if len(p.shown) == 0 {
		return "there is nothing to open"
	}
	return ""
}

// at returns the index of the selected row among all rows.
func (p *Programme) at() int { return p.shown[p.cursor.At] }

func (p *Programme) whyNoExpanding() string {
	switch {
	case p.whyNotOpen() != "":
		return p.whyNotOpen()
	case p.leaf(p.at()):
		return "there is nothing below it; enter opens its page"
	case !p.closed[p.key(p.at())]:
		return "what lies below it is shown"
	}
	return ""
}

func (p *Programme) set(closed bool) func() tea.Cmd {
	return func() tea.Cmd {
		p.closed[p.key(p.at())] = closed
		p.choose()
		return nil
	}
}

func (p *Programme) enter() tea.Cmd {
	if at := p.at(); !p.leaf(at) {
		return p.set(!p.closed[p.key(at)])()
	}
	return p.openRecord()
}

// collapse closes the selected row, or moves to the row that contains it.
func (p *Programme) collapse() tea.Cmd {
	at := p.at()
	if !p.leaf(at) && !p.closed[p.key(at)] {
		return p.set(true)()
	}
	for i := p.cursor.At - 1; i >= 0; i-- {
		if p.rows[p.shown[i]].Level < p.rows[at].Level {
			p.cursor.At = i
			break
		}
	}
	p.cursor.Keep(len(p.shown), p.page())
	return nil
}

// toggleAll opens every row; if all are open, it closes the outcomes.
func (p *Programme) toggleAll() tea.Cmd {
	level, at := programme.Part, p.at()
	if len(p.shown) == len(p.rows) {
		level = programme.Outcome
		for p.rows[at].Level > level {
			at--
		}
	}
	p.closeFrom(level)
	p.cursor.At = slices.Index(p.shown, at)
	p.choose()
	return nil
}

func (p *Programme) openRecord() tea.Cmd { return ui.Open(p.conf.Record(p.rows[p.at()].Record)) }

func (p *Programme) move(s ui.Step) tea.Cmd {
	p.cursor.Move(s, len(p.shown), p.page())
	return nil
}

func (p *Programme) Notice() ui.Notice { return ui.Notice{} }

func (*Programme) Name() string { return "programme" }

func (p *Programme) Pointed(_, y int) (int, bool) {
	return ui.LineOf(y, 2+len(p.face.BelowCaption()), p.cursor.Top, p.page(), len(p.shown))
}

// question returns the proof of the figures of the selected row.
func (p *Programme) question() proof.Spec {
	r := &p.rows[p.at()]
	return ui.PlanAsk(r.Record, r.Budget, r.Shortfall)
}

func (p *Programme) whyNoFigure() string {
	switch {
	case p.whyNotOpen() != "":
		return p.whyNotOpen()
	case p.rows[p.at()].Level == programme.Part:
		return "this is a part of the activity above; ask there"
	case p.question() == nil:
		return "this row has no figure"
	}
	return ""
}

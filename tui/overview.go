package tui

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"fieldfolio/portfolio"
)

// overview is the programme at a glance. Every line is a way in.
type overview struct {
	conf overviewConfig
	face face
	loading
	overviewFigures

	side glanceSide
	stop int // the selected one of the stops of the side
	top  int // the first row that is shown
}

type overviewConfig struct {
	ctx context.Context //nolint:containedctx // the life of the program
	src portfolio.OverviewSource
	ex  postOffice // nil where nothing is exchanged

	list func(q portfolio.Query, o portfolio.Order) screen
	cell func(cellChoice) screen

	programme, reconcile, history, conflicts, sync func() screen
	why                                            func(portfolio.ProofSpec) screen
}

// glanceSide is one of the two columns of ways in.
type glanceSide int

const (
	leftSide glanceSide = iota
	rightSide
)

// glance is a figure or a fact with what opens it.
type glance struct {
	label   string              // in words
	spec    portfolio.ListSpec  // of the projects behind the figure
	measure portfolio.Measure   // what of them it is; empty where it is no amount of projects
	ask     portfolio.ProofSpec // about the figure, where that is no such amount; may be nil
	open    func() screen
}

func newOverview(c overviewConfig, f face) *overview {
	return &overview{conf: c, face: f,
		loading: newLoading(c.ctx, "Adding up the portfolio…", "The overview could not be made")}
}

// overviewFigures are what the overview shows.
type overviewFigures struct {
	shown  *portfolio.Overview // nil until it is loaded
	status *MailroomStatus     // nil where nothing is exchanged, or mute says why it is not known
	mute   error
}

// Init asks for the overview.
func (o *overview) Init() tea.Cmd {
	src, ex, f := o.conf.src, o.conf.ex, o.face
	return ask(o.asked.next(), func(ctx context.Context) (m overviewFigures, err error) {
		if m.shown, err = portfolio.Survey(ctx, src, f.asOf, f.cat); err != nil || ex == nil {
			return m, err //nolint:wrapcheck // the store's own sentence
		}
		st, err := ex.Status(ctx)
		if m.mute = err; err == nil {
			m.status = &st
		}
		return m, nil
	})
}

// Update takes sizes and the answer.
func (o *overview) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		o.face.resize(msg)
		o.settle()
	case answer[overviewFigures]:
		if figures, ok := msg.to(&o.loading); ok {
			o.overviewFigures = figures
			o.settle()
		}
	case changed:
		return o.Init()
	}
	return nil
}

// Keys returns what can be done.
func (o *overview) Keys() keyMap {
	return append(keyMap{
		{name: "open", keys: []string{"enter"}, show: "enter", foot: "open", help: "what the line is made of", off: o.nothing, do: o.openSelected},
		{name: "right", keys: []string{"right", "l"}, show: "→ l", foot: "lines", help: "to the service lines", off: o.noSide(rightSide), do: o.to(rightSide)},
		{name: "left", keys: []string{"left", "h"}, show: "← h", help: "back from the service lines", off: o.noSide(leftSide), do: o.to(leftSide)},
		whyAction(o.noFigure, o.question, o.conf.why),
		{name: "reload", keys: []string{"ctrl+r"}, show: "ctrl+r", help: "add up again", do: o.Init},
	}, moves(o.move, "line")...)
}

// stops returns the rows of a side that can be selected.
func (o *overview) stops(side glanceSide) []int {
	var at []int
	for i, r := range o.rows() {
		if r.on(side).way != nil {
			at = append(at, i)
		}
	}
	return at
}

// selected returns the selected way in, nil if there is none.
func (o *overview) selected() *glance {
	stops := o.stops(o.side)
	if o.stop >= len(stops) {
		return nil
	}
	return o.rows()[stops[o.stop]].on(o.side).way
}

func (o *overview) nothing() string {
	if o.selected() == nil {
		return "there is nothing to open"
	}
	return ""
}

func (o *overview) openSelected() tea.Cmd { return open(o.selected().open()) }

// figure returns what the selected figure is, and the projects and their amount
// that add up to it; false where it is no amount of projects.
func (o *overview) figure() (label string, spec portfolio.ListSpec, measure portfolio.Measure, ok bool) {
	w := o.selected()
	if w == nil || w.measure == "" {
		return "", portfolio.ListSpec{}, "", false
	}
	return w.label, w.spec, w.measure, true
}

func (o *overview) noSide(side glanceSide) func() string {
	return func() string {
		if o.side == side || len(o.stops(side)) == 0 {
			return "there is nothing on that side"
		}
		return ""
	}
}

// to moves the selection to the other side, as near as it comes.
func (o *overview) to(side glanceSide) func() tea.Cmd {
	return func() tea.Cmd {
		row := o.stops(o.side)[o.stop]
		o.side, o.stop = side, 0
		for i, r := range o.stops(side) {
			if r <= row {
				o.stop = i
			}
		}
		o.settle()
		return nil
	}
}

func (o *overview) move(s step) tea.Cmd {
	c := cursor{at: o.stop}
	c.move(s, len(o.stops(o.side)), o.page())
	o.stop = c.at
	o.settle()
	return nil
}

// settle brings the selection back onto a line, and into sight; with the first
// and the last one also what stands around them.
func (o *overview) settle() {
	rows, stops := o.rows(), o.stops(o.side)
	if len(stops) == 0 && o.side == rightSide {
		o.side, stops = leftSide, o.stops(leftSide)
	}
	o.stop = max(min(o.stop, len(stops)-1), 0)
	if len(stops) == 0 {
		o.top = 0
		return
	}
	first, last := stops[o.stop], stops[o.stop]
	if o.side == leftSide && o.stop == 0 {
		first = 0
	}
	if o.side == leftSide && o.stop == len(stops)-1 {
		last = len(rows) - 1
	}
	o.top = max(min(o.top, first), last-o.page()+1, 0)
}

func (o *overview) page() int { return max(o.face.height-1, 1) }

// Notice says whether there is more.
func (o *overview) Notice() notice {
	c := cursor{top: o.top}
	return c.more(len(o.rows()), o.page())
}

// Name returns overview.
func (*overview) Name() string { return "overview" }

// noFigure says why the selected line of the overview has no proof.
func (o *overview) noFigure() string {
	if o.question() == nil {
		return "this line is no sum; enter opens it"
	}
	return ""
}

// question returns the question about the selected figure, nil where there is none.
func (o *overview) question() portfolio.ProofSpec {
	w := o.selected()
	switch {
	case w == nil:
		return nil
	case w.ask != nil:
		return w.ask
	case w.measure == "":
		return nil
	}
	return listFigure(w.spec, w.measure)
}

// Pointed returns the line that opens at a cell.
func (o *overview) Pointed(x, y int) (int, bool) {
	side := leftSide
	if o.beside() && x >= o.rightAt() {
		side = rightSide
	}
	for i, w := range o.ways() {
		if w.side == side && w.row == o.top+y-1 {
			return i, y > 0
		}
	}
	return 0, false
}

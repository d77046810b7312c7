package overview

import (
	"context"
	"slices"

	tea "charm.land/bubbletea/v2"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/breakdown"
	"fieldfolio/portfolio/proof"
	"fieldfolio/portfolio/report/overview"
	"fieldfolio/tui/draw"
	"fieldfolio/tui/edit"
	"fieldfolio/tui/ui"
)

// Overview is the programme at a glance. Every line opens something.
type Overview struct {
	conf Config
	face draw.Frame
	ui.Loading
	early ui.Requests // for the first look
	taken string      // the scope that was requested
	overviewFigures

	side glanceSide
	stop int // index of the selected stop of the side
	made madeRows
	top  int     // index of the first row in sight
	back ui.Spot // where the person returns to once there are all figures
}

type Config struct {
	Ctx context.Context //nolint:containedctx // until the program ends
	Src overview.Source
	Ex  ui.PostOffice // nil: no exchange with other offices

	Filter *edit.Filter // its scope is that of the figures, but for those of the document
	List   func(q portfolio.Query, o breakdown.Order) ui.Screen
	Cell   func(ui.CellChoice) ui.Screen

	Programme, Reconcile, History, Conflicts, Sync func() ui.Screen
	Why                                            func(proof.Spec) ui.Screen
	Add                                            func() ui.Screen // the form of a new project
	NoAdding                                       func() string    // why none can be added; empty if it can
}

// glanceSide is one of the two columns of lines that open.
type glanceSide int

const (
	leftSide glanceSide = iota
	rightSide
)

// glance is a figure or fact, with what it opens.
type glance struct {
	label   string             // its name, in words
	spec    breakdown.ListSpec // the projects behind the figure
	measure breakdown.Measure  // which of their amounts; empty if the figure is not an amount of projects
	ask     proof.Spec         // the proof of any other figure; may be nil
	open    func() ui.Screen
	group   string          // of what figures it is one, such as region
	amount  portfolio.Value // the figure; nil if the line has several or none
	unit    string          // of the amount; empty: US$
}

func New(c Config, f draw.Frame) *Overview {
	return &Overview{conf: c, face: f, early: ui.Requests{Base: c.Ctx},
		Loading: ui.NewLoading(c.Ctx, "Adding up the portfolio…", "The overview could not be made")}
}

// overviewFigures is what the overview shows.
type overviewFigures struct {
	shown  *overview.Report   // nil until there is a first look
	status *ui.MailroomStatus // nil without exchange, or if mute says why it is unknown
	mute   error
}

// Init asks for what is known at once, and then for the rest; later for all of it, so that nothing
// goes out of sight meanwhile.
func (o *Overview) Init() tea.Cmd {
	if o.Loaded {
		return o.survey()
	}
	src, spec := o.conf.Src, o.take()
	return ui.Ask(o.early.Next(), func(ctx context.Context) (*overview.Report, error) {
		return overview.FirstLook(ctx, src, spec)
	})
}

// take returns what the overview is of, for a request.
func (o *Overview) take() overview.Spec {
	q := o.conf.Filter.Scoping(portfolio.Query{})
	o.taken = q.String()
	return overview.Spec{AsOf: o.face.AsOf, Scope: q}
}

// Front takes a scope that was changed in another view.
func (o *Overview) Front() tea.Cmd {
	if o.conf.Filter.Scoping(portfolio.Query{}).String() == o.taken {
		return nil
	}
	return o.Init()
}

// survey asks for all figures.
func (o *Overview) survey() tea.Cmd {
	src, ex, spec := o.conf.Src, o.conf.Ex, o.take()
	return ui.Ask(o.Asked.Next(), func(ctx context.Context) (m overviewFigures, err error) {
		if m.shown, err = overview.Survey(ctx, src, spec); err != nil || ex == nil {
			return m, err
		}
		st, err := ex.Status(ctx)
		if m.mute = err; err == nil {
			m.status = &st
		}
		return m, nil
	})
}

func (o *Overview) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		o.face.Resize(msg)
		o.settle()
	case ui.Answer[*overview.Report]:
		return o.looked(msg)
	case ui.Answer[overviewFigures]:
		if figures, ok := msg.To(&o.Loading); ok {
			was := o.labels()
			o.overviewFigures = figures
			if at, ok := ui.Renumbered(was, o.labels())(o.stop); ok {
				o.stop = at
			}
			o.reach()
			o.settle()
		}
	case edit.Changed:
		return o.Init()
	}
	return nil
}

// looked shows a first look, if there is anything to see, and asks for the rest.
func (o *Overview) looked(msg ui.Answer[*overview.Report]) tea.Cmd {
	if !o.early.Done(msg.Req) {
		return nil
	}
	if msg.Err == nil && !o.Loaded && len(msg.Value.Regions.Cells) > 0 {
		o.shown = msg.Value
		o.settle()
	}
	return o.survey()
}

// first reports whether there are the figures of a first look only.
func (o *Overview) first() bool { return o.shown != nil && o.shown.First && o.Fault == nil }

func (o *Overview) Keys() ui.KeyMap {
	return slices.Concat(ui.KeyMap{
		{Name: "open", Keys: []string{"enter"}, Show: "enter", Foot: "open", Help: "what the line is made of",
			Off: o.whyNotOpen,
			Do:  o.openSelected},
		{Name: "right", Keys: []string{"right", "l"}, Show: "→ l", Foot: "lines", Help: "to the service lines",
			Do: o.to(rightSide)},
		{Name: "left", Keys: []string{"left", "h"}, Show: "← h", Help: "back from the service lines",
			Do: o.to(leftSide)},
		o.conf.Filter.Widening(o.Init),
		ui.WhyAction(o.whyNoFigure, o.question, o.conf.Why),
	}, ui.Extracts(o.whyNoTable, o.extract), ui.KeyMap{
		{Name: "add", Keys: []string{"a"}, Show: "a", Foot: "add", Help: "add a project", Off: o.conf.NoAdding,
			Do: func() tea.Cmd { return ui.Open(o.conf.Add()) }},
		{Name: "reload", Keys: []string{"ctrl+r"}, Show: "ctrl+r", Help: "add up again", Do: o.Init},
	}, ui.Moves(o.move, "line"))
}

// stops returns the indexes of the rows of a side that can be selected.
func (o *Overview) stops(side glanceSide) []int {
	var at []int
	for i, r := range o.rows() {
		if r.on(side).way != nil {
			at = append(at, i)
		}
	}
	return at
}

// labels returns the labels of the stops of the selected side.
func (o *Overview) labels() []string {
	if o.shown == nil {
		return nil
	}
	var labels []string
	rows := o.rows()
	for _, at := range o.stops(o.side) {
		labels = append(labels, rows[at].on(o.side).way.label)
	}
	return labels
}

// selected returns the selected line, nil if there is none.
func (o *Overview) selected() *glance {
	stops := o.stops(o.side)
	if o.stop >= len(stops) {
		return nil
	}
	return o.rows()[stops[o.stop]].on(o.side).way
}

func (o *Overview) whyNotOpen() string {
	if o.selected() == nil {
		return "there is nothing to open"
	}
	return ""
}

func (o *Overview) openSelected() tea.Cmd { return ui.Open(o.selected().open()) }

// figure returns the name of the selected figure, and the projects and the amount that add up to
// it. ok is false if the figure is not an amount of projects.
func (o *Overview) figure() (label string, spec breakdown.ListSpec, measure breakdown.Measure, ok bool) {
	w := o.selected()
	if w == nil || w.measure == "" {
		return "", breakdown.ListSpec{}, "", false
	}
	return w.label, w.spec, w.measure, true
}

// to moves the selection to the nearest line of a side, if that is the other one and has any.
func (o *Overview) to(side glanceSide) func() tea.Cmd {
	return func() tea.Cmd {
		if o.side == side || len(o.stops(side)) == 0 {
			return nil
		}
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

func (o *Overview) move(s ui.Step) tea.Cmd {
	c := ui.Cursor{At: o.stop}
	c.Move(s, len(o.stops(o.side)), o.page())
	o.stop = c.At
	o.settle()
	return nil
}

// settle brings the selection back onto a line and into sight; with the first and last lines also
// what surrounds them.
func (o *Overview) settle() {
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

func (o *Overview) page() int { return max(o.face.Height-1, 1) }

// Notice names the selected service line where its code stands for it, else says in which direction
// lines are out of sight. A slow line is spared the name, which takes more bytes than the move.
func (o *Overview) Notice() ui.Notice {
	if way := o.selected(); o.Ready() && o.side == rightSide && way != nil && o.lineName() <= 3 && !o.face.Styles.Slow {
		return ui.Notice{Text: way.label, Tip: true}
	}
	c := ui.Cursor{Top: o.top}
	return c.More(len(o.rows()), o.page())
}

func (*Overview) Name() string { return "overview" }

// whyNoFigure says why the selected line has no proof, empty if it has.
func (o *Overview) whyNoFigure() string {
	if o.question() == nil {
		return "this line is not a sum; enter opens it"
	}
	return ""
}

// question returns the proof of the selected figure, nil if there is none.
func (o *Overview) question() proof.Spec {
	w := o.selected()
	switch {
	case w == nil:
		return nil
	case w.ask != nil:
		return w.ask
	case w.measure == "":
		return nil
	}
	return ui.ListFigure(w.spec, w.measure)
}

func (o *Overview) Pointed(x, y int) (int, bool) {
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

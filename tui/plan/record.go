package plan

import (
	"context"
	"strings"

	tea "charm.land/bubbletea/v2"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/fault"
	"fieldfolio/portfolio/proof"
	"fieldfolio/portfolio/report/facts"
	"fieldfolio/tui/draw"
	"fieldfolio/tui/edit"
	"fieldfolio/tui/sheet"
	"fieldfolio/tui/ui"
)

// Record is the page of a sub-programme, an outcome or an activity.
type Record struct {
	ui.Pager
	ui.Loading
	src   ui.PlanSource
	id    string // such as outcome:1.2
	why   func(proof.Spec) ui.Screen
	shown *planned // nil until loaded
}

func NewRecord(ctx context.Context, src ui.PlanSource, id string, why func(proof.Spec) ui.Screen,
	f draw.Frame) *Record {
	r := &Record{src: src, id: id, why: why,
		Loading: ui.NewLoading(ctx, "Loading the record…", "The record could not be loaded")}
	r.Pager = ui.Pager{Face: f, Text: r.lines, Above: 1}
	return r
}

func (r *Record) Init() tea.Cmd {
	src, id := r.src, r.id
	return ui.Ask(r.Asked.Next(), func(ctx context.Context) (*planned, error) {
		subs, err := src.SubProgrammes(ctx)
		found := findPlanned(subs, id)
		if err == nil && found == nil {
			err = fault.ErrNotFound
		}
		return found, err
	})
}

func (r *Record) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		r.Resize(msg)
	case ui.Answer[*planned]:
		if found, ok := msg.To(&r.Loading); ok {
			r.shown = found
		}
	case edit.Changed:
		return r.Init()
	}
	return nil
}

func (r *Record) Keys() ui.KeyMap {
	return append(append(r.Pager.Keys(), ui.WhyAction(r.whyNoFigure, r.question, r.why)),
		ui.Action{Name: "reload", Keys: []string{"ctrl+r"}, Show: "ctrl+r", Help: "load again", Do: r.Init})
}

func (r *Record) View() string {
	kind, code, _ := strings.Cut(r.id, ":")
	if kind == "subprogramme" {
		kind = "sub-programme"
	}
	return r.Draw(&r.Face, []string{" " + r.Face.Styles.Title.Render(draw.Clean(kind+" "+code))}, nil, r.Seen)
}

// lines returns the text of the page.
func (r *Record) lines() []string {
	if !r.Ready() {
		return nil
	}
	return sheet.Lines(r.content(), r.Face)
}

func (r *Record) content() facts.Page {
	of, p := r.shown, facts.Page{Title: r.shown.label}
	p.Row("", nil).Differ(of.sourcesOf("title"))
	for _, in := range of.within {
		p.Row(in.kind, portfolio.Text(in.label))
	}
	for _, a := range of.amounts {
		plannedFact(&p, ui.Capital(a.field), a.amount.USD(), of.sourcesOf(a.field))
	}
	if len(of.places) > 0 {
		plannedFact(&p, "Places", r.Face.Cat.PlaceNames(of.places), of.sourcesOf(portfolio.FieldPlaces))
	}
	label := of.partsAre
	for _, part := range of.parts {
		p.Row(label, part)
		label = ""
	}
	p.Sources(of.sources)
	return p
}

// plannedFact adds a value, with what is printed and the reason where another one was taken.
func plannedFact(p *facts.Page, label string, v portfolio.Value, sources []portfolio.Source) {
	f := p.Row(label, v).Note(portfolio.Text(facts.FirstPlace(sources)))
	for _, src := range sources {
		if src.Taken == "" && !src.Assumed && src.Printed != "" {
			f.Say(portfolio.Say("printed: %s", src.Printed))
		}
	}
	f.Differ(sources)
}

func (*Record) Name() string { return "record" }

// question returns the proof of the record's figures, nil if it has none.
func (r *Record) question() proof.Spec {
	var budget, shortfall portfolio.Amount
	if r.Ready() {
		for _, a := range r.shown.amounts {
			switch a.field {
			case portfolio.FieldBudget:
				budget = a.amount
			case portfolio.FieldShortfall:
				shortfall = a.amount
			}
		}
	}
	return ui.PlanAsk(r.id, budget, shortfall)
}

func (r *Record) whyNoFigure() string {
	if r.question() == nil {
		return "there is no figure here"
	}
	return ""
}

func (r *Record) Spoken() ui.Spoken {
	kind, code, _ := strings.Cut(r.id, ":")
	if kind == "subprogramme" {
		kind = "sub-programme"
	}
	name := ui.Capital(draw.Clean(kind + " " + code))
	if s, unready := r.Unready(name); unready {
		return s
	}
	s := sheet.Spoken(name, r.content())
	s.Facts = append([]string{draw.Clean(r.shown.label)}, s.Facts...)
	return s
}

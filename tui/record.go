package tui

import (
	"context"
	"strings"

	tea "charm.land/bubbletea/v2"

	"fieldfolio/portfolio"
)

// record is the page of a sub-programme, an outcome or an activity.
type record struct {
	pager
	loading
	src   planSource
	id    string // such as outcome:1.2
	why   func(portfolio.ProofSpec) screen
	shown *planned // nil until it is loaded
}

func newRecord(ctx context.Context, src planSource, id string, why func(portfolio.ProofSpec) screen, f face) *record {
	r := &record{src: src, id: id, why: why,
		loading: newLoading(ctx, "Loading the record…", "The record could not be loaded")}
	r.pager = pager{face: f, text: r.lines, above: 1}
	return r
}

// Init asks for the record.
func (r *record) Init() tea.Cmd {
	src, id := r.src, r.id
	return ask(r.asked.next(), func(ctx context.Context) (*planned, error) {
		subs, err := src.SubProgrammes(ctx)
		found := findPlanned(subs, id)
		if err == nil && found == nil {
			err = portfolio.ErrNotFound
		}
		return found, err //nolint:wrapcheck // the store's own sentence
	})
}

// Update takes sizes and the answer.
func (r *record) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		r.resize(msg)
	case answer[*planned]:
		if found, ok := msg.to(&r.loading); ok {
			r.shown = found
		}
	case changed:
		return r.Init()
	}
	return nil
}

// Keys returns what can be done.
func (r *record) Keys() keyMap {
	return append(append(r.pager.Keys(), whyAction(r.noFigure, r.question, r.why)),
		action{name: "reload", keys: []string{"ctrl+r"}, show: "ctrl+r", help: "load again", do: r.Init})
}

// View draws the record under its name, or says why there is none.
func (r *record) View() string {
	kind, code, _ := strings.Cut(r.id, ":")
	if kind == "subprogramme" {
		kind = "sub-programme"
	}
	return r.draw(&r.face, []string{" " + r.face.look.title.Render(clean(kind+" "+code))}, nil, r.seen)
}

// lines returns the whole text of the record.
func (r *record) lines() []string {
	if !r.ready() {
		return nil
	}
	return drawPage(r.content(), r.face)
}

func (r *record) content() portfolio.Page {
	of, p := r.shown, portfolio.Page{Title: r.shown.label}
	p.Row("", nil).Differ(of.sourcesOf("title"))
	for _, in := range of.within {
		p.Row(in.kind, portfolio.Text(in.label))
	}
	for _, a := range of.amounts {
		plannedFact(&p, a, of.sourcesOf(a.field))
	}
	label := of.partsAre
	for _, part := range of.parts {
		p.Row(label, part)
		label = ""
	}
	p.Sources(of.sources)
	return p
}

// plannedFact adds an amount with what was printed and taken.
func plannedFact(p *portfolio.Page, a plannedAmount, sources []portfolio.Source) {
	f := p.Row(capital(a.field), a.amount.USD()).Note(portfolio.Text(portfolio.FirstPlace(sources)))
	for _, src := range sources {
		if src.Taken == "" && !src.Assumed && src.Printed != "" {
			f.Say(portfolio.Say("printed: %s", src.Printed))
		}
	}
	f.Differ(sources)
}

// Name returns record.
func (*record) Name() string { return "record" }

// question returns the question about the figures of the record, nil where it has
// none.
func (r *record) question() portfolio.ProofSpec {
	var budget, shortfall portfolio.Amount
	if r.ready() {
		for _, a := range r.shown.amounts {
			switch a.field {
			case portfolio.FieldBudget:
				budget = a.amount
			case portfolio.FieldShortfall:
				shortfall = a.amount
			}
		}
	}
	return planAsk(r.id, budget, shortfall)
}

func (r *record) noFigure() string {
	if r.question() == nil {
		return "there is no figure here"
	}
	return ""
}

// Spoken says what the record is and has.
func (r *record) Spoken() spoken {
	kind, code, _ := strings.Cut(r.id, ":")
	if kind == "subprogramme" {
		kind = "sub-programme"
	}
	name := capital(clean(kind + " " + code))
	if s, unready := r.unready(name); unready {
		return s
	}
	s := spokenPage(name, r.content())
	s.facts = append([]string{clean(r.shown.label)}, s.facts...)
	return s
}

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
	p, s := r.shown, newSheet(r.shown.label, r.face)
	s.differ(p.sourcesOf("title"))
	for _, in := range p.within {
		s.row(in.kind, clean(in.label), "")
	}
	for _, a := range p.amounts {
		s.planned(a, p.sourcesOf(a.field))
	}
	for i, part := range p.parts {
		label := ""
		if i == 0 {
			label = p.partsAre
		}
		s.part(label, part)
	}
	s.sources(p.sources)
	return s.lines
}

// planned adds an amount with what was printed and taken.
func (s *sheet) planned(a plannedAmount, sources []portfolio.Source) {
	s.row(strings.ToUpper(a.field[:1])+a.field[1:], "US$ "+a.amount.Shown(), placeOf(sources))
	for _, src := range sources {
		if src.Taken == "" && !src.Assumed && src.Printed != "" {
			s.under("printed: "+clean(src.Printed), s.face.look.muted)
		}
	}
	s.differ(sources)
}

// part adds a part of a record in a line, its label below where there is no
// room.
func (s *sheet) part(label string, p plannedPart) {
	if s.face.heard {
		s.row(label, joined(clean(p.code), p.amount.Shown()+" dollars", clean(p.label)), "")
		return
	}
	text := left(clean(p.code), 6) + right(p.amount.Shown(), 11)
	if name := "  " + clean(p.label); width(text+name) <= s.room() {
		s.row(label, text+name, "")
		return
	}
	s.row(label, text, "")
	s.under(clean(p.label), s.face.look.muted)
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
	return r.spoken(name)
}

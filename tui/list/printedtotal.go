package list

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/reconcile"
	"fieldfolio/tui/ui"
)

// printed holds the totals that the document prints under its lists, to compare a list with its
// printed total.
type printed struct {
	src     ui.FindingSource
	asked   ui.Requests
	figures []portfolio.Published
	loaded  bool
}

func NewPrinted(ctx context.Context, src ui.FindingSource) *printed {
	return &printed{src: src, asked: ui.Requests{Base: ctx}}
}

// load requests the published figures the first time that a query may be one of the document's
// lists.
func (p *printed) load(q portfolio.Query) tea.Cmd {
	if p.loaded || p.asked.Waiting() || listOf(q) == "" {
		return nil
	}
	return ui.Ask(p.asked.Next(), p.src.Findings)
}

// take stores the answer. Without figures nothing is compared or said.
func (p *printed) take(m ui.Answer[[]reconcile.Finding]) {
	if !p.asked.Done(m.Req) {
		return
	}
	p.loaded = true
	for _, f := range m.Value {
		p.figures = append(p.figures, f.Published)
	}
}

// says compares the total of a list with the one printed for it; empty if none is printed.
func (p *printed) says(q portfolio.Query, sum portfolio.Cents) string {
	figure, ok := portfolio.PrintedTotal(p.figures, listOf(q))
	if !ok {
		return ""
	}
	verdict := "differs"
	if figure.Prints(int64(sum)) {
		verdict = "agrees"
	}
	return "printed total of this list " + portfolio.Cents(figure.Value).Shown() + ", " + verdict
}

// listOf returns the programme if a query matches exactly its field projects, empty otherwise.
// Projects listed only in Annex 2 have no approved budget, so whether they are included changes no
// total.
func listOf(q portfolio.Query) string {
	programme := ""
	for _, t := range q.Terms {
		one := !t.Not && t.Op == portfolio.Is && len(t.Values) == 1
		switch {
		case one && t.Key == portfolio.KeyKind && t.Values[0] == portfolio.Field.String():
		case one && (t.Key == portfolio.KeyRegion || t.Key == portfolio.KeyProgramme) && programme == "":
			programme = t.Values[0]
		default:
			return ""
		}
	}
	return programme
}

package list

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/breakdown"
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

// load requests the published figures the first time that a list may be one of the document's.
func (p *printed) load(s breakdown.ListSpec) tea.Cmd {
	if p.loaded || p.asked.Waiting() || s.PrintedList() == "" {
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

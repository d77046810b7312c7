package list

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/breakdown"
	"fieldfolio/tui/ui"
)

// printed holds the totals that the document prints under its lists, to compare a list with its
// printed total.
type printed struct {
	src     publishedSource
	asked   ui.Requests
	figures []portfolio.Published
	loaded  bool
}

type publishedSource interface {
	Published(ctx context.Context) ([]portfolio.Published, error)
}

func NewPrinted(ctx context.Context, src publishedSource) *printed {
	return &printed{src: src, asked: ui.Requests{Base: ctx}}
}

// load requests the published figures the first time that a list may be one of the document's.
func (p *printed) load(s breakdown.ListSpec) tea.Cmd {
	if p.loaded || p.asked.Waiting() || s.PrintedList() == "" {
		return nil
	}
	return ui.Ask(p.asked.Next(), p.src.Published)
}

// take stores the answer. Without figures nothing is compared or said.
func (p *printed) take(m ui.Answer[[]portfolio.Published]) {
	if !p.asked.Done(m.Req) {
		return
	}
	p.loaded, p.figures = true, m.Value
}

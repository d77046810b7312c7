package tui

import (
	"context"
	"errors"

	tea "charm.land/bubbletea/v2"

	"fieldfolio/portfolio"
)

// inquiries are what a list has asked and not been answered yet.
type inquiries struct {
	rows, totals, more requests
	moreSpec           portfolio.ListSpec // what more asks for
	renewing           requests           // of the figures of marked projects

	undoing requests
	work    requests // what takes longer, and esc stops
}

func newInquiries(ctx context.Context) inquiries {
	of := requests{base: ctx}
	return inquiries{rows: of, totals: of, more: of, renewing: of, undoing: of, work: of}
}

type rowsLoaded struct {
	req  *request
	rows []portfolio.Listed
	err  error
}

type totalsLoaded struct {
	req    *request
	totals portfolio.ListTotals
	marks  string // of projects whose figures are not kept up to date here
	err    error
}

func loadRows(src listSource, q *request, spec portfolio.ListSpec) tea.Cmd {
	return func() tea.Msg {
		rows, err := src.Projects(q.ctx, spec)
		return rowsLoaded{req: q, rows: rows, err: err}
	}
}

func loadTotals(src listSource, q *request, spec portfolio.ListSpec) tea.Cmd {
	return func() tea.Msg {
		m := totalsLoaded{req: q}
		var f portfolio.Freshness
		if m.totals, m.err = src.Totals(q.ctx, spec); m.err == nil {
			f, m.err = src.Freshness(q.ctx)
		}
		if m.err == nil {
			m.marks, m.err = f.Marks(q.ctx, src, spec)
		}
		return m
	}
}

// load asks for a list; what is shown stays until the answer comes.
func (p *projects) load(spec portfolio.ListSpec) tea.Cmd {
	p.next = &window{spec: spec}
	first, _ := p.next.wanted(p.page())
	return tea.Batch(loadRows(p.conf.src, p.rows.next(), first), loadTotals(p.conf.src, p.totals.next(), spec))
}

// refresh asks for the list again, of which something may have changed, and
// stays where it is.
func (p *projects) refresh() tea.Cmd {
	p.next = &window{spec: p.spec(), again: true}
	if p.list != nil {
		p.next.cursor = p.list.cursor
	}
	first, _ := p.next.wanted(p.page())
	p.next.first = first.Offset
	return tea.Batch(loadRows(p.conf.src, p.rows.next(), first), loadTotals(p.conf.src, p.totals.next(), p.next.spec))
}

// reload asks for the list again, as it was asked for last.
func (p *projects) reload() tea.Cmd { return p.load(p.spec()) }

func (p *projects) takeRows(m rowsLoaded) tea.Cmd {
	switch {
	case p.rows.done(m.req):
		p.fault = m.err
		if m.err == nil {
			p.next.take(p.next.first, m.rows)
			p.marks.see(m.rows)
			p.next.keepWidths(p.list)
			p.put()
		}
	case p.more.done(m.req) && p.list != nil:
		if m.err != nil && !errors.Is(m.err, context.Canceled) {
			p.fault = m.err
		} else if m.err == nil {
			p.list.take(p.moreSpec.Offset, m.rows)
			p.marks.see(m.rows)
		}
	default:
		return nil
	}
	return p.settle()
}

// put shows what has been asked for. A list that was only asked again stays the
// same one for the projects that are opened from it.
func (p *projects) put() {
	if p.next.again && p.list != nil {
		*p.list = *p.next
	} else {
		p.list = p.next
	}
	p.next = nil
}

func (p *projects) takeTotals(m totalsLoaded) tea.Cmd {
	if !p.totals.done(m.req) {
		return nil
	}
	if m.err != nil {
		p.fault = m.err
		return nil
	}
	w := p.list
	if p.next != nil {
		w = p.next
	}
	w.totals, w.marks = &m.totals, m.marks
	if p.conf.printed == nil {
		return p.settle()
	}
	return tea.Batch(p.settle(), p.conf.printed.load(w.spec.Query))
}

// settle brings the selection back into the list, and asks for more rows where
// those loaded come to an end.
func (p *projects) settle() tea.Cmd {
	if p.list == nil {
		return nil
	}
	page := p.page()
	p.list.keep(p.list.count(), page)
	spec, need := p.list.wanted(page)
	under := p.more.waiting() && p.moreSpec.Offset <= p.list.top && p.list.top+page <= p.moreSpec.Offset+p.moreSpec.Limit
	if !need || under || p.next != nil {
		return nil
	}
	p.moreSpec = spec
	return loadRows(p.conf.src, p.more.next(), spec)
}

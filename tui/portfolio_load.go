package tui

import (
	"context"
	"errors"

	tea "charm.land/bubbletea/v2"

	"fieldfolio/portfolio"
)

// inquiries are what a list has asked beside its first rows, and not been
// answered yet.
type inquiries struct {
	totals, more requests
	moreSpec     portfolio.ListSpec // what more asks for
	renewing     requests           // of the figures of marked projects

	undoing requests
	work    requests // what takes longer, and esc stops
}

func newInquiries(ctx context.Context) inquiries {
	of := requests{base: ctx}
	return inquiries{totals: of, more: of, renewing: of, undoing: of, work: of}
}

// listTotals is what the rows of a list are together.
type listTotals struct {
	sums  portfolio.ListTotals
	marks portfolio.Phrase // of projects whose figures are not kept up to date here
}

func loadTotals(ctx context.Context, src listSource, spec portfolio.ListSpec) (t listTotals, err error) {
	if t.sums, err = src.Totals(ctx, spec); err != nil {
		return t, err //nolint:wrapcheck // the store's own sentence
	}
	f, err := src.Freshness(ctx)
	if err == nil {
		t.marks, err = f.Marks(ctx, src, spec)
	}
	return t, err //nolint:wrapcheck // likewise
}

// load asks for a list; what is shown stays until the answer comes.
func (p *projects) load(spec portfolio.ListSpec) tea.Cmd { return p.start(&window{spec: spec}) }

// refresh asks for the list again, of which something may have changed, and
// stays where it is.
func (p *projects) refresh() tea.Cmd {
	w := &window{spec: p.spec(), again: true}
	if p.list != nil {
		w.cursor = p.list.cursor
	}
	return p.start(w)
}

// start asks for what a window shows first, and for its totals.
func (p *projects) start(w *window) tea.Cmd {
	p.next = w
	first, _ := w.wanted(p.page())
	w.first = first.Offset
	src, spec := p.conf.src, w.spec
	totals := func(ctx context.Context) (listTotals, error) { return loadTotals(ctx, src, spec) }
	return tea.Batch(ask(p.asked.next(), rowsOf(src, first)), ask(p.totals.next(), totals))
}

// reload asks for the list again, as it was asked for last.
func (p *projects) reload() tea.Cmd { return p.load(p.spec()) }

func (p *projects) takeRows(m answer[[]portfolio.Listed]) tea.Cmd {
	if rows, ok := m.to(&p.loading); ok {
		p.next.take(p.next.first, rows)
		p.marks.see(rows)
		p.next.keepWidths(p.list)
		p.put()
		return p.settle()
	}
	if !p.more.done(m.req) || p.list == nil {
		return nil
	}
	if m.err == nil {
		p.list.take(p.moreSpec.Offset, m.value)
		p.marks.see(m.value)
	} else if !errors.Is(m.err, context.Canceled) {
		p.fault = m.err
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

func (p *projects) takeTotals(m answer[listTotals]) tea.Cmd {
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
	w.totals, w.marks = &m.value.sums, m.value.marks
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
	return ask(p.more.next(), rowsOf(p.conf.src, spec))
}

package list

import (
	"context"
	"errors"

	tea "charm.land/bubbletea/v2"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/breakdown"
	"fieldfolio/tui/ui"
)

// inquiries are the requests of a list besides that for its first rows.
type inquiries struct {
	totals, more ui.Requests
	moreSpec     breakdown.ListSpec // the rows that more requests
	renewing     ui.Requests        // reloads marked projects

	undoing ui.Requests
	work    ui.Requests // long jobs, which esc stops
	sought  string      // record of a project to be selected: one that was just added, or where the person returns to
}

func newInquiries(ctx context.Context) inquiries {
	of := ui.Requests{Base: ctx}
	return inquiries{totals: of, more: of, renewing: of, undoing: of, work: of}
}

// listTotals is the sums of a list.
type listTotals struct {
	sums  breakdown.ListTotals
	marks portfolio.Phrase // what this copy does not know of the list
}

func loadTotals(ctx context.Context, src ui.ListSource, spec breakdown.ListSpec) (t listTotals, err error) {
	if t.sums, err = src.Totals(ctx, spec); err != nil {
		return t, err
	}
	f, err := src.Freshness(ctx, 0)
	if err != nil {
		return t, err
	}
	gaps, err := f.Gaps(ctx, src, spec)
	if len(gaps) > 0 {
		t.marks = portfolio.Join(gaps, "; ")
	}
	return t, err
}

// load requests a list; the present one stays on screen until the answer comes.
func (p *Projects) load(spec breakdown.ListSpec) tea.Cmd { return p.start(&ui.Window{Spec: spec}) }

// refresh reloads the list after a change, and keeps the place in it.
func (p *Projects) refresh() tea.Cmd {
	w := &ui.Window{Spec: p.spec(), Again: true}
	if p.list != nil {
		w.Cursor = p.list.Cursor
	}
	return p.start(w)
}

// start requests the first rows of a window, and its totals.
func (p *Projects) start(w *ui.Window) tea.Cmd {
	p.next = w
	first, _ := w.Wanted(p.page())
	w.First = first.Offset
	src, spec := p.Conf.Src, w.Spec
	totals := func(ctx context.Context) (listTotals, error) { return loadTotals(ctx, src, spec) }
	return tea.Batch(ui.Ask(p.Asked.Next(), ui.RowsOf(src, first)), ui.Ask(p.totals.Next(), totals))
}

// reload requests the present list again.
func (p *Projects) reload() tea.Cmd { return p.load(p.spec()) }

func (p *Projects) takeRows(m ui.Answer[[]breakdown.Listed]) tea.Cmd {
	if rows, ok := m.To(&p.Loading); ok {
		p.next.Take(p.face.Measure, p.next.First, rows)
		p.marks.see(rows)
		p.next.KeepWidths(p.list)
		covers := p.coverage()
		p.put()
		if covers != p.coverage() {
			p.marks.stale = p.marks.any()
			return tea.Batch(p.settle(), p.renewMarks())
		}
		return p.settle()
	}
	if !p.more.Done(m.Req) || p.list == nil {
		return nil
	}
	if m.Err == nil {
		p.list.Take(p.face.Measure, p.moreSpec.Offset, m.Value)
		p.marks.see(m.Value)
	} else if !errors.Is(m.Err, context.Canceled) {
		p.Fault = m.Err
	}
	return p.settle()
}

// coverage names the years and places that the list covers.
func (p *Projects) coverage() string {
	if p.list == nil {
		return ""
	}
	return p.list.Spec.Query.Confinement().String()
}

// put shows the window that was requested. A reload of the same list keeps its identity for the
// projects opened from it.
func (p *Projects) put() {
	if p.next.Again && p.list != nil {
		p.list.Replace(p.next)
	} else {
		p.list = p.next
	}
	p.next = nil
}

func (p *Projects) takeTotals(m ui.Answer[listTotals]) tea.Cmd {
	if !p.totals.Done(m.Req) {
		return nil
	}
	if m.Err != nil {
		p.Fault = m.Err
		return nil
	}
	w := p.list
	if p.next != nil {
		w = p.next
	}
	w.Totals, w.Marks = &m.Value.sums, m.Value.marks
	if p.Conf.Printed == nil {
		return p.settle()
	}
	return tea.Batch(p.settle(), p.Conf.Printed.load(w.Spec))
}

// settle brings the selection back into the list, or to a project that is sought, and loads more rows where the
// loaded ones end.
func (p *Projects) settle() tea.Cmd {
	if p.list == nil {
		return nil
	}
	page := p.page()
	if p.sought != "" && p.list.Select(p.sought) && p.list.At < p.list.Count() {
		p.sought = ""
	}
	p.list.Keep(p.list.Count(), page)
	spec, need := p.list.Wanted(page)
	under := p.more.Waiting() && p.moreSpec.Offset <= p.list.Top && p.list.Top+page <= p.moreSpec.Offset+p.moreSpec.Limit
	if !need || under || p.next != nil {
		return nil
	}
	p.moreSpec = spec
	return ui.Ask(p.more.Next(), ui.RowsOf(p.Conf.Src, spec))
}

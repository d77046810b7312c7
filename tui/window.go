package tui

import (
	"context"

	"fieldfolio/portfolio"
)

// window is a list of which only the rows around those shown are loaded.
type window struct {
	spec   portfolio.ListSpec // without offset and limit
	first  int                // place of the first loaded row
	rows   []portfolio.Listed
	totals *portfolio.ListTotals // nil until they are known
	marks  portfolio.Phrase      // of projects whose figures are not kept up to date here
	cursor
	again bool // takes the place of the same list, of which something may have changed

	number      int  // width that project numbers need
	money       int  // width that amounts need
	assumed     bool // a day of a row seen so far is assumed
	provisional bool // a number of a row seen so far is provisional
}

// rowsOf returns what asks for the rows of a list.
func rowsOf(src listSource, spec portfolio.ListSpec) func(context.Context) ([]portfolio.Listed, error) {
	return func(ctx context.Context) ([]portfolio.Listed, error) { return src.Projects(ctx, spec) }
}

// leastLoad is how many rows are asked for at least.
const leastLoad = 200

// count returns how many rows the list has, as far as is known.
func (w *window) count() int {
	if w.totals != nil {
		return int(w.totals.Projects)
	}
	return w.first + len(w.rows)
}

// row returns a row, nil if it is not loaded.
func (w *window) row(i int) *portfolio.Listed {
	if i < w.first || i >= w.first+len(w.rows) {
		return nil
	}
	return &w.rows[i-w.first]
}

// take puts loaded rows into the window.
func (w *window) take(offset int, rows []portfolio.Listed) {
	w.first, w.rows = offset, rows
	for i := range rows {
		w.number = max(w.number, width(clean(rows[i].NumberShown())))
		for _, m := range portfolio.StoredMeasures {
			w.money = max(w.money, width(rows[i].Amounts.Of(m).Shown()))
		}
		w.assumed = w.assumed || rows[i].Duration.StartAssumed || rows[i].Duration.EndAssumed
		w.provisional = w.provisional || rows[i].Provisional
	}
	w.number = min(w.number, 14)
}

// keepWidths takes over the widths of the list before, and the line below it,
// so that all stays where it is while a query is typed.
func (w *window) keepWidths(before *window) {
	if before != nil && w.totals == nil {
		w.marks = before.marks
	}
	if before != nil {
		w.number, w.money = max(w.number, before.number), max(w.money, before.money)
	}
}

// wanted returns the part of the list that shall be loaded for a page, and
// whether the part that is loaded comes too near to its ends.
func (w *window) wanted(page int) (portfolio.ListSpec, bool) {
	end := w.first + len(w.rows)
	before := w.first > 0 && w.top-page < w.first
	after := end < w.count() && w.top+2*page > end
	spec := w.spec
	spec.Limit = max(6*page, leastLoad)
	spec.Offset = max(w.top+page/2-spec.Limit/2, 0)
	return spec, before || after
}

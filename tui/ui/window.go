package ui

import (
	"context"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/breakdown"
	"fieldfolio/tui/draw"
)

// Window is a list of which only the rows around those shown are loaded.
type Window struct {
	Spec   breakdown.ListSpec // without offset and limit
	First  int                // place of the first loaded row
	Rows   []breakdown.Listed
	Totals *breakdown.ListTotals // nil until they are known
	Marks  portfolio.Phrase      // of projects whose figures are not kept up to date here
	Cursor
	Again bool // takes the place of the same list, of which something may have changed

	Number      int  // width that project numbers need
	Money       int  // width that amounts need
	Assumed     bool // a day of a row seen so far is assumed
	Provisional bool // a number of a row seen so far is provisional
}

// RowsOf returns what asks for the rows of a list.
func RowsOf(src ListSource, spec breakdown.ListSpec) func(context.Context) ([]breakdown.Listed, error) {
	return func(ctx context.Context) ([]breakdown.Listed, error) { return src.Projects(ctx, spec) }
}

// LeastLoad is how many rows are asked for at least.
const LeastLoad = 200

// Count returns how many rows the list has, as far as is known.
func (w *Window) Count() int {
	if w.Totals != nil {
		return int(w.Totals.Projects)
	}
	return w.First + len(w.Rows)
}

// Row returns a row, nil if it is not loaded.
func (w *Window) Row(i int) *breakdown.Listed {
	if i < w.First || i >= w.First+len(w.Rows) {
		return nil
	}
	return &w.Rows[i-w.First]
}

// Take puts loaded rows into the window.
func (w *Window) Take(offset int, rows []breakdown.Listed) {
	w.First, w.Rows = offset, rows
	for i := range rows {
		w.Number = max(w.Number, draw.Width(draw.Clean(rows[i].NumberShown())))
		for _, m := range breakdown.StoredMeasures {
			w.Money = max(w.Money, draw.Width(breakdown.AmountOf(rows[i].Amounts, m).Shown()))
		}
		w.Assumed = w.Assumed || rows[i].Duration.StartAssumed || rows[i].Duration.EndAssumed
		w.Provisional = w.Provisional || rows[i].Provisional
	}
	w.Number = min(w.Number, 14)
}

// KeepWidths takes over the widths of the list before, and the line below it,
// so that all stays where it is while a query is typed.
func (w *Window) KeepWidths(before *Window) {
	if before != nil && w.Totals == nil {
		w.Marks = before.Marks
	}
	if before != nil {
		w.Number, w.Money = max(w.Number, before.Number), max(w.Money, before.Money)
	}
}

// Wanted returns the part of the list that shall be loaded for a page, and
// whether the part that is loaded comes too near to its ends.
func (w *Window) Wanted(page int) (breakdown.ListSpec, bool) {
	end := w.First + len(w.Rows)
	before := w.First > 0 && w.Top-page < w.First
	after := end < w.Count() && w.Top+2*page > end
	spec := w.Spec
	spec.Limit = max(6*page, LeastLoad)
	spec.Offset = max(w.Top+page/2-spec.Limit/2, 0)
	return spec, before || after
}

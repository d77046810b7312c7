package ui

import (
	"context"
	"slices"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/breakdown"
	"fieldfolio/tui/draw"
)

// Window is a list of which only the rows around those in sight are loaded.
type Window struct {
	Spec   breakdown.ListSpec // without offset and limit
	First  int                // index of the first loaded row
	Rows   []breakdown.Listed
	Totals *breakdown.ListTotals // nil until known
	Marks  portfolio.Phrase      // about projects whose figures this copy does not keep up to date
	Cursor
	Again bool // replaces the same list, of which something may have changed

	Number      int  // width of the longest project number, in cells
	Money       int  // width of the longest amount, in cells
	Assumed     bool // a row seen so far has an assumed date
	Provisional bool // a row seen so far has a provisional number
	Disorder    bool // a row seen so far has values that do not fit together
}

// RowsOf returns a function that loads the rows of a list.
func RowsOf(src ListSource, spec breakdown.ListSpec) func(context.Context) ([]breakdown.Listed, error) {
	return func(ctx context.Context) ([]breakdown.Listed, error) { return src.Projects(ctx, spec) }
}

// LeastLoad is the minimum number of rows in a request.
const LeastLoad = 200

// Count returns the number of rows in the list, as far as known.
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

// Take stores loaded rows, whose widths it takes by a measure.
func (w *Window) Take(by *draw.Measure, offset int, rows []breakdown.Listed) {
	w.First, w.Rows = offset, rows
	for i := range rows {
		w.Number = max(w.Number, by.Cells(draw.Clean(rows[i].NumberShown())))
		for _, m := range breakdown.StoredMeasures {
			w.Money = max(w.Money, by.Cells(breakdown.AmountOf(rows[i].Amounts, m).Shown()))
		}
		w.Assumed = w.Assumed || rows[i].Duration.StartAssumed || rows[i].Duration.EndAssumed
		w.Provisional = w.Provisional || rows[i].Provisional
		w.Disorder = w.Disorder || rows[i].Disordered()
	}
	w.Number = min(w.Number, 14)
}

// KeepWidths takes over the widths and the bottom line of the previous list, so that nothing moves
// while a query is typed.
func (w *Window) KeepWidths(before *Window) {
	if before != nil && w.Totals == nil {
		w.Marks = before.Marks
	}
	if before != nil {
		w.Number, w.Money = max(w.Number, before.Number), max(w.Money, before.Money)
	}
}

// Visit moves the selection to a record. A list that was not loaded again since a change may have it
// at another place.
func (w *Window) Visit(at int, record string) {
	if !w.Select(record) {
		w.At = at
	}
}

// Select moves the selection to a record, and reports whether it is among the loaded rows.
func (w *Window) Select(record string) bool {
	i := slices.IndexFunc(w.Rows, func(l breakdown.Listed) bool { return l.ID == record })
	if i >= 0 {
		w.At = w.First + i
	}
	return i >= 0
}

// Replace shows the list as it was loaded again, with the same project selected. Until the totals are
// loaded too, it keeps the former ones.
func (w *Window) Replace(by *Window) {
	places := make(map[string]int, len(by.Rows))
	for i := range by.Rows {
		places[by.Rows[i].ID] = by.First + i
	}
	by.Cursor = w.Cursor
	by.Follow(func(at int) (int, bool) {
		row := w.Row(at)
		if row == nil {
			return 0, false
		}
		i, ok := places[row.ID]
		return i, ok
	})
	if by.Totals == nil {
		by.Totals, by.Marks = w.Totals, w.Marks
	}
	*w = *by
}

// Wanted returns the part of the list to load for a page, and whether the loaded part ends too
// near.
func (w *Window) Wanted(page int) (breakdown.ListSpec, bool) {
	end := w.First + len(w.Rows)
	before := w.First > 0 && w.Top-page < w.First
	after := end < w.Count() && w.Top+2*page > end
	spec := w.Spec
	spec.Limit = max(6*page, LeastLoad)
	spec.Offset = max(w.Top+page/2-spec.Limit/2, 0)
	return spec, before || after
}

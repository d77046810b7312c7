package pivot

import (
	"slices"
	"strings"

	"fieldfolio/portfolio/breakdown"
	"fieldfolio/tui/ui"
)

// Spot is the selected row and column, and what the table is made of.
func (b *Breakdown) Spot() ui.Spot {
	if b.shown == nil {
		return b.back
	}
	at, col := b.row(), b.selected()
	s := ui.Spot{Row: at.code}.With("within", at.inner).With("column", col.code)
	s = s.With("rows", string(b.want.rows)).With("columns", string(b.want.cols)).With("inner", string(b.want.inner))
	open := make([]string, 0, len(b.options.open))
	for code := range b.options.open {
		open = append(open, code)
	}
	slices.Sort(open)
	return s.With("measure", string(b.want.measure)).With("open", strings.Join(open, "\n"))
}

// Return makes the table as it was, and selects the row and the column. Dimensions that cannot stand together are
// left as they are.
func (b *Breakdown) Return(to ui.Spot) {
	b.back = to
	if m := breakdown.Measure(to.Set["measure"]); slices.Contains(breakdown.Measures, m) {
		b.want.measure = m
	}
	known := func(d breakdown.Dimension) bool { return slices.Contains(breakdown.Dimensions, d) }
	rows, cols := breakdown.Dimension(to.Set["rows"]), breakdown.Dimension(to.Set["columns"])
	if !known(rows) || !known(cols) || rows == cols {
		return
	}
	b.want.rows, b.want.cols = rows, cols
	if inner := breakdown.Dimension(to.Set["inner"]); known(inner) && !inner.Alike(rows) && inner != cols {
		b.want.inner = inner
		b.setOpen(true, strings.Split(to.Set["open"], "\n")...)
	}
}

// reach selects the row and the column to which the person returns.
func (b *Breakdown) reach() {
	to := b.back
	if b.back = (ui.Spot{}); to.Row == "" {
		return
	}
	if at := b.grid.find(rowKey{to.Row, to.Set["within"]}); at >= 0 {
		b.rows.At = at
	}
	kind := codeSlot
	if to.Set["column"] == breakdown.All {
		kind = totalSlot
	}
	if to.Set["column"] != "" {
		b.toColumn(pivotColumn{kind: kind, code: to.Set["column"]})
	}
	b.settle()
}

package tui

// lineOf returns the choice on a line of a list that shows a page of n choices
// from top, below some lines.
func lineOf(y, above, top, page, n int) (int, bool) {
	i := y - above
	return top + i, i >= 0 && i < page && top+i < n
}

// Pointed returns the project at a cell.
func (p *projects) Pointed(_, y int) (int, bool) {
	if p.list == nil || p.Typing() {
		return 0, false
	}
	return lineOf(y, len(p.above()), p.list.top, p.page(), p.list.count())
}

// Pointed returns the line of the history at a cell.
func (h *history) Pointed(_, y int) (int, bool) {
	return lineOf(y, h.above(), h.list.top, h.page(), h.list.count)
}

// above is how many lines stand over the rows.
func (t *timeline) above() int {
	if t.airy() {
		return 3
	}
	return 2
}

// Pointed returns the row of the programme at a cell.
func (p *programme) Pointed(_, y int) (int, bool) {
	above := 2
	if p.airy() {
		above++
	}
	return lineOf(y, above, p.cursor.top, p.page(), len(p.shown))
}

// Pointed returns the conflict at a cell.
func (c *conflicts) Pointed(_, y int) (int, bool) {
	return lineOf(y, 2, c.cursor.top, c.page(), c.count())
}

// Pointed returns the published figure at a cell.
func (r *reconcile) Pointed(_, y int) (int, bool) {
	above := 2
	if r.face.height >= 14 {
		above++
	}
	return lineOf(y, above, r.cursor.top, r.page(), len(r.shown))
}

// Pointed returns the row at a cell.
func (f *finding) Pointed(_, y int) (int, bool) {
	return lineOf(y, len(f.above()), f.cursor.top, f.page(), len(f.of.Rows))
}

// Pointed returns the row of the table at a cell, the one after the last for the
// total.
func (b *breakdown) Pointed(_, y int) (int, bool) {
	if b.none() != "" || b.Typing() {
		return 0, false
	}
	above, gap := 2, 0
	if b.airy() {
		above, gap = 3, 1
	}
	rows := min(b.page(), len(b.grid.lines))
	if y == above+rows+gap {
		return len(b.grid.lines), true
	}
	return lineOf(y, above, b.rows.top, rows, len(b.grid.lines))
}

// PointedColumn selects the column of the table at a cell.
func (b *breakdown) PointedColumn(x int) {
	l := b.layout()
	at := gutterWidth + l.name
	for i, s := range l.slots {
		if x >= at && x <= at+s.width {
			b.slot = i
		}
		at += 1 + s.width
	}
}

// Pointed returns the choice at a cell.
func (p *picker) Pointed(_, y int) (int, bool) {
	return lineOf(y, 2, p.cursor.top, p.page(), len(p.hits))
}

// Pointed returns the field at a cell, which may take several lines.
func (p *project) Pointed(_, y int) (int, bool) {
	if p.Typing() || y < 1 {
		return 0, false
	}
	return stopAt(p.text().at(), p.stops.top+y-1)
}

// Pointed returns the line of the view Sync at a cell.
func (v *offices) Pointed(_, y int) (int, bool) {
	above := len(v.above())
	if v.Typing() || y < above {
		return 0, false
	}
	_, at := v.list()
	return stopAt(at, v.stops.top+y-above)
}

// stopAt returns the last stop at or above a line.
func stopAt(at []int, line int) (int, bool) {
	i := -1
	for j, l := range at {
		if l <= line {
			i = j
		}
	}
	return i, i >= 0
}

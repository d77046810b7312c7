package pivot

import (
	"cmp"
	"math"
	"slices"
	"strconv"

	"fieldfolio/portfolio/breakdown"
	"fieldfolio/tui/draw"
)

// options is the options of the table. They stay when the figures are loaded again.
type options struct {
	share   shareOf
	tense   tense
	bars    bool            // draw the selected column as bars
	heat    bool            // shade the figures
	running bool            // each year includes all years before it
	empty   bool            // show rows and columns without figures too
	order   rowOrder        // of the rows
	open    map[string]bool // the expanded rows
}

// shareOf says whether figures are shown as they are, or as shares.
type shareOf int

const (
	asFigures shareOf = iota
	ofWhole
	ofRow
	ofColumn
)

// rowOrder is the order of the rows. The zero value is that of the breakdown: the largest total
// first; years, kinds and statuses in their own order.
type rowOrder struct {
	col string // column to sort by, All for the total; empty: the order of the breakdown
	up  bool   // the smallest first
}

// grid is the figures of a pivot as shown, with expanded rows in place. It is computed once for
// many drawings.
type grid struct {
	cols     []string
	heads    []string   // names of the columns
	lines    []gridLine // without the total
	total    gridLine
	hidden   int        // number of empty rows and columns left out
	years    []string   // of the sparklines; nil: there are none
	extremes []extremes // of each column, and of the total behind them
	sums     int64      // the largest absolute value of a sum of some columns of a row
	peak     float64    // the largest weight of a column, for shades
	name     int        // width of the longest name, in cells
}

// gridLine is the figures of a row.
type gridLine struct {
	row   rowKey
	cols  []breakdown.Figure
	total breakdown.Figure
	years []breakdown.Figure
}

// extremes are the values that determine the width of a column.
type extremes struct {
	least, most int64
	share       int // width of the widest share outside 0 to 100 %, in cells
}

// grid computes the figures as shown, and their widths by the measure of a frame.
func (p *pivot) grid(s options, f *draw.Frame) *grid {
	g := &grid{}
	for _, c := range p.cols {
		if s.empty || p.shownIn(s.tense).cols[c] {
			g.cols, g.heads = append(g.cols, c), append(g.heads, p.head(c, f.Cat))
		} else {
			g.hidden++
		}
	}
	g.years = p.yearsOf()
	g.total = p.line(totalRow, g, s)
	rows := make([]rowKey, len(p.rows))
	for i, code := range p.rows {
		rows[i] = rowKey{code, breakdown.All}
	}
	for _, l := range p.linesOf(rows, g, s) {
		g.lines = append(g.lines, l)
		if p.shape.inner == "" || !s.open[l.row.code] {
			continue
		}
		below := make([]rowKey, len(p.inner[l.row.code]))
		for i, code := range p.inner[l.row.code] {
			below[i] = rowKey{l.row.code, code}
		}
		g.lines = append(g.lines, p.linesOf(below, g, s)...)
	}
	g.measure(p, s, f.Measure)
	return g
}

// linesOf returns the lines of some rows in their order.
func (p *pivot) linesOf(rows []rowKey, g *grid, s options) []gridLine {
	var out []gridLine
	for _, r := range rows {
		if !s.empty && !p.shownIn(s.tense).rows[r] {
			g.hidden++
			continue
		}
		out = append(out, p.line(r, g, s))
	}
	at := slices.Index(g.cols, s.order.col)
	if s.order.col == "" || at < 0 && s.order.col != breakdown.All {
		return out
	}
	slices.SortStableFunc(out, func(x, y gridLine) int {
		n := cmp.Compare(g.weight(&x, at, s.share), g.weight(&y, at, s.share))
		if s.order.up {
			return n
		}
		return -n
	})
	return out
}

func (p *pivot) line(r rowKey, g *grid, s options) gridLine {
	l := gridLine{row: r, cols: make([]breakdown.Figure, len(g.cols)), total: p.at(s.tense, r, breakdown.All)}
	var sum breakdown.Figure
	for i, c := range g.cols {
		l.cols[i] = p.at(s.tense, r, c)
		if s.running && c != breakdown.UnknownYear {
			sum = sum.Plus(l.cols[i])
			l.cols[i] = sum
		}
	}
	for _, y := range g.years {
		l.years = append(l.years, p.years.at(s.tense, p.codes(r, y)...))
	}
	return l
}

// yearsOf returns all years from the first to the last with a figure; nil if years are not shown.
func (p *pivot) yearsOf() []string {
	if !p.shape.yearly() {
		return nil
	}
	known := slices.DeleteFunc(p.years.now.Codes(len(p.years.now.Spec.By)-1, p.years.others()...), func(y string) bool {
		codes := p.codes(totalRow, y)
		return y == breakdown.UnknownYear || !p.years.at(difference, codes...).Known
	})
	if len(known) == 0 {
		return nil
	}
	first, _ := strconv.Atoi(known[0])
	last, _ := strconv.Atoi(known[len(known)-1])
	var all []string
	for y := first; y <= last; y++ {
		all = append(all, strconv.Itoa(y))
	}
	return all
}

// value returns the figure of a line in a column, -1 for the total.
func (l *gridLine) value(at int) breakdown.Figure {
	if at < 0 {
		return l.total
	}
	return l.cols[at]
}

// outside returns the sum of the columns outside cols[from:to], for amounts only.
func (l *gridLine) outside(from, to int) breakdown.Figure {
	var sum breakdown.Figure
	for i, f := range l.cols {
		if i < from || i >= to {
			sum = sum.Plus(f)
		}
	}
	return sum
}

// weight returns the value by which a figure is sorted and shaded: the figure itself, or its share.
func (g *grid) weight(l *gridLine, at int, share shareOf) float64 {
	n, whole := float64(l.value(at).N), float64(1)
	switch share {
	case ofWhole:
		whole = float64(g.total.total.N)
	case ofRow:
		whole = float64(l.total.N)
	case ofColumn:
		whole = float64(g.total.value(at).N)
	case asFigures:
	}
	if whole == 0 {
		return 0
	}
	return n / whole
}

// measure computes the values that determine widths and shades.
func (g *grid) measure(p *pivot, s options, by *draw.Measure) {
	g.extremes = make([]extremes, len(g.cols)+1)
	for i := range len(g.lines) + 1 {
		l, sum := g.line(i), int64(0)
		for c := range g.extremes {
			at := c
			if c == len(g.cols) {
				at = -1
			} else {
				sum += max(l.cols[c].N, -l.cols[c].N)
			}
			w := g.weight(l, at, s.share)
			g.extremes[c].add(l.value(at).N, wideShare(by, w, s.share))
			if at >= 0 && i < len(g.lines) {
				g.peak = max(g.peak, math.Abs(w))
			}
		}
		g.sums = max(g.sums, sum)
		g.name = max(g.name, by.Cells(p.rowName(l.row))+l.row.indent())
	}
}

func (e *extremes) add(n int64, share int) {
	e.least, e.most, e.share = min(e.least, n), max(e.most, n), max(e.share, share)
}

// wideShare returns the width of a share that is wider than usual, in cells; 0 for others.
func wideShare(by *draw.Measure, w float64, share shareOf) int {
	if share == asFigures || w >= 0 && w <= 0.9994 {
		return 0
	}
	return by.Cells(rates.known(int64(math.Round(w * 10_000))).Shown())
}

// indent is the indentation of a name, in cells.
func (r rowKey) indent() int {
	if r.inner == breakdown.All {
		return 0
	}
	return 2
}

// line returns a line; the one after the last is the total.
func (g *grid) line(i int) *gridLine {
	if i >= len(g.lines) {
		return &g.total
	}
	return &g.lines[i]
}

func (g *grid) blank() bool { return len(g.lines) == 0 || len(g.cols) == 0 }

// find returns the index of a row, or of the row that contains it; -1 if neither exists.
func (g *grid) find(r rowKey) int {
	if r == totalRow {
		return len(g.lines)
	}
	at := func(r rowKey) int { return slices.IndexFunc(g.lines, func(l gridLine) bool { return l.row == r }) }
	if i := at(r); i >= 0 {
		return i
	}
	return at(rowKey{r.code, breakdown.All})
}

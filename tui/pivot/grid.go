package pivot

import (
	"cmp"
	"math"
	"slices"
	"strconv"

	"fieldfolio/portfolio/breakdown"
	"fieldfolio/tui/draw"
)

// options says how a pivot is shown. It stays when the figures are loaded again.
type options struct {
	share   shareOf
	tense   tense
	bars    bool            // the selected column as bars
	heat    bool            // figures have a shade
	running bool            // a year has all years before it added
	empty   bool            // rows and columns without figures are shown too
	order   rowOrder        // of the rows
	open    map[string]bool // the rows that are expanded
}

// shareOf says whether figures are shown as they are, or as shares.
type shareOf int

const (
	asFigures shareOf = iota
	ofWhole
	ofRow
	ofColumn
)

// rowOrder is by what rows are ordered. The zero value is the order of the
// breakdown: the largest total first; years, kinds and statuses by their own.
type rowOrder struct {
	col string // All for the total; empty: the order of the breakdown
	up  bool   // the smallest first
}

// grid is the figures of a pivot as they are shown: its rows in their order,
// those below expanded ones among them. It is made once for many paintings.
type grid struct {
	cols     []string
	lines    []gridLine // without the total
	total    gridLine
	hidden   int        // rows and columns that have no figure and are left out
	years    []string   // of the line of years of each row; nil: there is none
	extremes []extremes // of each column, and of the total behind them
	sums     int64      // no sum of some columns of a row is further from nothing
	peak     float64    // the largest weight in a column, for shades
	name     int        // the cells of the longest name
}

// gridLine is the figures of a row.
type gridLine struct {
	row   rowKey
	cols  []int64
	total int64
	years []int64
}

// extremes are what decides the width of a column.
type extremes struct {
	least, most int64
	share       int // cells of the widest share that is no share between nothing and the whole
}

// grid makes what is shown.
func (p *pivot) grid(s options) *grid {
	g := &grid{}
	for _, c := range p.cols {
		if s.empty || p.shownIn(s.tense).cols[c] {
			g.cols = append(g.cols, c)
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
	g.measure(p, s)
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
	l := gridLine{row: r, cols: make([]int64, len(g.cols)), total: p.at(s.tense, r, breakdown.All)}
	sum := int64(0)
	for i, c := range g.cols {
		l.cols[i] = p.at(s.tense, r, c)
		if s.running && c != unknownYear {
			sum += l.cols[i]
			l.cols[i] = sum
		}
	}
	for _, y := range g.years {
		l.years = append(l.years, p.years.at(s.tense, p.codes(r, y)...))
	}
	return l
}

var unknownYear = strconv.Itoa(breakdown.UnknownYear)

// yearsOf returns all years from the first to the last that rows have figures
// in; nil where they are not shown.
func (p *pivot) yearsOf() []string {
	if !p.shape.yearly() {
		return nil
	}
	known := slices.DeleteFunc(p.years.now.Codes(len(p.years.now.Spec.By)-1, p.years.others()...), func(y string) bool {
		codes := p.codes(totalRow, y)
		return y == unknownYear || p.years.at(atPresent, codes...) == 0 && p.years.at(earlier, codes...) == 0
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
func (l *gridLine) value(at int) int64 {
	if at < 0 {
		return l.total
	}
	return l.cols[at]
}

// outside returns the sum of the columns outside cols[from:to], of amounts
// only.
func (l *gridLine) outside(from, to int) int64 {
	sum := int64(0)
	for i, n := range l.cols {
		if i < from || i >= to {
			sum += n
		}
	}
	return sum
}

// weight returns what a figure is ordered and shaded by: the figure, or the
// share that is shown.
func (g *grid) weight(l *gridLine, at int, share shareOf) float64 {
	n, whole := float64(l.value(at)), float64(1)
	switch share {
	case ofWhole:
		whole = float64(g.total.total)
	case ofRow:
		whole = float64(l.total)
	case ofColumn:
		whole = float64(g.total.value(at))
	case asFigures:
	}
	if whole == 0 {
		return 0
	}
	return n / whole
}

// measure finds what decides widths and shades.
func (g *grid) measure(p *pivot, s options) {
	g.extremes = make([]extremes, len(g.cols)+1)
	for i := range len(g.lines) + 1 {
		l, sum := g.line(i), int64(0)
		for c := range g.extremes {
			at := c
			if c == len(g.cols) {
				at = -1
			} else {
				sum += max(l.cols[c], -l.cols[c])
			}
			w := g.weight(l, at, s.share)
			g.extremes[c].add(l.value(at), wideShare(w, s.share))
			if at >= 0 && i < len(g.lines) {
				g.peak = max(g.peak, math.Abs(w))
			}
		}
		g.sums = max(g.sums, sum)
		g.name = max(g.name, draw.Width(p.rowName(l.row))+l.row.indent())
	}
}

func (e *extremes) add(n int64, share int) {
	e.least, e.most, e.share = min(e.least, n), max(e.most, n), max(e.share, share)
}

// wideShare returns the cells of a share that needs more than most; 0 for others.
func wideShare(w float64, share shareOf) int {
	if share == asFigures || w >= 0 && w <= 0.9994 {
		return 0
	}
	return draw.Width(rates.value(int64(math.Round(w*10_000)), 0).Shown())
}

// indent is how far a name is moved to the right.
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

// find returns the place of a row, or that of the row that it is below; -1 if
// neither is there.
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

package pivot

import (
	"cmp"
	"math"
	"slices"
	"strconv"

	"fieldfolio/portfolio/breakdown"
	"fieldfolio/tui/draw"
)

// sight says how a pivot is shown. It stays when the figures are loaded again.
type sight struct {
	Share   shareOf
	Tense   tense
	bars    bool            // the selected column as bars
	Heat    bool            // figures have a shade
	Running bool            // a year has all years before it added
	empty   bool            // rows and columns without figures are shown too
	Order   rowOrder        // of the rows
	Open    map[string]bool // the rows that are expanded
}

// shareOf says whether figures are shown as they are, or as shares.
type shareOf int

const (
	AsFigures shareOf = iota
	ofWhole
	ofRow
	ofColumn
)

// rowOrder is by what rows are ordered. The zero value is the order of the
// breakdown: the largest total first; years, kinds and statuses by their own.
type rowOrder struct {
	Col string // All for the total; empty: the order of the breakdown
	up  bool   // the smallest first
}

// grid is the figures of a pivot as they are shown: its rows in their order,
// those below expanded ones among them. It is made once for many paintings.
type grid struct {
	Cols     []string
	Lines    []GridLine // without the total
	Total    GridLine
	hidden   int        // rows and columns that have no figure and are left out
	years    []string   // of the line of years of each row; nil: there is none
	extremes []extremes // of each column, and of the total behind them
	sums     int64      // no sum of some columns of a row is further from nothing
	peak     float64    // the largest weight in a column, for shades
	name     int        // the cells of the longest name
}

// GridLine is the figures of a row.
type GridLine struct {
	Row   RowKey
	cols  []int64
	Total int64
	years []int64
}

// extremes are what decides the width of a column.
type extremes struct {
	least, most int64
	share       int // cells of the widest share that is no share between nothing and the whole
}

// grid makes what is shown.
func (p *pivot) grid(s sight) *grid {
	g := &grid{}
	for _, c := range p.cols {
		if s.empty || p.shownIn(s.Tense).cols[c] {
			g.Cols = append(g.Cols, c)
		} else {
			g.hidden++
		}
	}
	g.years = p.yearsOf()
	g.Total = p.line(TotalRow, g, s)
	rows := make([]RowKey, len(p.Rows))
	for i, code := range p.Rows {
		rows[i] = RowKey{code, breakdown.All}
	}
	for _, l := range p.linesOf(rows, g, s) {
		g.Lines = append(g.Lines, l)
		if p.Shape.Inner == "" || !s.Open[l.Row.Code] {
			continue
		}
		below := make([]RowKey, len(p.inner[l.Row.Code]))
		for i, code := range p.inner[l.Row.Code] {
			below[i] = RowKey{l.Row.Code, code}
		}
		g.Lines = append(g.Lines, p.linesOf(below, g, s)...)
	}
	g.measure(p, s)
	return g
}

// linesOf returns the lines of some rows in their order.
func (p *pivot) linesOf(rows []RowKey, g *grid, s sight) []GridLine {
	var out []GridLine
	for _, r := range rows {
		if !s.empty && !p.shownIn(s.Tense).rows[r] {
			g.hidden++
			continue
		}
		out = append(out, p.line(r, g, s))
	}
	at := slices.Index(g.Cols, s.Order.Col)
	if s.Order.Col == "" || at < 0 && s.Order.Col != breakdown.All {
		return out
	}
	slices.SortStableFunc(out, func(x, y GridLine) int {
		n := cmp.Compare(g.weight(&x, at, s.Share), g.weight(&y, at, s.Share))
		if s.Order.up {
			return n
		}
		return -n
	})
	return out
}

func (p *pivot) line(r RowKey, g *grid, s sight) GridLine {
	l := GridLine{Row: r, cols: make([]int64, len(g.Cols)), Total: p.At(s.Tense, r, breakdown.All)}
	sum := int64(0)
	for i, c := range g.Cols {
		l.cols[i] = p.At(s.Tense, r, c)
		if s.Running && c != unknownYear {
			sum += l.cols[i]
			l.cols[i] = sum
		}
	}
	for _, y := range g.years {
		l.years = append(l.years, p.years.at(s.Tense, p.codes(r, y)...))
	}
	return l
}

var unknownYear = strconv.Itoa(breakdown.UnknownYear)

// yearsOf returns all years from the first to the last that rows have figures
// in; nil where they are not shown.
func (p *pivot) yearsOf() []string {
	if !p.Shape.yearly() {
		return nil
	}
	known := slices.DeleteFunc(p.years.Now.Codes(len(p.years.Now.Spec.By)-1, p.years.others()...), func(y string) bool {
		codes := p.codes(TotalRow, y)
		return y == unknownYear || p.years.at(AtPresent, codes...) == 0 && p.years.at(earlier, codes...) == 0
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
func (l *GridLine) value(at int) int64 {
	if at < 0 {
		return l.Total
	}
	return l.cols[at]
}

// outside returns the sum of the columns outside cols[from:to], of amounts
// only.
func (l *GridLine) outside(from, to int) int64 {
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
func (g *grid) weight(l *GridLine, at int, share shareOf) float64 {
	n, whole := float64(l.value(at)), float64(1)
	switch share {
	case ofWhole:
		whole = float64(g.Total.Total)
	case ofRow:
		whole = float64(l.Total)
	case ofColumn:
		whole = float64(g.Total.value(at))
	case AsFigures:
	}
	if whole == 0 {
		return 0
	}
	return n / whole
}

// measure finds what decides widths and shades.
func (g *grid) measure(p *pivot, s sight) {
	g.extremes = make([]extremes, len(g.Cols)+1)
	for i := range len(g.Lines) + 1 {
		l, sum := g.Line(i), int64(0)
		for c := range g.extremes {
			at := c
			if c == len(g.Cols) {
				at = -1
			} else {
				sum += max(l.cols[c], -l.cols[c])
			}
			w := g.weight(l, at, s.Share)
			g.extremes[c].add(l.value(at), wideShare(w, s.Share))
			if at >= 0 && i < len(g.Lines) {
				g.peak = max(g.peak, math.Abs(w))
			}
		}
		g.sums = max(g.sums, sum)
		g.name = max(g.name, draw.Width(p.rowName(l.Row))+l.Row.indent())
	}
}

func (e *extremes) add(n int64, share int) {
	e.least, e.most, e.share = min(e.least, n), max(e.most, n), max(e.share, share)
}

// wideShare returns the cells of a share that needs more than most; 0 for others.
func wideShare(w float64, share shareOf) int {
	if share == AsFigures || w >= 0 && w <= 0.9994 {
		return 0
	}
	return draw.Width(rates.Value(int64(math.Round(w*10_000)), 0).Shown())
}

// indent is how far a name is moved to the right.
func (r RowKey) indent() int {
	if r.Inner == breakdown.All {
		return 0
	}
	return 2
}

// Line returns a line; the one after the last is the total.
func (g *grid) Line(i int) *GridLine {
	if i >= len(g.Lines) {
		return &g.Total
	}
	return &g.Lines[i]
}

func (g *grid) blank() bool { return len(g.Lines) == 0 || len(g.Cols) == 0 }

// find returns the place of a row, or that of the row that it is below; -1 if
// neither is there.
func (g *grid) find(r RowKey) int {
	if r == TotalRow {
		return len(g.Lines)
	}
	at := func(r RowKey) int { return slices.IndexFunc(g.Lines, func(l GridLine) bool { return l.Row == r }) }
	if i := at(r); i >= 0 {
		return i
	}
	return at(RowKey{r.Code, breakdown.All})
}

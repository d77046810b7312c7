package format

import (
	"math"
	"slices"
	"strings"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/legible"
)

// Widths of text columns: those up to short are not shortened while longer ones
// can be; a column is left out rather than the widest text shortened to less
// than readable. A text shorter than telling is of no use.
const (
	short    = 20
	readable = 30
	telling  = 8
	least    = 4
	// breakFrom is how much wider than its figures a head must be to be broken
	// over lines.
	breakFrom = 2
	// balance is how much the length of a text counts for its width: with 0
	// all get the same width, with 1 all are shortened in proportion.
	balance = 0.35
)

// layout is a table as cells of cleaned text with the widths of its columns.
type layout struct {
	columns []portfolio.Column
	rows    [][]string
	total   []string
	natural []int // widths of the widest values
	heads   []int // widths that the heads need, broken over lines if necessary
	widths  []int
	left    []string // heads of columns that were left out although they have no DropOrder
}

// newLayout lays out a table in a width; 0 means unlimited.
func newLayout(t portfolio.Table, width int) *layout {
	g := &layout{columns: slices.Clone(t.Columns)}
	for _, r := range t.Rows {
		g.rows = append(g.rows, texts(r))
	}
	if t.Total != nil {
		g.total = texts(t.Total)
	}
	g.measure(false)
	for width > 0 && g.needs() > width && g.dropColumns() {
		g.measure(false)
	}
	for width > 0 && g.smallest() > width && len(g.columns) > 3 {
		g.dropLast()
		g.measure(true)
	}
	if width > 0 && g.full() > width {
		g.measure(true)
		g.shorten(width)
	}
	return g
}

func texts(values []portfolio.Value) []string {
	out := make([]string, len(values))
	for i, v := range values {
		out[i] = legible.Line(v.Shown())
	}
	return out
}

// measure computes the natural widths; with breakHeads, heads of figures may be
// broken over lines.
func (g *layout) measure(breakHeads bool) {
	n := len(g.columns)
	g.natural, g.heads = make([]int, n), make([]int, n)
	for i, c := range g.columns {
		for _, r := range g.rows {
			g.natural[i] = max(g.natural[i], measure.Width(r[i]))
		}
		if g.total != nil {
			g.natural[i] = max(g.natural[i], measure.Width(g.total[i]))
		}
		g.heads[i] = measure.Width(head(c))
		if breakHeads && c.Numeric && g.heads[i] > g.natural[i]+breakFrom {
			g.heads[i] = longestWord(head(c))
		}
	}
	g.widths = make([]int, n)
	for i := range g.widths {
		g.widths[i] = max(g.natural[i], g.heads[i])
	}
}

func longestWord(s string) int {
	longest := 0
	for _, w := range strings.Fields(s) {
		longest = max(longest, measure.Width(w))
	}
	return longest
}

// full returns the current width of the layout.
func (g *layout) full() int {
	sum := gap * (len(g.widths) - 1)
	for _, w := range g.widths {
		sum += w
	}
	return sum
}

// needs returns the width that the layout needs to be readable: the widest text
// column may be shortened to readable, the others to short.
func (g *layout) needs() int {
	sum, widest := g.full(), g.widest()
	for i, c := range g.columns {
		switch {
		case c.Numeric, c.DropOrder > 0:
		case i == widest:
			sum -= max(g.widths[i]-readable, 0)
		default:
			sum -= max(g.widths[i]-short, 0)
		}
	}
	return sum
}

func (g *layout) widest() int {
	widest := -1
	for i, c := range g.columns {
		if !c.Numeric && c.DropOrder == 0 && (widest < 0 || g.widths[i] > g.widths[widest]) {
			widest = i
		}
	}
	return widest
}

// dropColumns leaves out the next column in DropOrder, if there is one.
func (g *layout) dropColumns() bool {
	first := -1
	for i, c := range g.columns {
		if c.DropOrder > 0 && (first < 0 || c.DropOrder < g.columns[first].DropOrder) {
			first = i
		}
	}
	if first >= 0 {
		g.drop(first)
	}
	return first >= 0
}

// dropLast leaves out the last text column after the first two or, if there is
// none, the last column.
func (g *layout) dropLast() {
	last := len(g.columns) - 1
	for i := last; i > 1; i-- {
		if !g.columns[i].Numeric {
			last = i
			break
		}
	}
	g.left = append(g.left, head(g.columns[last]))
	g.drop(last)
}

func (g *layout) drop(i int) {
	g.columns = slices.Delete(g.columns, i, i+1)
	for j := range g.rows {
		g.rows[j] = slices.Delete(g.rows[j], i, i+1)
	}
	if g.total != nil {
		g.total = slices.Delete(g.total, i, i+1)
	}
}

// smallest returns the width below which texts would be of no use.
func (g *layout) smallest() int {
	sum := g.full()
	for i, c := range g.columns {
		if !c.Numeric {
			sum -= max(g.widths[i]-telling, 0)
		}
	}
	return sum
}

// shorten narrows text columns until the layout fits: long texts first, so that a
// long title keeps more width than a country, but not in proportion.
func (g *layout) shorten(width int) {
	for g.full() > width {
		pick, most := -1, 0.0
		for i, c := range g.columns {
			if c.Numeric || c.DropOrder > 0 || g.widths[i] <= least {
				continue
			}
			weight := float64(g.widths[i]) / math.Pow(float64(g.natural[i]+1), balance)
			if max(g.natural[i], g.heads[i]) <= short {
				weight /= 100
			}
			if weight > most {
				pick, most = i, weight
			}
		}
		if pick < 0 {
			return
		}
		g.widths[pick]--
	}
}

// headLines returns the heads as lines of cells, the last line last.
func (g *layout) headLines() [][]string {
	broken, height := make([][]string, len(g.columns)), 1
	for i, c := range g.columns {
		broken[i] = []string{head(c)}
		if c.Numeric {
			broken[i] = measure.WrapWords(head(c), g.widths[i])
		}
		height = max(height, len(broken[i]))
	}
	lines := make([][]string, height)
	for n := range lines {
		lines[n] = make([]string, len(g.columns))
		for i, b := range broken {
			if k := n - (height - len(b)); k >= 0 {
				lines[n][i] = b[k]
			}
		}
	}
	return lines
}

// format returns a row as one line.
func (g *layout) format(row []string) string {
	cells := make([]string, len(row))
	for i, s := range row {
		if g.columns[i].CutMiddle {
			s = measure.CutMiddle(s, g.widths[i], least)
		}
		cells[i] = fit(s, g.widths[i], g.columns[i].Numeric)
	}
	return strings.Join(cells, strings.Repeat(" ", gap))
}

package breakdown

import (
	"cmp"
	"context"
	"slices"

	"fieldfolio/portfolio"
)

// BreakdownSpec says what a breakdown consists of: dimensions, measures, and
// the projects that a query selects, or the part of their amounts that it
// covers. Measures that are not requested may be unknown in the cells.
type BreakdownSpec struct {
	By       []Dimension // one or more, each once
	Measures []Measure   // none means Approved
	Query    portfolio.Query
	AsOf     portfolio.Date // decides the status
}

// Needs reports whether a requested measure is computed from a stored one.
func (s BreakdownSpec) Needs(stored Measure) bool {
	if len(s.Measures) == 0 {
		return stored == Approved
	}
	return slices.ContainsFunc(s.Measures, func(m Measure) bool { return m.Needs(stored) })
}

// Cell is the figures of one combination of codes, one for each dimension.
type Cell struct {
	Codes    []string // one for each dimension; All in totals
	Sums     Sums
	Projects int64 // distinct projects
}

// All replaces a code in totals.
const All = "*"

// Of returns the figure of a measure, in its unit; 0 if it is unknown.
func (c Cell) Of(m Measure) int64 { return c.Figure(m).N }

// Figure returns the figure of a measure. It is unknown if no project of the
// cell states it: what is not published is not zero.
func (c Cell) Figure(m Measure) Figure {
	if m.Counts() {
		return Figure{c.Projects, c.Projects != 0}
	}
	return c.Sums.Figure(m)
}

// Money returns the figure of a measure of money, 0 if it is unknown.
func (c Cell) Money(m Measure) portfolio.Cents { return portfolio.Cents(c.Sums.Of(m)) }

// Amount returns the figure of a measure of money.
func (c Cell) Amount(m Measure) portfolio.Amount {
	f := c.Sums.Figure(m)
	return portfolio.Amount{Cents: portfolio.Cents(f.N), Known: f.Known}
}

// Breakdown is a table of cells with totals. Amounts always add up to the
// total; counts of projects need not, since a project can belong to several
// cells.
type Breakdown struct {
	Spec  BreakdownSpec
	Cells []Cell // without totals, in the order of Sort
	Total Cell

	// Assumed is the number of projects with an assumed start or end date, if
	// years or statuses depend on it.
	Assumed int64

	// Entries counts the projects with expenditure; nil if no measure needs it.
	Entries *Entries

	// Outside is what the query leaves out by confining amounts; nil if it confines
	// none.
	Outside *ListTotals

	names      map[Dimension]map[string]string
	confinedTo string
	Sub        map[string]Cell // sub-totals by joined codes
}

// CellSource supplies the figures of breakdowns, usually a store.
type CellSource interface {
	Cells(ctx context.Context, spec BreakdownSpec) ([]Cell, error)
	// Assumed counts the projects with an assumed start or end date.
	Assumed(ctx context.Context, q portfolio.Query, asOf portfolio.Date) (int64, error)
	// Totals ignores order, offset and limit.
	Totals(ctx context.Context, spec ListSpec) (ListTotals, error)
}

// BreakDown makes a breakdown from the cells of a source. Errors are those of
// the source.
func BreakDown(ctx context.Context, src CellSource, spec BreakdownSpec, cat *portfolio.Catalogue) (*Breakdown, error) {
	cells, err := src.Cells(ctx, spec)
	if err != nil {
		return nil, err
	}
	b := NewBreakdown(spec, cat, cells)
	if slices.ContainsFunc(spec.By, Dimension.RestsOnDays) || ofYears(spec.Query) {
		if b.Assumed, err = src.Assumed(ctx, spec.Query, spec.AsOf); err != nil {
			return nil, err
		}
	}
	if spec.Needs(Spent) || spec.Needs(Rated) {
		if b.Entries, err = entriesOf(ctx, src, ListSpec{Query: spec.Query, AsOf: spec.AsOf}); err != nil {
			return nil, err
		}
	}
	if spec.Query.Confines() {
		totals, err := src.Totals(ctx, ListSpec{Query: spec.Query, AsOf: spec.AsOf})
		if err != nil {
			return nil, err
		}
		b.Outside = totals.Outside
	}
	return b, nil
}

// NewBreakdown adds totals, names and order to cells. Cells must contain each
// combination once. Totals of money are summed here; counts of projects cannot
// be summed and are taken from cells with the code All, if there are such
// cells.
func NewBreakdown(spec BreakdownSpec, cat *portfolio.Catalogue, cells []Cell) *Breakdown {
	if len(spec.Measures) == 0 {
		spec.Measures = []Measure{Approved}
	}
	b := &Breakdown{Spec: spec, names: map[Dimension]map[string]string{}, Sub: map[string]Cell{},
		confinedTo: spec.Query.ConfinedTo(cat)}
	for _, d := range spec.By {
		b.names[d] = dimensionNames(d, cat)
	}
	for _, c := range cells {
		b.take(c)
	}
	b.Total = b.At(AllCodes(len(spec.By))...)
	slices.SortStableFunc(b.Cells, b.Order())
	return b
}

// take adds a cell to the table, and its money to every total that includes it.
func (b *Breakdown) take(c Cell) {
	if slices.Contains(c.Codes, All) {
		total := b.Sub[JoinCodes(c.Codes)]
		total.Projects = c.Projects
		b.Sub[JoinCodes(c.Codes)] = total
		return
	}
	b.Cells = append(b.Cells, c)
	b.Sub[JoinCodes(c.Codes)] = c
	for mask := 1; mask < 1<<len(c.Codes); mask++ {
		key := JoinCodes(masked(c.Codes, mask))
		total := b.Sub[key]
		total.Sums.Add(&c.Sums)
		b.Sub[key] = total
	}
}

// masked returns codes with All in the positions of the bits of mask.
func masked(codes []string, mask int) []string {
	out := slices.Clone(codes)
	for i := range out {
		if mask&(1<<i) != 0 {
			out[i] = All
		}
	}
	return out
}

func AllCodes(n int) []string { return slices.Repeat([]string{All}, n) }

func JoinCodes(codes []string) string {
	var key [64]byte
	s := key[:0]
	for _, c := range codes {
		s = append(append(s, c...), 0)
	}
	return string(s)
}

// At returns the cell of the given codes, All for a total. A combination that
// does not occur is a cell without figures.
func (b *Breakdown) At(codes ...string) Cell {
	c := b.Sub[JoinCodes(codes)]
	c.Codes = codes
	return c
}

// Codes returns the codes of the i-th dimension that occur, in order, including
// those that occur only in others, which are breakdowns by the same dimensions.
func (b *Breakdown) Codes(i int, others ...*Breakdown) []string {
	all := []string{}
	for _, x := range append([]*Breakdown{b}, others...) {
		for _, c := range x.Cells {
			all = append(all, c.Codes[i])
		}
	}
	return b.sorted(i, all, func(code string) Cell { return b.marginal(i, code) })
}

// Under returns, for each code of the first dimension, the codes of the second
// that occur with it, ordered by their figures there, including those that
// occur only in others. It needs at least two dimensions.
func (b *Breakdown) Under(others ...*Breakdown) map[string][]string {
	all := map[string][]string{}
	for _, x := range append([]*Breakdown{b}, others...) {
		for _, c := range x.Cells {
			all[c.Codes[0]] = append(all[c.Codes[0]], c.Codes[1])
		}
	}
	for first, codes := range all {
		at := AllCodes(len(b.Spec.By))
		at[0] = first
		all[first] = b.sorted(1, codes, func(code string) Cell {
			at[1] = code
			return b.At(at...)
		})
	}
	return all
}

// sorted returns codes of the i-th dimension in order, each once; total returns
// the total of a code.
func (b *Breakdown) sorted(i int, codes []string, total func(code string) Cell) []string {
	figures := map[string]int64{}
	out := codes[:0]
	for _, c := range codes {
		if _, seen := figures[c]; !seen {
			figures[c] = total(c).Of(b.Spec.Measures[0])
			out = append(out, c)
		}
	}
	slices.SortFunc(out, func(x, y string) int { return b.Spec.By[i].compare(figures, x, y) })
	return out
}

// ConfinedTo names the years and places to which the query confines amounts, as
// Query.ConfinedTo does.
func (b *Breakdown) ConfinedTo() string { return b.confinedTo }

// Name returns the name of a code for people.
func (b *Breakdown) Name(d Dimension, code string) string {
	return cmp.Or(b.names[d][code], d.Plain(code))
}

func dimensionNames(d Dimension, cat *portfolio.Catalogue) map[string]string {
	names := map[string]string{}
	for _, c := range d.Choices(cat) {
		names[c.Code] = c.Name
	}
	return names
}

// Order returns the comparison by which cells are sorted: by the totals of
// their first dimension, largest first, then by the next; years, kinds and
// statuses in their own order; ties by code. It covers codes that occur only in
// others too.
func (b *Breakdown) Order(others ...*Breakdown) func(x, y Cell) int {
	places := make([]map[string]int, len(b.Spec.By))
	for i := range places {
		places[i] = map[string]int{}
		for n, code := range b.Codes(i, others...) {
			places[i][code] = n
		}
	}
	return func(x, y Cell) int {
		for i, p := range places {
			if n := p[x.Codes[i]] - p[y.Codes[i]]; n != 0 {
				return n
			}
		}
		return 0
	}
}

// marginal returns the total of a code in the i-th dimension.
func (b *Breakdown) marginal(i int, code string) Cell {
	codes := AllCodes(len(b.Spec.By))
	codes[i] = code
	return b.At(codes...)
}

// Along returns the breakdown of money by the i-th dimension alone. It counts no
// projects, which may be in several cells.
func (b *Breakdown) Along(i int, cat *portfolio.Catalogue) *Breakdown {
	spec := b.Spec
	spec.By = spec.By[i : i+1]
	codes := b.Codes(i)
	cells := make([]Cell, len(codes))
	for n, code := range codes {
		cells[n] = Cell{Codes: []string{code}, Sums: b.marginal(i, code).Sums}
	}
	return NewBreakdown(spec, cat, cells)
}

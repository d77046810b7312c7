package sqlite

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"fieldfolio/portfolio"
)

// The bits of slice.first, and of the counts n0 to n7 of summary.
const (
	bitLine  = 1
	bitPlace = 2
	bitYear  = 4
)

// MaxDimensions is the largest number of dimensions of a breakdown.
const MaxDimensions = 4

// base is larger than any number that a dimension is grouped by. A cell's
// numbers are grouped as the digits of one integer in this base.
const base = 10_000

// Cells adds up the cells of a breakdown. Where projects are counted it
// returns the totals too, for counts do not add up. It returns an *Invalid for
// more than MaxDimensions.
func (s *Store) Cells(ctx context.Context, spec portfolio.BreakdownSpec) ([]portfolio.Cell, error) {
	if n := len(spec.By); n == 0 || n > MaxDimensions {
		return nil, &portfolio.Invalid{Field: "breakdown by", Value: fmt.Sprint(spec.By), Why: "has no dimension or too many", Do: fmt.Sprintf("give one to %d", MaxDimensions)}
	}
	cat, err := s.Catalogue(ctx)
	if err != nil {
		return nil, err
	}
	fromSummary := ofSummary(spec)
	if err := s.prepare(ctx, need{sums: fromSummary, slices: !fromSummary && !ofProjects(spec)}, spec.Query); err != nil {
		return nil, err
	}
	sums := newCellSums(spec, cat)
	query, args := s.cellsSQL(spec, sums)
	var blob []byte
	if err := s.db.QueryRowContext(ctx, query, args...).Scan(&blob); err != nil {
		return nil, fileError(s.path, err)
	}
	err = unfold(blob, len(sums.money)+len(sums.masks), sums.add)
	return sums.cells, err
}

// ofSummary reports whether a breakdown can be read from the summary.
func ofSummary(spec portfolio.BreakdownSpec) bool {
	return len(spec.Query.Terms) == 0 && !slices.Contains(spec.By, portfolio.ByStatus)
}

// ofProjects reports whether a breakdown can be read from the projects without
// their slices: no dimension divides the amounts of one.
func ofProjects(spec portfolio.BreakdownSpec) bool {
	return !slices.ContainsFunc(spec.By, portfolio.Dimension.OfSlices)
}

// cellsSQL returns the query of a breakdown: a fold by the dimensions' numbers
// of the measures that are money, and of a count of projects for each mask.
func (s *Store) cellsSQL(spec portfolio.BreakdownSpec, sums *cellSums) (query string, args []any) {
	fromSummary := ofSummary(spec)
	from, table := "project p JOIN slice s ON s.project = p.id", "s"
	switch {
	case fromSummary:
		from, table = "summary p", "p"
	case ofProjects(spec):
		from, table = "project p", "p"
	}
	group := "0"
	for _, d := range spec.By {
		number, a := dimensionSQL(d, table, spec.AsOf)
		group = "(" + group + ") * " + strconv.Itoa(base) + " + " + number
		args = append(args, a...)
	}
	columns := []string{group}
	for _, m := range sums.money {
		column := table + "." + string(m)
		if ofProjects(spec) && !fromSummary {
			column = "ifnull(" + column + ", 0)" // in slices an unknown amount is 0
		}
		columns = append(columns, column)
	}
	for _, m := range sums.masks {
		switch {
		case fromSummary:
			columns = append(columns, fmt.Sprintf("p.n%d", m))
		case ofProjects(spec): // a row is a project
			columns = append(columns, "1")
		default:
			columns = append(columns, fmt.Sprintf("s.first & %d = %d", m, m))
		}
	}
	c := s.where(spec.Query, spec.AsOf)
	return "SELECT fold(" + strings.Join(columns, ", ") + ") FROM " + from + c.clause(), append(args, c.args...)
}

// dimensionSQL returns the number that cells are grouped by: a row ID, a place
// in portfolio.Statuses, the bits of a kind, or a year.
func dimensionSQL(d portfolio.Dimension, table string, asOf portfolio.Date) (string, []any) {
	switch d {
	case portfolio.ByRegion, portfolio.ByProgramme:
		return "p.programme", nil
	case portfolio.ByKind:
		return "p.kind", nil
	case portfolio.ByStatus:
		return statusSQL(asOf)
	case portfolio.ByCountry:
		return table + ".place", nil
	case portfolio.ByLine, portfolio.ByYear:
	}
	return table + "." + string(d), nil
}

// codeOf returns the code of a number that cells were grouped by.
func codeOf(d portfolio.Dimension, n int64, cat *portfolio.Catalogue) string {
	switch d {
	case portfolio.ByRegion, portfolio.ByProgramme:
		return cat.Programmes[n-1].Code
	case portfolio.ByCountry:
		return cat.Places[n-1].Code
	case portfolio.ByLine:
		return cat.Lines[n-1].Code
	case portfolio.ByKind:
		return portfolio.Kind(n).String() //nolint:gosec // two bits
	case portfolio.ByStatus:
		return string(portfolio.Statuses[n])
	case portfolio.ByYear:
	}
	return strconv.FormatInt(n, 10)
}

// kindNumber returns the bits of a kind's code.
func kindNumber(code string) int {
	for _, k := range portfolio.Kinds {
		if k.String() == code {
			return int(k)
		}
	}
	return 0
}

func sliceBit(d portfolio.Dimension) int {
	switch d {
	case portfolio.ByLine:
		return bitLine
	case portfolio.ByCountry:
		return bitPlace
	case portfolio.ByYear:
		return bitYear
	case portfolio.ByRegion, portfolio.ByProgramme, portfolio.ByKind, portfolio.ByStatus:
	}
	return 0
}

// countMasks returns the masks of slice.first whose counts are needed: for the
// cells, the bits of the dimensions that the breakdown does not have, and for
// each total those of the dimensions that it adds up too.
func countMasks(spec portfolio.BreakdownSpec) []int {
	if !slices.Contains(spec.Measures, portfolio.ProjectCount) {
		return nil
	}
	used := 0
	for _, d := range spec.By {
		used |= sliceBit(d)
	}
	var masks []int
	for m := range 8 {
		if m&^used == 7&^used {
			masks = append(masks, m)
		}
	}
	return masks
}

// cellSums turns records of a fold into cells, and adds up the counts of
// totals.
type cellSums struct {
	spec  portfolio.BreakdownSpec
	cat   *portfolio.Catalogue
	money []portfolio.Measure
	masks []int
	cells []portfolio.Cell
	index map[string]int // of totals in cells
}

func newCellSums(spec portfolio.BreakdownSpec, cat *portfolio.Catalogue) *cellSums {
	s := &cellSums{spec: spec, cat: cat, masks: countMasks(spec), index: map[string]int{}}
	for _, m := range spec.Measures {
		if m != portfolio.ProjectCount {
			s.money = append(s.money, m)
		}
	}
	if len(spec.Measures) == 0 {
		s.money = []portfolio.Measure{portfolio.Approved}
	}
	return s
}

func (s *cellSums) add(record []int64) {
	n := len(s.spec.By)
	codes, group := make([]string, n), record[0]
	for i := n - 1; i >= 0; i-- {
		codes[i] = codeOf(s.spec.By[i], group%base, s.cat)
		group /= base
	}
	c := portfolio.Cell{Codes: codes}
	for i, m := range s.money {
		c.Add(m, portfolio.Cents(record[1+i]))
	}
	if len(s.masks) > 0 {
		counts := record[1+len(s.money):]
		c.Projects = s.count(counts, 0)
		for total := 1; total < 1<<n; total++ {
			s.addTotal(codes, counts, total)
		}
	}
	s.cells = append(s.cells, c)
}

// count returns the number of projects that a row adds to the total over the
// dimensions of a set, given by bits of their positions. counts are the row's,
// one for each mask.
func (s *cellSums) count(counts []int64, total int) int64 {
	mask := s.masks[0]
	for i, d := range s.spec.By {
		if total&(1<<i) != 0 {
			mask |= sliceBit(d)
		}
	}
	return counts[slices.Index(s.masks, mask)]
}

func (s *cellSums) addTotal(codes []string, counts []int64, total int) {
	t := slices.Clone(codes)
	for i := range t {
		if total&(1<<i) != 0 {
			t[i] = portfolio.All
		}
	}
	key := strings.Join(t, "\x00")
	i, ok := s.index[key]
	if !ok {
		i = len(s.cells)
		s.index[key] = i
		s.cells = append(s.cells, portfolio.Cell{Codes: t})
	}
	s.cells[i].Projects += s.count(counts, total)
}

package pivot

import (
	"context"
	"strings"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/breakdown"
	"fieldfolio/portfolio/exchange"
	"fieldfolio/tui/draw"
	"fieldfolio/tui/ui"
)

// Shape says what a pivot is made of.
type Shape struct {
	Rows, Inner, Cols breakdown.Dimension // inner divides the rows once more; empty: nothing does
	Measure           breakdown.Measure
	query             portfolio.Query
	since             portfolio.Date // figures are compared with those at the end of this day; 0: they are not
	Years             bool           // with the rows by year too
}

// spec returns what is asked of the source: the dimensions of the rows, and
// one of columns.
func (s Shape) spec(cols breakdown.Dimension, asOf portfolio.Date) breakdown.BreakdownSpec {
	by := []breakdown.Dimension{s.Rows, cols}
	if s.Inner != "" {
		by = []breakdown.Dimension{s.Rows, s.Inner, cols}
	}
	return breakdown.BreakdownSpec{By: by, Measures: []breakdown.Measure{s.Measure}, Query: s.query, AsOf: asOf}
}

// yearly reports whether rows have years of their own to be shown in a line.
func (s Shape) yearly() bool {
	return s.Years && !s.Rows.InTime() && !s.Inner.InTime()
}

// tense says of which day figures are.
type tense int

const (
	AtPresent  tense = iota
	Difference       // now less then
	earlier          // at the end of the day compared with
)

// figures are a breakdown as it is, and as it was if that is compared.
type figures struct{ Now, then *breakdown.Breakdown }

func (f figures) at(of tense, codes ...string) int64 {
	m := f.Now.Spec.Measures[0]
	switch {
	case f.then == nil || of == AtPresent:
		return f.Now.At(codes...).Of(m)
	case of == earlier:
		return f.then.At(codes...).Of(m)
	}
	return f.Now.At(codes...).Of(m) - f.then.At(codes...).Of(m)
}

// others returns the breakdowns beside the one of now.
func (f figures) others() []*breakdown.Breakdown {
	if f.then == nil {
		return nil
	}
	return []*breakdown.Breakdown{f.then}
}

// pivot is a breakdown by rows, perhaps divided once more, and columns.
type pivot struct {
	Shape      Shape
	Cells      figures
	years      figures             // the rows by year; without any unless they are shown
	Rows, cols []string            // codes, in order
	inner      map[string][]string // codes below each row, in order
	fresh      []portfolio.Value   // how old the figures are

	filled  marked // what has a figure, now or then
	changed marked // what has one that differs
}

// marked is the rows and columns of which some cell is of a kind. Changes that
// cancel each other out leave a total as it was; its row is marked.
type marked struct {
	rows map[RowKey]bool
	cols map[string]bool
}

// LoadPivot asks a source for a pivot.
func LoadPivot(ctx context.Context, src ui.CellSource, s Shape, f draw.Frame) (*pivot, error) {
	p := &pivot{Shape: s}
	var err error
	if p.Cells, err = loadFigures(ctx, src, s, s.spec(s.Cols, f.AsOf), f.Cat); err != nil {
		return nil, err
	}
	if p.years = p.Cells; s.yearly() && !s.Cols.InTime() {
		if p.years, err = loadFigures(ctx, src, s, s.spec(breakdown.ByYear, f.AsOf), f.Cat); err != nil {
			return nil, err
		}
	}
	p.Rows = p.Cells.Now.Codes(0, p.Cells.others()...)
	p.cols = p.Cells.Now.Codes(len(p.Cells.Now.Spec.By)-1, p.Cells.others()...)
	if s.Inner != "" {
		p.inner = p.Cells.Now.Under(p.Cells.others()...)
	}
	p.filled = p.marks(func(codes []string) bool {
		return p.Cells.at(AtPresent, codes...) != 0 || p.Cells.at(earlier, codes...) != 0
	})
	p.changed = p.marks(func(codes []string) bool { return p.Cells.at(Difference, codes...) != 0 })
	p.fresh, err = exchange.FreshnessNotes(ctx, src, breakdown.ListSpec{Query: s.query, AsOf: f.AsOf})
	return p, err
}

func loadFigures(ctx context.Context, src ui.CellSource, s Shape, spec breakdown.BreakdownSpec, cat *portfolio.Catalogue) (f figures, err error) {
	if f.Now, err = breakdown.BreakDown(ctx, src, spec, cat); err != nil || !s.since.Known() {
		return f, err
	}
	cells, err := src.CellsOn(ctx, s.since, spec)
	f.then = breakdown.NewBreakdown(spec, cat, cells)
	return f, err
}

// RowKey names a row: a code of the first dimension and All, codes of both for
// one below it, All twice for the total.
type RowKey struct{ Code, Inner string }

var TotalRow = RowKey{breakdown.All, breakdown.All}

// codes returns the codes of a cell.
func (p *pivot) codes(r RowKey, col string) []string {
	if p.Shape.Inner == "" {
		return []string{r.Code, col}
	}
	return []string{r.Code, r.Inner, col}
}

// At returns the figure of a cell or a total.
func (p *pivot) At(of tense, r RowKey, col string) int64 {
	return p.Cells.at(of, p.codes(r, col)...)
}

// marks marks the rows and columns of cells of a kind.
func (p *pivot) marks(are func(codes []string) bool) marked {
	m := marked{map[RowKey]bool{}, map[string]bool{}}
	for _, b := range append(p.Cells.others(), p.Cells.Now) {
		for _, c := range b.Cells {
			if !are(c.Codes) {
				continue
			}
			m.rows[RowKey{c.Codes[0], breakdown.All}], m.cols[c.Codes[len(c.Codes)-1]] = true, true
			if p.Shape.Inner != "" {
				m.rows[RowKey{c.Codes[0], c.Codes[1]}] = true
			}
		}
	}
	return m
}

// shownIn returns what is shown where the rest is left out.
func (p *pivot) shownIn(of tense) marked {
	if of == Difference {
		return p.changed
	}
	return p.filled
}

// addsUp reports whether the figures of parts add up to those of the whole.
func (p *pivot) addsUp() bool { return p.Shape.Measure.AddsUp() }

// Compared reports whether there are figures of an earlier day too.
func (p *pivot) Compared() bool { return p.Cells.then != nil }

func (p *pivot) rowName(r RowKey) string {
	if r.Inner != breakdown.All {
		return p.name(p.Shape.Inner, r.Inner)
	}
	return p.name(p.Shape.Rows, r.Code)
}

func (p *pivot) name(d breakdown.Dimension, code string) string {
	if code == breakdown.All {
		return "TOTAL"
	}
	return draw.Clean(p.Cells.Now.Name(d, code))
}

// label names a cell in words.
func (p *pivot) label(r RowKey, col string) string {
	var parts []string
	if r.Code != breakdown.All {
		parts = append(parts, p.name(p.Shape.Rows, r.Code))
	}
	if r.Inner != breakdown.All {
		parts = append(parts, p.rowName(r))
	}
	if col != breakdown.All {
		parts = append(parts, p.name(p.Shape.Cols, col))
	}
	if len(parts) == 0 {
		parts = append(parts, "all of the breakdown")
	}
	return strings.Join(parts, ", ")
}

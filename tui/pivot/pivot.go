package pivot

import (
	"cmp"
	"context"
	"fmt"
	"strings"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/breakdown"
	"fieldfolio/portfolio/exchange"
	"fieldfolio/portfolio/report"
	"fieldfolio/tui/draw"
	"fieldfolio/tui/ui"
)

// shape is what a pivot is made of.
type shape struct {
	rows, inner, cols breakdown.Dimension // inner divides each row once more; empty: none does
	measure           breakdown.Measure
	query             portfolio.Query
	since             portfolio.Date // compare with the figures at the end of this day; 0: no comparison
	years             bool           // load the rows by year too
}

// spec returns the request for the rows by a dimension of columns.
func (s shape) spec(cols breakdown.Dimension, asOf portfolio.Date) breakdown.BreakdownSpec {
	by := []breakdown.Dimension{s.rows, cols}
	if s.inner != "" {
		by = []breakdown.Dimension{s.rows, s.inner, cols}
	}
	return breakdown.BreakdownSpec{By: by, Measures: []breakdown.Measure{s.measure}, Query: s.query, AsOf: asOf}
}

// yearly reports whether rows can have sparklines of their years.
func (s shape) yearly() bool {
	return s.years && !s.rows.InTime() && !s.inner.InTime()
}

// tense says of which date figures are.
type tense int

const (
	atPresent  tense = iota
	difference       // present figure less the earlier one
	earlier          // at the end of the day compared with
)

// figures are a breakdown at present and, in a comparison, at an earlier date.
type figures struct{ now, then *breakdown.Breakdown }

func (f figures) at(of tense, codes ...string) breakdown.Figure {
	m := f.now.Spec.Measures[0]
	switch {
	case f.then == nil || of == atPresent:
		return f.now.At(codes...).Figure(m)
	case of == earlier:
		return f.then.At(codes...).Figure(m)
	}
	now, then := f.now.At(codes...).Figure(m), f.then.At(codes...).Figure(m)
	return breakdown.Figure{N: now.N - then.N, Known: now.Known || then.Known}
}

// others returns the breakdowns other than the present one.
func (f figures) others() []*breakdown.Breakdown {
	if f.then == nil {
		return nil
	}
	return []*breakdown.Breakdown{f.then}
}

// pivot is a breakdown by rows, perhaps divided once more, and by columns.
type pivot struct {
	shape      shape
	cells      figures
	years      figures             // the rows by year; empty unless they are shown
	rows, cols []string            // codes, in order
	inner      map[string][]string // codes inside each row, in order
	fresh      []portfolio.Value   // how recent the figures are
	printed    string              // where the document prints other totals; may be empty
	known      portfolio.KnownDays // the days that can be compared with

	filled  marked // with a figure at either date
	changed marked // with a figure that differs
}

// marked is the rows and columns that have a cell of some kind. A row whose changes cancel out has
// an unchanged total, and is marked all the same.
type marked struct {
	rows map[rowKey]bool
	cols map[string]bool
}

// askPivot returns a pivot, which is that of all who ask for the same: nobody may modify it.
func askPivot(ctx context.Context, src ui.CellSource, s shape, asOf portfolio.Date) (*pivot, error) {
	if s.since.Known() { // figures of a past date cannot be had from within the state that is shared
		return loadPivot(ctx, src, s, asOf)
	}
	question := fmt.Sprintf("pivot %d %s,%s,%s %s %v %s", asOf, s.rows, s.inner, s.cols, s.measure, s.years, s.query)
	p, err := src.Shared(ctx, question, func(ctx context.Context) (any, error) { return loadPivot(ctx, src, s, asOf) })
	if err != nil {
		return nil, err
	}
	return p.(*pivot), nil // the question has answers of one type
}

// loadPivot loads a pivot from a source.
func loadPivot(ctx context.Context, src ui.CellSource, s shape, asOf portfolio.Date) (*pivot, error) {
	p := &pivot{shape: s}
	cat, err := src.Catalogue(ctx)
	if err != nil {
		return nil, err
	}
	if p.known, err = src.KnownDays(ctx); err != nil {
		return nil, err
	}
	if p.cells, err = loadFigures(ctx, src, s, s.spec(s.cols, asOf), cat); err != nil {
		return nil, err
	}
	if p.years = p.cells; s.yearly() && !s.cols.InTime() {
		if p.years, err = loadFigures(ctx, src, s, s.spec(breakdown.ByYear, asOf), cat); err != nil {
			return nil, err
		}
	}
	p.rows = p.cells.now.Codes(0, p.cells.others()...)
	p.cols = p.cells.now.Codes(len(p.cells.now.Spec.By)-1, p.cells.others()...)
	if s.inner != "" {
		p.inner = p.cells.now.Under(p.cells.others()...)
	}
	p.filled = p.marks(func(codes []string) bool {
		return p.cells.at(difference, codes...).Known
	})
	p.changed = p.marks(func(codes []string) bool { return p.cells.at(difference, codes...).N != 0 })
	published, err := src.Published(ctx)
	if err != nil {
		return nil, err
	}
	p.printed = report.PrintedLists(p.cells.now, published)
	p.fresh, err = exchange.FreshnessNotes(ctx, src, breakdown.ListSpec{Query: s.query, AsOf: asOf}, s.since)
	return p, err
}

func loadFigures(ctx context.Context, src ui.CellSource, s shape, spec breakdown.BreakdownSpec,
	cat *portfolio.Catalogue) (f figures, err error) {
	if f.now, err = breakdown.BreakDown(ctx, src, spec, cat); err != nil || !s.since.Known() {
		return f, err
	}
	cells, err := src.CellsOn(ctx, s.since, spec)
	f.then = breakdown.NewBreakdown(spec, cat, cells)
	return f, err
}

// rowKey identifies a row: a code and All; for a row inside another, both codes; for the total, All
// twice.
type rowKey struct{ code, inner string }

var totalRow = rowKey{breakdown.All, breakdown.All}

// codes returns the codes of a cell.
func (p *pivot) codes(r rowKey, col string) []string {
	if p.shape.inner == "" {
		return []string{r.code, col}
	}
	return []string{r.code, r.inner, col}
}

// at returns the figure of a cell or a total.
func (p *pivot) at(of tense, r rowKey, col string) breakdown.Figure {
	return p.cells.at(of, p.codes(r, col)...)
}

// marks returns the rows and columns with a cell of some kind.
func (p *pivot) marks(are func(codes []string) bool) marked {
	m := marked{map[rowKey]bool{}, map[string]bool{}}
	for _, b := range append(p.cells.others(), p.cells.now) {
		for _, c := range b.Cells {
			if !are(c.Codes) {
				continue
			}
			m.rows[rowKey{c.Codes[0], breakdown.All}], m.cols[c.Codes[len(c.Codes)-1]] = true, true
			if p.shape.inner != "" {
				m.rows[rowKey{c.Codes[0], c.Codes[1]}] = true
			}
		}
	}
	return m
}

// shownIn returns the rows and columns shown if empty ones are left out.
func (p *pivot) shownIn(of tense) marked {
	if of == difference {
		return p.changed
	}
	return p.filled
}

// addsUp reports whether the figures of parts add up to that of the whole.
func (p *pivot) addsUp() bool { return p.shape.measure.AddsUp() }

// compared reports whether there are figures of an earlier date too.
func (p *pivot) compared() bool { return p.cells.then != nil }

func (p *pivot) rowName(r rowKey) string {
	if r.inner != breakdown.All {
		return p.name(p.shape.inner, r.inner)
	}
	return p.name(p.shape.rows, r.code)
}

func (p *pivot) name(d breakdown.Dimension, code string) string {
	if code == breakdown.All {
		return "TOTAL"
	}
	return draw.Clean(p.cells.now.Name(d, code))
}

// head returns the name of a column for its head.
func (p *pivot) head(code string, cat *portfolio.Catalogue) string {
	cols := p.shape.cols
	return cmp.Or(draw.Clean(cols.Short(code, cat)), p.name(cols, code))
}

// label names a cell in words.
func (p *pivot) label(r rowKey, col string) string {
	var parts []string
	if r.code != breakdown.All {
		parts = append(parts, p.name(p.shape.rows, r.code))
	}
	if r.inner != breakdown.All {
		parts = append(parts, p.rowName(r))
	}
	if col != breakdown.All {
		parts = append(parts, p.name(p.shape.cols, col))
	}
	if len(parts) == 0 {
		parts = append(parts, "all of the breakdown")
	}
	return strings.Join(parts, ", ")
}

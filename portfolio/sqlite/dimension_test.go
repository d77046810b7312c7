package sqlite_test

import (
	"bytes"
	"cmp"
	"context"
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/breakdown"
	"fieldfolio/portfolio/format"
	"fieldfolio/portfolio/proof"
	"fieldfolio/portfolio/report"
	"fieldfolio/portfolio/sqlite"
	"fieldfolio/seed"
)

// dimensionTest has a store and the same projects in memory.
type dimensionTest struct {
	store    *sqlite.Store
	cat      *portfolio.Catalogue
	projects []portfolio.Project
}

func newDimensionTest(t *testing.T) *dimensionTest {
	t.Helper()
	doc := document(t)
	doc.Projects = append(doc.Projects, seed.Synthetic(150, 19).Projects...)
	return &dimensionTest{open(t, doc), &doc.Catalogue, doc.Projects}
}

// breakdown breaks all measures down by a dimension, and compares every figure
// with the plain version over slices in memory.
func (x *dimensionTest) breakdown(t *testing.T, d breakdown.Dimension) *breakdown.Breakdown {
	t.Helper()
	spec := breakdown.BreakdownSpec{By: []breakdown.Dimension{d}, Measures: breakdown.Measures, AsOf: asOf}
	got, err := breakdown.BreakDown(context.Background(), x.store, spec, x.cat)
	if err != nil {
		t.Fatal(err)
	}
	want := breakdown.NewBreakdown(spec, x.cat, breakdown.CellsOf(spec, x.cat, x.projects))
	if !slices.Equal(got.Codes(0), want.Codes(0)) || len(want.Codes(0)) < 2 {
		t.Fatalf("the store has %v, memory %v", got.Codes(0), want.Codes(0))
	}
	for _, code := range append(want.Codes(0), breakdown.All) {
		compareCell(t, got, want, []string{code}, spec.Measures)
		openCell(t, x.store, got, []string{code})
	}
	return got
}

// TestEveryDimension holds every dimension of the table against the store: its
// figures, names, facets, proofs and exports, and the query by its key.
func TestEveryDimension(t *testing.T) {
	x := newDimensionTest(t)
	for _, d := range breakdown.Dimensions {
		t.Run(string(d), func(t *testing.T) {
			b := x.breakdown(t, d)
			for _, code := range b.Codes(0) {
				if name := b.Name(d, code); name == "" || name != d.Name(code, x.cat) {
					t.Errorf("%s is called %q and %q", code, name, d.Name(code, x.cat))
				}
				x.proven(t, b, code)
				x.found(t, d, code)
			}
			x.exported(t, b)
			if !x.ordered(b) {
				t.Errorf("in the order %v", b.Codes(0))
			}
		})
	}
}

// TestEveryMeasure holds every measure of the table against its dimensions:
// parts add up to the whole where the measure says so.
func TestEveryMeasure(t *testing.T) {
	x := newDimensionTest(t)
	b := x.breakdown(t, breakdown.ByLine)
	for _, m := range breakdown.Measures {
		sum := int64(0)
		for _, c := range b.Cells {
			sum += c.Of(m)
		}
		if whole := b.Total.Of(m); whole == 0 || m.AddsUp() != (sum == whole) {
			t.Errorf("%s: parts add up to %d, the whole is %d, adds up: %t", m, sum, whole, m.AddsUp())
		}
		if back, err := breakdown.ParseMeasures(strings.ToUpper(string(m))); err != nil || back[0] != m || m.Title() == "" {
			t.Errorf("%s, %q is read as %v, %v", m, m.Title(), back, err)
		}
	}
}

// ordered reports whether codes stand in their own order, or the largest first.
func (x *dimensionTest) ordered(b *breakdown.Breakdown) bool {
	d, codes := b.Spec.By[0], b.Codes(0)
	place := func(code string) int {
		return slices.IndexFunc(d.Choices(x.cat), func(c portfolio.Choice) bool { return c.Code == code })
	}
	if d.InTime() {
		place = func(code string) int {
			year, _ := strconv.Atoi(code)
			return cmp.Or(year, math.MaxInt) // unknown comes last
		}
	}
	figure := func(code string) int64 { return b.At(code).Of(b.Spec.Measures[0]) }
	return slices.IsSortedFunc(codes, func(x, y string) int { return cmp.Compare(place(x), place(y)) }) ||
		slices.IsSortedFunc(codes, func(x, y string) int { return cmp.Compare(figure(y), figure(x)) })
}

// proven proves every measure of a cell.
func (x *dimensionTest) proven(t *testing.T, b *breakdown.Breakdown, code string) {
	t.Helper()
	for _, m := range breakdown.Measures {
		cell := breakdown.CellRef{By: b.Spec.By, Codes: []string{code}, Measure: m}
		checkCell(t, asked(x.store), proof.ListFigure{AsOf: asOf, Cell: cell}, x.cat, b.At(code).Of(m))
	}
}

// found looks for the projects of a code with the dimension's key, as it is
// typed, and among its facets.
func (x *dimensionTest) found(t *testing.T, d breakdown.Dimension, code string) {
	t.Helper()
	code = d.Plain(code)
	q := query(t, breakdown.Choosing(portfolio.Query{}, d, code).String(), x.cat)
	want := int64(0)
	for i := range x.projects {
		if len(breakdown.SlicesWithin(q, &x.projects[i], x.cat, asOf)) > 0 {
			want++
		}
	}
	totals, err := x.store.Totals(context.Background(), breakdown.ListSpec{Query: q, AsOf: asOf})
	if err != nil || totals.Projects != want || want == 0 || q.Terms[0].Key != d.Key() {
		t.Errorf("%s finds %d, want %d: %v", q, totals.Projects, want, err)
	}
	facets, err := x.store.Facets(context.Background(), q, asOf, d)
	if err != nil || !slices.ContainsFunc(facets, func(f breakdown.Facet) bool { return f.Code == code && f.Projects == want }) {
		t.Errorf("%s is not among %v: %v", code, facets, err)
	}
}

// exported writes a breakdown in every format: each row has its code, or for
// people its name.
func (x *dimensionTest) exported(t *testing.T, b *breakdown.Breakdown) {
	t.Helper()
	for _, kind := range format.Formats {
		var out bytes.Buffer
		if err := format.Write(&out, kind, report.BreakdownTable(b), format.Options{}); err != nil {
			t.Fatal(err)
		}
		for _, row := range report.BreakdownTable(b).Rows {
			want := row[0].Plain()
			if format.ForPeople(kind) {
				want = row[0].Shown()
			}
			if !strings.Contains(out.String(), want) {
				t.Errorf("%s has no %q", kind, want)
			}
		}
		for _, m := range breakdown.Measures {
			if !strings.Contains(strings.ToLower(out.String()), string(m)) {
				t.Errorf("%s has no %s", kind, m)
			}
		}
	}
}

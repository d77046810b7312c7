package sqlite_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/breakdown"
	"fieldfolio/seed"
)

// TestSumsAgree is the promise to users: the sums of the field portfolio by
// any dimension are the same, to the cent.
func TestSumsAgree(t *testing.T) {
	doc := document(t)
	s := open(t, doc)
	want := portfolio.Dollars(189_538_627)
	for _, d := range breakdown.Dimensions {
		spec := breakdown.BreakdownSpec{By: []breakdown.Dimension{d}, Query: query(t, "kind:field", &doc.Catalogue), AsOf: asOf}
		cells, err := s.Cells(context.Background(), spec)
		if err != nil {
			t.Fatal(err)
		}
		if got := breakdown.NewBreakdown(spec, &doc.Catalogue, cells).Total.Money(breakdown.Approved); got != want {
			t.Errorf("by %s: %s, want %s", d, got.Plain(), want.Plain())
		}
	}
}

// queries are the terms that random queries are put together from.
var queries = []string{
	"kind:field", "kind:global", "-kind:field+global", "line:DRG,BOR", "-line:TIP", "country:ML,GH,298", "status:active",
	"status:ended,planned", "-status:unknown", "approved>1m", "approved<=2,500,000", "-overall>3m", "shortfall>=100k", "start>=2008",
	"end<2012-06-30", "-end<=2012", "start:2010", "end:+6m", "-end<=+6m", "start>-1y6m", "training", "tr", "title:border", "-drug", "region:west-africa,global", "number:RERF23,XAMT72",
	"programme:eastern-africa", "west africa", "Viet-Nam",
	"scope:west-africa,KE", "-scope:global,ML", "scope:UA,GH",
	"(piracy OR maritime)", "(kind:global OR line:DRG approved>1m)", "-(end<2012 OR approved>1m)", "-(approved>1m region:west-africa)",
	"(-approved>1m OR -(end:+6m OR (training kind:field)))", "(scope:UA,GH OR -scope:eastern-africa approved>1m)",
}

// confining are the terms that confine amounts, allQueries those and all others.
var (
	confining = []string{"year:2010..2013", "year>=2012", "-year:2011", "year:unknown,..2009", "place:ML,GH,UA", "place:west-africa",
		"-place:KE,global"}
	allQueries = slices.Concat(queries, confining)
)

// TestCellsMatchReference compares every figure of random breakdowns with the
// plain version over slices in memory, and opens random cells into projects.
func TestCellsMatchReference(t *testing.T) {
	synthetic := seed.Synthetic(300, 7)
	real := document(t)
	real.Projects = append(real.Projects, synthetic.Projects...)
	s, cat := open(t, real), &real.Catalogue
	rapid.Check(t, func(t *rapid.T) {
		spec := breakdown.BreakdownSpec{
			By:       rapid.SliceOfNDistinct(rapid.SampledFrom(breakdown.Dimensions), 1, 3, rapid.ID).Draw(t, "by"),
			Measures: rapid.SliceOfNDistinct(rapid.SampledFrom(breakdown.Measures), 1, 4, rapid.ID).Draw(t, "measures"),
			AsOf:     asOf,
		}
		var err error
		text := strings.Join(rapid.SliceOfN(rapid.SampledFrom(allQueries), 0, 3).Draw(t, "query"), " ")
		if spec.Query, err = portfolio.ParseQuery(text, cat); err != nil {
			t.Fatal(err)
		}
		got, err := breakdown.BreakDown(context.Background(), s, spec, cat)
		if err != nil {
			t.Fatal(err)
		}
		if n := assumedOf(spec, cat, real.Projects); got.Assumed != n {
			t.Fatalf("%d projects with assumed days, want %d", got.Assumed, n)
		}
		want := breakdown.NewBreakdown(spec, cat, breakdown.CellsOf(spec, cat, real.Projects))
		if len(got.Cells) != len(want.Cells) {
			t.Fatalf("%d cells, want %d", len(got.Cells), len(want.Cells))
		}
		for _, w := range want.Cells {
			compareCell(t, got, want, w.Codes, spec.Measures)
			codes := slices.Clone(w.Codes)
			codes[rapid.IntRange(0, len(codes)-1).Draw(t, "total over")] = breakdown.All
			compareCell(t, got, want, codes, spec.Measures)
		}
		if len(want.Cells) > 0 {
			c := rapid.SampledFrom(want.Cells).Draw(t, "cell")
			openCell(t, s, got, c.Codes)
			openCell(t, s, got, got.Total.Codes)
		}
	})
}

// assumedOf counts the projects with assumed days that years or statuses of a
// breakdown rest on, or its amounts of some years.
func assumedOf(spec breakdown.BreakdownSpec, cat *portfolio.Catalogue, projects []portfolio.Project) (n int64) {
	ofYears := slices.ContainsFunc(spec.Query.Terms, func(t portfolio.Term) bool { return t.Key == portfolio.KeyYear })
	if !slices.Contains(spec.By, breakdown.ByYear) && !slices.Contains(spec.By, breakdown.ByStatus) && !ofYears {
		return 0
	}
	for i := range projects {
		if d := projects[i].Duration; (d.StartAssumed || d.EndAssumed) && len(breakdown.SlicesWithin(spec.Query, &projects[i], cat, spec.AsOf)) > 0 {
			n++
		}
	}
	return n
}

func compareCell(t rapid.TB, got, want *breakdown.Breakdown, codes []string, measures []breakdown.Measure) {
	for _, m := range measures {
		if g, w := got.At(codes...).Figure(m), want.At(codes...).Figure(m); g != w {
			t.Fatalf("%v %s: %v, want %v", codes, m, g, w)
		}
	}
}

type lister interface {
	Projects(context.Context, breakdown.ListSpec) ([]breakdown.Listed, error)
	Totals(context.Context, breakdown.ListSpec) (breakdown.ListTotals, error)
}

// openCell opens a cell into the projects behind it; their parts must add up
// to the cell.
func openCell(t rapid.TB, s lister, b *breakdown.Breakdown, codes []string) {
	for _, m := range b.Spec.Measures {
		if part, _, ok := m.Rate(); ok {
			m = part
		}
		list := breakdown.ListSpec{Query: b.Spec.Query, AsOf: asOf, Cell: &breakdown.CellRef{By: b.Spec.By, Codes: codes, Measure: m},
			Sort: []breakdown.Order{{Key: breakdown.KeyPart, Desc: true}}}
		rows, err := s.Projects(context.Background(), list)
		if err != nil {
			t.Fatal(err)
		}
		totals, err := s.Totals(context.Background(), list)
		if err != nil {
			t.Fatal(err)
		}
		got := int64(totals.Part.Cents)
		if m.Counts() {
			got = totals.Projects
		}
		if want := b.At(codes...).Of(m); got != want || len(rows) != int(totals.Projects) {
			t.Fatalf("%v %s: opens into %d (%d rows), the cell is %d", codes, m, got, len(rows), want)
		}
		var sum portfolio.Cents
		for i, r := range rows {
			sum += r.Part.Cents
			if i > 0 && r.Part.Cents > rows[i-1].Part.Cents {
				t.Fatalf("row %d is not in order", i)
			}
		}
		if sum != totals.Part.Cents {
			t.Fatalf("%v: rows add up to %d, total %d", codes, sum, totals.Part.Cents)
		}
	}
}

// TestListMatchesReference compares random lists with queries in memory.
func TestListMatchesReference(t *testing.T) {
	doc := document(t)
	doc.Projects = append(doc.Projects, seed.Synthetic(200, 3).Projects...)
	s, cat := open(t, doc), &doc.Catalogue
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOfN(rapid.SampledFrom(allQueries), 0, 3).Draw(t, "query"), " ")
		q, err := portfolio.ParseQuery(text, cat)
		if err != nil {
			t.Fatal(err)
		}
		spec := breakdown.ListSpec{Query: q, AsOf: asOf, Offset: rapid.IntRange(0, 30).Draw(t, "offset"), Limit: rapid.IntRange(0, 40).Draw(t, "limit"),
			Sort: []breakdown.Order{{Key: rapid.SampledFrom(portfolio.Keys).Draw(t, "sort"), Desc: rapid.Bool().Draw(t, "desc")}}}
		page, err := s.Projects(context.Background(), spec)
		if err != nil {
			t.Fatal(err)
		}
		all := spec
		all.Offset, all.Limit = 0, 0
		rows, err := s.Projects(context.Background(), all)
		if err != nil {
			t.Fatal(err)
		}
		want := map[string]portfolio.Amounts{}
		for i := range doc.Projects {
			if p, ok := breakdown.Confined(q, &doc.Projects[i], cat, asOf); ok {
				want[p.ID] = p.Amounts
			}
		}
		if len(rows) != len(want) {
			t.Fatalf("%q finds %d, want %d", text, len(rows), len(want))
		}
		for _, l := range rows {
			if l.Amounts != want[l.ID] {
				t.Fatalf("%q: %s has %v, want %v", text, l.ID, l.Amounts, want[l.ID])
			}
		}
		for i, l := range page {
			if rows[spec.Offset+i].ID != l.ID {
				t.Fatalf("row %d of the page is %s, want %s", i, l.ID, rows[spec.Offset+i].ID)
			}
		}
	})
}

// TestEitherIsUnion joins random queries by OR: their list has what the lists of
// both sides have, and what OR excludes is what both exclude.
func TestEitherIsUnion(t *testing.T) {
	doc := document(t)
	doc.Projects = append(doc.Projects, seed.Synthetic(200, 5).Projects...)
	s, cat := open(t, doc), &doc.Catalogue
	found := func(t *rapid.T, text string) []string {
		q, err := portfolio.ParseQuery(text, cat)
		if err != nil {
			t.Fatal(err)
		}
		rows, err := s.Projects(context.Background(), breakdown.ListSpec{Query: q, AsOf: asOf})
		if err != nil {
			t.Fatal(err)
		}
		ids := make([]string, len(rows))
		for i := range rows {
			ids[i] = rows[i].ID
		}
		slices.Sort(ids)
		return ids
	}
	rapid.Check(t, func(t *rapid.T) {
		side := func(name string) string {
			return strings.Join(rapid.SliceOfN(rapid.SampledFrom(queries), 1, 3).Draw(t, name), " ")
		}
		a, b := side("a"), side("b")
		or := rapid.SampledFrom([]string{" OR ", " or ", "|", " || "}).Draw(t, "or")
		union := slices.Concat(found(t, a), found(t, b))
		slices.Sort(union)
		if got, want := found(t, a+or+b), slices.Compact(union); !slices.Equal(got, want) {
			t.Fatalf("%q finds %v, want %v", a+or+b, got, want)
		}
		neither := "-(" + a + ") -(" + b + ")"
		if got, want := found(t, "-("+a+or+b+")"), found(t, neither); !slices.Equal(got, want) {
			t.Fatalf("what %q excludes is %v, want %v", a+or+b, got, want)
		}
	})
}

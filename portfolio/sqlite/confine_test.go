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

// TestWithinAndOutside adds up what random queries cover and what they leave
// out: both together are what the query selects without its confining terms,
// for every measure, in lists and breakdowns by any dimensions.
func TestWithinAndOutside(t *testing.T) {
	doc := document(t)
	doc.Projects = append(doc.Projects, seed.Synthetic(200, 11).Projects...)
	s, cat := open(t, doc), &doc.Catalogue
	rapid.Check(t, func(t *rapid.T) {
		terms := append(rapid.SliceOfN(rapid.SampledFrom(confining), 1, 2).Draw(t, "confined to"),
			rapid.SliceOfN(rapid.SampledFrom(allQueries), 0, 2).Draw(t, "query")...)
		q, err := portfolio.ParseQuery(strings.Join(terms, " "), cat)
		if err != nil {
			t.Fatal(err)
		}
		within, whole := totals(t, s, q), totals(t, s, q.Whole())
		if within.Outside == nil || whole.Outside != nil {
			t.Fatalf("outside %v, of the whole %v", within.Outside, whole.Outside)
		}
		spec := breakdown.BreakdownSpec{AsOf: asOf, Query: q, Measures: breakdown.Measures,
			By: rapid.SliceOfNDistinct(rapid.SampledFrom(breakdown.Dimensions), 1, 3, rapid.ID).Draw(t, "by")}
		b, err := breakdown.BreakDown(context.Background(), s, spec, cat)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range breakdown.Measures {
			if _, _, rate := m.Rate(); rate {
				continue
			}
			in, out, all := within.Figure(m), within.Outside.Figure(m), whole.Figure(m)
			if in.N+out.N != all.N || b.Total.Of(m) != in.N || *b.Outside != *within.Outside {
				t.Fatalf("%s %s: %d within and %d outside of %d; the breakdown has %d", q, m, in.N, out.N, all.N, b.Total.Of(m))
			}
		}
	})
}

func totals(t rapid.TB, s lister, q portfolio.Query) breakdown.ListTotals {
	out, err := s.Totals(context.Background(), breakdown.ListSpec{Query: q, AsOf: asOf})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// TestSecondQuestion is asked every quarter: West and Eastern Africa by service
// line and year, 2010 to 2013. The figures were worked out by hand.
func TestSecondQuestion(t *testing.T) {
	doc := document(t)
	s, cat := open(t, doc), &doc.Catalogue
	for text, want := range map[string][2]string{
		"region:west-africa,eastern-africa year:2010..2013": {"24746691.38", "11632124.62"},
		"region:west-africa year:2010..2013":                {"15846691.64", "9524242.36"},
		"region:eastern-africa year:2010..2013":             {"8899999.74", "2107882.26"},
		"region:west-africa,eastern-africa -year:2010-2013": {"11632124.62", "24746691.38"},
	} {
		spec := breakdown.BreakdownSpec{By: []breakdown.Dimension{breakdown.ByLine, breakdown.ByYear}, AsOf: asOf,
			Query: query(t, text, cat)}
		b, err := breakdown.BreakDown(context.Background(), s, spec, cat)
		if err != nil {
			t.Fatal(err)
		}
		if got := [2]string{b.Total.Money(breakdown.Approved).Plain(), b.Outside.Approved.Plain()}; got != want {
			t.Errorf("%s: %v, want %v", text, got, want)
		}
	}
}

// TestConfinedList shows and sorts by the parts within. MLIU58, 3,475,033, runs
// from 29 December 2009 to 30 November 2012, 1,068 days, 335 of them in 2012:
// 335/1,068 of its lines of 40, 40 and 20 % are 436,006.01, 436,006.01 and
// 218,003.01, together 1,090,015.03.
func TestConfinedList(t *testing.T) {
	doc := document(t)
	s, cat := open(t, doc), &doc.Catalogue
	spec := breakdown.ListSpec{AsOf: asOf, Query: query(t, "region:west-africa year:2012", cat),
		Sort: []breakdown.Order{{Key: portfolio.KeyApproved, Desc: true}}}
	rows, err := s.Projects(context.Background(), spec)
	if err != nil {
		t.Fatal(err)
	}
	if !slices.IsSortedFunc(rows, func(a, b breakdown.Listed) int { return int(b.Amounts.Approved.Cents - a.Amounts.Approved.Cents) }) {
		t.Error("not in the order of the amounts within 2012")
	}
	i := slices.IndexFunc(rows, func(l breakdown.Listed) bool { return l.Number == "MLIU58" })
	if i < 0 || rows[i].Amounts.Approved.Plain() != "1090015.03" || rows[i].Whole.Approved.Plain() != "3475033" {
		t.Errorf("row %d of %d", i, len(rows))
	}
}

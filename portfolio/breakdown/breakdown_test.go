package breakdown

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"fieldfolio/portfolio"
)

// TestBreakdownAddsUp makes random breakdowns of random projects: parts add up
// to every total, and all breakdowns of the same projects have the same one.
func TestBreakdownAddsUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var projects []portfolio.Project
		var want portfolio.Cents
		for range rapid.IntRange(0, 8).Draw(t, "projects") {
			p := randomProject(t)
			p.ID = string(rune('a' + len(projects)))
			p.Kind = rapid.SampledFrom(portfolio.Kinds).Draw(t, "kind")
			p.Programme = rapid.SampledFrom([]string{"west-africa", "global"}).Draw(t, "programme")
			projects, want = append(projects, p), want+p.Amounts.Approved.Cents
		}
		spec := BreakdownSpec{By: rapid.SliceOfNDistinct(rapid.SampledFrom(Dimensions), 2, 2, rapid.ID).Draw(t, "by"), AsOf: 20110430}
		b := NewBreakdown(spec, &testCatalogue, CellsOf(spec, &testCatalogue, projects))
		if b.Total.Money(Approved) != want || b.Total.Projects != int64(len(projects)) {
			t.Fatalf("total %d of %d projects, want %d", b.Total.Money(Approved), b.Total.Projects, want)
		}
		for _, row := range b.Codes(0) {
			var sum portfolio.Cents
			for _, column := range b.Codes(1) {
				sum += b.At(row, column).Money(Approved)
			}
			if sum != b.At(row, All).Money(Approved) {
				t.Fatalf("row %s adds up to %d, total %d", row, sum, b.At(row, All).Money(Approved))
			}
		}
	})
}

// TestBreakdownOrder puts years in order with the unknown last, and codes by
// their totals.
func TestBreakdownOrder(t *testing.T) {
	cells := []Cell{{Codes: []string{"0"}, Sums: Sums{portfolio.Known(9)}}, {Codes: []string{"2012"}, Sums: Sums{portfolio.Known(1)}}, {Codes: []string{"2010"}, Sums: Sums{portfolio.Known(5)}}}
	b := NewBreakdown(BreakdownSpec{By: []Dimension{ByYear}}, &testCatalogue, cells)
	if got := b.Codes(0); !slices.Equal(got, []string{"2010", "2012", "0"}) {
		t.Error(got)
	}
	cells = []Cell{{Codes: []string{"border-control"}, Sums: Sums{portfolio.Known(1)}}, {Codes: []string{"drug-trafficking"}, Sums: Sums{portfolio.Known(5)}}}
	b = NewBreakdown(BreakdownSpec{By: []Dimension{ByLine}}, &testCatalogue, cells)
	if got := b.Codes(0); !slices.Equal(got, []string{"drug-trafficking", "border-control"}) || b.Name(ByLine, got[0]) != "Drug trafficking" {
		t.Error(got)
	}
}

func TestParseDimensions(t *testing.T) {
	if got, err := ParseDimensions("region, line"); err != nil || !slices.Equal(got, []Dimension{ByRegion, ByLine}) {
		t.Error(got, err)
	}
	for _, bad := range []string{"", "regoin", "region,region", "region,,line"} {
		if got, err := ParseDimensions(bad); err == nil {
			t.Errorf("%q was taken as %v", bad, got)
		}
	}
}

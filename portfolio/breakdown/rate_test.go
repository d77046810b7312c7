package breakdown

import (
	"testing"

	"pgregory.net/rapid"

	"fieldfolio/portfolio"
)

// TestSpentAddsUp makes random breakdowns of random projects, some with
// expenditure: parts add up to the whole, and each rate, also of a total, is the
// sum of the expenditure over the sum of the budgets of the same projects.
func TestSpentAddsUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var projects []portfolio.Project
		var spent, rated, against portfolio.Amount
		for range rapid.IntRange(0, 8).Draw(t, "projects") {
			p := randomProject(t)
			p.ID, p.Kind, p.Programme = string(rune('a'+len(projects))), portfolio.Field, "west-africa"
			p.Amounts.Spent, p.SpentOn = amount(t), p.Duration.Start.AddMonths(rapid.IntRange(-2, 99).Draw(t, "as of"))
			p.SetRated()
			projects = append(projects, p)
			spent = spent.Plus(p.Amounts.Spent)
			budget := p.Amounts.Approved
			if !budget.Known || budget.Cents == 0 {
				budget = p.Amounts.Overall
			}
			if p.Amounts.Spent.Known && budget.Cents > 0 {
				rated, against = rated.Plus(p.Amounts.Spent), against.Plus(budget)
			}
		}
		spec := BreakdownSpec{By: rapid.SliceOfNDistinct(rapid.SampledFrom(Dimensions), 1, 2, rapid.ID).Draw(t, "by"),
			Measures: []Measure{Spent, Against, Rate}, AsOf: 20110430}
		b := NewBreakdown(spec, &testCatalogue, CellsOf(spec, &testCatalogue, projects))
		var parts portfolio.Amount
		for _, c := range b.Cells {
			parts = parts.Plus(c.Amount(Spent))
		}
		if b.Total.Amount(Spent) != spent || parts != spent || b.Total.Amount(Against) != against {
			t.Fatalf("spent %v, parts %v, against %v; want %v of %v", b.Total.Amount(Spent), parts, b.Total.Amount(Against), spent, against)
		}
		want := Figure{}
		if rated.Known {
			want = Figure{int64(portfolio.Share(rated.Cents, against.Cents)), true}
		}
		if got := b.Total.Figure(Rate); got != want {
			t.Fatalf("rate %v, want %v", got, want)
		}
	})
}

// TestRateIsNoMean has the worked example: 250,000 of 1,000,000 and 90,000 of
// 100,000 are 340,000 of 1,100,000, 30.91 %, and not 57.5 %; a project without
// expenditure counts in neither sum.
func TestRateIsNoMean(t *testing.T) {
	of := func(id string, spent, approved portfolio.Amount) portfolio.Project {
		p := portfolio.Project{ID: id, Kind: portfolio.Field, Programme: "west-africa",
			Lines: []portfolio.Portion{{Code: "a", Share: 10_000}}, Places: []portfolio.Portion{{Code: "ML", Share: 10_000}},
			Amounts: portfolio.Amounts{Approved: approved, Spent: spent}}
		p.SetRated()
		return p
	}
	dollars := func(n int64) portfolio.Amount { return portfolio.Known(portfolio.Dollars(n)) }
	projects := []portfolio.Project{of("a", dollars(250_000), dollars(1_000_000)), of("b", dollars(90_000), dollars(100_000)),
		of("c", portfolio.Amount{}, dollars(7_000_000))}
	spec := BreakdownSpec{By: []Dimension{ByRegion}, Measures: []Measure{Rate}}
	b := NewBreakdown(spec, &testCatalogue, CellsOf(spec, &testCatalogue, projects))
	if got := b.Total.Figure(Rate); got != (Figure{3091, true}) {
		t.Errorf("rate %v", got)
	}
	b = NewBreakdown(spec, &testCatalogue, CellsOf(spec, &testCatalogue, projects[2:]))
	if got := b.Total.Figure(Rate); got.Known {
		t.Errorf("rate without expenditure: %v", got)
	}
}

package report_test

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/breakdown"
	"fieldfolio/portfolio/report"
	"fieldfolio/seed"
)

// movable are the measures of which a cell has what is new, gone, raised and lowered.
var movable = slices.DeleteFunc(slices.Clone(breakdown.Measures), func(m breakdown.Measure) bool {
	return m.Unit() == portfolio.PerCent
})

// TestSince changes projects at random and sees every row of what changed add
// up, and its ends stand in the two breakdowns.
func TestSince(t *testing.T) {
	doc := seed.Synthetic(12, 5)
	cat := &doc.Catalogue
	rapid.Check(t, func(t *rapid.T) {
		measure := rapid.SampledFrom(movable).Draw(t, "measure")
		spec := breakdown.BreakdownSpec{AsOf: 20110430, Measures: []breakdown.Measure{measure}}
		spec.By = rapid.SampledFrom([][]breakdown.Dimension{{breakdown.ByRegion}, {breakdown.ByLine, breakdown.ByYear}, {breakdown.ByStatus}, {breakdown.ByCountry, breakdown.ByKind}}).Draw(t, "by")
		if rapid.Bool().Draw(t, "filtered") {
			q, err := portfolio.ParseQuery("approved>500k", cat)
			if err != nil {
				t.Fatal(err)
			}
			spec.Query = q
		}
		var before, after []*portfolio.Project
		var then, now []portfolio.Project
		for i := range doc.Projects {
			was, is := doc.Projects[i], doc.Projects[i]
			switch rapid.IntRange(0, 5).Draw(t, "what") {
			case 0:
				then = append(then, was)
				before, after = append(before, &was), append(after, nil)
				continue
			case 1:
				now = append(now, is)
				before, after = append(before, nil), append(after, &is)
				continue
			case 2:
				is.Amounts.Approved = portfolio.Known(portfolio.Cents(rapid.Int64Range(0, 1e9).Draw(t, "approved")))
			case 3:
				is.Lines = []portfolio.Portion{{Code: cat.Lines[rapid.IntRange(0, 4).Draw(t, "line")].Code, Share: 10_000}}
			case 4:
				is.Duration.End = 20150615
			}
			then, now = append(then, was), append(now, is)
			before, after = append(before, &was), append(after, &is)
		}
		old, current := breakdownOf(spec, cat, then), breakdownOf(spec, cat, now)
		s := report.NewSince(20110101, cat, old, current, before, after)
		for _, m := range append(slices.Clone(s.Cells), s.Total) {
			if m.Then.N+m.New-m.Gone+m.Raised-m.Lowered != m.Now.N {
				t.Fatalf("%+v does not add up", m)
			}
			if m.Then != old.At(m.Codes...).Figure(spec.Measures[0]) || m.Now != current.At(m.Codes...).Figure(spec.Measures[0]) {
				t.Fatalf("%+v is not what the breakdowns say", m)
			}
		}
		for _, c := range current.Cells {
			same := old.At(c.Codes...).Of(spec.Measures[0]) == c.Of(spec.Measures[0])
			if !same && !slices.ContainsFunc(s.Cells, func(m report.Movement) bool { return slices.Equal(m.Codes, c.Codes) }) {
				t.Fatalf("%v changed and is not listed", c.Codes)
			}
		}
	})
}

func breakdownOf(spec breakdown.BreakdownSpec, cat *portfolio.Catalogue, projects []portfolio.Project) *breakdown.Breakdown {
	return breakdown.NewBreakdown(spec, cat, breakdown.CellsOf(spec, cat, projects))
}

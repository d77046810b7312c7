package report

import (
	"testing"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/breakdown"
)

// A list of 100 and 20 is printed with the total 100: the breakdown of whole
// lists says so, one of a part of them does not.
func TestPrintedLists(t *testing.T) {
	cat := &portfolio.Catalogue{Programmes: []portfolio.Programme{{Code: "r", Name: "Ruritania"}, {Code: "s", Name: "Syldavia"}},
		Lines: []portfolio.Line{{Code: "x", Label: "XXX"}}}
	published := []portfolio.Published{printedList("r", "Annex 9, I, last row", 100), printedList("s", "Annex 9, II, last row", 7)}
	project := func(id, programme string, dollars int64) portfolio.Project {
		return portfolio.Project{ID: id, Kind: portfolio.Field, Programme: programme,
			Lines: []portfolio.Portion{{Code: "x", Share: 10_000}}, Places: []portfolio.Portion{{Code: "z", Share: 10_000}},
			Amounts: portfolio.Amounts{Approved: portfolio.Known(portfolio.Dollars(dollars))}}
	}
	projects := []portfolio.Project{project("A", "r", 100), project("B", "r", 20), project("C", "s", 7)}
	const differs = "the document prints another total: Ruritania 100 (Annex 9, I)"
	for _, c := range []struct {
		query   string
		by      []breakdown.Dimension
		measure breakdown.Measure
		want    string
	}{
		{"", []breakdown.Dimension{breakdown.ByRegion}, breakdown.Approved, differs},
		{"kind:field", []breakdown.Dimension{breakdown.ByLine, breakdown.ByProgramme}, breakdown.Approved, differs},
		{"region:r", []breakdown.Dimension{breakdown.ByRegion}, breakdown.Approved, differs},
		{"region:s", []breakdown.Dimension{breakdown.ByRegion}, breakdown.Approved, ""},
		{"line:x", []breakdown.Dimension{breakdown.ByRegion}, breakdown.Approved, ""},
		{"", []breakdown.Dimension{breakdown.ByRegion}, breakdown.ProjectCount, ""},
		{"", []breakdown.Dimension{breakdown.ByLine}, breakdown.Approved, ""},
	} {
		q, err := portfolio.ParseQuery(c.query, cat)
		if err != nil {
			t.Fatal(err)
		}
		spec := breakdown.BreakdownSpec{By: c.by, Measures: []breakdown.Measure{c.measure}, Query: q, AsOf: 20110430}
		b := breakdown.NewBreakdown(spec, cat, breakdown.CellsOf(spec, cat, projects))
		if got := PrintedLists(b, published); got != c.want {
			t.Errorf("%s by %v %s: %q, want %q", c.measure, c.by, c.query, got, c.want)
		}
	}
}

func printedList(programme, where string, dollars int64) portfolio.Published {
	return portfolio.Published{Where: where, Unit: portfolio.USDollars, Value: int64(portfolio.Dollars(dollars)), RoundedTo: 100,
		Rule: portfolio.Rule{Records: portfolio.RuleProjects, Measure: portfolio.FieldApproved, Query: "kind:field programme:" + programme}}
}

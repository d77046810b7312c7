package report

import (
	"testing"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/breakdown"
	"fieldfolio/portfolio/fault"
)

func pivoted(measure breakdown.Measure) *breakdown.Breakdown {
	spec := breakdown.BreakdownSpec{By: []breakdown.Dimension{breakdown.ByRegion, breakdown.ByYear}, Measures: []breakdown.Measure{measure}, AsOf: 20110430}
	var cells []breakdown.Cell
	for _, year := range []string{"2009", "2010", "2011", "2012", "0"} {
		cells = append(cells, breakdown.Cell{Codes: []string{"a", year}, Sums: breakdown.Sums{portfolio.Known(portfolio.Dollars(1500))}, Projects: 1},
			breakdown.Cell{Codes: []string{breakdown.All, year}, Projects: 1})
	}
	cells = append(cells, breakdown.Cell{Codes: []string{"a", breakdown.All}, Projects: 1}, breakdown.Cell{Codes: []string{breakdown.All, breakdown.All}, Projects: 1})
	return breakdown.NewBreakdown(spec, &portfolio.Catalogue{}, cells)
}

func TestPivotTakesInWhatHasNoColumn(t *testing.T) {
	page := BreakdownPage(pivoted(breakdown.Approved), &portfolio.Catalogue{}, 3)
	want := []string{"REGION, US$ THOUSAND", "to 2011", "2012", "unknown", "TOTAL"}
	row := []string{"a", "5", "2", "2", "8"}
	for i, c := range page.Columns {
		if c.Head != want[i] || page.Rows[0][i].Shown() != row[i] {
			t.Errorf("column %d: %s %s, want %s %s", i, c.Head, page.Rows[0][i].Shown(), want[i], row[i])
		}
	}
}

func TestPivotNeverAddsUpCounts(t *testing.T) {
	page := BreakdownPage(pivoted(breakdown.ProjectCount), &portfolio.Catalogue{}, 3)
	if n := len(page.Columns); n != 5 || page.Rows[0][4].Shown() != "1" || page.Total[4].Shown() != "1" {
		t.Errorf("%d columns, total of row %s, of all %s", n, page.Rows[0][4].Shown(), page.Total[4].Shown())
	}
	if last := page.Notes[len(page.Notes)-1]; last != (fault.Remark{Text: "2 columns more for which there is no room; %s.", Remedy: fault.Remedy{Action: fault.ExportAll}}) {
		t.Errorf("note %+v", last)
	}
}

func TestBreakdownTableEndsInItsTotal(t *testing.T) {
	table := BreakdownTable(pivoted(breakdown.Approved))
	if table.Total[0].Plain() != "total" || table.Total[1].Plain() != "" || table.Total[2].Plain() != "7500" {
		t.Errorf("total %v", table.Total)
	}
	if last := table.Rows[len(table.Rows)-1]; last[1].Plain() != "unknown" {
		t.Errorf("a year that is not known is %q", last[1].Plain())
	}
}

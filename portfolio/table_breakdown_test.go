package portfolio

import "testing"

func pivoted(measure Measure) *Breakdown {
	spec := BreakdownSpec{By: []Dimension{ByRegion, ByYear}, Measures: []Measure{measure}, AsOf: 20110430}
	var cells []Cell
	for _, year := range []string{"2009", "2010", "2011", "2012", "0"} {
		cells = append(cells, Cell{Codes: []string{"a", year}, Sums: Sums{Dollars(1500)}, Projects: 1},
			Cell{Codes: []string{All, year}, Projects: 1})
	}
	cells = append(cells, Cell{Codes: []string{"a", All}, Projects: 1}, Cell{Codes: []string{All, All}, Projects: 1})
	return NewBreakdown(spec, &Catalogue{}, cells)
}

func TestPivotTakesInWhatHasNoColumn(t *testing.T) {
	page := pivoted(Approved).Page(&Catalogue{}, 3)
	want := []string{"REGION, US$ THOUSAND", "to 2011", "2012", "unknown", "TOTAL"}
	row := []string{"a", "5", "2", "2", "8"}
	for i, c := range page.Columns {
		if c.Head != want[i] || page.Rows[0][i].Shown() != row[i] {
			t.Errorf("column %d: %s %s, want %s %s", i, c.Head, page.Rows[0][i].Shown(), want[i], row[i])
		}
	}
}

func TestPivotNeverAddsUpCounts(t *testing.T) {
	page := pivoted(ProjectCount).Page(&Catalogue{}, 3)
	if n := len(page.Columns); n != 5 || page.Rows[0][4].Shown() != "1" || page.Total[4].Shown() != "1" {
		t.Errorf("%d columns, total of row %s, of all %s", n, page.Rows[0][4].Shown(), page.Total[4].Shown())
	}
	if last := page.Notes[len(page.Notes)-1]; last != (Remark{"2 columns more for which there is no room; %s.", Remedy{Action: ExportAll}}) {
		t.Errorf("note %+v", last)
	}
}

func TestBreakdownTableEndsInItsTotal(t *testing.T) {
	table := pivoted(Approved).Table()
	if table.Total[0].Plain() != "total" || table.Total[1].Plain() != "" || table.Total[2].Plain() != "7500" {
		t.Errorf("total %v", table.Total)
	}
	if last := table.Rows[len(table.Rows)-1]; last[1].Plain() != "unknown" {
		t.Errorf("a year that is not known is %q", last[1].Plain())
	}
}

package report

import (
	"testing"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/breakdown"
)

func TestListColumnsAreFixed(t *testing.T) {
	want := []string{"number", "title", "kind", "programme", "region", "country", "start", "end", "status",
		"approved_budget", "overall_budget", "shortfall", "service_lines", "assumed",
		"programme_name", "region_name", "country_code", "country_name", "line", "line_name", "warning", "spent", "spent_on", "rate", "rate_of",
		"recipient_region_code", "recipient_region_name"}
	table := List{Catalogue: &portfolio.Catalogue{}}.Table()
	for i, c := range table.Columns {
		if c.Name != want[i] {
			t.Errorf("column %d is %s, want %s", i, c.Name, want[i])
		}
	}
}

func TestListMarksAssumptions(t *testing.T) {
	p := portfolio.Project{Number: "PROV09", Provisional: true, Duration: portfolio.Duration{Start: 20100101, End: 20121231, EndAssumed: true},
		Amounts: portfolio.Amounts{Overall: portfolio.Known(portfolio.Dollars(5))}}
	r := List{Catalogue: &portfolio.Catalogue{}, Rows: []breakdown.Listed{{Project: p}}, Totals: breakdown.ListTotals{Projects: 1, Amounts: portfolio.Amounts{Overall: portfolio.Known(portfolio.Dollars(5))}}}
	if row := r.Table().Rows[0]; row[13].Plain() != "number end" || row[9].Plain() != "" {
		t.Errorf("assumed %q, approved %q", row[13].Plain(), row[9].Plain())
	}
	page := r.Page()
	shown := map[string]string{}
	for i, c := range page.Columns {
		shown[c.Name] = page.Rows[0][i].Shown()
	}
	if shown["number"] != "PROV09*" || shown["end"] != "Dec 2012~" || shown["overall"] != "5" || len(page.Notes) != 2 {
		t.Errorf("shown %v, notes %+v", shown, page.Notes)
	}
	if _, ok := shown["approved"]; ok {
		t.Error("a column without any amount is shown")
	}
}

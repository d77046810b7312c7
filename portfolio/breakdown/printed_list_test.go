package breakdown

import (
	"testing"

	"fieldfolio/portfolio"
)

// TestPrintedList: only a list of all field projects of one programme, with their whole approved
// budgets, has a total in the document.
func TestPrintedList(t *testing.T) {
	cell := func(codes ...string) *CellRef {
		return &CellRef{By: []Dimension{ByRegion, ByLine}, Codes: codes, Measure: Approved}
	}
	cat := &portfolio.Catalogue{Programmes: []portfolio.Programme{{Code: "west-africa"}, {Code: "eastern-africa"}},
		Places: []portfolio.Place{{Code: "1030", Name: "West Africa"}}}
	for _, c := range []struct {
		query string
		cell  *CellRef
		want  string
	}{
		{"region:west-africa", nil, "west-africa"},
		{"kind:field programme:west-africa", nil, "west-africa"},
		{"", cell("west-africa", All), "west-africa"},
		{"kind:field", cell("west-africa", All), "west-africa"},
		{"region:west-africa", cell("west-africa", All), "west-africa"},
		{"", nil, ""},
		{"kind:field", nil, ""},
		{"", cell(All, All), ""},
		{"", cell("west-africa", "drug-trafficking"), ""},
		{"region:west-africa,eastern-africa", nil, ""},
		{"-region:west-africa", nil, ""},
		{"region:west-africa status:active", nil, ""},
		{"region:west-africa year:2012", nil, ""},
		{"region:west-africa place:west-africa", nil, ""},
		{"region:eastern-africa", cell("west-africa", All), ""},
	} {
		q, err := portfolio.ParseQuery(c.query, cat)
		if err != nil {
			t.Fatal(err)
		}
		if got := (ListSpec{Query: q, Cell: c.cell}).PrintedList(); got != c.want {
			t.Errorf("%q, cell %v: %q, want %q", c.query, c.cell, got, c.want)
		}
	}
}

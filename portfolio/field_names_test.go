package portfolio

import "testing"

// Codes and names stand in the order of the shares, places of both annexes each
// once. A region is not among the countries.
func TestNameColumns(t *testing.T) {
	cat := &Catalogue{Programmes: []Programme{{Code: "r", Name: "Ruritania"}}, Lines: []Line{{Code: "x", Name: "Law"}},
		Places: []Place{{Code: "KE", Name: "Kenya"}, {Code: "SC", Name: "Seychelles"}, {Code: "1027", Name: "East Africa"}}}
	p := Project{Programme: "r", Places: []Portion{{Code: "KE", Share: 5_000}, {Code: "1027", Share: 5_000}},
		OverallPlaces: []Portion{{Code: "SC", Share: 5_000}, {Code: "KE", Share: 5_000}},
		Lines:         []Portion{{Code: "x", Share: 6_000}, {Code: "y", Share: 4_000}}}
	want := map[string]string{"programme_name": "Ruritania", "region_name": "Ruritania", "country_code": "KE SC",
		"country_name": "Kenya; Seychelles", "line": "x y", "line_name": "Law; y",
		"recipient_region_code": "1027", "recipient_region_name": "East Africa"}
	if len(NameColumns) != len(want) {
		t.Errorf("%d columns, want %d", len(NameColumns), len(want))
	}
	for _, c := range NameColumns {
		if got := c.Value(&p, cat); got != want[c.Name] {
			t.Errorf("%s: %q, want %q", c.Name, got, want[c.Name])
		}
	}
}

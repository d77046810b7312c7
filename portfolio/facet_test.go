package portfolio

import (
	"slices"
	"testing"
)

// TestFacets runs the worked example and shows order, names, both kinds, and a
// value that is chosen and found nowhere.
func TestFacets(t *testing.T) {
	cat := &Catalogue{Lines: []Line{{Code: "drugs", Name: "Drugs"}, {Code: "law", Name: "Law"}, {Code: "money"}}}
	project := func(id string, kind Kind, lines ...Portion) Project {
		return Project{ID: id, Kind: kind, Lines: lines, Places: []Portion{{Code: "RU", Share: 10000}}}
	}
	drugs := Portion{Code: "drugs", Share: 10000}
	projects := []Project{
		project("a", Field, drugs), project("b", Global, drugs),
		project("c", Field|Global, Portion{Code: "law", Share: 4000}, Portion{Code: "drugs", Share: 6000}),
	}
	for name, c := range map[string]struct {
		by   Dimension
		q    Query
		want []Facet
	}{
		"by line":        {ByLine, Query{}, []Facet{{"drugs", "Drugs", 3}, {"law", "Law", 1}}},
		"line chosen":    {ByLine, Query{Terms: []Term{OneOf(KeyLine, "money")}}, []Facet{{"drugs", "Drugs", 3}, {"law", "Law", 1}, {"money", "money", 0}}},
		"another chosen": {ByLine, Query{Terms: []Term{OneOf(KeyKind, "global")}}, []Facet{{"drugs", "Drugs", 2}, {"law", "Law", 1}}},
		"by kind":        {ByKind, Query{}, []Facet{{"field", "field", 2}, {"global", "global", 2}, {"field+global", "field+global", 1}}},
	} {
		t.Run(name, func(t *testing.T) {
			spec, err := FacetSpec(c.q, 20110430, c.by)
			if err != nil {
				t.Fatal(err)
			}
			if got := NewFacets(c.q, c.by, cat, CellsOf(spec, cat, projects)); !slices.Equal(got, c.want) {
				t.Errorf("%v, want %v", got, c.want)
			}
		})
	}
}

// Choosing replaces the terms on a dimension where the first of them stood, and
// leaves all others alone; what was chosen is what is chosen.
func TestChoosing(t *testing.T) {
	cat := &Catalogue{Lines: []Line{{Code: "drugs", Label: "DRG"}, {Code: "law"}}, Programmes: []Programme{{Code: "west"}, {Code: "east"}}}
	for _, c := range []struct {
		query string
		by    Dimension
		codes []string
		want  string
	}{
		{"", ByLine, []string{"drugs", "law"}, "line:drugs,law"},
		{"piracy line:DRG kind:field -line:law", ByLine, []string{"law"}, "piracy line:law kind:field"},
		{"programme:west piracy", ByRegion, []string{"east"}, "region:east piracy"},
		{"programme:west piracy", ByRegion, nil, "piracy"},
		{"-line:law", ByLine, nil, ""},
		{"end<2012", ByLine, []string{"law"}, "end<2012 line:law"},
	} {
		q, err := ParseQuery(c.query, cat)
		if err != nil {
			t.Fatal(err)
		}
		got := q.Choosing(c.by, c.codes...)
		if got.String() != c.want || !slices.Equal(got.Chosen(c.by), c.codes) {
			t.Errorf("%q with %v is %q with %v, want %q", c.query, c.codes, got, got.Chosen(c.by), c.want)
		}
	}
}

package breakdown

import (
	"slices"
	"testing"

	"fieldfolio/portfolio"
)

// TestFacets runs the worked example and shows order, names, both kinds, and a
// value that is chosen and found nowhere.
func TestFacets(t *testing.T) {
	cat := &portfolio.Catalogue{Lines: []portfolio.Line{{Code: "drugs", Name: "Drugs"}, {Code: "law", Name: "Law"}, {Code: "money"}}}
	project := func(id string, kind portfolio.Kind, lines ...portfolio.Portion) portfolio.Project {
		return portfolio.Project{ID: id, Kind: kind, Lines: lines, Places: []portfolio.Portion{{Code: "RU", Share: 10000}}}
	}
	drugs := portfolio.Portion{Code: "drugs", Share: 10000}
	projects := []portfolio.Project{
		project("a", portfolio.Field, drugs), project("b", portfolio.Global, drugs),
		project("c", portfolio.Field|portfolio.Global, portfolio.Portion{Code: "law", Share: 4000}, portfolio.Portion{Code: "drugs", Share: 6000}),
	}
	for name, c := range map[string]struct {
		by   Dimension
		q    portfolio.Query
		want []Facet
	}{
		"by line":        {ByLine, portfolio.Query{}, []Facet{{"drugs", "Drugs", 3}, {"law", "Law", 1}}},
		"line chosen":    {ByLine, portfolio.Query{Terms: []portfolio.Term{portfolio.OneOf(portfolio.KeyLine, "money")}}, []Facet{{"drugs", "Drugs", 3}, {"law", "Law", 1}, {"money", "money", 0}}},
		"another chosen": {ByLine, portfolio.Query{Terms: []portfolio.Term{portfolio.OneOf(portfolio.KeyKind, "global")}}, []Facet{{"drugs", "Drugs", 2}, {"law", "Law", 1}}},
		"by kind":        {ByKind, portfolio.Query{}, []Facet{{"field", "field", 2}, {"global", "global", 2}, {"field+global", "field+global", 1}}},
	} {
		t.Run(name, func(t *testing.T) {
			if got := NewFacets(c.q, c.by, cat, CellsOf(FacetSpec(c.q, 20110430, c.by), cat, projects)); !slices.Equal(got, c.want) {
				t.Errorf("%v, want %v", got, c.want)
			}
		})
	}
}

// Choosing replaces the terms on a dimension where the first of them stood, and
// leaves all others alone; what was chosen is what is chosen.
func TestChoosing(t *testing.T) {
	cat := &portfolio.Catalogue{Lines: []portfolio.Line{{Code: "drugs", Label: "DRG"}, {Code: "law"}}, Programmes: []portfolio.Programme{{Code: "west"}, {Code: "east"}}}
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
		{"year:2009 piracy", ByYear, []string{"2011..2012", "unknown"}, "year:2011..2012,unknown piracy"},
	} {
		q, err := portfolio.ParseQuery(c.query, cat)
		if err != nil {
			t.Fatal(err)
		}
		got := Choosing(q, c.by, c.codes...)
		if got.String() != c.want || !slices.Equal(Chosen(got, c.by), c.codes) {
			t.Errorf("%q with %v is %q with %v, want %q", c.query, c.codes, got, Chosen(got, c.by), c.want)
		}
	}
}

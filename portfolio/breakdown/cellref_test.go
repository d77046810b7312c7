package breakdown

import (
	"slices"
	"testing"

	"fieldfolio/portfolio"
)

func TestParseCell(t *testing.T) {
	cat := &portfolio.Catalogue{
		Places: []portfolio.Place{{Code: "1030", Name: "West Africa"}, {Code: "KE", Name: "Kenya"}},
		Lines:  []portfolio.Line{{Code: "drugs", Label: "DRG", Name: "Drugs"}},
	}
	for text, want := range map[string]CellRef{
		"":                            {},
		"line=DRG":                    {By: []Dimension{ByLine}, Codes: []string{"drugs"}},
		"country=west-africa":         {By: []Dimension{ByCountry}, Codes: []string{"1030"}},
		"line=drugs, country = Kenya": {By: []Dimension{ByLine, ByCountry}, Codes: []string{"drugs", "KE"}},
		"year=2012":                   {By: []Dimension{ByYear}, Codes: []string{"2012"}},
		"year=unknown":                {By: []Dimension{ByYear}, Codes: []string{"0"}},
	} {
		got, err := ParseCell(text, cat)
		if err != nil || !slices.Equal(got.By, want.By) || !slices.Equal(got.Codes, want.Codes) {
			t.Errorf("%q: %v, %v; want %v", text, got, err, want)
		}
	}
	for _, text := range []string{"line", "lin=DRG", "line=DRGX", "line=", "country=", "year=12", "year=2010..2012",
		"year=2011,2012", "line=DRG,line=DRG"} {
		if got, err := ParseCell(text, cat); err == nil {
			t.Errorf("%q was read as %v", text, got)
		}
	}
}

package breakdown

import "testing"

func TestYearNote(t *testing.T) {
	const amounts = "amounts by year are spread evenly by days, as there are no phased budgets"
	const after = "over the days after the one on which each was stated"
	for _, c := range []struct {
		by       []Dimension
		measures []Measure
		want     string
	}{
		{[]Dimension{ByYear}, nil, amounts},
		{[]Dimension{ByRegion, ByYear}, []Measure{Overall, ProjectCount}, amounts},
		{[]Dimension{ByYear}, []Measure{Shortfall}, "shortfalls by year are spread evenly " + after},
		{[]Dimension{ByYear, ByLine}, []Measure{Overall, Shortfall}, amounts + ", shortfalls " + after},
		{[]Dimension{ByYear}, []Measure{ProjectCount}, ""},
		{[]Dimension{ByRegion, ByLine}, []Measure{Approved}, ""},
	} {
		if got := (BreakdownSpec{By: c.by, Measures: c.measures}).YearNote(); got != c.want {
			t.Errorf("%v of %v: %q, want %q", c.measures, c.by, got, c.want)
		}
	}
	for want, codes := range map[string][]string{amounts: {"west-africa", "2011"}, "": {"west-africa", All}} {
		if got := (CellRef{By: []Dimension{ByRegion, ByYear}, Codes: codes, Measure: Approved}).YearNote(); got != want {
			t.Errorf("%v: %q, want %q", codes, got, want)
		}
	}
}

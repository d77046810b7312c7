package portfolio

import "testing"

func TestYearless(t *testing.T) {
	for query, want := range map[string]string{
		"year:2012":                               "year:unknown",
		"year>=2012 piracy year<2015":             "piracy year:unknown",
		"place:1030 year:2010..2013 -kind:global": "place:west-africa -kind:global year:unknown",
		"year:2012,unknown":                       "",
		"-year:2012":                              "",
		"piracy":                                  "",
		"":                                        "",
	} {
		q, err := ParseQuery(query, &Catalogue{Places: []Place{{Code: "1030", Name: "West Africa"}}})
		if err != nil {
			t.Fatal(err)
		}
		got, ok := q.Yearless()
		if ok != (want != "") || ok && got.String() != want {
			t.Errorf("%q without a year is %q, %v, want %q", query, got, ok, want)
		}
	}
}

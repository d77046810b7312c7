package portfolio

import (
	"errors"
	"strings"
	"testing"

	"fieldfolio/portfolio/fault"
)

// TestConfiningTerms reads terms that confine amounts and writes them in their
// plain form.
func TestConfiningTerms(t *testing.T) {
	for text, want := range map[string][2]string{
		"year:2012":                      {"year:2012", "2012"},
		"year=2010..2013":                {"year:2010..2013", "2010 to 2013"},
		"year:2010-2013":                 {"year:2010..2013", "2010 to 2013"},
		"year:2013,2010,2012":            {"year:2010,2012..2013", "2010 or 2012 to 2013"},
		"year:unknown,2010..2012,2011":   {"year:2010..2012,unknown", "2010 to 2012 or unknown years"},
		"year>=2012":                     {"year:2012..", "2012 and after"},
		"year>2012":                      {"year:2013..", "2013 and after"},
		"year<2012":                      {"year:..2011", "up to 2011"},
		"year<=2012":                     {"year:..2012", "up to 2012"},
		"-year:2012":                     {"-year:2012", "not 2012"},
		"place:Mali":                     {"place:mali", "Mali"},
		`place:1030,"Ghana"`:             {"place:west-africa,ghana", "West Africa or Ghana"},
		"-place:ml,gh year>=2012 piracy": {"-place:mali,ghana year:2012.. piracy", "not Mali or Ghana, 2012 and after"},
		"end<2012":                       {"end<2012", ""},
	} {
		q, err := ParseQuery(text, &testCatalogue)
		if got := [2]string{q.String(), q.ConfinedTo(&testCatalogue)}; err != nil || got != want {
			t.Errorf("%q: %q, %v; want %q", text, got, err, want)
		}
		if again, err := ParseQuery(q.String(), &testCatalogue); err != nil || again.String() != q.String() {
			t.Errorf("%q is read as %q, %v", q.String(), again.String(), err)
		}
	}
}

// TestConfiningErrors names what is valid.
func TestConfiningErrors(t *testing.T) {
	for text, want := range map[string]string{
		"year:12":          "year:2010..2013",
		"year:2013..2010":  "year:2010..2013",
		"year:..":          "year:2010..2013",
		"year>2010..2013":  "year>=2012",
		"year>=unknown":    "year>=2012",
		"year<1":           "year>=2012",
		"year:":            "year:2010..2013",
		"yeer:2012":        "did you mean year?",
		"place:malo":       "Mali",
		"place>ML":         "place:west-africa",
		"year:2012..x":     "year:2010..2013",
		"year:unknown-2":   "year:2010..2013",
		"year:2010..2012,": "year:2010..2013",
	} {
		_, err := ParseQuery(text, &testCatalogue)
		var e *fault.Invalid
		if !errors.As(err, &e) || !strings.Contains(e.Do, want) {
			t.Errorf("%q: %v; want %q", text, err, want)
		}
	}
}

// TestCover asks which amounts a query covers.
func TestCover(t *testing.T) {
	for text, want := range map[string]string{
		"piracy":                        "ML 2010, ML 2012, ML 0, GH 2010, GH 2012, GH 0",
		"year:2012":                     "ML 2012, GH 2012",
		"-year:2012":                    "ML 2010, ML 0, GH 2010, GH 0",
		"year>=2011":                    "ML 2012, GH 2012",
		"year:unknown":                  "ML 0, GH 0",
		"place:ML year:..2010,unknown":  "ML 2010, ML 0",
		"-place:ML year:2010":           "GH 2010",
		`place:mali,ghana -place:ghana`: "ML 2010, ML 2012, ML 0",
	} {
		q, err := ParseQuery(text, &testCatalogue)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		covers := q.Cover(&testCatalogue)
		for _, place := range []string{"ML", "GH"} {
			for year, name := range map[int]string{2010: "2010", 2012: "2012", 0: "0"} {
				if covers(place, year) != strings.Contains(want, place+" "+name) {
					got = append(got, place+" "+name)
				}
			}
		}
		if got != nil {
			t.Errorf("%q: wrong for %v", text, got)
		}
	}
}

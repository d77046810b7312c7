package portfolio

import (
	"errors"
	"strings"
	"testing"

	"fieldfolio/portfolio/fault"
)

var testCatalogue = Catalogue{
	Programmes: []Programme{{Code: "west-africa", Name: "West Africa"}, {Code: "global", Name: "Global programmes"}},
	Lines:      []Line{{Code: "drug-trafficking", Label: "DRG", Name: "Drug trafficking"}, {Code: "border-control", Label: "BOR", Name: "Border control"}, {Code: "ports", Name: "Border, port and airport control"}},
	Places:     []Place{{Code: "ML", Name: "Mali"}, {Code: "GH", Name: "Ghana"}, {Code: "1030", Name: "West Africa"}},
	Reference:  20110430,
}

// TestQueryText reads queries and writes them again in their plain form, which
// is read as the same.
func TestQueryText(t *testing.T) {
	for text, want := range map[string]string{
		"":                                "",
		"  piracy  ":                      "piracy",
		`"maritime piracy" -somalia`:      `"maritime piracy" -somalia`,
		"region:west-africa":              "region:west-africa",
		`Region:"West Africa"`:            "region:west-africa",
		"line:drg,BOR":                    "line:drug-trafficking,border-control",
		"service_lines:DRG":               "line:drug-trafficking",
		"country:mali,gh":                 "country:ML,GH",
		"approved>1m":                     "approved>1000000",
		"approved_budget<=1,500.50":       "approved<=1500.50",
		"approved:5":                      "approved=5",
		"-end<2011":                       "-end<2011",
		"start>=2010-06 end:2012-01-31":   "start>=2010-06 end=2012-01-31",
		"end:+6m -start<=-1Y2w":           "end=+6m -start<=-1y2w",
		"kind:field+global status:active": "kind:field+global status:active",
		"number:rerf23":                   "number:RERF23",
		`title:"border control"`:          `title:"border control"`,
		"-region:global kind:field":       "-region:global kind:field",
		"colon :x":                        `colon ":x"`,
		`"OR" -OR`:                        `"OR" -OR`, // quoted, or with a minus, it is a word
		`"or" "|"piracy title:or`:         `"or" "|piracy" title:or`,

		"piracy OR maritime":                  "piracy OR maritime",
		"piracy or  maritime | a||b":          "piracy OR maritime OR a OR b",
		"piracy kind:field OR maritime":       "piracy kind:field OR maritime",
		"(piracy OR maritime) kind:field":     "(piracy OR maritime) kind:field",
		"kind:field (piracy OR maritime":      "kind:field (piracy OR maritime)",
		"(piracy) ((maritime) kind:field)":    "piracy maritime kind:field",
		"(a OR (b OR c)) OR d":                "a OR b OR c OR d",
		"-(piracy OR maritime) -(-x) NOT (y)": "-(piracy OR maritime) x -y",
		"-(piracy kind:field)":                "-(piracy kind:field)",
		"line:DRG OR line:BOR":                "line:drug-trafficking,border-control",
		"line:DRG|kind:field":                 "line:drug-trafficking OR kind:field",
		"line:DRG OR kind:field":              "line:drug-trafficking OR kind:field",
		"year:2012 or year:2013":              "year:2012..2013",
		"year:2012 (piracy or maritime)":      "year:2012 (piracy OR maritime)",
		"a (b or c) or d":                     "a (b OR c) OR d",
		`"(a) b" f(x) (y(z) OR b)`:            `"(a) b" "f(x)" ("y(z)" OR b)`,
		"piracy AND maritime && x NOT y":      "piracy maritime x -y",
		"end:6 months OR start<2012":          "end=+6m OR start<2012",

		"region:West Africa":                        "region:west-africa",
		"REGION: west AFRICA piracy":                "region:west-africa piracy",
		"region: \"West Africa\" kind: Field":       "region:west-africa kind:field",
		"-Region:West-Africa,Global Programmes tip": "-region:west-africa,global tip",
		"line:Drug trafficking":                     "line:drug-trafficking",
		"line:Border, port and airport control x":   "line:ports x",
		"service lines:drug":                        "line:drug-trafficking", // the only name with this word
		"region:africa":                             "region:west-africa",
		"country:ghana OR mali":                     "country:GH OR mali",
		"status:ONGOING":                            "status:active",
		"Status: Under way":                         "status:active",
		"status:activ":                              "status:active",
		"ends:6 months":                             "end=+6m",
		"Ends: six months tip":                      "end=+6m tip",
		"end date <= 30 Jun 2012":                   "end<=2012-06-30",
		"start:Jun 2011":                            "start=2011-06",
		"end:30 Apr to 31 Oct 2011":                 "end=2011-04-30..2011-10-31",
		"end:2011..2012-06":                         "end=2011..2012-06",
		"budget>5m":                                 "approved>5000000",
		"spend>1m":                                  "spent>1000000",
		"approved budget > US$ 1.5 million tip":     "approved>1500000 tip",
		"Approved US$>=7,500,000":                   "approved>=7500000",
		"implementation rate < 30 %":                "rate<30",
		"end:<2012":                                 "end<2012",
		"year:2010 to 2013 tip":                     "year:2010..2013 tip",
		`kind:field "projects"`:                     `kind:field "projects"`,
		`end:+6m "3" days`:                          `end=+6m "3" "days"`,
		"my office:west africa":                     "scope:west-africa",
	} {
		q, err := ParseQuery(text, &testCatalogue)
		if err != nil || q.String() != want {
			t.Errorf("%q: %q, %v; want %q", text, q.String(), err, want)
		}
	}
}

// Days counted from the as-of date: end:+6m is a time from that date on, a
// comparison has its other end alone.
func TestQueryCountsDays(t *testing.T) {
	for text, want := range map[string]string{
		"end:+6m":         "end:6 months (30 Apr to 31 Oct 2011)",
		"end:-1y":         "end:-1 year (30 Apr 2010 to 30 Apr 2011)",
		"end<=+6m":        "end<=+6 months (31 Oct 2011)",
		"-start>+90d tr":  "-start>+90 days (29 Jul 2011) tr",
		"end:-1y6m2w":     "end:-1 year and 6 months and 14 days (17 Oct 2009 to 30 Apr 2011)",
		"end:+0d":         "end:0 days (30 Apr 2011)",
		"end<2012 piracy": "end<2012 piracy",
	} {
		q, err := ParseQuery(text, &testCatalogue)
		if err != nil || q.Shown(20110430) != want {
			t.Errorf("%q: %q, %v; want %q", text, q.Shown(20110430), err, want)
		}
		typed, _, _ := strings.Cut(q.Shown(20110430), " (")
		if again, err := ParseQuery(typed, &testCatalogue); err != nil || again.Shown(20110430) != q.Shown(20110430) && !strings.Contains(text, " ") {
			t.Errorf("%q cannot be typed as it is shown: %q, %v", text, again, err)
		}
	}
	for text, ends := range map[string][2][]Date{
		"end:+6m":   {{20110430, 20111031}, {20110429, 20111101, 0}},
		"-end:+6m":  {{20110429, 20111101}, {20110430, 20111031, 0}},
		"end:-6m":   {{20101031, 20110430}, {20101030, 20110501, 0}},
		"end<+6m":   {{20111030, 20110401}, {20111031, 0}},
		"end:6m":    {{20110430, 20111031}, {20110429, 20111101, 0}},
		"end<6m":    {{20110430, 20111031}, {20110429, 20111101, 0}}, // without a sign: from the as-of date on
		"end<=6m":   {{20110430, 20111031}, {20110429, 20111101, 0}},
		"end>6m":    {{20111101}, {20111031, 0}},
		"end:+6":    {{20110430, 20111031}, {20110429, 20111101, 0}},
		"end<=+6m":  {{20111031}, {20111101, 0}},
		"end>+6m":   {{20111101}, {20111031, 0}},
		"end>=+1y":  {{20120430}, {20120429, 0}},
		"end=+1m1d": {{20110430, 20110601}, {20110602}},
	} {
		q, err := ParseQuery(text, &testCatalogue)
		for i, days := range ends {
			for _, end := range days {
				if p := (&Project{Duration: Duration{End: end}}); err != nil || q.Matches(p, &testCatalogue, 20110430) != (i == 0) {
					t.Errorf("%q: %s, %v", text, end.Plain(), err)
				}
			}
		}
	}
	if _, err := ParseQuery("end:+300y", &testCatalogue); err == nil {
		t.Error("counted 300 years")
	}
}

// TestQueryErrors gives each broken query one sentence that names what is
// wrong and the nearest valid value.
func TestQueryErrors(t *testing.T) {
	for text, want := range map[string]string{
		"regoin:west-africa": "did you mean region?",
		"region:west-afrika": "did you mean west-africa?",
		"line:DRK":           "DRG",
		"kind:gobal":         "global",
		"status:activx":      "active",
		"approved>lots":      "approved>1m",
		"end<soon":           "end<2012",
		"end<2011-02-30":     "end<2012",
		"end<6":              "end:6m",
		"region>x":           "region:west-africa",
		"region:":            "region:west-africa",
		`"open`:              "quotes",
		"-":                  "write a word",
		"https://a.org":      "use one of number",
		"region:mali":        "did you mean country:mali?",

		"line:control":                 "which one",
		"line:drug traficking tip":     "did you mean drug-trafficking?",
		"piracy OR":                    "such as piracy OR maritime",
		"OR":                           "such as piracy OR maritime",
		"() piracy":                    "such as (piracy OR maritime)",
		"piracy OR maritime year:2012": "use (piracy OR maritime) year:2012",
		"piracy OR place:west-africa":  "use country:west-africa",
		"piracy OR year:2012":          "(piracy OR maritime) year:2012",
		"-(piracy year:2012)":          "-year:2012 beside it",
		strings.Repeat("(", 30):        "",
	} {
		_, err := ParseQuery(text, &testCatalogue)
		var e *fault.Invalid
		if !errors.As(err, &e) || !strings.Contains(e.Do, want) || strings.Contains(err.Error(), "\n") {
			t.Errorf("%q: %v, hint %q; want %q", text, err, e.Do, want)
		}
	}
	if _, err := ParseQuery(strings.Repeat("a ", MaxQuery), &testCatalogue); err == nil {
		t.Error("took a query of any length")
	}
}

// TestQueryMeant guesses what was meant by queries that find nothing.
func TestQueryMeant(t *testing.T) {
	for text, want := range map[string]string{
		"ghania":                  "country:ghana",
		"west afrika":             "region:west-africa",
		"west afrika kind:field":  "region:west-africa kind:field",
		"kind:field dug ghanna":   "kind:field dug country:ghana",
		"boarder kind:field":      "border kind:field",
		"drug-traficking":         "line:drug-trafficking",
		"piracy and maritime":     "piracy maritime",
		"piracy not maritime":     "piracy -maritime",
		`"OR" piracy`:             "",
		"ghana":                   "", // the name is right: there is nothing
		"-ghania":                 "",
		"gh":                      "",
		"piracy end<2000":         "",
		"trafficking status:plan": "",
		"":                        "",
	} {
		q, err := ParseQuery(text, &testCatalogue)
		if got := q.Meant(&testCatalogue); got != want && err == nil {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

// FuzzParseQuery reads anything: no panic, and what is read can be written and
// read again as the same.
func FuzzParseQuery(f *testing.F) {
	for _, s := range []string{"", "piracy", `-line:DRG,BOR approved>1m`, `title:"a b" end<=2011-12`, `a:"`, "-", "x:y:z", "\x00", "number:a,\"b c\""} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		q, err := ParseQuery(text, &testCatalogue)
		if err != nil || len(q.String()) > MaxQuery { // its quotes make it longer
			return
		}
		_ = q.Meant(&testCatalogue)
		again, err := ParseQuery(q.String(), &testCatalogue)
		if err != nil || again.String() != q.String() {
			t.Errorf("%q is written as %q and read as %q, %v", text, q.String(), again.String(), err)
		}
	})
}

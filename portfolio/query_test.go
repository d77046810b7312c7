package portfolio

import (
	"errors"
	"strings"
	"testing"

	"fieldfolio/portfolio/fault"
)

var testCatalogue = Catalogue{
	Programmes: []Programme{{Code: "west-africa", Name: "West Africa"}, {Code: "global", Name: "Global programmes"}},
	Lines:      []Line{{Code: "drug-trafficking", Label: "DRG", Name: "Drug trafficking"}, {Code: "border-control", Label: "BOR", Name: "Border control"}},
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
		`"OR" -OR or`:                     `"OR" -OR or`,
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
		"end:+6m":         "end=+6m (30 Apr to 31 Oct 2011)",
		"end:-1y":         "end=-1y (30 Apr 2010 to 30 Apr 2011)",
		"end<=+6m":        "end<=+6m (31 Oct 2011)",
		"-start>+90d tr":  "-start>+90d (29 Jul 2011) tr",
		"end:+0d":         "end=+0d (30 Apr 2011)",
		"end<2012 piracy": "end<2012 piracy",
	} {
		q, err := ParseQuery(text, &testCatalogue)
		if err != nil || q.Shown(20110430) != want {
			t.Errorf("%q: %q, %v; want %q", text, q.Shown(20110430), err, want)
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
		"status:activ":       "active",
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

		"piracy OR maritime":                  "use title:piracy,maritime",
		"(piracy || maritime | drugs) kind:x": "use title:piracy,maritime,drugs kind:x",
		"line:DRG OR line:BOR":                "use line:DRG,BOR",
		"line:DRG OR kind:field":              "of one key, such as line:DRG,TIP",
		"piracy OR":                           "such as line:DRG,TIP",
		"piracy AND maritime":                 "use piracy maritime",
		`"x y" NOT z`:                         `use "x y" -z`,
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
		"piracy or maritime":      "title:piracy,maritime",
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

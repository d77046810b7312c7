package portfolio_test

import (
	"errors"
	"reflect"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"fieldfolio/portfolio"
	"fieldfolio/seed"
)

func sealed() portfolio.Change {
	c := portfolio.Change{ID: portfolio.ID{Office: "roea", Incarnation: "k3f9ab", N: 118}, Person: "A. Desk", At: time.Unix(1_300_000_000, 0), Record: "ABCX12",
		Fields: []portfolio.Setting{{Field: "title", Value: "Ünï"}, {Field: "end", Unset: true}},
		Over:   []portfolio.ID{{Office: "hq", Incarnation: "aaaa", N: 7, Hash: "00000000"}}, Reason: "why", Step: "roea.k3f9ab:118"}
	c.Finish()
	return c
}

// TestChangeBody reads back what was written, and finds a change of every part.
func TestChangeBody(t *testing.T) {
	c := sealed()
	if err := c.Check(); err != nil {
		t.Fatal(err)
	}
	again := portfolio.Change{ID: c.ID, Record: c.Record}
	if err := again.SetBody(c.Body()); err != nil || !reflect.DeepEqual(again, c) {
		t.Errorf("%+v %v", again, err)
	}
	if id, err := portfolio.ParseID(c.ID.String()); err != nil || id != c.ID {
		t.Errorf("%v %v", id, err)
	}
	for name, damage := range map[string]func(*portfolio.Change){
		"office":      func(c *portfolio.Change) { c.ID.Office = "hq" },
		"incarnation": func(c *portfolio.Change) { c.ID.Incarnation = "k3f9ac" },
		"number":      func(c *portfolio.Change) { c.ID.N++ },
		"person":      func(c *portfolio.Change) { c.Person = "B" },
		"time":        func(c *portfolio.Change) { c.At = c.At.Add(time.Second) },
		"record":      func(c *portfolio.Change) { c.Record = "ABCX13" },
		"kind":        func(c *portfolio.Change) { c.Record, c.Creates = "", "note" },
		"value":       func(c *portfolio.Change) { c.Fields[1].Value = "x" },
		"unset":       func(c *portfolio.Change) { c.Fields[0].Unset = false },
		"over":        func(c *portfolio.Change) { c.Over = nil },
		"reason":      func(c *portfolio.Change) { c.Reason = "" },
		"step":        func(c *portfolio.Change) { c.Step = "two" },
	} {
		c := sealed()
		damage(&c)
		if c.Check() == nil {
			t.Errorf("%s: nothing found", name)
		}
	}
}

// TestChangeRefused finds what no release writes, though its hash fits.
func TestChangeRefused(t *testing.T) {
	for name, damage := range map[string]func(*portfolio.Change){
		"over that is larger":  func(c *portfolio.Change) { c.Over[0].N = 200 },
		"control in the value": func(c *portfolio.Change) { c.Fields[1].Value = "a\x1b[31m" },
		"bidi in the person":   func(c *portfolio.Change) { c.Person = "A\u202eB" },
		"no field":             func(c *portfolio.Change) { c.Fields = nil },
		"field twice":          func(c *portfolio.Change) { c.Fields[1].Field = "end" },
		"no name of a field":   func(c *portfolio.Change) { c.Fields[1].Field = "Title!" },
		"long value":           func(c *portfolio.Change) { c.Fields[1].Value = strings.Repeat("x", 20_001) },
		"not normal":           func(c *portfolio.Change) { c.Fields[1].Value = "U\u0308" },
		"office":               func(c *portfolio.Change) { c.ID.Office = "HQ Vienna" },
		"both records":         func(c *portfolio.Change) { c.Creates = "note" },
	} {
		c := sealed()
		damage(&c)
		c.Finish()
		if c.Check() == nil {
			t.Errorf("%s: nothing found", name)
		}
	}
}

// FuzzSetBody reads damaged bodies without a panic; what it reads it writes
// again as it was.
func FuzzSetBody(f *testing.F) {
	c := sealed()
	f.Add(c.Body())
	f.Add([]byte{})
	f.Add([]byte("\x00\x03A.D\x02\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01"))
	f.Fuzz(func(t *testing.T, body []byte) {
		var c, again portfolio.Change
		if err := c.SetBody(body); err != nil {
			if !errors.Is(err, portfolio.ErrBody) {
				t.Error(err)
			}
			return
		}
		if err := again.SetBody(c.Body()); err != nil || !reflect.DeepEqual(again, c) {
			t.Errorf("%+v, again %+v, %v", c, again, err)
		}
	})
}

// FuzzParseID reads ids back as they were written.
func FuzzParseID(f *testing.F) {
	f.Add("roea.k3f9ab:118-7qd2m0xz")
	f.Add("a.b:0-00000000")
	f.Fuzz(func(t *testing.T, text string) {
		if id, err := portfolio.ParseID(text); err == nil && id.String() != text {
			t.Errorf("%q read as %q", text, id)
		}
	})
}

// FuzzFieldRead reads anything into every field: no panic, and canonical text
// reads to itself.
func FuzzFieldRead(f *testing.F) {
	doc, err := seed.Document()
	if err != nil {
		f.Fatal(err)
	}
	for _, text := range []string{"PERU08", "TAJ/H03", "1.2m", "2011-06-30", "DRG:60, LEI:40", "Viet Nam:25 %, Peru 75 %", "suspended", "field+global", "a\x00b", ":;:,%", "DRG:\xff"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, kind := range portfolio.RecordKinds {
			for _, spec := range kind.Fields {
				v, err := spec.Read(&doc.Catalogue, text)
				if err != nil || !v.Known {
					continue
				}
				if again, err := spec.Read(&doc.Catalogue, v.Text); err != nil || again != v {
					t.Errorf("%s %q read as %q, again as %q, %v", spec.Name, text, v.Text, again.Text, err)
				}
			}
		}
	})
}

// TestFieldRead reads what people write into fields.
func TestFieldRead(t *testing.T) {
	doc, err := seed.Document()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ field, text, want, fault string }{
		{"number", " peru08 ", "PERU08", ""},
		{"number", "TAJ/H03", "TAJ/H03", ""},
		{"number", "AD/CAM/99/D43", "AD/CAM/99/D43", ""},
		{"number", "PERU8", "", "is not a project number"},
		{"approved_budget", "US$ 1,234,567.5", "1234567.50", ""},
		{"approved", "1.2m", "1200000", ""},
		{"approved", "12.345", "", "finer than a cent"},
		{"approved", "-5", "", "is not an amount"},
		{"end", "2011-02-30", "", "is not a date"},
		{"end", "1811-02-03", "", "before 1970"},
		{"lines", "drg:60, lei:40", "drug-trafficking:60 law-enforcement:40", ""},
		{"lines", "DRG LEI TIP", "drug-trafficking law-enforcement trafficking-in-persons", ""},
		{"lines", "DRG:*, LEI:*, TIP:*", "drug-trafficking law-enforcement trafficking-in-persons", ""},
		{"lines", "DRG:33.34 LEI:33.33 TIP:33.33", "drug-trafficking:33.34 law-enforcement:33.33 trafficking-in-persons:33.33", ""},
		{"lines", "DRG:95", "", "adds up to 95 %"},
		{"lines", "DRG:50 DRG:50", "", "twice"},
		{"lines", "DRG:50, LEI", "", `"LEI" has no share while others`},
		{"lines", "DRG:60 LEI:*", "drug-trafficking:60 law-enforcement:40", ""},
		{"lines", "DRG:60, LEI:*, TIP:*", "drug-trafficking:60 law-enforcement:20 trafficking-in-persons:20", ""},
		{"lines", "DRG:99.99 LEI:* TIP:*", "", `"LEI:*" gets nothing: the others have 99.99 %`},
		{"lines", "DRG:60 LEI:60", "", "adds up to 120 %, 20 % too much"},
		{"lines", "DRG: 60 % LEI: 40 %", "drug-trafficking:60 law-enforcement:40", ""},
		{"lines", "DRG:60 LEI:-3", "", `"LEI:-3" has no share`},
		{"lines", "Trafficking in persons 60 % LEI 40 %", "trafficking-in-persons:60 law-enforcement:40", ""},
		{"places", "Viet Nam:50 Peru:50", "VN:50 PE:50", ""},
		{"places", "Viet Nam Peru", "VN:50 PE:50", ""},
		{"overall_places", "Kenya, East Africa, ZA", "KE 1027 ZA", ""},
		{"overall_places", "", "", ""},
		{"lines", "DRX", "", "names no service line"},
		{"places", "Viet Nam", "VN:100", ""},
		{"places", "Viet Nam 25 %, PE:75", "VN:25 PE:75", ""},
		{"status", "Closed", "closed", ""},
		{"status", "active", "", "follows from"},
		{"programme", "West Africa", "west-africa", ""},
		{"title", "U\u0308bung", "Übung", ""},
		{"title", "a\u202eb", "", "U+202E"},
		{"title", "a\x1b[1m", "", "U+001B"},
		{"title", strings.Repeat("x", 401), "", "401 characters; at most 400"},
		{"title", "  ", "", "must have a value"},
		{"end", "", "", ""},
	} {
		spec, err := portfolio.FindField(portfolio.ProjectRecord, c.field)
		if err != nil {
			t.Fatal(err)
		}
		v, err := spec.Read(&doc.Catalogue, c.text)
		switch {
		case c.fault == "" && (err != nil || v.Text != c.want):
			t.Errorf("%s %q: %q %v, want %q", c.field, c.text, v.Text, err, c.want)
		case c.fault != "" && (err == nil || !strings.Contains(err.Error(), c.fault)):
			t.Errorf("%s %q: %v, want %q", c.field, c.text, err, c.fault)
		}
	}
}

// TestPortionsRead shows that any shares that add up to 100 are taken as they
// are, and that equal ones always do.
func TestPortionsRead(t *testing.T) {
	doc, err := seed.Document()
	if err != nil {
		t.Fatal(err)
	}
	spec, err := portfolio.FindField(portfolio.ProjectRecord, "service_lines")
	if err != nil {
		t.Fatal(err)
	}
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, len(doc.Catalogue.Lines)).Draw(t, "lines")
		var names []string
		for _, l := range doc.Catalogue.Lines[:n] {
			names = append(names, l.Label)
		}
		v, err := spec.Read(&doc.Catalogue, strings.Join(names, ", "))
		if err != nil {
			t.Fatal(err)
		}
		portions, err := portfolio.ParsePortions(v.Text)
		sum := portfolio.Percent(0)
		for _, p := range portions {
			sum += p.Share
		}
		if err != nil || sum != 10_000 || len(portions) != n {
			t.Errorf("%s: %v %v", v.Text, sum, err)
		}
	})
}

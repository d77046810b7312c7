package portfolio_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"fieldfolio/portfolio"
	"fieldfolio/seed"
)

func catalogue(t testing.TB) *portfolio.Catalogue {
	t.Helper()
	doc, err := seed.Document()
	if err != nil {
		t.Fatal(err)
	}
	return &doc.Catalogue
}

func specOf(t testing.TB, kind portfolio.RecordKind, field string) portfolio.FieldSpec {
	t.Helper()
	spec, err := portfolio.FindField(kind, field)
	if err != nil {
		t.Fatal(err)
	}
	return spec
}

func TestComplete(t *testing.T) {
	cat := catalogue(t)
	offices := []string{"copak", "roea", "rosen"}
	const project, office = portfolio.ProjectRecord, portfolio.OfficeRecord
	for _, c := range []struct {
		name  string
		kind  portfolio.RecordKind
		field string
		text  string
		want  string // the first texts
	}{
		{"a name", project, "country", "per", "Peru"},
		{"a code before a name", project, "country", "pe", "Peru"},
		{"a word of a name", project, "country", "nam", "Viet Nam"},
		{"entered in full", project, "country", "Peru", ""},
		{"one that begins another", project, "country", "Niger", "Nigeria"},
		{"a programme by its name", project, "programme", "west af", "west-africa"},
		{"a kind", project, "kind", "g", "global"},
		{"nothing entered", project, "kind", "", "field"},
		{"a status", project, "status", "c", "closed|cancelled"},
		{"no free text", project, "title", "a", ""},
		{"a line by its label", project, "lines", "dr", "DRG"},
		{"a line by a word", project, "lines", "persons", "TIP"},
		{"the second line", project, "lines", "DRG:60 le", "DRG:60 LEI"},
		{"the second of names", project, "lines", "DRG le", "DRG LEI"},
		{"behind a comma", project, "lines", "DRG:60, le", "DRG:60, LEI"},
		{"one that is there already", project, "lines", "LEI:60, le", ""},
		{"a share", project, "lines", "DRG:6", ""},
		{"a share with a blank", project, "lines", "DRG: ", "DRG: BOR"},
		{"several words", project, "places", "Peru viet n", "Peru VN"},
		{"a place by its code", project, "places", "PE:50 e", "PE:50 EE|PE:50 EC"},
		{"a hub", office, "hub", "ro", "roea"},
		{"a role", office, "role", "h", "hub"},
		{"a scope", office, "scope", "west-africa,gl", "west-africa,global"},
		{"a scope that is there", office, "scope", "west-africa,west-a", ""},
		{"fields", office, "held_fields", "approved, ov", "approved, overall"},
	} {
		t.Run(c.name, func(t *testing.T) {
			all := specOf(t, c.kind, c.field).Complete(cat, offices, c.text)
			if len(all) == 0 {
				if c.want != "" {
					t.Fatalf("nothing, want %s", c.want)
				}
				return
			}
			for _, w := range strings.Split(c.want, "|") {
				for _, x := range all[:min(len(all), 3)] {
					if w != "" && x.Text == w {
						return
					}
				}
			}
			t.Errorf("%+v, want %s", all[:min(len(all), 4)], c.want)
		})
	}
}

// Accents and case make no difference.
func TestCompleteFolds(t *testing.T) {
	cat := &portfolio.Catalogue{Places: []portfolio.Place{{Code: "CI", Name: "Côte d’Ivoire"}, {Code: "TL", Name: "Timor (Eastern)"}}}
	spec := specOf(t, portfolio.ProjectRecord, "country")
	for text, want := range map[string]string{"COTE": "Côte d’Ivoire", "cô": "Côte d’Ivoire", "ivo": "Côte d’Ivoire", "east": "Timor (Eastern)"} {
		if all := spec.Complete(cat, nil, text); len(all) != 1 || all[0].Text != want {
			t.Errorf("%q: %+v", text, all)
		}
	}
}

func TestTally(t *testing.T) {
	cat := catalogue(t)
	for _, c := range []struct{ field, text, want string }{
		{"lines", "DRG:60 LEI:30", "10 % missing: DRG 60 %, LEI 30 %"},
		{"lines", "DRG:60", "40 % missing: DRG 60 %"},
		{"lines", "DRG:60 LEI", "40 % missing: DRG 60 %, LEI –"},
		{"lines", "DRG:60 le", "40 % missing: DRG 60 %"},
		{"lines", "DRG:60 LEI:60", "20 % too much: DRG 60 %, LEI 60 %"},
		{"lines", "DRG LEI BOR", "100 %: DRG 33.34 %, LEI 33.33 %, BOR 33.33 %"},
		{"lines", "DRG:60 LEI:*", "100 %: DRG 60 %, LEI 40 %"},
		{"lines", "DRG:100 LEI:*", "100 %: DRG 100 %, LEI –"},
		{"places", "pe:12.5, vn:*", "100 %: Peru 12.5 %, Viet Nam 87.5 %"},
		{"lines", "le", ""}, {"lines", "", ""}, {"lines", "XXX:50 DRG:50", ""}, {"lines", "DRG:x", ""}, {"lines", "DRG:1 DRG:2", ""}, {"title", "DRG:60", ""},
	} {
		tally, ok := specOf(t, portfolio.ProjectRecord, c.field).Tally(cat, c.text)
		got := ""
		if ok {
			got = tally.Phrase().Shown()
		}
		if got != c.want {
			t.Errorf("%s %q: %q, want %q", c.field, c.text, got, c.want)
		}
	}
}

func TestGiveRest(t *testing.T) {
	cat := catalogue(t)
	for _, c := range []struct{ field, text, want, fault string }{
		{"lines", "DRG:60 LEI:30", "DRG:60 LEI:40", ""},
		{"lines", "drg:60, lei", "drg:60, lei:40", ""},
		{"lines", "DRG:60 LEI BOR", "DRG:60 LEI:20 BOR:20", ""},
		{"lines", "DRG LEI BOR", "DRG:33.34 LEI:33.33 BOR:33.33", ""},
		{"lines", "DRG", "DRG:100", ""},
		{"lines", "DRG:5", "DRG:100", ""},
		{"places", "Viet Nam, Peru:30", "Viet Nam:70, Peru:30", ""},
		{"lines", "DRG:100 LEI:30", "", `service_lines "LEI:30" gets nothing: the others have 100 %`},
		{"lines", "DRG:60 XXX", "", `service_lines "XXX" names no service line`},
		{"lines", "DRG:x LEI", "", `service_lines "DRG:x" has no share`},
		{"lines", "", "", "names nothing yet"},
		{"title", "x", "", "has no shares"},
	} {
		got, err := specOf(t, portfolio.ProjectRecord, c.field).GiveRest(cat, c.text)
		if got != c.want || (err == nil) != (c.fault == "") || err != nil && !strings.Contains(err.Error(), c.fault) {
			t.Errorf("%s %q: %q %v, want %q %s", c.field, c.text, got, err, c.want, c.fault)
		}
	}
}

// Whatever is typed, what completes it is taken, and shares that are filled up
// add up to 100.
func TestCompletionsAreTaken(t *testing.T) {
	cat := catalogue(t)
	word := rapid.SampledFrom([]string{"DRG", "le", "Viet Nam", "per", ":60", ":*", " ", ", ", ";", "%", ":", "é", "global", "ü", "\x1b", "west-africa,", "=", ":100", "united rep"})
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOfN(word, 0, 6).Draw(t, "words"), "")
		for _, kind := range []portfolio.RecordKind{portfolio.ProjectRecord, portfolio.OfficeRecord} {
			for _, spec := range portfolio.FieldsOf(kind) {
				spec.Tally(cat, text)
				filled, err := spec.GiveRest(cat, text)
				if err == nil {
					if _, err := spec.Read(cat, filled); err != nil {
						t.Fatalf("%s %q is filled up to %q: %v", spec.Name, text, filled, err)
					}
				}
				for _, c := range spec.Complete(cat, nil, text) {
					if spec.Shared() || spec.Name == portfolio.FieldScope || spec.Name == portfolio.FieldHeld {
						continue // what stands before it may have a fault
					}
					if v, err := spec.Read(cat, c.Text); err != nil || !v.Known {
						t.Fatalf("%s %q: %q %v", spec.Name, text, c.Text, err)
					}
				}
			}
		}
	})
}

func FuzzComplete(f *testing.F) {
	cat := catalogue(f)
	for _, s := range []string{"DRG:60 le", "Viet N", "DRG, \xff", ":%", "  ", "west-africa,glo", "É", "*:*"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, kind := range []portfolio.RecordKind{portfolio.ProjectRecord, portfolio.OfficeRecord} {
			for _, spec := range portfolio.FieldsOf(kind) {
				spec.Tally(cat, text)
				if filled, err := spec.GiveRest(cat, text); err == nil {
					if _, err := spec.Read(cat, filled); err != nil {
						t.Fatalf("%s %q is filled up to %q: %v", spec.Name, text, filled, err)
					}
				}
				for _, c := range spec.Complete(cat, nil, text) {
					if c.Text == text {
						t.Fatalf("%s %q is completed by itself", spec.Name, text)
					}
				}
			}
		}
	})
}

package portfolio

import (
	"testing"

	"fieldfolio/portfolio/fault"
)

// TestLineNames checks that service lines are read as people write and print them: by label, code, the words of the
// code and the whole name, with shares in each form.
func TestLineNames(t *testing.T) {
	cat := &Catalogue{Lines: []Line{
		{Code: "drug-trafficking", Label: "DRG", Name: "Drug trafficking and counter-narcotics"},
		{Code: "law-enforcement", Label: "LEI", Name: "Law enforcement and criminal intelligence"},
		{Code: "border-control", Label: "BOR", Name: "Border, port and airport control"},
	}}
	spec, err := FindField(ProjectRecord, FieldLines)
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]string{
		"drug trafficking":                                    "drug-trafficking:100",
		"Drug trafficking and counter-narcotics":              "drug-trafficking:100",
		"DRG 60, LEI 40":                                      "drug-trafficking:60 law-enforcement:40",
		"DRG 60 LEI 40":                                       "drug-trafficking:60 law-enforcement:40",
		"DRG 60 % and LEI 40 %":                               "drug-trafficking:60 law-enforcement:40",
		"DRG and LEI":                                         "drug-trafficking:50 law-enforcement:50",
		"drug trafficking 60, law enforcement 40":             "drug-trafficking:60 law-enforcement:40",
		"Border, port and airport control":                    "border-control:100",
		"DRG:60, Border, port and airport control:40":         "drug-trafficking:60 border-control:40",
		"Border, port and airport control 30 %, LEI:70":       "border-control:30 law-enforcement:70",
		"Drug trafficking and counter-narcotics:60, BOR:40":   "drug-trafficking:60 border-control:40",
		"law enforcement and criminal intelligence, bor, DRG": "law-enforcement border-control drug-trafficking",
	} {
		if v, err := spec.Read(cat, text); err != nil || v.Text != want {
			t.Errorf("%q is %q, %v; want %q", text, v.Text, err, want)
		}
	}
	for _, text := range []string{"and", "60", "DRG LEI 40", "DRG 60 LEI 50"} {
		if v, err := spec.Read(cat, text); err == nil {
			t.Errorf("%q is %q", text, v.Text)
		}
	}
}

// TestShareForm: where a known name is followed by a share in another form, the hint says the form that is read.
func TestShareForm(t *testing.T) {
	cat := &Catalogue{Lines: []Line{{Code: "trafficking-in-persons", Label: "TIP"}, {Code: "money-laundering", Label: "AML"}}}
	for text, want := range map[string]string{
		"TIP=60, AML=40": "enter TIP:60; enter AML:40", "TIP60, AML-40 %": "enter TIP:60; enter AML:40",
		"TIQ, AML": "did you mean TIP?",
	} {
		_, err := readLines(cat, text)
		if got := fault.RemedyOf(err).Text; got != want {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
}

package proof

import (
	"testing"
	"time"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/provenance"
)

func TestProofWords(t *testing.T) {
	row := func(part int64) []Row { return []Row{{Part: part, Whole: portfolio.Known(portfolio.Cents(part))}} }
	whole := &Proof{About: "the whole portfolio", Figure: 300, Rows: row(300)}
	cases := []struct {
		name               string
		proof              Proof
		question, rounding string
	}{
		{"whole dollars", Proof{About: "Peru", Unit: 100, Figure: 319_860_500, Rows: row(319_860_500)}, "How US$ 3,198,605 is made up: Peru", ""},
		{"cents", Proof{About: "Peru", Unit: 100, Figure: -150, Rows: row(-150)}, "How US$ -2 is made up: Peru",
			"Shown as US$ -2; exactly US$ -1.50, rounded half away from zero; parts that are rounded one by one may differ from it."},
		{"thousands", Proof{About: "Peru", Unit: 100_000, Figure: 149_999}, "How US$ 1 thousand is made up: Peru",
			"Shown as US$ 1 thousand; exactly US$ 1,499.99, rounded half away from zero; parts that are rounded one by one may differ from it."},
		{"a count", Proof{About: "Peru", Counts: true, Figure: 1234, Unit: 100}, "How 1,234 projects is made up: Peru", ""},
		{"a share", Proof{About: "Peru", Unit: 100, Figure: 100, Of: whole, Rows: row(100)}, "How 33.3 % is made up: Peru",
			"1 / 3 = 33.3 %, rounded half away from zero; parts that are rounded one by one may differ from it."},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if got := c.proof.Question().Shown(); got != c.question {
				t.Errorf("asks %q, want %q", got, c.question)
			}
			rounding, ok := c.proof.rounding()
			if got := rounding.Shown(); got != c.rounding || ok != (c.rounding != "") {
				t.Errorf("says %q, want %q", got, c.rounding)
			}
		})
	}
}

func TestProofExactly(t *testing.T) {
	for _, c := range []struct {
		proof Proof
		n     int64
		want  string
	}{
		{Proof{}, 123_400, "1,234"}, {Proof{Cents: true}, 95, "0.95"}, {Proof{Cents: true}, 123_400, "1,234.00"},
		{Proof{Cents: true}, -123_405, "-1,234.05"}, {Proof{Counts: true}, 1234, "1,234"},
	} {
		if got := c.proof.Exactly(c.n); got != c.want {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
	for part, want := range map[int64]bool{100: false, 95: true} {
		p := Proof{Figure: 200, Rows: []Row{{Part: part}, {Part: 200 - part}}}
		if p.hasCents() != want {
			t.Errorf("a row of %d: %v", part, !want)
		}
	}
}

func TestProofFileName(t *testing.T) {
	for about, want := range map[string]string{
		"Latin America, trafficking in persons": "why-latin-america-trafficking-persons",
		"../../etc/passwd":                      "why-etc-passwd",
		"加强边境":                                  "why",
		"Côte d'Ivoire, in 2011":                "why-cote-d-ivoire-2011",
		"an about of which there is far more than the name of a file needs, even of one as long as this": "why-an-about-which-there-is-far-more-than-name-a-file-needs-even-one-as-long-as",
	} {
		if got := (&Proof{About: about}).FileName(); got != want {
			t.Errorf("%q: %q, want %q", about, got, want)
		}
	}
}

// TestOrigin says of a value where it comes from: the print, a change, or two
// changes of which neither knew of the other.
func TestOrigin(t *testing.T) {
	base := &portfolio.Project{ID: "A", Number: "A", Amounts: portfolio.Amounts{Approved: portfolio.Known(100_000)}}
	sources := []portfolio.Source{{Field: "title", Where: "elsewhere"}, {Field: "approved", Where: "Annex 3, I, row 1", Printed: "1.000", Taken: "1000", Why: "a misplaced separator"}}
	change := func(n int64, value string) portfolio.Change {
		c := portfolio.Change{ID: portfolio.ID{Office: "roea", Incarnation: "k", N: n}, Person: "A. Desk", At: time.Date(2011, 4, 12, 0, 0, 0, 0, time.UTC), Record: "A",
			Fields: []portfolio.Setting{{Field: portfolio.FieldApproved, Value: value}}}
		c.Finish()
		return c
	}
	one, other, later := change(1, "2000"), change(2, "3000"), change(3, "4000")
	later.Over = []portfolio.ID{one.ID}
	later.Finish()
	cases := []struct {
		name             string
		changes          []portfolio.Change
		text, difference string
	}{
		{"printed", nil, "Annex 3, I, row 1", "printed 1.000, taken 1000: a misplaced separator"},
		{"changed", []portfolio.Change{one}, "changed by A. Desk, roea, 12 Apr 2011; was 1,000", ""},
		{"changed twice", []portfolio.Change{one, later}, "changed by A. Desk, roea, 12 Apr 2011; was 2,000, at first 1,000", ""},
		{"in conflict", []portfolio.Change{one, other}, "changed by A. Desk, roea, 12 Apr 2011; was 1,000; in conflict, 2 values", ""},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			r := portfolio.Record{ID: "A", Kind: portfolio.ProjectRecord, Base: base, Log: portfolio.NewLog(c.changes...)}
			o := provenance.OriginOf(&r, portfolio.FieldApproved, sources)
			if difference, _ := o.Difference(); o.Shown() != c.text || difference.Shown() != c.difference {
				t.Errorf("%q, %q", o.Shown(), difference.Shown())
			}
		})
	}
}

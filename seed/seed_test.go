package seed

import (
	"io/fs"
	"strings"
	"testing"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/breakdown"
)

func document(t testing.TB) *portfolio.Document {
	t.Helper()
	doc, err := Document()
	if err != nil {
		t.Fatalf("the embedded files have faults:\n%v", err)
	}
	return doc
}

func projectOf(t *testing.T, doc *portfolio.Document, number string) portfolio.Project {
	t.Helper()
	for _, p := range doc.Projects {
		if p.Number == number {
			return p
		}
	}
	t.Fatalf("there is no project %s", number)
	return portfolio.Project{}
}

func sourceOf(t *testing.T, list []portfolio.Source, field string) portfolio.Source {
	t.Helper()
	for _, s := range list {
		if s.Field == field {
			return s
		}
	}
	t.Fatalf("there is no source of %s", field)
	return portfolio.Source{}
}

func TestCounts(t *testing.T) {
	doc := document(t)
	kinds := map[portfolio.Kind]int{}
	provisional := 0
	for _, p := range doc.Projects {
		kinds[p.Kind]++
		if p.Provisional {
			provisional++
		}
	}
	outcomes, activities := 0, 0
	for _, s := range doc.SubProgrammes {
		outcomes += len(s.Outcomes)
		for _, o := range s.Outcomes {
			activities += len(o.Activities)
		}
	}
	for _, c := range []struct {
		what      string
		got, want int
	}{
		{"projects", len(doc.Projects), 83},
		{"field projects", kinds[portfolio.Field], 68},
		{"global programmes", kinds[portfolio.Global], 14},
		{"projects in both annexes", kinds[portfolio.Field|portfolio.Global], 1},
		{"provisional numbers", provisional, 2},
		{"programmes", len(doc.Catalogue.Programmes), 11},
		{"service lines", len(doc.Catalogue.Lines), 10},
		{"sub-programmes and the evaluation", len(doc.SubProgrammes), 4},
		{"outcomes", outcomes, 17},
		{"priority activities", activities, 27},
		{"reference date", int(doc.Catalogue.Reference), 20110430},
	} {
		if c.got != c.want {
			t.Errorf("%s: %d, want %d", c.what, c.got, c.want)
		}
	}
}

// TestSums adds up the lists; the sums were made by hand from the document.
func TestSums(t *testing.T) {
	doc := document(t)
	approved := map[string]portfolio.Cents{}
	rows := map[string]int{}
	var field, overall portfolio.Cents
	for _, p := range doc.Projects {
		field += p.Amounts.Approved.Cents
		overall += p.Amounts.Overall.Cents
		approved[p.Programme] += p.Amounts.Approved.Cents
		rows[p.Programme]++
	}
	if field != portfolio.Dollars(189_538_627) {
		t.Errorf("approved budgets of Annex 3 add up to %s", field.Shown())
	}
	if overall != portfolio.Dollars(151_260_011) {
		t.Errorf("overall budgets of Annex 2 add up to %s", overall.Shown())
	}
	for _, c := range []struct {
		programme string
		rows      int
		dollars   int64
	}{
		{"global-multi-regional", 3, 8_706_942}, {"arab-states", 2, 2_749_586}, {"west-africa", 11, 25_370_934},
		{"south-eastern-europe", 4, 4_856_603}, {"east-asia-pacific", 10, 22_809_856}, {"central-america", 2, 2_651_704},
		{"eastern-africa", 5, 11_007_882}, {"latin-america-southern-cone", 8, 18_697_492}, {"southern-africa", 2, 3_057_396},
		{"afghanistan-neighbours", 22, 89_630_232},
	} {
		if rows[c.programme] != c.rows || approved[c.programme] != portfolio.Dollars(c.dollars) {
			t.Errorf("%s: %d rows, %s", c.programme, rows[c.programme], approved[c.programme].Shown())
		}
	}
}

// TestEveryValueHasOneSource checks fields and records of all sources.
func TestEveryValueHasOneSource(t *testing.T) {
	for _, p := range document(t).Projects {
		want := map[string]bool{"number": true, "title": true, "programme": true, "country": true, "lines": true,
			"start": p.Duration.Start.Known(), "end": p.Duration.End.Known(), "approved": p.Amounts.Approved.Known,
			"overall": p.Amounts.Overall.Known, "shortfall": p.Amounts.Shortfall.Known}
		got := map[string]int{}
		for _, s := range p.Sources {
			got[s.Field]++
			if s.Record != p.ID || s.Where == "" || s.Taken != "" && s.Why == "" || s.Printed == "" && s.Where != ours {
				t.Errorf("%s: %+v", p.Number, s)
			}
		}
		for field, has := range want {
			if has && got[field] != 1 || !has && got[field] != 0 {
				t.Errorf("%s: %d sources of %s", p.Number, got[field], field)
			}
		}
	}
}

func TestNotes(t *testing.T) {
	doc := document(t)
	for _, c := range []struct {
		number, field, printed, taken string
		assumed                       bool
	}{
		{"RERF23", "approved", "4,277.843", "4,277,843", false},
		{"XAMT72", "end", "31 Ma 2012", "2012-03-31", true},
		{"COLR52", "country", "Columbia", "Colombia", false},
		{"PROV01", "overall", "13.500,000", "13,500,000", false},
		{"PROV01", "number", "Project number TBD", "PROV01", false},
		{"GLOU54", "shortfall", "-", "0", false},
		{"GLOU42", "shortfall", "USD 1, 500,000 ($500,000 per year)", "1,500,000", false},
		{"GLOG80", "end", "ProFi Figs. to June 2013", "2013-06-30", true},
		{"GLOS83", "end", "ProFi figs. To March 2012", "2012-03-31", true},
		{"GLOT59", "end", "proj. to end 2011", "2011-12-31", true},
		{"GLOU40", "start", "2011-15", "2011-01-01", true},
		{"CPVS28", "country", "Cape Verde", "", false},
	} {
		p := projectOf(t, doc, c.number)
		s := sourceOf(t, p.Sources, c.field)
		if s.Printed != c.printed || s.Taken != c.taken || s.Assumed != c.assumed || s.Why == "" {
			t.Errorf("%s %s: %+v", c.number, c.field, s)
		}
		if c.field == "end" && p.Duration.EndAssumed != c.assumed {
			t.Errorf("%s: end assumed is %v", c.number, p.Duration.EndAssumed)
		}
	}
}

func TestBothAnnexes(t *testing.T) {
	p := projectOf(t, document(t), "XAMT72")
	if p.Kind != portfolio.Field|portfolio.Global || p.Programme != "eastern-africa" || p.Places[0].Code != "KE" {
		t.Errorf("%s in %s, %v", p.Kind, p.Programme, p.Places)
	}
	if p.Amounts.Approved.Plain() != "6490700" || p.Amounts.Overall.Plain() != "25426689" || p.Amounts.Shortfall.Plain() != "10250963" {
		t.Errorf("amounts %+v", p.Amounts)
	}
	for field, want := range map[string]string{"approved": "Annex 3, VII, row 5", "overall": "Annex 2(i), table 4",
		"number": "Annex 3, VII, row 5; Annex 2(i), table 4"} {
		if got := sourceOf(t, p.Sources, field).Where; got != want {
			t.Errorf("%s stands in %q, want %q", field, got, want)
		}
	}
}

func TestEvaluation(t *testing.T) {
	subs := document(t).SubProgrammes
	e := subs[len(subs)-1]
	if e.Code != "evaluation" || e.Requirement.Plain() != "80000" || e.Shortfall.Plain() != "80000" || len(e.Sources) != 3 {
		t.Errorf("%+v", e)
	}
}

// TestSlices checks that what the seed says can be split to the cent.
func TestSlices(t *testing.T) {
	for _, p := range document(t).Projects {
		var sum portfolio.Cents
		for _, s := range breakdown.Slices(&p) {
			sum += s.Of(breakdown.Approved) + s.Of(breakdown.Overall) + s.Of(breakdown.Shortfall)
		}
		if sum != p.Amounts.Approved.Cents+p.Amounts.Overall.Cents+p.Amounts.Shortfall.Cents {
			t.Errorf("%s: slices add up to %s", p.Number, sum.Plain())
		}
	}
}

// TestPlainWords keeps the files free of what terminals and columns cannot show.
func TestPlainWords(t *testing.T) {
	names, err := fs.Glob(data, "data/*.toml")
	if err != nil || len(names) != 7 {
		t.Fatalf("%v, %v", names, err)
	}
	for _, name := range names {
		text, err := fs.ReadFile(data, name)
		if err != nil {
			t.Fatal(err)
		}
		if strings.ContainsAny(string(text), "\t\r\u00a0") || strings.Contains(string(text), "  \n") {
			t.Errorf("%s has a tab, a carriage return or a hard blank", name)
		}
	}
	for _, s := range document(t).SubProgrammes {
		for _, o := range s.Outcomes {
			if len(o.Label) > 46 {
				t.Errorf("label of %s is longer than 46", o.Code)
			}
		}
	}
}

func BenchmarkDocument(b *testing.B) {
	for b.Loop() {
		document(b)
	}
}

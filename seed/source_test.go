package seed

import (
	"encoding/csv"
	"io/fs"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"fieldfolio/portfolio"
)

// folder returns the folder that an environment variable names. Without it the
// test is skipped, but fails where everything has to be checked (CI=true).
func folder(t *testing.T, variable string) string {
	t.Helper()
	dir := os.Getenv(variable)
	switch {
	case dir != "":
	case os.Getenv("CI") == "true":
		t.Fatalf("%s is not set: it names the folder to compare the seed with", variable)
	default:
		t.Skipf("%s is not set", variable)
	}
	return dir
}

// paper is the text of the document, line by line, without its markup.
type paper []string

var markup = regexp.MustCompile(`<sup>[^<]*</sup>|<[^>]*>|[*\\]`)

func readPaper(t *testing.T) paper {
	t.Helper()
	text, err := fs.ReadFile(os.DirFS(folder(t, "FIELDFOLIO_SOURCE")), "thematic-programme-2011-2013.txt")
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(string(text), "\n")
	for i, l := range lines {
		lines[i] = markup.ReplaceAllString(l, "")
	}
	return lines
}

// from returns the lines from the first that begins with start up to the next
// that begins with one of ends.
func (p paper) from(start string, ends ...string) paper {
	i := slices.IndexFunc(p, func(l string) bool { return strings.HasPrefix(l, start) })
	if i < 0 {
		return nil
	}
	for j, l := range p[i+1:] {
		if slices.ContainsFunc(ends, func(end string) bool { return strings.HasPrefix(l, end) }) {
			return p[i : i+1+j]
		}
	}
	return p[i:]
}

// has returns whether a line has the text, or, where a row is broken over a
// page, one line its beginning and a later one the rest.
func (p paper) has(text string) bool {
	whole := func(l string) bool { return strings.Contains(l, text) }
	if slices.ContainsFunc(p, whole) {
		return true
	}
	for i, l := range p {
		for at := strings.LastIndex(text, " "); at > 0; at = strings.LastIndex(text[:at], " ") {
			rest := func(l string) bool { return strings.HasPrefix(l, text[at+1:]) }
			if strings.Contains(l, text[:at]) && slices.ContainsFunc(p[i+1:], rest) {
				return true
			}
		}
	}
	return false
}

// part returns the part of the document that a place such as "Section VI(B),
// table, row 2" or "Annex 3, X, row 20" lies in.
func (p paper) part(where string) paper {
	first, rest, _ := strings.Cut(where, ",")
	if first == "Annex 3" {
		list, _, _ := strings.Cut(strings.TrimSpace(rest), ",")
		return p.from("## Annex 3", "## ").list(list)
	}
	name, letter, lettered := strings.Cut(strings.TrimPrefix(first, "Section "), "(")
	if strings.HasPrefix(first, "Annex") {
		return p.from("## "+name+":", "## Annex")
	}
	var headings []string
	for _, next := range []string{"I. ", "II. ", "IV. ", "V. ", "VI. ", "VII. ", "VIII. ", "IX. ", "X. ", "XI. ", "Annex"} {
		headings = append(headings, "## "+next)
	}
	section := p.from("## "+name+". ", headings...)
	if name == "III" { // the one section that is headed one level below
		section = p.from("### "+name+". ", headings...)
	}
	if !lettered {
		return section
	}
	for i, l := range section {
		if strings.HasPrefix(strings.TrimLeft(l, "# "), "("+letter) {
			return section[i:]
		}
	}
	return nil
}

// list returns a list of Annex 3, from its heading to its total.
func (p paper) list(number string) paper {
	for i, l := range p {
		if strings.HasPrefix(strings.TrimLeft(l, "# "), number+". ") {
			return p[i:].through(l, "TOTAL")
		}
	}
	return nil
}

// through returns the lines from the first that begins with start up to the
// next that begins with end, both included.
func (p paper) through(start, end string) paper {
	lines := p.from(start, end)
	return p[len(p)-len(p.from(start)):][:len(lines)+1]
}

// last returns the last line alone.
func (p paper) last() paper { return p[len(p)-1:] }

// rowOf returns the table row with a label and the three lines behind it, which
// a row that is broken over a page goes on in; false if there is no such row.
func (p paper) rowOf(label string) (paper, bool) {
	i := slices.IndexFunc(p, func(l string) bool { return strings.Contains(l, label) && strings.Contains(l, "\t") })
	if i < 0 {
		return nil, false
	}
	return p[i:min(i+4, len(p))], true
}

// TestPrintedForms looks up each printed form of a project in its row.
func TestPrintedForms(t *testing.T) {
	text := readPaper(t)
	checked := 0
	for _, p := range document(t).Projects {
		for _, s := range p.Sources {
			if s.Where == ours {
				continue
			}
			part := text.part(s.Where)
			label := sourceOf(t, p.Sources, "number").Printed
			row, ok := part.rowOf(label)
			if slices.Contains([]string{"programme", "country", "places", "overall_places"}, s.Field) &&
				strings.HasPrefix(s.Where, "Annex 2") || s.Field == "programme" || s.Field == "title" && strings.HasPrefix(s.Where, "Annex 2") {
				row = part // headings, and titles in the text above the table
			}
			if s.Field == "number" && s.Record == "XAMT72" {
				row, ok = text.part("Annex 3, VII").rowOf(label)
			}
			if !ok || !row.has(s.Printed) {
				t.Errorf("%s %s: %q does not stand in %s", p.Number, s.Field, s.Printed, s.Where)
			}
			checked++
		}
	}
	t.Logf("%d printed forms looked up", checked)
}

// TestRowsAreInTheDocumentsOrder compares the rows of Annex 3 with ours: none
// is left out, and each has the place in its list that we say.
func TestRowsAreInTheDocumentsOrder(t *testing.T) {
	number := regexp.MustCompile(`\t([A-Z]{4}[0-9]{2})\t`)
	var want, got []string
	for _, l := range readPaper(t).from("## Annex 3", "## ") {
		if m := number.FindStringSubmatch(l); m != nil {
			want = append(want, m[1])
		}
	}
	for _, p := range document(t).Projects {
		if p.Kind&portfolio.Field != 0 {
			got = append(got, p.Number)
		}
	}
	if len(want) != 69 || !slices.Equal(want, got) {
		t.Errorf("the document has %d rows\n%v\nthe seed has\n%v", len(want), want, got)
	}
}

// TestPrintedOutcomes looks up each budget behind its outcome's code and each
// shortfall in the text of its outcome.
func TestPrintedOutcomes(t *testing.T) {
	text := readPaper(t)
	for _, s := range document(t).SubProgrammes {
		for _, o := range s.Outcomes {
			src := sourceOf(t, o.Sources, "budget")
			row := text.part(src.Where).from(o.Code+" ", "Total", o.Code[:2])
			if len(row) == 0 || !strings.Contains(row[0], src.Printed) {
				t.Errorf("outcome %s: %q does not stand in %s", o.Code, src.Printed, src.Where)
			}
			for _, a := range o.Activities {
				src := sourceOf(t, a.Sources, "shortfall")
				block := text.part(src.Where).from("Outcome "+o.Code+":", "Total Priority")
				if !block.has(src.Printed) {
					t.Errorf("activity %s: %q does not stand in %s", a.Code, src.Printed, src.Where)
				}
				if len(a.Places) > 0 {
					if src := sourceOf(t, a.Sources, "places"); !block.has(src.Printed) {
						t.Errorf("activity %s: %q does not stand in %s", a.Code, src.Printed, src.Where)
					}
				}
				for _, p := range a.Parts {
					if !block.has(p.Printed) {
						t.Errorf("activity %s: %q does not stand in %s", a.Code, p.Printed, src.Where)
					}
				}
			}
		}
	}
}

var (
	ofOutcome = regexp.MustCompile(`outcome (\d\.\d)`)
	ofOutput  = regexp.MustCompile(`output (\d\.\d\.\d)`)
)

// block returns the part of the document for a place of a figure: within a
// section or annex, an outcome, its end, an output, or the last row of a list.
func (p paper) block(where string) paper {
	part := p.part(where)
	output, outcome := ofOutput.FindStringSubmatch(where), ofOutcome.FindStringSubmatch(where)
	switch annex1 := strings.HasPrefix(where, "Annex 1"); {
	case strings.HasPrefix(where, "Annex 3"):
		return part.last()
	case output != nil:
		return part.from("Output "+output[1], "Output ")
	case outcome == nil:
		return part
	case annex1 && strings.HasSuffix(where, "outputs"):
		return part.from("Outcome "+outcome[1], "Outcome ")
	case annex1:
		return part.from("Outcome "+outcome[1], "Output ")
	case strings.Contains(where, "end of"):
		return part.through("Outcome "+outcome[1]+":", "Total Priority").last()
	default:
		return part.from("Outcome "+outcome[1]+":", "Total Priority")
	}
}

// TestPrintedFigures looks up each published figure in the part of the document
// that it is said to stand in, and what a rule counts in the place of its list.
func TestPrintedFigures(t *testing.T) {
	text := readPaper(t)
	for _, f := range document(t).Published {
		if !text.block(f.Where).has(f.Printed) {
			t.Errorf("%s: %q does not stand in %s", f.ID, f.Printed, f.Where)
		}
		for _, name := range f.Rule.Listed {
			if in := f.ListedIn(); !text.block(in).has(name) {
				t.Errorf("%s: %q does not stand in %s", f.ID, name, in)
			}
		}
	}
}

// TestPrintedProgrammes looks up years and States.
func TestPrintedProgrammes(t *testing.T) {
	text := readPaper(t)
	for _, p := range document(t).Catalogue.Programmes {
		for _, s := range p.Sources {
			if !text.part(s.Where).has(s.Printed) && !text.from("## Annex 3").has(s.Printed) {
				t.Errorf("%s %s: %q does not stand in %s", p.Code, s.Field, s.Printed, s.Where)
			}
			if years := s.Printed; s.Field == "years" && p.From > 0 {
				ok := slices.ContainsFunc(text.part("Section IX"), func(l string) bool {
					return strings.HasSuffix(l, "\t"+years) && strings.Contains(strings.ToLower(l), strings.ToLower(p.Name))
				})
				if !ok {
					t.Errorf("%s: years %s are not those of its row", p.Code, years)
				}
			}
		}
	}
}

// reference returns the rows of a file of the reference folder by column name.
func reference(t *testing.T, name string) []map[string]string {
	t.Helper()
	f, err := os.DirFS(folder(t, "FIELDFOLIO_REFERENCE")).Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close() //nolint:errcheck // only read
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	out := make([]map[string]string, 0, len(rows))
	for _, r := range rows[1:] {
		m := map[string]string{}
		for i, head := range rows[0] {
			m[head] = r[i]
		}
		out = append(out, m)
	}
	return out
}

func TestReferenceLines(t *testing.T) {
	lines := document(t).Catalogue.Lines
	rows := reference(t, "service-lines.csv")
	if len(rows) != len(lines) {
		t.Fatalf("%d lines, %d in the reference", len(lines), len(rows))
	}
	for i, r := range rows {
		want := portfolio.Line{Code: r["code"], Label: r["label"], Name: r["name"], Scope: r["scope"], Outcomes: r["outcomes"], DAC: r["dac_sector"]}
		if lines[i] != want {
			t.Errorf("line %d: %+v, want %+v", i+1, lines[i], want)
		}
	}
}

func TestReferenceProgrammes(t *testing.T) {
	programmes := document(t).Catalogue.Programmes
	for i, r := range reference(t, "regions.csv") {
		p := programmes[i]
		if p.Code != r["code"] || p.Name != r["name"] || strings.ReplaceAll(p.List, ",", "") != r["list"] {
			t.Errorf("programme %d: %+v, want %v", i+1, p, r)
		}
	}
}

// codes returns portions as the reference writes them: shares only where there
// are several.
func codes(portions []portfolio.Portion, always bool) []string {
	out := make([]string, len(portions))
	for i, p := range portions {
		out[i] = p.Code
		if always || len(portions) > 1 {
			out[i] += ":" + strconv.FormatInt(int64(p.Share)/100, 10)
		}
	}
	return out
}

func TestReferenceAssignments(t *testing.T) {
	numbers := map[string]string{"(UN.GIFT 2011-2015, number to be assigned)": "PROV01", "(research and trend analysis, no number)": "PROV02"}
	doc := document(t)
	rows := reference(t, "assignments.csv")
	if len(rows) != len(doc.Projects) {
		t.Errorf("%d projects, %d in the reference", len(doc.Projects), len(rows))
	}
	for _, r := range rows {
		number := r["number"]
		if n, ok := numbers[number]; ok {
			number = n
		}
		p := projectOf(t, doc, number)
		if got := strings.Join(codes(p.Lines, true), " "); got != r["service_lines"] {
			t.Errorf("%s: %s, want %s", number, got, r["service_lines"])
		}
		if p.Assigned.Reason != r["reason"] || p.Assigned.Confidence != r["confidence"] {
			t.Errorf("%s: %+v, want %v", number, p.Assigned, r)
		}
	}
}

func TestReferencePlaces(t *testing.T) {
	doc := document(t)
	printed := map[string]map[string]string{}
	for _, r := range reference(t, "places.csv") {
		printed[r["printed"]] = r
	}
	for _, p := range doc.Projects {
		if p.Kind == portfolio.Global {
			continue
		}
		r := printed[sourceOf(t, p.Sources, "country").Printed]
		if got := strings.Join(codes(p.Places, false), ";"); got != r["code"] {
			t.Errorf("%s: places %s, want %s", p.Number, got, r["code"])
		}
		var m49 []string
		for _, portion := range p.Places {
			if place, _ := doc.Catalogue.Place(portion.Code); place.M49 != "" {
				m49 = append(m49, place.M49)
			}
		}
		if got := strings.Join(m49, ";"); got != r["m49"] {
			t.Errorf("%s: M49 %s, want %s", p.Number, got, r["m49"])
		}
	}
}

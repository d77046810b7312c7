package seed

import (
	"errors"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"
)

// edit replaces a text in a file of the seed.
type edit struct{ file, old, new string }

// edited returns the embedded files with the edits made.
func edited(t *testing.T, edits ...edit) fstest.MapFS {
	t.Helper()
	files := fstest.MapFS{}
	names, err := fs.Glob(data, "data/*.toml")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		text, err := fs.ReadFile(data, name)
		if err != nil {
			t.Fatal(err)
		}
		files[strings.TrimPrefix(name, "data/")] = &fstest.MapFile{Data: text}
	}
	for _, e := range edits {
		f := files[e.file]
		if !strings.Contains(string(f.Data), e.old) {
			t.Fatalf("%s has no %q", e.file, e.old)
		}
		f.Data = []byte(strings.Replace(string(f.Data), e.old, e.new, 1))
	}
	return files
}

// hasFault reports whether a fault has the line.
func hasFault(err error, line string) bool {
	var faults Faults
	if !errors.As(err, &faults) {
		return false
	}
	for _, f := range faults {
		if f.Error() == line {
			return true
		}
	}
	return false
}

func TestUneditedFilesLoad(t *testing.T) {
	if _, err := Load(edited(t)); err != nil {
		t.Fatal(err)
	}
}

var faultCases = []struct {
	name string
	edit edit
	want string
}{
	{"unknown programme", edit{"field.toml", `programme = "arab-states"`, `programme = "arab-state"`},
		`field.toml: project LBNT39: programme: "arab-state" is not a known programme`},
	{"unknown line", edit{"field.toml", `"maritime-piracy:100"`, `"piracy:100"`},
		`field.toml: project XEAX20: lines: piracy is not a known code`},
	{"unknown country", edit{"field.toml", `country = "Ghana"`, `country = "Gahna"`},
		`field.toml: project GHAU80: country: "Gahna" is not a known text of the country column`},
	{"unknown place", edit{"places.toml", `places = ["GH:100"]`, `places = ["GX:100"]`},
		`places.toml: country Ghana: places: GX is not a known code`},
	{"no global place", edit{"places.toml", `code = "global"`, `code = "globe"`},
		`places.toml: place global: is missing: global programmes need it`},
	{"shares", edit{"field.toml", `"drug-trafficking:50", "criminal-justice:50"`, `"drug-trafficking:50", "criminal-justice:49.5"`},
		`field.toml: project RAFG39: lines: shares add up to 99.5 %, not to 100 %`},
	{"share text", edit{"field.toml", `"trafficking-in-persons:100"`, `"trafficking-in-persons"`},
		`field.toml: project LBNT39: lines: "trafficking-in-persons" is not a code and share; write code:60`},
	{"line twice", edit{"field.toml", `"drug-trafficking:50", "criminal-justice:50"`, `"drug-trafficking:50", "drug-trafficking:50"`},
		`field.toml: project RAFG39: lines: drug-trafficking stands in the file twice`},
	{"no lines", edit{"field.toml", `lines = ["maritime-piracy:100"]`, `lines = []`},
		`field.toml: project XEAX20: lines: is missing`},
	{"last before first", edit{"field.toml", `end = "2012-12-31"`, `end = "2002-12-31"`},
		`field.toml: project RAFG39: end: the last day, 2002-12-31, is before the first, 2003-01-28`},
	{"no day", edit{"field.toml", `end = "2012-12-31"`, `end = "2012-02-30"`},
		`field.toml: project RAFG39: end: date "2012-02-30" is not a date; use a date such as 2011-12-31`},
	{"day far off", edit{"field.toml", `end = "2012-12-31"`, `end = "2112-12-31"`},
		`field.toml: project RAFG39: end: 2112-12-31 lies outside 1990 to 2040`},
	{"number twice", edit{"field.toml", `number = "XAFS40"`, `number = "RAFG39"`},
		`field.toml: project RAFG39: number: RAFG39 stands in the file twice`},
	{"number form", edit{"field.toml", `number = "XAFS40"`, `number = "XAF40"`},
		`field.toml: project XAF40: number: "XAF40" has not the form of four letters and two digits`},
	{"no number", edit{"field.toml", `number = "XAFS40"`, ""},
		`field.toml: project #2: number: "" has not the form of four letters and two digits`},
	{"no titles", edit{"field.toml", `title = "Strengthening Witness Protection"`, ""},
		`field.toml: project XEET46: title: is missing`},
	{"wrong type", edit{"field.toml", "row = 2", `row = "2"`},
		`field.toml: project.row: incompatible types: TOML value has type string; destination has type integer`},
	{"row", edit{"field.toml", "row = 2", "row = 3"},
		`field.toml: project XAFS40: row: is 3, but this is row 2 of global-multi-regional`},
	{"negative", edit{"field.toml", "approved = 412300", "approved = -412300"},
		`field.toml: project XAFS40: approved: -412300 is negative`},
	{"zero", edit{"field.toml", "approved = 412300", "approved = 0"},
		`field.toml: project XAFS40: approved: is zero, which no budget is`},
	{"absurd", edit{"field.toml", "approved = 412300", "approved = 412300000000"},
		`field.toml: project XAFS40: approved: amount "412300000000" is over the largest amount, 10,000,000,000`},
	{"fraction", edit{"field.toml", "approved = 412300", "approved = 412300.5"},
		`field.toml: project XAFS40: approved: 412300.5 is not an amount; write 1234567, or "1234567.50" where there are cents`},
	{"no amount", edit{"field.toml", "approved = 412300\n", "\n"},
		`field.toml: project XAFS40: approved: is missing`},
	{"no printed form", edit{"field.toml", `printed_approved = "412,300"`, ""},
		`field.toml: project XAFS40: approved: has no printed form`},
	{"silent correction", edit{"field.toml", "approved = 412300", "approved = 412301"},
		`field.toml: project XAFS40: approved: printed "412,300" is not what was taken, and no note says why`},
	{"silent correction of a day", edit{"field.toml", `end = "2012-12-31"`, `end = "2012-12-30"`},
		`field.toml: project RAFG39: end: printed "31 Dec 2012" is not what was taken, and no note says why`},
	{"note takes another", edit{"field.toml", `taken = "4,277,843"`, `taken = "4,277,844"`},
		`field.toml: project RERF23: approved: its note takes "4,277,844", which is not the value here`},
	{"note without why", edit{"field.toml", `why = "The title calls the project regional; the column names Mexico alone."`, ""},
		`field.toml: project XCAS26, note country: why: is missing`},
	{"note on nothing", edit{"field.toml", `field = "approved"`, `field = "aproved"`},
		`field.toml: project XAMT72, note aproved: field: "aproved" is none of number, title, programme, country, start, end, approved, overall, shortfall, lines`},
	{"unknown key", edit{"field.toml", `country = "Ghana"`, "country = \"Ghana\"\ncontry = \"Ghana\""},
		`field.toml: project GHAU80: contry: is not a key that is known here`},
	{"unknown table", edit{"programmes.toml", "[document]", "[documents]\nx = 1\n[document]"},
		`programmes.toml: documents: is not a key that is known here`},
	{"confidence", edit{"field.toml", `confidence = "medium"`, `confidence = "middling"`},
		`field.toml: project RAFG39: confidence: "middling" is none of high, medium, low`},
	{"within the unknown", edit{"places.toml", `within = "1030"`, `within = "1039"`},
		`places.toml: place BF: within: 1039 is not a known code`},
	{"within itself", edit{"places.toml", "name = \"Africa\"", "name = \"Africa\"\nwithin = \"1030\""},
		`places.toml: place 298: within: 1030 lies within 298`},
	{"unknown place of a programme", edit{"global.toml", `"BJ", "BF"`, `"BX", "BF"`},
		`global.toml: project GLOX34: places: BX is not a known code`},
	{"programme without words for places", edit{"global.toml", `printed = "in selected sea ports"`, ""},
		`global.toml: project GLOG80: places: has no note with the words of the text`},
	{"activity without words for places", edit{"outcomes.toml", `printed = "mainly in South-East Asia"`, ""},
		`outcomes.toml: sub_programme 2, outcome 2.2, activity 2.2/3: places: must be given with a note on places that has the printed words`},
	{"no source", edit{"global.toml", `where = "Annex 2(i), table 2"`, ""},
		`global.toml: project GLOT32: overall, where: is missing`},
	{"shortfall over budget", edit{"global.toml", "shortfall = 1483700", "shortfall = 4512981"},
		`global.toml: project GLOT32: shortfall: is more than the overall budget`},
	{"title in both", edit{"global.toml", `number = "XAMT72"`, "number = \"XAMT72\"\ntitle = \"Piracy\""},
		`global.toml: project XAMT72: also stands in field.toml, so only its amounts are given here`},
	{"provisional", edit{"global.toml", "provisional = true", "provisional = false"},
		`global.toml: project PROV01: provisional: is false, but only numbers that begin with PROV are provisional`},
	{"programme twice", edit{"programmes.toml", `code = "arab-states"`, `code = "west-africa"`},
		`programmes.toml: programme west-africa: code: west-africa stands in the file twice`},
	{"years", edit{"programmes.toml", "to = 2015", "to = 2010"},
		`programmes.toml: programme arab-states: from: 2011-2010 are not years of a programme`},
	{"states", edit{"programmes.toml", "states = 18", "states = 19"},
		`programmes.toml: programme arab-states: states: printed "18 States" is not what was taken, and no note says why`},
	{"label", edit{"service-lines.toml", `label = "DRG"`, `label = "DRUG"`},
		`service-lines.toml: line drug-trafficking: label: "DRUG" has not three letters`},
	{"name without why", edit{"places.toml", `why = "Misprint for Colombia; the title of COLR52 spells the country right."`, ""},
		`places.toml: country Columbia: why: is missing: the name taken is not the printed one`},
	{"outcome twice", edit{"outcomes.toml", `code = "1.2"`, `code = "1.1"`},
		`outcomes.toml: sub_programme 1, outcome 1.1: code: 1.1 stands in the file twice`},
	{"outcome elsewhere", edit{"outcomes.toml", `code = "1.3"`, `code = "2.9"`},
		`outcomes.toml: sub_programme 1, outcome 2.9: code: "2.9" is not an outcome of sub-programme 1`},
	{"activity elsewhere", edit{"outcomes.toml", `code = "1.2/2"`, `code = "1.3/2"`},
		`outcomes.toml: sub_programme 1, outcome 1.2, activity 1.3/2: code: "1.3/2" stands where 1.2/2 belongs`},
	{"part over all", edit{"outcomes.toml", "shortfall = 223700", "shortfall = 487401"},
		`outcomes.toml: sub_programme 1, outcome 1.2, activity 1.2/6, part #1: shortfall: is more than that of the activity`},
	{"figure twice", edit{"published.toml", `id = "section-i-shortfall"`, `id = "section-i-requirement"`},
		`published.toml: figure section-i-requirement: id: section-i-requirement stands in the file twice`},
	{"kind of rule", edit{"published.toml", `records = "outcomes"`, `records = "outcome"`},
		`published.toml: figure vi-b-total: rule.records: "outcome" is not a kind of rule`},
	{"rule without reason", edit{"published.toml", `why = "The single pledges are not printed."`, ""},
		`published.toml: figure annex2-trust-fund-pledges: rule.why: belongs to every rule of none, and to no other`},
	{"rule on what is not", edit{"published.toml", `codes = ["xi-c-shortfall-total"]`, `codes = ["xi-c-total"]`},
		`published.toml: figure section-i-shortfall: rule.codes: xi-c-total is not known`},
	{"rule on itself", edit{"published.toml", `codes = ["xi-c-shortfall-total"]`, `codes = ["section-i-shortfall"]`},
		`published.toml: figure section-i-shortfall: rule.codes: section-i-shortfall is the figure itself`},
	{"share of nothing", edit{"published.toml", `of = "ix-a-approved"`, `of = "ix-a"`},
		`published.toml: figure ix-a-multi-regional-share: rule.of: "ix-a" is not another figure that a share can be of`},
	{"measure", edit{"published.toml", `measure = "budget"`, `measure = "approved"`},
		`published.toml: figure vi-b-total: rule.measure: "approved" is none that outcomes have`},
	{"query", edit{"published.toml", "programme:arab-states", "programm:arab-states"},
		`published.toml: figure annex3-ii-total: rule.query: query key "programm" is not known`},
	{"unit", edit{"published.toml", `unit = "percent"`, `unit = "per cent"`},
		`published.toml: figure ix-organized-crime-low: unit: "per cent" is neither usd nor percent, and nothing that is counted`},
	{"figure differs", edit{"published.toml", "value = 22300000", "value = 22300001"},
		`published.toml: figure vi-b-total: note: is missing: printed "$22,300,000" is not the value`},
	{"number differs", edit{"published.toml", `printed = "five outcomes"`, `printed = "six outcomes"`},
		`published.toml: figure vi-c-outcomes: note: is missing: printed "six outcomes" is not the value`},
	{"range differs", edit{"published.toml", `printed = "2-3 per year"`, `printed = "2-4 per year"`},
		`published.toml: figure target-2.1-missions-rate: note: is missing: printed "2-4 per year" is not the value`},
	{"list of another rule", edit{"published.toml", `records = "listed"`, `records = "sub-programmes"`},
		`published.toml: figure section-i-protocols: rule.listed: belongs to every rule of what is listed, and to no other`},
	{"measure of a count", edit{"published.toml", `records = "sub-programmes"`, "records = \"sub-programmes\"\nmeasure = \"budget\""},
		`published.toml: figure section-i-sub-programmes: rule.measure: "budget" is none that sub-programmes have`},
	{"rounding", edit{"published.toml", "rounded_to = 1000000", "rounded_to = 3000000"},
		`published.toml: figure section-i-requirement: rounded_to: the value is not rounded to it`},
}

func TestFaults(t *testing.T) {
	for _, c := range faultCases {
		t.Run(c.name, func(t *testing.T) {
			doc, err := Load(edited(t, c.edit))
			if doc != nil || !hasFault(err, c.want) {
				t.Errorf("got\n%v\nwant the line\n%s", err, c.want)
			}
		})
	}
}

// TestAllFaultsAtOnce plants faults in several files and wants each reported.
func TestAllFaultsAtOnce(t *testing.T) {
	picked := map[string]bool{"unknown programme": true, "last before first": true, "outcome elsewhere": true,
		"figure twice": true, "states": true, "provisional": true, "label": true, "unknown place": true}
	var edits []edit
	var want []string
	for _, c := range faultCases {
		if picked[c.name] {
			edits, want = append(edits, c.edit), append(want, c.want)
		}
	}
	files := edited(t, edits...)
	_, err := Load(files)
	for _, line := range want {
		if !hasFault(err, line) {
			t.Errorf("missing: %s", line)
		}
	}
	if len(want) != len(picked) {
		t.Fatalf("%d of %d cases found", len(want), len(picked))
	}
	if t.Failed() {
		t.Logf("got\n%v", err)
	}
}

// TestUnreadableFiles wants each file that cannot be read, and nothing that
// would follow from it.
func TestUnreadableFiles(t *testing.T) {
	files := edited(t, edit{"field.toml", "row = 2", "row = "}, edit{"places.toml", "[[place]]", "[[place]"})
	delete(files, "outcomes.toml")
	_, err := Load(files)
	var faults Faults
	if !errors.As(err, &faults) || len(faults) != 3 {
		t.Fatalf("got %v", err)
	}
	for i, want := range []string{"places.toml: line 10", "field.toml: line 26", "outcomes.toml: cannot be read: "} {
		if got := faults[i].Error(); !strings.HasPrefix(got, want) {
			t.Errorf("got %q, want %q at its beginning", got, want)
		}
	}
	if _, err := Load(fstest.MapFS{}); !errors.As(err, &faults) || len(faults) != 7 {
		t.Errorf("an empty folder gives %v", err)
	}
}

package list

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"fieldfolio/portfolio"
	"fieldfolio/tui/ui"
	"fieldfolio/tui/uitest"
)

func TestExportScreens(t *testing.T) {
	for _, s := range uitest.Sizes {
		m := &uitest.Memory{Doc: uitest.Sample()}
		d := newDriver(t, m, s.W, s.H).Settle().Press("y").Golden("copy-"+s.Name).Press("esc", "x").Golden("export-" + s.Name)
		d.Press("enter").Golden("exported-" + s.Name)
	}
}

// What is written has the columns that are shown, in their order, all rows of
// the query in theirs, and their sums to the cent.
func TestExport(t *testing.T) {
	doc := uitest.Sample()
	one := doc.Projects
	doc.Projects = nil
	for i := range 900 {
		p := one[i%len(one)]
		p.Number, p.ID = fmt.Sprintf("N%05d", i), fmt.Sprintf("N%05d", i)
		doc.Projects = append(doc.Projects, p)
	}
	m := &uitest.Memory{Doc: doc, Prefs: map[string]string{preferColumns: "number +shortfall title approved_budget -country", PreferSort: "title -number"}}
	d := newDriver(t, m, 120, 24).Settle().Press("/").Typed("region:syldavia").Press("enter", "x").Says("region-syldavia.csv").Press("enter").Says("written: 300 rows to region-syldavia.csv")
	got := m.Exported.Table
	var names []string
	for _, c := range got.Columns {
		names = append(names, c.Name)
	}
	if shown := columnsShown(d); strings.Join(names, " ") != shown {
		t.Errorf("columns %v, shown %s", names, shown)
	}
	whole, _ := m.Projects(t.Context(), d.Root.Top().(*Projects).list.Spec)
	var sum portfolio.Amount
	at := map[string]int{}
	for i, n := range names {
		at[n] = i
	}
	for i, row := range got.Rows {
		if row[at["number"]].Plain() != whole[i].Number || row[at["approved_budget"]] != portfolio.Value(whole[i].Amounts.Approved) {
			t.Fatalf("row %d is %v, want %v", i, row, whole[i])
		}
		sum = sum.Plus(whole[i].Amounts.Approved)
	}
	if got.Total[at["approved_budget"]].Plain() != sum.Plain() || got.Total[at["number"]].Plain() != "300 projects" {
		t.Errorf("the totals are %v, want %s", got.Total, sum.Plain())
	}
}

// A file has the codes of the names that are shown and the names of the codes,
// for programs only.
func TestExportHasCodesAndNames(t *testing.T) {
	m := uitest.Seeded(t)
	m.Prefs = map[string]string{preferColumns: "number +programme country"}
	newDriver(t, m, 120, 24).Settle().Press("/").Typed("number:RLAX07").Press("enter", "x", "enter")
	got := m.Exported.Table
	values := map[string]string{}
	for i, c := range got.Columns {
		values[c.Name] = got.Rows[0][i].Plain()
		if c.Plain != (c.Name == "programme_name" || strings.HasPrefix(c.Name, "country_") || strings.HasPrefix(c.Name, "recipient_")) {
			t.Errorf("%s: only for programs is %v", c.Name, c.Plain)
		}
	}
	if values["programme"] != "latin-america-southern-cone" || values["programme_name"] != "Latin America and the Southern Cone" ||
		values["country"] != "Peru and Ecuador" || values["country_code"] != "PE EC" || values["country_name"] != "Peru; Ecuador" {
		t.Errorf("%v", values)
	}
}

// A file that cannot be written keeps the line open with what was typed.
func TestExportFails(t *testing.T) {
	m := &uitest.Memory{Doc: uitest.Sample()}
	m.Exporter()
	m.Exported.Fails = errors.New("no such folder")
	d := newDriver(t, m, 80, 24).Settle().Press("x", "ctrl+u").Typed("a/b.csv").Press("enter").Says("no such folder").Says("a/b.csv")
	m.Exported.Fails = nil
	d.Press("enter").Says("written: 30 rows to a/b.csv")
	d.Root.Export = nil
	d.Press("x").Says("nothing can be exported here")
}

// Once projects are marked, x offers these first, with the columns that only files have and with their own sum.
func TestExportOfMarked(t *testing.T) {
	m := &uitest.Memory{Doc: uitest.Sample()}
	m.Exporter()
	d := newDriver(t, m, 80, 24).Settle().Press("space", "space", "x").Says("the marked rows").Press("enter")
	d.Says("Export 2 marked rows to:").Press("enter")
	got := m.Exported.Table
	if last := got.Columns[len(got.Columns)-1]; len(got.Rows) != 2 || got.Total[0].Plain() != "2 projects" || !last.Plain {
		t.Errorf("%d rows, total %s, last column %s", len(got.Rows), got.Total[0].Plain(), last.Name)
	}
	d.Press("x", "down", "enter").Says("Export 30 projects to:").Press("enter")
	if n := len(m.Exported.Table.Rows); n != 30 {
		t.Errorf("%d rows of all", n)
	}
}

// What is copied is plain, without control characters, and bounded.
func TestCopy(t *testing.T) {
	m := &uitest.Memory{Doc: uitest.Sample()}
	m.Doc.Projects[28].Title = "a\ttitle\x1b]52;c;xx\x07 of\nlines"
	d := newDriver(t, m, 80, 24).Settle()
	for what, want := range map[string]string{
		"number": "ABCX28", "title": "a title<U+001B>]52;c;xx<U+0007> of lines", "approved": "4456789.84", "country": "Syldavia",
		"the row": "ABCX28\ta title<U+001B>]52;c;xx<U+0007> of lines\tSyldavia\t2012-06-30\t4456789.84",
	} {
		d.Press("y").Typed(what).Press("enter").Says("copied: the ")
		if d.Copied.Text != want {
			t.Errorf("%s: copied %q, want %q", what, d.Copied.Text, want)
		}
	}
	d.Press("space", "space", "y").Typed("marked").Press("enter").Says("copied: 2 marked rows")
	if lines := strings.Split(d.Copied.Text, "\n"); len(lines) != 3 || lines[0] != "NUMBER\tTITLE\tCOUNTRY\tENDS\tAPPROVED BUDGET US$" {
		t.Errorf("copied %q", d.Copied.Text)
	}
	d.Press("y").Typed("all rows").Press("enter").Says("copied: 30 rows")
	if n := strings.Count(d.Copied.Text, "\n"); n != 30 {
		t.Errorf("%d lines", n)
	}
	if _, c := d.Root.Update(ui.Copied{Text: "text", What: "it"}); c() != (tea.RawMsg{Msg: ansi.SetSystemClipboard("text")}) {
		t.Error("nothing is sent to the terminal")
	}
	for i := range m.Doc.Projects {
		m.Doc.Projects[i].Title = strings.Repeat("x", 4000)
	}
	d.Press("y").Typed("all rows").Press("enter").Says("at most 100 kB can be copied")
}

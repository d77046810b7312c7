package tui

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"fieldfolio/portfolio"
)

func TestExportScreens(t *testing.T) {
	for _, s := range sizes {
		m := &memory{doc: sample()}
		d := newDriver(t, m, s.w, s.h).settle().press("y").golden("portfolio/copy-"+s.name).press("esc", "x").golden("portfolio/export-" + s.name)
		d.press("enter").golden("portfolio/exported-" + s.name)
	}
}

// What is written has the columns that are shown, in their order, all rows of
// the query in theirs, and their sums to the cent.
func TestExport(t *testing.T) {
	doc := sample()
	one := doc.Projects
	doc.Projects = nil
	for i := range 900 {
		p := one[i%len(one)]
		p.Number, p.ID = fmt.Sprintf("N%05d", i), fmt.Sprintf("N%05d", i)
		doc.Projects = append(doc.Projects, p)
	}
	m := &memory{doc: doc, prefs: map[string]string{preferColumns: "number +shortfall title approved_budget -country", preferSort: "title -number"}}
	d := newDriver(t, m, 120, 24).settle().press("/").typed("region:syldavia").press("enter", "x").says("region-syldavia.csv").press("enter").says("written: 300 rows to region-syldavia.csv")
	got := m.exported.table
	var names []string
	for _, c := range got.Columns {
		names = append(names, c.Name)
	}
	if shown := columnsShown(d); strings.Join(names, " ") != shown {
		t.Errorf("columns %v, shown %s", names, shown)
	}
	whole, _ := m.Projects(t.Context(), d.root.top().(*projects).list.spec)
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

// A file that cannot be written keeps the line open with what was typed.
func TestExportFails(t *testing.T) {
	m := &memory{doc: sample()}
	m.exporter()
	m.exported.fails = errors.New("no such folder")
	d := newDriver(t, m, 80, 24).settle().press("x", "ctrl+u").typed("a/b.csv").press("enter").says("no such folder").says("a/b.csv")
	m.exported.fails = nil
	d.press("enter").says("written: 30 rows to a/b.csv")
	p := d.root.top().(*projects)
	p.conf.export = nil
	d.press("x").says("nothing can be written to a file here")
}

// What is copied is plain, without control characters, and bounded.
func TestCopy(t *testing.T) {
	m := &memory{doc: sample()}
	m.doc.Projects[28].Title = "a\ttitle\x1b]52;c;xx\x07 of\nlines"
	d := newDriver(t, m, 80, 24).settle()
	for what, want := range map[string]string{
		"number": "ABCX28", "title": "a title]52;c;xx of lines", "amount": "4456789.84",
		"the row": "ABCX28\ta title]52;c;xx of lines\tSyldavia\t2012-06-30\t4456789.84",
	} {
		d.press("y").typed(what).press("enter").says("copied: the ")
		if d.copied.text != want {
			t.Errorf("%s: copied %q, want %q", what, d.copied.text, want)
		}
	}
	d.press("space", "space", "y").typed("marked").press("enter").says("copied: 2 marked rows")
	if lines := strings.Split(d.copied.text, "\n"); len(lines) != 3 || lines[0] != "NUMBER\tTITLE\tCOUNTRY\tENDS\tAPPROVED BUDGET US$" {
		t.Errorf("copied %q", d.copied.text)
	}
	d.press("y").typed("all rows").press("enter").says("copied: 30 rows")
	if n := strings.Count(d.copied.text, "\n"); n != 30 {
		t.Errorf("%d lines", n)
	}
	if _, c := d.root.Update(copied{"text", "it"}); fmt.Sprint(c()) != "text" {
		t.Error("nothing is sent to the terminal")
	}
	for i := range m.doc.Projects {
		m.doc.Projects[i].Title = strings.Repeat("x", 4000)
	}
	d.press("y").typed("all rows").press("enter").says("at most 100 kB can be copied")
}

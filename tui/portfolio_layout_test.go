package tui

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// columnsShown are the names of the columns that a list shows.
func columnsShown(d *driver) string {
	var names []string
	for _, c := range d.root.top().(*projects).columns() {
		names = append(names, c.name)
	}
	return strings.Join(names, " ")
}

func TestColumns(t *testing.T) {
	for _, s := range sizes {
		d := newDriver(t, &memory{doc: sample()}, s.w, s.h).settle().press("c").typed("kin").press("space").golden("portfolio/columns-kind-" + s.name)
		d.press("enter").golden("portfolio/columns-chosen-" + s.name)
	}
}

// A column that is asked for is shown before those that only stand where there
// is room; one that is hidden goes; both can be moved and sized, and the next
// run shows the same.
func TestChooseColumns(t *testing.T) {
	m := &memory{doc: sample()}
	d := newDriver(t, m, 80, 24).settle()
	shown := func(want string) {
		t.Helper()
		if got := columnsShown(d); got != want {
			t.Errorf("shows %s, want %s", got, want)
		}
	}
	shown("number title country end approved_budget")
	d.press("c").typed("status").press("space", "enter")
	shown("number title country end status approved_budget")
	d.press("c").typed("country").press("space", "enter")
	shown("number title end status approved_budget")
	d.press("c", "alt+down", "enter")
	shown("title number end status approved_budget")
	d.press("c").typed("status").press("alt+up", "ctrl+up", "ctrl+up", "ctrl+up", "ctrl+up", "ctrl+up", "ctrl+up", "ctrl+up", "right", "right", "left", "enter")
	shown("title status number end approved_budget")
	if w := d.root.top().(*projects).columns()[1].width; w != 9 {
		t.Errorf("status is %d wide, want 9", w)
	}
	again := newDriver(t, m, 80, 24).settle()
	if again.root.draw() != d.root.draw() {
		t.Errorf("the next run shows\n%s\nwant\n%s", again.root.draw(), d.root.draw())
	}
	before := d.root.draw()
	if d.press("c", "ctrl+r", "esc").root.draw() != before {
		t.Error("esc changes something")
	}
	d.press("c", "ctrl+r", "enter")
	shown("number title country end approved_budget")
	if m.prefs[preferColumns] != "" {
		t.Errorf("remembered %q", m.prefs[preferColumns])
	}
	d.press("c").typed("approved").press("space").says("it always stands").press("enter")
	d.press("c").typed("title").press("right").says("the title takes the room that is left")
}

// The list of a cell has the chosen columns and always its parts; how it is
// sorted is of the cell alone.
func TestColumnsOfACell(t *testing.T) {
	m := &memory{doc: sample(), prefs: map[string]string{preferColumns: "part title -approved_budget -country", preferSort: "title"}}
	d := newDriver(t, m, 80, 24).settle().press("@Breakdown", "enter").golden("portfolio/columns-of-a-cell")
	if got := columnsShown(d); got != "part title approved_budget number end" {
		t.Errorf("shows %s", got)
	}
	d.press("S").says("PART ↑").press("s").typed("kind").press("enter").says("PART ↑2")
	if m.prefs[preferSort] != "title" {
		t.Errorf("remembered %q", m.prefs[preferSort])
	}
	d.press("v").says("a cell of a breakdown").press("x").says("syldavia-border-control.csv").press("enter").says("written")
}

// Totals stand under their columns wherever these are; those that find no room
// there are said below.
func TestTotalsOfMovedColumns(t *testing.T) {
	m := &memory{doc: sample(), prefs: map[string]string{preferColumns: "number +overall_budget title approved_budget +shortfall"}}
	newDriver(t, m, 120, 24).settle().says("54,802,465").says("5,166,615").says("overall 21,055,435").golden("portfolio/columns-moved")
}

// Whatever is remembered, also by other releases or by nobody, no line is wider
// than the screen and every amount is whole.
func TestAnyColumns(outer *testing.T) {
	src := &memory{doc: sample()}
	rapid.Check(outer, func(t *rapid.T) {
		names := append(slices.Clone(columnNames), "nonsense", "title", "\x1b[31m", "=", "+")
		var words []string
		for range rapid.IntRange(0, 20).Draw(t, "columns") {
			word := rapid.SampledFrom([]string{"", "+", "-"}).Draw(t, "mark") + rapid.SampledFrom(names).Draw(t, "name")
			words = append(words, word+rapid.SampledFrom([]string{"", "=9", "=-7", "=999999", "=x"}).Draw(t, "wider"))
		}
		src.prefs = map[string]string{preferColumns: strings.Join(words, " ")}
		l := parseLayout(src.prefs[preferColumns])
		if again := parseLayout(l.String()); !slices.Equal(again, l) {
			t.Fatalf("%v is read as %v", l, again)
		}
		w, h := rapid.IntRange(26, 220).Draw(t, "width"), rapid.IntRange(6, 40).Draw(t, "height")
		d := newDriver(outer, src, w, h).settle()
		d.check()
		p := d.root.top().(*projects)
		for _, c := range p.columns() {
			for i := range p.list.rows {
				if text := c.text(&p.list.rows[i]); isMoney(c.key) && width(text) > c.width {
					t.Fatalf("%s is %d wide: %s is cut", c.name, c.width, text)
				}
			}
		}
		total := 0
		for _, c := range p.columns() {
			total += c.width + columnGap
		}
		if total-columnGap+gutterWidth > w {
			t.Fatalf("the columns take %d cells of %d", total-columnGap+gutterWidth, w)
		}
	})
}

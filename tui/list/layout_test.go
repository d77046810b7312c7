package list

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"fieldfolio/tui/draw"
	"fieldfolio/tui/uitest"
)

// columnsShown are the names of the columns that a list shows.
func columnsShown(d *uitest.Driver) string {
	var names []string
	for _, c := range d.Root.Top().(*Projects).columns() {
		names = append(names, c.name)
	}
	return strings.Join(names, " ")
}

func TestColumns(t *testing.T) {
	for _, s := range uitest.Sizes {
		d := newDriver(t, &uitest.Memory{Doc: uitest.Sample()}, s.W, s.H).Settle().Press("c").Typed("kin").Press("tab").Golden("columns-kind-" + s.Name)
		d.Press("enter").Golden("columns-chosen-" + s.Name)
	}
}

// A column that is asked for is shown before those that only stand where there
// is room; one that is hidden goes; both can be moved and sized, and the next
// run shows the same.
func TestChooseColumns(t *testing.T) {
	m := &uitest.Memory{Doc: uitest.Sample()}
	d := newDriver(t, m, 80, 24).Settle()
	shown := func(want string) {
		t.Helper()
		if got := columnsShown(d); got != want {
			t.Errorf("shows %s, want %s", got, want)
		}
	}
	shown("number title country end approved_budget")
	d.Press("c").Typed("status").Press("tab", "enter")
	shown("number title country end status approved_budget")
	d.Press("c").Typed("country").Press("tab", "enter")
	shown("number title end status approved_budget")
	d.Press("c", "alt+down", "enter")
	shown("title number end status approved_budget")
	d.Press("c").Typed("status").Press("alt+up", "ctrl+up", "ctrl+up", "ctrl+up", "ctrl+up", "ctrl+up", "ctrl+up", "ctrl+up", "right", "right", "left", "enter")
	shown("title status number end approved_budget")
	if w := d.Root.Top().(*Projects).columns()[1].Width; w != 9 {
		t.Errorf("status is %d wide, want 9", w)
	}
	again := newDriver(t, m, 80, 24).Settle()
	if again.Root.Draw() != d.Root.Draw() {
		t.Errorf("the next run shows\n%s\nwant\n%s", again.Root.Draw(), d.Root.Draw())
	}
	before := d.Root.Draw()
	if d.Press("c", "ctrl+r", "esc").Root.Draw() != before {
		t.Error("esc changes something")
	}
	d.Press("c", "ctrl+r", "enter")
	shown("number title country end approved_budget")
	if m.Prefs[preferColumns] != "" {
		t.Errorf("remembered %q", m.Prefs[preferColumns])
	}
	d.Press("c").Typed("approved").Press("tab").Says("it always stands").Press("enter")
	d.Press("c").Typed("title").Press("right").Says("the title takes the room that is left")
}

// The list of a cell has the chosen columns and always its parts; how it is
// sorted is of the cell alone.
func TestColumnsOfACell(t *testing.T) {
	m := &uitest.Memory{Doc: uitest.Sample(), Prefs: map[string]string{preferColumns: "part title -approved_budget -country", PreferSort: "title"}}
	d := onCell(t, m, 80, 24).Golden("columns-of-a-cell")
	if got := columnsShown(d); got != "part title approved_budget number end" {
		t.Errorf("shows %s", got)
	}
	d.Press("S").Says("PART ↑").Press("s").Typed("kind").Press("enter").Says("PART ↑2")
	if m.Prefs[PreferSort] != "title" {
		t.Errorf("remembered %q", m.Prefs[PreferSort])
	}
	d.Press("v").Says("a cell of a breakdown").Press("x").Says("syldavia-border-control.csv").Press("enter").Says("written")
}

// Totals stand under their columns wherever these are; those that find no room
// there are said below.
func TestTotalsOfMovedColumns(t *testing.T) {
	m := &uitest.Memory{Doc: uitest.Sample(), Prefs: map[string]string{preferColumns: "number +overall_budget title approved_budget +shortfall"}}
	newDriver(t, m, 120, 24).Settle().Says("54,802,465").Says("5,166,615").Says("overall 21,055,435").Golden("columns-moved")
}

// A slow line is given few columns, but those that were asked for.
func TestSlowColumns(t *testing.T) {
	d := newDriver(t, &uitest.Memory{Doc: uitest.Sample()}, 200, 40).Settle().Press("f4")
	p := d.Root.Top().(*Projects)
	for _, l := range []string{"+country", "+programme"} {
		p.layout = parseLayout(l)
		if cols := p.columns(); columnAt(cols, strings.TrimPrefix(l, "+")) < 0 {
			t.Errorf("%s was asked for and is not there: %v", l, draw.Heads(&p.face, cols))
		}
	}
}

// Whatever is remembered, also by other releases or by nobody, no line is wider
// than the screen and every amount is whole.
func TestAnyColumns(outer *testing.T) {
	src := &uitest.Memory{Doc: uitest.Sample()}
	rapid.Check(outer, func(t *rapid.T) {
		names := append(slices.Clone(columnNames), "nonsense", "title", "\x1b[31m", "=", "+")
		var words []string
		for range rapid.IntRange(0, 20).Draw(t, "columns") {
			word := rapid.SampledFrom([]string{"", "+", "-"}).Draw(t, "mark") + rapid.SampledFrom(names).Draw(t, "name")
			words = append(words, word+rapid.SampledFrom([]string{"", "=9", "=-7", "=999999", "=x"}).Draw(t, "wider"))
		}
		src.Prefs = map[string]string{preferColumns: strings.Join(words, " ")}
		l := parseLayout(src.Prefs[preferColumns])
		if again := parseLayout(l.String()); !slices.Equal(again, l) {
			t.Fatalf("%v is read as %v", l, again)
		}
		w, h := rapid.IntRange(26, 220).Draw(t, "width"), rapid.IntRange(6, 40).Draw(t, "height")
		d := newDriver(outer, src, w, h).Settle()
		d.Check()
		p := d.Root.Top().(*Projects)
		for _, c := range p.columns() {
			for i := range p.list.Rows {
				if text := c.text(&p.list.Rows[i]); IsMoney(c.key) && p.face.Cells(text) > c.Width {
					t.Fatalf("%s is %d wide: %s is cut", c.name, c.Width, text)
				}
			}
		}
		total := 0
		for _, c := range p.columns() {
			total += c.Width + draw.ColumnGap
		}
		if total-draw.ColumnGap+draw.GutterWidth > w {
			t.Fatalf("the columns take %d cells of %d", total-draw.ColumnGap+draw.GutterWidth, w)
		}
	})
}

// TestColumnFits: a column that is shown once it is marked is called hidden, and only one that is not has no room.
func TestColumnFits(t *testing.T) {
	line := func(d *uitest.Driver, label string) string {
		for _, l := range strings.Split(d.Root.Draw(), "\n") {
			if strings.Contains(l, label) {
				return strings.Join(strings.Fields(l), " ")
			}
		}
		return ""
	}
	m := &uitest.Memory{Doc: uitest.Sample()}
	d := newDriver(t, m, 80, 24).Settle().Press("c")
	if got := line(d, "starts"); got != "[ ] starts hidden" {
		t.Errorf("%q", got)
	}
	d.Press("down", "down", "down", "down", "down", "space")
	if got := line(d, "starts"); got != "» [x] starts 9 wide" {
		t.Errorf("%q", got)
	}
	if got := line(d, "programme"); got != "[ ] programme no room" {
		t.Errorf("%q", got)
	}
}

// TestElapsedColumn: the share of time elapsed by the as-of date is a column.
func TestElapsedColumn(t *testing.T) {
	d := newDriver(t, &uitest.Memory{Doc: uitest.Sample()}, 120, 40).Settle().Press("/").Typed("ABCX12").Press("enter", "c")
	d.Typed("elapsed").Press("tab", "enter").Says("ELAPSED").Says("82.4 %")
}

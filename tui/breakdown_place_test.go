package tui

import (
	"context"
	"slices"
	"strings"
	"testing"

	"fieldfolio/portfolio"
	"fieldfolio/seed"
)

// Whatever is opened from it, and whatever changes meanwhile, the pivot is left
// and found again at the same row and column, in the same order, with the same
// rows expanded.
func TestPivotKeepsItsPlace(t *testing.T) {
	src := edited()
	d := newDriver(t, src, 80, 24).settle().press("@Breakdown", "E", "enter", "right", "s", "home", "down")
	b := d.root.top().(*breakdown)
	row, col, order := b.row(), b.selected().code, b.sight.order
	before := d.root.draw()
	if row.inner == portfolio.All || order.col != col {
		t.Fatalf("at %v, %s, sorted by %+v", row, col, order)
	}
	d.press("enter", "enter", "esc", "esc")
	if d.root.draw() != before {
		t.Errorf("esc does not lead back to\n%s\nbut to\n%s", before, d.root.draw())
	}
	d.press("enter")
	src.elsewhere("ABAX00", portfolio.FieldApproved, "90000000") // its rows and columns go first
	src.elsewhere("ABAX00", portfolio.FieldLines, "piracy:100")
	d.send(changed{})
	d.settle().press("esc")
	if b.row() != row || b.selected().code != col || b.sight.order != order || !b.expanded() {
		t.Errorf("at %v, %s, not at %v, %s:\n%s", b.row(), b.selected().code, row, col, d.root.draw())
	}
	if len(b.shown.rows) == 0 || d.root.draw() == before {
		t.Error("nothing changed")
	}
}

// A row that is collapsed takes the selection back from those below it.
func TestCollapsing(t *testing.T) {
	d := newDriver(t, edited(), 80, 24).settle().press("@Breakdown", "e", "enter", "down")
	b := d.root.top().(*breakdown)
	below := b.row()
	if b.row().inner == portfolio.All || len(b.grid.lines) != 3 {
		t.Fatalf("at %v of %d rows", b.row(), len(b.grid.lines))
	}
	for _, key := range []string{"-", "e"} {
		if d.press(key); b.row() != (rowKey{below.code, portfolio.All}) || len(b.grid.lines) != 2 {
			t.Errorf("%s: at %v of %d rows", key, b.row(), len(b.grid.lines))
		}
		d.press("+", "down")
	}
	if d.press("E", "r"); b.shown.shape.inner != "" || b.expanded() {
		t.Error("rows of another dimension are expanded")
	}
	if d.press("R", "home", "e", "enter"); len(b.sight.open) != 1 {
		t.Errorf("%v are expanded, not only the selected row", b.sight.open)
	}
}

// Expanding the last row in sight brings those below it into sight.
func TestExpandingReveals(t *testing.T) {
	doc, err := seed.Document()
	if err != nil {
		t.Fatal(err)
	}
	d := newDriver(t, &memory{doc: doc}, 60, 14).settle().press("@Breakdown")
	b := d.root.top().(*breakdown)
	b.rows = cursor{at: b.page() - 1}
	at := b.row()
	for _, keys := range [][]string{{"e", "enter"}, {"+"}} {
		d.press(keys...)
		seen := b.grid.lines[b.rows.top:min(b.rows.top+b.page(), len(b.grid.lines))]
		if b.row() != at || !slices.ContainsFunc(seen, func(l gridLine) bool { return l.row.code == at.code && l.row.inner != portfolio.All }) {
			t.Errorf("%v: at %v\n%s", keys, b.row(), d.root.draw())
		}
		d.press("-")
		b.rows.top = 0
	}
}

// BenchmarkPivot makes and paints the largest pivot: every place by line and
// year, all rows expanded. Both happen while a key waits, which shall be under
// 50 ms.
func BenchmarkPivot(b *testing.B) {
	doc := seed.Synthetic(3000, 1)
	f := face{cat: &doc.Catalogue, asOf: 20110430, width: 200, height: 60}
	of := shape{rows: portfolio.ByCountry, inner: portfolio.ByLine, cols: portfolio.ByYear, measure: portfolio.Approved, years: true}
	p, err := loadPivot(context.Background(), &memory{doc: doc}, of, f)
	if err != nil {
		b.Fatal(err)
	}
	v := newBreakdown(breakdownConfig{}, newSearch(f.cat, 0, portfolio.Query{}), f)
	v.want, v.sight.heat = of, true
	v.setOpen(true, p.rows...)
	v.take(p)
	b.Run("expand", func(b *testing.B) {
		for b.Loop() {
			v.keep(func() {})
		}
		b.ReportMetric(float64(len(v.grid.lines)), "rows")
	})
	b.Run("move", func(b *testing.B) {
		for b.Loop() {
			v.move(stepDown)
			_ = v.View()
		}
	})
}

// figureSpec names the figure that is selected, and nothing where it is no
// single cell of now.
func TestFigureSpec(t *testing.T) {
	ctx := context.Background()
	for name, c := range map[string]struct {
		keys  []string
		label string
		shown string
		by    []portfolio.Dimension
	}{
		"cell":       {nil, "Syldavia, Border control", "12,168,476", []portfolio.Dimension{portfolio.ByRegion, portfolio.ByLine}},
		"total":      {[]string{"end", "right", "right", "right", "right"}, "all of the breakdown", "53,814,812", []portfolio.Dimension{portfolio.ByRegion, portfolio.ByLine}},
		"below":      {[]string{"e", "enter", "down", "right"}, "Syldavia, Syldavia, Piracy", "7,193,217", []portfolio.Dimension{portfolio.ByRegion, portfolio.ByCountry, portfolio.ByLine}},
		"share":      {[]string{"%"}, "Syldavia, Border control", "22.6%", []portfolio.Dimension{portfolio.ByRegion, portfolio.ByLine}},
		"now":        {append(slices.Clone(compareKeys), "t", "t"), "Syldavia, Border control", "12,168,476", []portfolio.Dimension{portfolio.ByRegion, portfolio.ByLine}},
		"difference": {keys: compareKeys},
		"then":       {keys: append(slices.Clone(compareKeys), "t")},
		"running":    {keys: append(toColumns(portfolio.ByYear), "a")},
		"nothing":    {keys: []string{"z", "end", "up"}},
	} {
		t.Run(name, func(t *testing.T) {
			src := edited()
			d := newDriver(t, src, 80, 24).settle().press("@Breakdown").press(c.keys...)
			label, ref, q, shown, ok := d.root.top().(*breakdown).figureSpec()
			if ok != (c.label != "") || label != c.label || shown != c.shown || !slices.Equal(ref.By, c.by) {
				t.Fatalf("%q %+v %q %t\n%s", label, ref, shown, ok, d.root.draw())
			}
			if !ok {
				return
			}
			totals, err := src.Totals(ctx, portfolio.ListSpec{Query: q, Cell: &ref, AsOf: 20110430})
			if err != nil {
				t.Fatal(err)
			}
			if l := d.root.top().(*breakdown).layout(); l.unit != shares && l.unit.value(int64(totals.Part.Cents), 0).Shown() != shown {
				t.Errorf("the projects of %+v are %d, shown is %s", ref, totals.Part.Cents, shown)
			}
		})
	}
	b := newDriver(t, &memory{doc: sample()}, 40, 12).settle().press("@Breakdown").root.top().(*breakdown)
	if b.slot = 1; b.selected().kind != otherSlot {
		t.Fatalf("%+v is not other", b.selected())
	}
	if _, _, _, _, ok := b.figureSpec(); ok {
		t.Error("other is a cell")
	}
}

// Changes that cancel each other out in the total have room where they stand.
func TestChangesHaveRoom(t *testing.T) {
	for _, s := range sizes {
		src := &memory{doc: sample()}
		src.doc.Projects[1].Amounts.Approved = portfolio.Known(portfolio.Dollars(900_000_000))
		src.elsewhere("ABBX01", portfolio.FieldLines, "law-enforcement:100")
		src.elsewhere("ABEX04", portfolio.FieldLines, "law-enforcement:100")
		d := newDriver(t, src, s.w, s.h).settle().press("@Breakdown").press(compareKeys...)
		b := d.root.top().(*breakdown)
		if b.none() != "" || b.grid.total.total != 0 {
			t.Fatalf("changes do not cancel each other out:\n%s", d.root.draw())
		}
		addsUp(t, b)
		addsUp(t, d.press("x").root.top().(*breakdown))
	}
}

// Days that are none are refused, an empty one ends the comparison, and the
// past cannot be compared.
func TestComparing(t *testing.T) {
	d := newDriver(t, edited(), 80, 24).settle().press("@Breakdown", "d").typed("soon").press("enter")
	b := d.root.top().(*breakdown)
	if !b.prompt.open || !strings.Contains(d.root.draw(), "is no day") {
		t.Errorf("a day that is none is taken:\n%s", d.root.draw())
	}
	d.press("ctrl+u").typed("2026-11-23").press("enter")
	if !b.shown.compared() || b.seen().tense != difference {
		t.Error("nothing is compared")
	}
	d.press("%")
	if b.sight.share != asFigures {
		t.Error("a change has shares")
	}
	if d.press("d", "ctrl+u", "enter"); b.shown.compared() || b.noTense() == "" {
		t.Error("the comparison does not end")
	}
	m := edited()
	m.desk.past = 20110630
	if d := newDriver(t, m, 80, 24).settle().press("@Breakdown", "d"); d.root.typing() != nil || !strings.Contains(d.root.draw(), "--at") {
		t.Error("the past is compared")
	}
}

package pivot

import (
	"context"
	"slices"
	"strings"
	"testing"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/breakdown"
	"fieldfolio/seed"
	"fieldfolio/tui/draw"
	"fieldfolio/tui/edit"
	"fieldfolio/tui/ui"
	"fieldfolio/tui/uitest"
)

// Whatever is opened from it, and whatever changes meanwhile, the pivot is left
// and found again at the same row and column, in the same order, with the same
// rows expanded.
func TestPivotKeepsItsPlace(t *testing.T) {
	src := uitest.Edited()
	d := newDriver(t, src, 80, 24).Settle().Press("E", "enter", "right", "s", "home", "down")
	b := d.Root.Top().(*Breakdown)
	row, col, order := b.row(), b.selected().code, b.options.order
	before := d.Root.Draw()
	if row.inner == breakdown.All || order.col != col {
		t.Fatalf("at %v, %s, sorted by %+v", row, col, order)
	}
	d.Press("enter", "esc")
	if d.Root.Draw() != before {
		t.Errorf("esc does not lead back to\n%s\nbut to\n%s", before, d.Root.Draw())
	}
	d.Press("enter")
	src.Elsewhere("ABAX00", portfolio.FieldApproved, "90000000") // its rows and columns go first
	src.Elsewhere("ABAX00", portfolio.FieldLines, "piracy:100")
	d.Send(edit.Changed{})
	d.Settle().Press("esc")
	if b.row() != row || b.selected().code != col || b.options.order != order || !b.expanded() {
		t.Errorf("at %v, %s, not at %v, %s:\n%s", b.row(), b.selected().code, row, col, d.Root.Draw())
	}
	if len(b.shown.rows) == 0 || d.Root.Draw() == before {
		t.Error("nothing changed")
	}
}

// A row that is collapsed takes the selection back from those below it.
func TestCollapsing(t *testing.T) {
	d := newDriver(t, uitest.Edited(), 80, 24).Settle().Press("e", "enter", "down")
	b := d.Root.Top().(*Breakdown)
	below := b.row()
	if b.row().inner == breakdown.All || len(b.grid.lines) != 3 {
		t.Fatalf("at %v of %d rows", b.row(), len(b.grid.lines))
	}
	for _, key := range []string{"-", "e"} {
		if d.Press(key); b.row() != (rowKey{code: below.code, inner: breakdown.All}) || len(b.grid.lines) != 2 {
			t.Errorf("%s: at %v of %d rows", key, b.row(), len(b.grid.lines))
		}
		d.Press("+", "down")
	}
	if d.Press("E", "r"); b.shown.shape.inner != "" || b.expanded() {
		t.Error("rows of another dimension are expanded")
	}
	if d.Press("R", "home", "e", "enter"); len(b.options.open) != 1 {
		t.Errorf("%v are expanded, not only the selected row", b.options.open)
	}
}

// Expanding the last row in sight brings those below it into sight.
func TestExpandingReveals(t *testing.T) {
	doc, err := seed.Document()
	if err != nil {
		t.Fatal(err)
	}
	d := newDriver(t, &uitest.Memory{Doc: doc}, 60, 14).Settle()
	b := d.Root.Top().(*Breakdown)
	b.rows = ui.Cursor{At: b.page() - 1}
	at := b.row()
	for _, keys := range [][]string{{"e", "enter"}, {"+"}} {
		d.Press(keys...)
		seen := b.grid.lines[b.rows.Top:min(b.rows.Top+b.page(), len(b.grid.lines))]
		if b.row() != at || !slices.ContainsFunc(seen, func(l gridLine) bool { return l.row.code == at.code && l.row.inner != breakdown.All }) {
			t.Errorf("%v: at %v\n%s", keys, b.row(), d.Root.Draw())
		}
		d.Press("-")
		b.rows.Top = 0
	}
}

// BenchmarkPivot makes and paints the largest pivot: every place by line and
// year, all rows expanded. Both happen while a key waits, which shall be under
// 50 ms.
func BenchmarkPivot(b *testing.B) {
	doc := seed.Synthetic(3000, 1)
	f := draw.Frame{Cat: &doc.Catalogue, AsOf: 20110430, Width: 200, Height: 60}
	of := shape{rows: breakdown.ByCountry, inner: breakdown.ByLine, cols: breakdown.ByYear, measure: breakdown.Approved, years: true}
	p, err := loadPivot(context.Background(), &uitest.Memory{Doc: doc}, of, f.AsOf)
	if err != nil {
		b.Fatal(err)
	}
	v := New(Config{}, edit.NewSearch(f, 0, &edit.Filter{}), f)
	v.want, v.options.heat = of, true
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
			v.move(ui.StepDown)
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
		by    []breakdown.Dimension
	}{
		"cell":       {nil, "Syldavia, Border control", "12,168,476", []breakdown.Dimension{breakdown.ByRegion, breakdown.ByLine}},
		"total":      {[]string{"end", "right", "right", "right", "right"}, "all of the breakdown", "53,814,812", []breakdown.Dimension{breakdown.ByRegion, breakdown.ByLine}},
		"below":      {[]string{"e", "enter", "down", "right"}, "Syldavia, Syldavia, Piracy", "7,193,217", []breakdown.Dimension{breakdown.ByRegion, breakdown.ByCountry, breakdown.ByLine}},
		"share":      {[]string{"%"}, "Syldavia, Border control", "22.6%", []breakdown.Dimension{breakdown.ByRegion, breakdown.ByLine}},
		"now":        {append(slices.Clone(compareKeys), "t", "t"), "Syldavia, Border control", "12,168,476", []breakdown.Dimension{breakdown.ByRegion, breakdown.ByLine}},
		"difference": {keys: compareKeys},
		"then":       {keys: append(slices.Clone(compareKeys), "t")},
		"running":    {keys: append(toColumns(breakdown.ByYear), "a")},
		"nothing":    {keys: []string{"z", "end", "up"}},
	} {
		t.Run(name, func(t *testing.T) {
			src := uitest.Edited()
			d := newDriver(t, src, 80, 24).Settle().Press(c.keys...)
			label, ref, q, shown, ok := d.Root.Top().(*Breakdown).figureSpec()
			if ok != (c.label != "") || label != c.label || shown != c.shown || !slices.Equal(ref.By, c.by) {
				t.Fatalf("%q %+v %q %t\n%s", label, ref, shown, ok, d.Root.Draw())
			}
			if !ok {
				return
			}
			totals, err := src.Totals(ctx, breakdown.ListSpec{Query: q, Cell: &ref, AsOf: 20110430})
			if err != nil {
				t.Fatal(err)
			}
			if l := d.Root.Top().(*Breakdown).layout(); l.unit != shares && l.unit.known(int64(totals.Part.Cents)).Shown() != shown {
				t.Errorf("the projects of %+v are %d, shown is %s", ref, totals.Part.Cents, shown)
			}
		})
	}
	b := newDriver(t, &uitest.Memory{Doc: uitest.Sample()}, 40, 12).Settle().Root.Top().(*Breakdown)
	if b.slot = 1; b.selected().kind != otherSlot {
		t.Fatalf("%+v is not other", b.selected())
	}
	if _, _, _, _, ok := b.figureSpec(); ok {
		t.Error("other is a cell")
	}
}

// Changes that cancel each other out in the total have room where they stand.
func TestChangesHaveRoom(t *testing.T) {
	for _, s := range uitest.Sizes {
		src := &uitest.Memory{Doc: uitest.Sample()}
		src.Doc.Projects[1].Amounts.Approved = portfolio.Known(portfolio.Dollars(900_000_000))
		src.Elsewhere("ABBX01", portfolio.FieldLines, "law-enforcement:100")
		src.Elsewhere("ABEX04", portfolio.FieldLines, "law-enforcement:100")
		d := newDriver(t, src, s.W, s.H).Settle().Press(compareKeys...)
		b := d.Root.Top().(*Breakdown)
		if b.none() != "" || b.grid.total.total.N != 0 {
			t.Fatalf("changes do not cancel each other out:\n%s", d.Root.Draw())
		}
		addsUp(t, b)
		addsUp(t, d.Press("X").Root.Top().(*Breakdown))
	}
}

// Days that are none are refused, an empty one ends the comparison, and the
// past cannot be compared.
func TestComparing(t *testing.T) {
	d := newDriver(t, uitest.Edited(), 80, 24).Settle().Press("d").Typed("soon").Press("enter")
	b := d.Root.Top().(*Breakdown)
	if !b.prompt.Open || !strings.Contains(d.Root.Draw(), "is not a date") {
		t.Errorf("a day that is none is taken:\n%s", d.Root.Draw())
	}
	d.Press("ctrl+u").Typed("2026-11-23").Press("enter")
	if !b.shown.compared() || b.seen().tense != difference {
		t.Error("nothing is compared")
	}
	d.Press("%")
	if b.options.share != asFigures {
		t.Error("a change has shares")
	}
	if d.Press("d", "ctrl+u", "enter"); b.shown.compared() || b.whyNoTense() == "" {
		t.Error("the comparison does not end")
	}
	m := uitest.Edited()
	m.Editor.Past = 20110630
	if d := newDriver(t, m, 80, 24).Settle().Press("d"); d.Root.Typing() != nil || !strings.Contains(d.Root.Draw(), "--at") {
		t.Error("the past is compared")
	}
}

package pivot

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"fieldfolio/portfolio/breakdown"
	"fieldfolio/seed"
	"fieldfolio/tui/ui"
	"fieldfolio/tui/uitest"
)

var compareKeys = append(append([]string{"d"}, strings.Split("2026-11-23", "")...), "enter")

func TestPivotWays(t *testing.T) {
	for name, keys := range map[string][]string{
		"expanded":    {"e", "enter"},
		"all":         {"E", "k", "enter", "down", "down", "s"},
		"choosing":    {"e", "right"},
		"sorted":      {"right", "s", "s"},
		"heat":        {"H", "E", "enter"},
		"lines":       {"L", "e", "enter"},
		"phased":      append(toColumns(breakdown.ByYear), "L"),
		"running":     append(toColumns(breakdown.ByYear), "a", "end"),
		"since":       compareKeys,
		"then":        append(slices.Clone(compareKeys), "t"),
		"now":         append(slices.Clone(compareKeys), "t", "t"),
		"since-bars":  append(slices.Clone(compareKeys), "b", "e", "enter"),
		"asking-day":  {"d", "2", "0", "1"},
		"everything":  append(slices.Clone(compareKeys), "t", "t", "E", "enter", "H", "L", "z", "s"),
		"empty-shown": {"z"},
		"unchanged":   append(append([]string{"d"}, strings.Split("2026-11-24", "")...), "enter"),
	} {
		for _, s := range uitest.Sizes {
			t.Run(name+" "+s.Name, func(t *testing.T) {
				newDriver(t, uitest.Edited(), s.W, s.H).Settle().Press(keys...).Golden("" + name + "-" + s.Name)
			})
		}
	}
}

// pivotKeys are those of the walks through a pivot.
var pivotKeys = []string{"e", "E", "+", "-", "i", "enter", "esc", "s", "s", "d", "t", "t", "a", "z", "H", "L", "b", "%", "m", "r", "R", "c", "C", "X",
	"up", "down", "down", "left", "right", "right", "home", "end", "pgdown", "pgup", "ctrl+r", "0", "ctrl+u"}

// Whatever was pressed: the figures of a row are its total, those below a row
// are that row, to the cent, and what is written is each of them rounded.
func TestPivotAddsUp(t *testing.T) {
	doc := uitest.Sample()
	real, err := seed.Document()
	if err != nil {
		t.Fatal(err)
	}
	rapid.Check(t, func(rt *rapid.T) {
		src := uitest.Edited()
		src.Doc = doc
		if rapid.Bool().Draw(rt, "document") {
			src = &uitest.Memory{Doc: real}
		}
		d := newDriver(t, src, rapid.IntRange(12, 200).Draw(rt, "width"), rapid.IntRange(5, 60).Draw(rt, "height")).Settle()
		b := d.Root.Top().(*Breakdown)
		for range rapid.IntRange(1, 20).Draw(rt, "keys") {
			switch rapid.IntRange(0, 12).Draw(rt, "what") {
			case 0:
				if why := b.whyNoPast(); why == "" && d.Root.Typing() == nil && !b.inner.open {
					d.Press("d", "ctrl+u").Typed(rapid.SampledFrom([]string{"2026-11-23", "2026-11-24", ""}).Draw(rt, "day")).Press("enter")
				}
			case 1:
				d.Size(rapid.IntRange(12, 200).Draw(rt, "width"), rapid.IntRange(5, 60).Draw(rt, "height"))
				d.Settle().Check()
			default:
				d.Press(rapid.SampledFrom(pivotKeys).Draw(rt, "key"))
			}
			for d.Root.Top() != ui.Screen(b) {
				d.Press("esc")
			}
			addsUp(rt, b)
		}
	})
}

// addsUp checks every line of a pivot as it is shown.
func addsUp(t rapid.TB, b *Breakdown) {
	if b.none() != "" {
		return
	}
	l := b.layout()
	below, sums := map[string]bool{}, map[string][]int64{}
	for i := range len(b.grid.lines) + 1 {
		line := b.grid.line(i)
		figures := lineAddsUp(t, b, l, line)
		if line.row.inner != breakdown.All {
			below[line.row.code] = true
			sums[line.row.code] = plus(sums[line.row.code], figures)
		} else if line.row != totalRow {
			sums[breakdown.All] = plus(sums[breakdown.All], figures)
		}
	}
	if b.shown.shape.measure.Counts() {
		return
	}
	for i := range len(b.grid.lines) + 1 {
		line := b.grid.line(i)
		if line.row.inner != breakdown.All || line.row != totalRow && !below[line.row.code] {
			continue
		}
		if figures := lineAddsUp(t, b, l, line); !slices.Equal(sums[line.row.code], figures) {
			t.Fatalf("%+v is %v, below it are %v", line.row, figures, sums[line.row.code])
		}
	}
}

func plus(a, b []int64) []int64 {
	if a == nil {
		return slices.Clone(b)
	}
	for i := range a {
		a[i] += b[i]
	}
	return a
}

// lineAddsUp returns the figures of a line, whose columns must be its total in
// cents, and as they are written within the rounding of each.
func lineAddsUp(t rapid.TB, b *Breakdown, l pivotLayout, line *gridLine) []int64 {
	figures, sum, written := make([]int64, len(l.slots)), int64(0), int64(0)
	unit := map[unit]int64{dollars: 100, thousands: 100_000}[l.unit]
	for i, s := range l.slots {
		figures[i] = l.value(line, s).N
		shown := b.figure(line, s, l).Shown()
		if b.face.Cells(shown) > s.width {
			t.Fatalf("%q is wider than its column of %d", shown, s.width)
		}
		if s.kind != totalSlot {
			sum += figures[i]
		}
		if unit == 0 {
			continue
		}
		n := parseFigure(t, shown)
		if off := n*unit - figures[i]; off > unit/2 || -off > unit/2 {
			t.Fatalf("%d is written as %q", figures[i], shown)
		}
		if s.kind != totalSlot {
			written += n
		} else if off, most := written-n, int64(len(l.slots)+1)/2; b.folds() && (off > most || -off > most) {
			t.Fatalf("%+v: the figures written are %d, the total is %d", line.row, written, n)
		}
	}
	complete := b.folds() || l.columns() == len(b.grid.cols) && !b.shown.shape.measure.Counts() && !b.seen().running
	if complete && sum != line.total.N {
		t.Fatalf("%+v adds up to %d, its total is %d", line.row, sum, line.total)
	}
	return figures
}

func parseFigure(t rapid.TB, shown string) int64 {
	if shown == "" {
		return 0
	}
	n, err := strconv.ParseInt(strings.NewReplacer(",", "", "+", "").Replace(shown), 10, 64)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

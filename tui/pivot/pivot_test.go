package pivot

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"fieldfolio/portfolio/breakdown"
	"fieldfolio/seed"
	"fieldfolio/tui/draw"
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
var pivotKeys = []string{"e", "E", "+", "-", "i", "enter", "esc", "s", "s", "d", "t", "t", "a", "z", "H", "L", "b", "%", "m", "r", "R", "c", "C", "x",
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
				if why := b.NoPast(); why == "" && d.Root.Typing() == nil && !b.Inner.Open {
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
	if b.None() != "" {
		return
	}
	l := b.Layout()
	below, sums := map[string]bool{}, map[string][]int64{}
	for i := range len(b.Grid.Lines) + 1 {
		line := b.Grid.Line(i)
		figures := lineAddsUp(t, b, l, line)
		if line.Row.Inner != breakdown.All {
			below[line.Row.Code] = true
			sums[line.Row.Code] = plus(sums[line.Row.Code], figures)
		} else if line.Row != TotalRow {
			sums[breakdown.All] = plus(sums[breakdown.All], figures)
		}
	}
	if b.Shown.Shape.Measure.Counts() {
		return
	}
	for i := range len(b.Grid.Lines) + 1 {
		line := b.Grid.Line(i)
		if line.Row.Inner != breakdown.All || line.Row != TotalRow && !below[line.Row.Code] {
			continue
		}
		if figures := lineAddsUp(t, b, l, line); !slices.Equal(sums[line.Row.Code], figures) {
			t.Fatalf("%+v is %v, below it are %v", line.Row, figures, sums[line.Row.Code])
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
func lineAddsUp(t rapid.TB, b *Breakdown, l PivotLayout, line *GridLine) []int64 {
	figures, sum, written := make([]int64, len(l.Slots)), int64(0), int64(0)
	unit := map[Unit]int64{Dollars: 100, Thousands: 100_000}[l.Unit]
	for i, s := range l.Slots {
		figures[i] = l.Value(line, s)
		shown := b.Figure(line, s, l).Shown()
		if draw.Width(shown) > s.Width {
			t.Fatalf("%q is wider than its column of %d", shown, s.Width)
		}
		if s.Kind != TotalSlot {
			sum += figures[i]
		}
		if unit == 0 {
			continue
		}
		n := parseFigure(t, shown)
		if off := n*unit - figures[i]; off > unit/2 || -off > unit/2 {
			t.Fatalf("%d is written as %q", figures[i], shown)
		}
		if s.Kind != TotalSlot {
			written += n
		} else if off, most := written-n, int64(len(l.Slots)+1)/2; b.Folds() && (off > most || -off > most) {
			t.Fatalf("%+v: the figures written are %d, the total is %d", line.Row, written, n)
		}
	}
	complete := b.Folds() || l.Columns() == len(b.Grid.Cols) && !b.Shown.Shape.Measure.Counts() && !b.Seen().Running
	if complete && sum != line.Total {
		t.Fatalf("%+v adds up to %d, its total is %d", line.Row, sum, line.Total)
	}
	return figures
}

func parseFigure(t rapid.TB, shown string) int64 {
	if shown == "·" {
		return 0
	}
	n, err := strconv.ParseInt(strings.NewReplacer(",", "", "+", "").Replace(shown), 10, 64)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

package pivot

import (
	"slices"
	"strings"
	"testing"

	"fieldfolio/portfolio/breakdown"
	"fieldfolio/seed"
	"fieldfolio/tui/uitest"
)

// toMeasure are the keys that take a measure, at first.
func toMeasure(m breakdown.Measure) []string {
	return slices.Repeat([]string{"m"}, slices.Index(breakdown.Measures, m))
}

// toColumns are the keys that take a dimension on the columns, at first.
func toColumns(d breakdown.Dimension) []string {
	var keys []string
	for at := breakdown.ByLine; at != d; at = turn(at, 1, breakdown.ByRegion) {
		keys = append(keys, "c")
	}
	return keys
}

func TestBreakdownWays(t *testing.T) {
	for name, keys := range map[string][]string{
		"shares-of-whole":  {"%"},
		"shares-of-row":    {"%", "%"},
		"shares-of-column": {"%", "%", "%"},
		"bars":             {"b", "right"},
		"counts":           toMeasure(breakdown.ProjectCount),
		"years":            toColumns(breakdown.ByYear),
		"exchanged":        {"X"},
		"queried":          {"/", "P", "i", "r", "a", "c", "y", "enter"},
		"last-cell":        {"end", "right", "right", "right", "right", "right", "right", "right", "right"},
	} {
		t.Run(name, func(t *testing.T) {
			newDriver(t, &uitest.Memory{Doc: uitest.Sample()}, 80, 24).Settle().Press(keys...).Golden("" + name)
		})
	}
}

// Every figure of a breakdown, totals included, opens into projects whose
// parts are the figure; and esc leads back to it.
func TestEveryCellOpens(t *testing.T) {
	doc, err := seed.Document()
	if err != nil {
		t.Fatal(err)
	}
	for name, keys := range map[string][]string{
		"region by line":             nil,
		"region by year":             toColumns(breakdown.ByYear),
		"country by status":          {"r", "r", "c", "c"},
		"overall, programme by kind": {"m", "r", "c"},
		"shortfall":                  {"m", "m"},
		"projects":                   toMeasure(breakdown.ProjectCount),
		"region > country by line":   {"E", "enter"},
		"country > status by year":   slices.Concat([]string{"r", "r"}, toColumns(breakdown.ByYear), []string{"E", "s", "enter"}),
		"line > kind, projects":      append([]string{"X", "E", "k", "enter"}, toMeasure(breakdown.ProjectCount)...),
	} {
		t.Run(name, func(t *testing.T) {
			d := newDriver(t, &uitest.Memory{Doc: doc}, 400, 100).Settle().Press(keys...)
			b := d.Root.Top().(*Breakdown)
			opened := 0
			for row := range len(b.grid.lines) + 1 {
				for slot := range b.layout().slots {
					if testing.Short() && opened >= 4 && (row+slot)%5 > 0 {
						continue // every fifth of the others
					}
					b.rows.At, b.slot = row, slot
					b.settle()
					if b.whyNotOpen() == "" {
						openAndCompare(t, d, b)
						opened++
					}
				}
			}
			if opened < 4 {
				t.Errorf("only %d figures opened", opened)
			}
		})
	}
}

func openAndCompare(t *testing.T, d *uitest.Driver, b *Breakdown) {
	t.Helper()
	row, code := b.row(), b.selected().code
	before, figure := d.Root.Draw(), b.shown.at(atPresent, row, code).N
	page, ok := d.Press("enter").Root.Top().(*cellPage)
	if !ok {
		t.Fatalf("%v, %s does not open", row, code)
	}
	projects := d.Src.Selected(breakdown.ListSpec{Query: page.of.Query, AsOf: b.face.AsOf, Cell: &page.of.Ref})
	var sum int64
	for _, p := range projects {
		sum += int64(p.Part.Cents)
	}
	if b.shown.shape.measure.Counts() {
		sum = int64(len(projects))
	}
	if sum != figure || page.of.Figure != figure {
		t.Errorf("%v, %s is %d, its projects are %d", row, code, figure, sum)
	}
	if d.Press("esc").Root.Draw() != before {
		t.Errorf("%v, %s: esc does not lead back to the same place", row, code)
	}
}

// Counts of projects have no column for others, since they do not add up; every
// column is reached to the right, and the screen says how many wait.
func TestCountsWait(t *testing.T) {
	doc, err := seed.Document()
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range uitest.Sizes {
		d := newDriver(t, &uitest.Memory{Doc: doc}, s.W, s.H).Settle().Press(toMeasure(breakdown.ProjectCount)...).Press("home")
		b := d.Root.Top().(*Breakdown)
		for i := range b.grid.cols {
			l := b.layout()
			if l.slots[b.slot].code != b.grid.cols[i] {
				t.Errorf("%s: column %d shows %s", s.Name, i, l.slots[b.slot].code)
			}
			text := d.Root.Draw()
			if strings.Contains(text, "other") || strings.Contains(text, "→") != (l.to < len(b.grid.cols)) || strings.Contains(text, "←") != (l.from > 0) {
				t.Errorf("%s: %d to %d of %d columns\n%s", s.Name, l.from, l.to, len(b.grid.cols), text)
			}
			d.Press("right")
		}
	}
}

// Opening "other" brings its columns into sight, all of them in the end.
func TestOtherOpens(t *testing.T) {
	doc, err := seed.Document()
	if err != nil {
		t.Fatal(err)
	}
	d := newDriver(t, &uitest.Memory{Doc: doc}, 60, 24).Settle()
	b := d.Root.Top().(*Breakdown)
	seen := map[string]bool{}
	for range len(b.grid.cols) {
		l := b.layout()
		for i, s := range l.slots {
			if s.kind == codeSlot {
				seen[s.code] = true
			}
			if s.kind == otherSlot {
				b.slot = i
				sum := l.value(&b.grid.total, s)
				for _, x := range l.slots {
					if x.kind == codeSlot {
						sum = sum.Plus(b.shown.at(atPresent, totalRow, x.code))
					}
				}
				if sum != b.shown.at(atPresent, totalRow, breakdown.All) {
					t.Error("columns and other are not the total")
				}
			}
		}
		d.Press("enter")
	}
	if len(seen) != len(b.grid.cols) {
		t.Errorf("saw %d of %d columns", len(seen), len(b.grid.cols))
	}
}

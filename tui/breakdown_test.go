package tui

import (
	"slices"
	"strings"
	"testing"

	"fieldfolio/portfolio"
	"fieldfolio/seed"
)

// toMeasure are the keys that take a measure, at first.
func toMeasure(m portfolio.Measure) []string {
	return slices.Repeat([]string{"m"}, slices.Index(portfolio.Measures, m))
}

// toColumns are the keys that take a dimension on the columns, at first.
func toColumns(d portfolio.Dimension) []string {
	var keys []string
	for at := portfolio.ByLine; at != d; at = turn(at, 1, portfolio.ByRegion) {
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
		"counts":           toMeasure(portfolio.ProjectCount),
		"years":            toColumns(portfolio.ByYear),
		"exchanged":        {"x"},
		"queried":          {"/", "P", "i", "r", "a", "c", "y", "enter"},
		"last-cell":        {"end", "right", "right", "right", "right", "right", "right", "right", "right"},
	} {
		t.Run(name, func(t *testing.T) {
			newDriver(t, &memory{doc: sample()}, 80, 24).settle().press("@Breakdown").press(keys...).golden("breakdown/" + name)
		})
	}
	t.Run("cell opened", func(t *testing.T) {
		newDriver(t, &memory{doc: sample()}, 80, 24).settle().press("@Breakdown", "down", "right", "enter").golden("breakdown/cell-opened")
	})
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
		"region by year":             toColumns(portfolio.ByYear),
		"country by status":          {"r", "r", "c", "c"},
		"overall, programme by kind": {"m", "r", "c"},
		"shortfall":                  {"m", "m"},
		"projects":                   toMeasure(portfolio.ProjectCount),
		"region > country by line":   {"E", "enter"},
		"country > status by year":   slices.Concat([]string{"r", "r"}, toColumns(portfolio.ByYear), []string{"E", "s", "enter"}),
		"line > kind, projects":      append([]string{"x", "E", "k", "enter"}, toMeasure(portfolio.ProjectCount)...),
	} {
		t.Run(name, func(t *testing.T) {
			d := newDriver(t, &memory{doc: doc}, 400, 100).settle().press("@Breakdown").press(keys...)
			b := d.root.top().(*breakdown)
			opened := 0
			for row := range len(b.grid.lines) + 1 {
				for slot := range b.layout().slots {
					if testing.Short() && opened >= 4 && (row+slot)%5 > 0 {
						continue // every fifth of the others
					}
					b.rows.at, b.slot = row, slot
					b.settle()
					if b.nothing() == "" {
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

func openAndCompare(t *testing.T, d *driver, b *breakdown) {
	t.Helper()
	row, code := b.row(), b.selected().code
	before, figure := d.root.draw(), b.shown.at(atPresent, row, code)
	list, ok := d.press("enter").root.top().(*projects)
	if !ok {
		t.Fatalf("%v, %s does not open", row, code)
	}
	var sum int64
	for _, r := range list.list.rows {
		sum += int64(r.Part)
	}
	if b.shown.shape.measure.Counts() {
		sum = int64(len(list.list.rows))
	}
	if sum != figure || list.conf.cell.figure != figure {
		t.Errorf("%v, %s is %d, its projects are %d", row, code, figure, sum)
	}
	if !strings.Contains(d.root.draw(), "agrees") {
		t.Errorf("%v, %s: the list does not say that it agrees", row, code)
	}
	if d.press("esc").root.draw() != before {
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
	for _, s := range sizes {
		d := newDriver(t, &memory{doc: doc}, s.w, s.h).settle().press("@Breakdown").press(toMeasure(portfolio.ProjectCount)...).press("home")
		b := d.root.top().(*breakdown)
		for i := range b.grid.cols {
			l := b.layout()
			if l.slots[b.slot].code != b.grid.cols[i] {
				t.Errorf("%s: column %d shows %s", s.name, i, l.slots[b.slot].code)
			}
			text := d.root.draw()
			if strings.Contains(text, "other") || strings.Contains(text, "→") != (l.to < len(b.grid.cols)) || strings.Contains(text, "←") != (l.from > 0) {
				t.Errorf("%s: %d to %d of %d columns\n%s", s.name, l.from, l.to, len(b.grid.cols), text)
			}
			d.press("right")
		}
	}
}

// Opening "other" brings its columns into sight, all of them in the end.
func TestOtherOpens(t *testing.T) {
	doc, err := seed.Document()
	if err != nil {
		t.Fatal(err)
	}
	d := newDriver(t, &memory{doc: doc}, 60, 24).settle().press("@Breakdown")
	b := d.root.top().(*breakdown)
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
						sum += b.shown.at(atPresent, totalRow, x.code)
					}
				}
				if sum != b.shown.at(atPresent, totalRow, portfolio.All) {
					t.Error("columns and other are not the total")
				}
			}
		}
		d.press("enter")
	}
	if len(seen) != len(b.grid.cols) {
		t.Errorf("saw %d of %d columns", len(seen), len(b.grid.cols))
	}
}

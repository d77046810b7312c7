package tui

import (
	"strings"
	"testing"

	"fieldfolio/portfolio"
)

// Every dimension can stand on the rows, and its rows are drawn and said by
// their names.
func TestEveryDimensionIsShown(t *testing.T) {
	d := newDriver(t, &memory{doc: sample()}, 200, 60).settle().press("@Breakdown", "z")
	b := d.root.top().(*breakdown)
	seen := map[portfolio.Dimension]bool{}
	for range portfolio.Dimensions {
		shownByName(t, d, b)
		seen[b.shown.shape.rows] = true
		d.press("r")
	}
	d.press("x") // the dimension of the columns was left out
	shownByName(t, d, b)
	if seen[b.shown.shape.rows] = true; len(seen) != len(portfolio.Dimensions) {
		t.Errorf("only %v were on the rows", seen)
	}
}

func shownByName(t *testing.T, d *driver, b *breakdown) {
	t.Helper()
	by := b.shown.shape.rows
	screen, said := d.root.draw(), b.Spoken()
	if !strings.Contains(said.title, "rows "+string(by)) || !strings.Contains(screen, "rows "+string(by)) {
		t.Errorf("%s is not in %q", by, said.title)
	}
	for i, row := range b.shown.rows {
		name := clean(b.shown.cells.now.Name(by, row))
		if !strings.Contains(screen, name) || !strings.Contains(said.item(i), name) {
			t.Errorf("by %s: %s is not shown, or not said in %q", by, name, said.item(i))
		}
	}
}

// Every measure is drawn, said and proven with its unit; only one that adds up
// has shares, other columns and running sums.
func TestEveryMeasureIsShown(t *testing.T) {
	d := newDriver(t, &memory{doc: sample()}, 60, 24).settle().press("@Breakdown").press(toColumns(portfolio.ByYear)...)
	b := d.root.top().(*breakdown)
	for range portfolio.Measures {
		m := b.shown.shape.measure
		screen, said := d.root.draw(), strings.Join(b.Spoken().facts, " ")
		money := m.Unit() == portfolio.USDollars
		if !strings.Contains(screen, string(m)) || strings.Contains(screen, "US$") != money || strings.Contains(said, "dollars") != money {
			t.Errorf("%s is shown or said in another unit: %s\n%s", m, said, screen)
		}
		if m.AddsUp() != (b.noShares() == "") || m.AddsUp() != b.folds() || m.AddsUp() != b.sharesBelow() {
			t.Errorf("%s adds up: %t, but shares: %q, other: %t", m, m.AddsUp(), b.noShares(), b.folds())
		}
		if b.nothing() == "" && b.noFigure() != "" {
			t.Errorf("%s has no proof: %s", m, b.noFigure())
		}
		d.press("m")
	}
}

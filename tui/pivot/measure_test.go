package pivot

import (
	"strings"
	"testing"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/breakdown"
	"fieldfolio/tui/draw"
	"fieldfolio/tui/uitest"
)

// Every dimension can stand on the rows, and its rows are drawn and said by
// their names.
func TestEveryDimensionIsShown(t *testing.T) {
	d := newDriver(t, &uitest.Memory{Doc: uitest.Sample()}, 200, 60).Settle().Press("z")
	b := d.Root.Top().(*Breakdown)
	seen := map[breakdown.Dimension]bool{}
	for range breakdown.Dimensions {
		shownByName(t, d, b)
		seen[b.shown.shape.rows] = true
		d.Press("r")
	}
	d.Press("X") // the dimension of the columns was left out
	shownByName(t, d, b)
	if seen[b.shown.shape.rows] = true; len(seen) != len(breakdown.Dimensions) {
		t.Errorf("only %v were on the rows", seen)
	}
}

func shownByName(t *testing.T, d *uitest.Driver, b *Breakdown) {
	t.Helper()
	by := b.shown.shape.rows
	screen, said := d.Root.Draw(), b.Spoken()
	if !strings.Contains(said.Title, "rows "+string(by)) || !strings.Contains(screen, "rows "+string(by)) {
		t.Errorf("%s is not in %q", by, said.Title)
	}
	for i, row := range b.shown.rows {
		name := draw.Clean(b.shown.cells.now.Name(by, row))
		if !strings.Contains(screen, name) || !strings.Contains(said.Item(i), name) {
			t.Errorf("by %s: %s is not shown, or not said in %q", by, name, said.Item(i))
		}
	}
}

// Every measure is drawn, said and proven with its unit; only one that adds up
// has shares, other columns and running sums.
func TestEveryMeasureIsShown(t *testing.T) {
	m := &uitest.Memory{Doc: uitest.Sample()}
	spent := &m.Doc.Projects[0]
	spent.Amounts.Spent, spent.SpentOn = portfolio.Known(portfolio.Dollars(250_000)), 20110331
	spent.SetRated()
	d := newDriver(t, m, 60, 24).Settle().Press(toColumns(breakdown.ByYear)...)
	b := d.Root.Top().(*Breakdown)
	for range breakdown.Measures {
		m := b.shown.shape.measure
		screen, said := d.Root.Draw(), strings.Join(b.Spoken().Facts, " ")
		money := m.Unit() == portfolio.USDollars
		if !strings.Contains(screen, string(m)) || strings.Contains(screen, "US$") != money || strings.Contains(said, "dollars") != money {
			t.Errorf("%s is shown or said in another unit: %s\n%s", m, said, screen)
		}
		if m.AddsUp() != (b.whyNoShares() == "") || m.AddsUp() != b.folds() || m.AddsUp() != b.sharesBelow() {
			t.Errorf("%s adds up: %t, but shares: %q, other: %t", m, m.AddsUp(), b.whyNoShares(), b.folds())
		}
		if b.whyNotOpen() == "" && b.whyNoFigure() != "" {
			t.Errorf("%s has no proof: %s", m, b.whyNoFigure())
		}
		if m == breakdown.Against && !strings.Contains(strings.Join(strings.Fields(screen), " "), "against: the budget of the projects whose expenditure is known") {
			t.Errorf("nothing says what is against:\n%s", screen)
		}
		d.Press("m")
	}
}

package tui

import (
	"slices"
	"strings"
	"testing"

	"fieldfolio/portfolio/breakdown"
	"fieldfolio/tui/uitest"
)

func TestCellOpened(t *testing.T) {
	d := newDriver(t, &uitest.Memory{Doc: uitest.Sample()}, 80, 24).Settle()
	d.Press("@Breakdown", "down", "right", "enter").Golden("breakdown/cell-opened")
}

// Coming back from a project behind a cell shows the breakdown as it was left.
func TestBackToBreakdown(t *testing.T) {
	d := newDriver(t, uitest.Edited(), 80, 24).Settle().Press("@Breakdown", "E", "enter", "right", "s", "home", "down")
	before := d.Root.Draw()
	d.Press("enter", "enter")
	if name := d.Root.Top().Name(); name != "project" {
		t.Fatalf("opened is %s", name)
	}
	if after := d.Press("esc", "esc").Root.Draw(); after != before {
		t.Errorf("esc does not lead back to\n%s\nbut to\n%s", before, after)
	}
}

// TestEveryFigureOpens opens every figure of a breakdown, totals included: each leads to a list of
// projects that says that they add up to it, and esc leads back.
func TestEveryFigureOpens(t *testing.T) {
	toCounts := slices.Repeat([]string{"m"}, slices.Index(breakdown.Measures, breakdown.ProjectCount))
	for name, keys := range map[string][]string{
		"region by line":             nil,
		"country by status":          {"r", "r", "c", "c"},
		"overall, programme by kind": {"m", "r", "c"},
		"shortfall":                  {"m", "m"},
		"projects":                   toCounts,
		"line > kind, projects":      append([]string{"X", "E", "k", "enter"}, toCounts...),
	} {
		t.Run(name, func(t *testing.T) {
			d := newDriver(t, uitest.Seeded(t), 400, 100).Settle().Press("@Breakdown").Press(keys...).Press("home")
			opened, before := 0, ""
			for row := 0; d.Root.Draw() != before; row++ {
				before = d.Root.Draw()
				if !testing.Short() || opened < 4 || row%5 == 0 {
					opened += openRow(t, d)
				}
				d.Press("down")
			}
			if opened < 4 {
				t.Errorf("only %d figures opened", opened)
			}
		})
	}
}

// openRow opens every figure of the selected row from the first column on, goes
// back to it, and returns how many opened.
func openRow(t *testing.T, d *uitest.Driver) int {
	t.Helper()
	opened, columns := 0, 0
	for before := ""; d.Root.Draw() != before; columns++ {
		before = d.Root.Draw()
		opened += openSelected(t, d)
		d.Press("right")
	}
	d.Press(slices.Repeat([]string{"left"}, columns-1)...)
	return opened
}

// openSelected opens the figure that the screen marks, and returns 1 if there is
// one.
func openSelected(t *testing.T, d *uitest.Driver) int {
	t.Helper()
	before := d.Root.Draw()
	figure, _, _ := strings.Cut(before, "«")
	if figure = figure[strings.LastIndex(figure, " ")+1:]; figure == "" {
		return 0
	}
	if d.Press("enter"); d.Root.Top().Name() != "portfolio" {
		t.Fatalf("%s does not open:\n%s", figure, before)
	}
	d.Says("cell of the breakdown: " + figure + ", agrees")
	if after := d.Press("esc").Root.Draw(); after != before {
		t.Errorf("esc does not lead back to\n%s\nbut to\n%s", before, after)
	}
	return 1
}

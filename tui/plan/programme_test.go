package plan

import (
	"slices"
	"strings"
	"testing"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/report/programme"
	"fieldfolio/tui/edit"
	"fieldfolio/tui/ui"
	"fieldfolio/tui/uitest"
)

func TestProgrammeStates(t *testing.T) {
	newDriver(t, uitest.Seeded(t), 80, 24).Settle().Golden("seed")
	newDriver(t, uitest.Seeded(t), 120, 40).Settle().Press("a").Golden("seed-120x40")
	newDriver(t, uitest.Seeded(t), 80, 24).Settle().Press("a", "end").AtEverySize()
}

func TestProgrammeWays(t *testing.T) {
	d := newDriver(t, uitest.Full(), 80, 24).Settle()
	d.Press("down", "down", "enter").Golden("expanded")
	d.Press("down", "enter", "down", "enter").Golden("record")
	d.Press("esc", "left").Golden("to-the-row-above")
	d.Press("left", "left", "left", "left").Golden("collapsed")
	d.Press("p").Golden("printed-off")
	d = newDriver(t, uitest.Seeded(t), 80, 24).Settle().Press("p").Golden("printed")
	d.Press("esc", "down", "i").Golden("detail")
}

// Every leaf opens its page, every other row closes, and what is shown of a
// level adds up to the row above and to the total.
func TestProgrammeOpensAndAddsUp(t *testing.T) {
	d := newDriver(t, uitest.Seeded(t), 120, 90).Settle().Press("a")
	p := d.Root.Top().(*Programme)
	if len(p.shown) != len(p.rows) {
		t.Fatalf("%d of %d rows are shown", len(p.shown), len(p.rows))
	}
	var budget, shortfall portfolio.Amount
	for i, r := range p.rows {
		d.Root.Top().(*Programme).cursor.At = slices.Index(p.shown, i)
		if p.leaf(i) {
			if text := d.Press("enter").Root.Draw(); d.Root.Top() == ui.Screen(p) || strings.Contains(text, "could not") {
				t.Errorf("%s does not open", r.Record)
			}
			d.Press("esc")
		}
		if r.Level == programme.Sub {
			budget, shortfall = budget.Plus(r.Budget), shortfall.Plus(r.Shortfall)
		}
		if b, s := sumBelow(p.rows, i); r.Level <= programme.Outcome && (b.Known && b != r.Budget || s.Known && s != r.Shortfall) {
			t.Errorf("%s is %v and %v, the rows below it %v and %v", r.Code, r.Budget, r.Shortfall, b, s)
		}
	}
	if budget != p.total.Budget || shortfall != p.total.Shortfall {
		t.Errorf("total %v and %v", p.total.Budget, p.total.Shortfall)
	}
}

// A reload leaves open what was open, and the selection where it was.
func TestProgrammeReloads(t *testing.T) {
	d := newDriver(t, uitest.Seeded(t), 80, 24).Settle().Press("down", "down", "enter", "down", "down")
	before := d.Root.Draw()
	d.Send(edit.Changed{})
	if d.Settle().Root.Draw() != before {
		t.Error("another screen after asking again")
	}
}

// sumBelow adds up the rows that stand one level below a row.
func sumBelow(rows []programme.Row, i int) (budget, shortfall portfolio.Amount) {
	for j := i + 1; j < len(rows) && rows[j].Level > rows[i].Level; j++ {
		if rows[j].Level == rows[i].Level+1 {
			budget, shortfall = budget.Plus(rows[j].Budget), shortfall.Plus(rows[j].Shortfall)
		}
	}
	return budget, shortfall
}

package tui

import (
	"slices"
	"strings"
	"testing"

	"fieldfolio/portfolio"
)

func TestProgrammeStates(t *testing.T) {
	newDriver(t, seeded(t), 80, 24).settle().press("@Programme").golden("programme/seed")
	newDriver(t, seeded(t), 120, 40).settle().press("@Programme").press("a").golden("programme/seed-120x40")
	resized(t, seeded(t), "@Programme", key("a"), key("end"))
}

func TestProgrammeWays(t *testing.T) {
	d := newDriver(t, full(), 80, 24).settle().press("@Programme")
	d.press("down", "down", "enter").golden("programme/expanded")
	d.press("down", "enter", "down", "enter").golden("programme/record")
	d.press("esc", "left").golden("programme/to-the-row-above")
	d.press("left", "left", "left", "left").golden("programme/collapsed")
	d.press("p").golden("programme/printed-off")
	d = newDriver(t, seeded(t), 80, 24).settle().press("@Programme").press("p").golden("programme/printed")
	d.press("esc", "down", "i").golden("programme/detail")
}

// Every leaf opens its page, every other row closes, and what is shown of a
// level adds up to the row above and to the total.
func TestProgrammeOpensAndAddsUp(t *testing.T) {
	d := newDriver(t, seeded(t), 120, 90).settle().press("@Programme").press("a")
	p := d.root.top().(*programme)
	if len(p.shown) != len(p.rows) {
		t.Fatalf("%d of %d rows are shown", len(p.shown), len(p.rows))
	}
	var budget, shortfall portfolio.Amount
	for i, r := range p.rows {
		d.root.top().(*programme).cursor.at = slices.Index(p.shown, i)
		if p.leaf(i) {
			if text := d.press("enter").root.draw(); d.root.top() == screen(p) || strings.Contains(text, "could not") {
				t.Errorf("%s does not open", r.Record)
			}
			d.press("esc")
		}
		if r.Level == portfolio.PlanSub {
			budget, shortfall = budget.Plus(r.Budget), shortfall.Plus(r.Shortfall)
		}
		if b, s := sumBelow(p.rows, i); r.Level <= portfolio.PlanOutcome && (b.Known && b != r.Budget || s.Known && s != r.Shortfall) {
			t.Errorf("%s is %v and %v, the rows below it %v and %v", r.Code, r.Budget, r.Shortfall, b, s)
		}
	}
	if budget != p.total.Budget || shortfall != p.total.Shortfall {
		t.Errorf("total %v and %v", p.total.Budget, p.total.Shortfall)
	}
}

// A reload leaves open what was open, and the selection where it was.
func TestProgrammeReloads(t *testing.T) {
	d := newDriver(t, seeded(t), 80, 24).settle().press("@Programme").press("down", "down", "enter", "down", "down")
	before := d.root.draw()
	d.send(changed{})
	if d.settle().root.draw() != before {
		t.Error("another screen after asking again")
	}
}

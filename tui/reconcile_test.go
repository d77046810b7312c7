package tui

import (
	"strings"
	"testing"

	"fieldfolio/seed"
)

func TestReconcileWays(t *testing.T) {
	d := newDriver(t, &memory{doc: sample()}, 80, 24).settle().press("@Reconcile")
	d.press("a").golden("reconcile/differences-only")
	d.press("a", "end").golden("reconcile/agrees")
	d.press("home", "down", "down").golden("reconcile/cannot-be-checked")
}

func TestFinding(t *testing.T) {
	for _, s := range sizes {
		newDriver(t, &memory{doc: sample()}, s.w, s.h).settle().press("@Reconcile", "enter").golden("finding/" + s.name)
	}
	newDriver(t, &memory{doc: sample()}, 80, 24).settle().press("@Reconcile", "enter", "down", "enter").golden("finding/project-opened")
}

// Every row of every figure opens, and esc leads back to it.
func TestEveryRowOpens(t *testing.T) {
	doc, err := seed.Document()
	if err != nil {
		t.Fatal(err)
	}
	d := newDriver(t, &memory{doc: doc}, 80, 24).settle().press("@Reconcile")
	for range d.root.top().(*reconcile).shown {
		f := d.press("enter").root.top().(*finding)
		for range f.of.Rows {
			before := d.root.draw()
			d.press("enter")
			if text := d.root.draw(); d.root.top() == screen(f) || strings.Contains(text, "could not") {
				t.Errorf("%s, %s does not open:\n%s", f.of.Published.ID, f.of.Rows[f.cursor.at].Name, text)
			}
			if d.press("esc").root.draw() != before {
				t.Errorf("%s: esc does not lead back", f.of.Published.ID)
			}
			d.press("down")
		}
		d.press("esc", "down")
	}
}

func TestRecord(t *testing.T) {
	d := newDriver(t, &memory{doc: sample()}, 80, 24).settle().press("@Reconcile", "end", "up", "enter", "end").golden("finding/outcomes")
	d.press("enter").golden("record/outcome")
	d = newDriver(t, &memory{doc: sample()}, 80, 24).settle().press("@Reconcile", "end", "enter").golden("finding/figures")
	d.press("enter").golden("finding/outcomes-from-figures")
}

package tui

import (
	"strings"
	"testing"

	"fieldfolio/seed"
	"fieldfolio/tui/proof"
	"fieldfolio/tui/ui"
	"fieldfolio/tui/uitest"
)

func TestReconcileWays(t *testing.T) {
	d := newDriver(t, &uitest.Memory{Doc: uitest.Sample()}, 80, 24).Settle().Press("@Reconcile")
	d.Press("a").Golden("reconcile/differences-only")
	d.Press("a", "end").Golden("reconcile/agrees")
	d.Press("home", "down", "down").Golden("reconcile/cannot-be-checked")
}

func TestFinding(t *testing.T) {
	for _, s := range uitest.Sizes {
		newDriver(t, &uitest.Memory{Doc: uitest.Sample()}, s.W, s.H).Settle().Press("@Reconcile", "enter").Golden("finding/" + s.Name)
	}
	newDriver(t, &uitest.Memory{Doc: uitest.Sample()}, 80, 24).Settle().Press("@Reconcile", "enter", "down", "enter").Golden("finding/project-opened")
}

// Every row of every figure opens, and esc leads back to it.
func TestEveryRowOpens(t *testing.T) {
	doc, err := seed.Document()
	if err != nil {
		t.Fatal(err)
	}
	d := newDriver(t, &uitest.Memory{Doc: doc}, 80, 24).Settle().Press("@Reconcile")
	for range d.Root.Top().(*proof.Reconcile).Shown {
		f := d.Press("enter").Root.Top().(*proof.Finding)
		for range f.Of.Rows {
			before := d.Root.Draw()
			d.Press("enter")
			if text := d.Root.Draw(); d.Root.Top() == ui.Screen(f) || strings.Contains(text, "could not") {
				t.Errorf("%s, %s does not open:\n%s", f.Of.Published.ID, f.Of.Rows[f.Cursor.At].Name, text)
			}
			if d.Press("esc").Root.Draw() != before {
				t.Errorf("%s: esc does not lead back", f.Of.Published.ID)
			}
			d.Press("down")
		}
		d.Press("esc", "down")
	}
}

func TestRecord(t *testing.T) {
	d := newDriver(t, &uitest.Memory{Doc: uitest.Sample()}, 80, 24).Settle().Press("@Reconcile", "end", "up", "enter", "end").Golden("finding/outcomes")
	d.Press("enter").Golden("record/outcome")
	d = newDriver(t, &uitest.Memory{Doc: uitest.Sample()}, 80, 24).Settle().Press("@Reconcile", "end", "enter").Golden("finding/figures")
	d.Press("enter").Golden("finding/outcomes-from-figures")
}

package proof

import (
	"strings"
	"testing"

	"fieldfolio/seed"
	"fieldfolio/tui/ui"
	"fieldfolio/tui/uitest"
)

func TestReconcileWays(t *testing.T) {
	d := reconciling(t, &uitest.Memory{Doc: uitest.Sample()}, 80, 24)
	d.Press("a").Golden("reconcile/differences-only")
	d.Press("a", "end").Golden("reconcile/agrees")
	d.Press("home", "down", "down").Golden("reconcile/cannot-be-checked")
}

func TestFinding(t *testing.T) {
	for _, s := range uitest.Sizes {
		reconciling(t, &uitest.Memory{Doc: uitest.Sample()}, s.W, s.H).Press("enter").Golden("finding/" + s.Name)
	}
	reconciling(t, &uitest.Memory{Doc: uitest.Sample()}, 80, 24).Press("enter", "down", "enter").Golden("finding/project-opened")
}

// Every row of every figure opens, and esc leads back to it.
func TestEveryRowOpens(t *testing.T) {
	doc, err := seed.Document()
	if err != nil {
		t.Fatal(err)
	}
	d := reconciling(t, &uitest.Memory{Doc: doc}, 80, 24)
	for range d.Root.Top().(*Reconcile).shown {
		f := d.Press("enter").Root.Top().(*finding)
		for _, row := range f.Of.Rows {
			if row.Record == "" { // only listed
				continue
			}
			before := d.Root.Draw()
			d.Press("enter")
			if text := d.Root.Draw(); d.Root.Top() == ui.Screen(f) || strings.Contains(text, "could not") {
				t.Errorf("%s, %s does not open:\n%s", f.Of.Published.ID, f.Of.Rows[f.cursor.At].Name, text)
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
	d := reconciling(t, &uitest.Memory{Doc: uitest.Sample()}, 80, 24).Press("end", "up", "enter", "end").Golden("finding/outcomes")
	d.Press("enter").Golden("record/outcome")
	d = reconciling(t, &uitest.Memory{Doc: uitest.Sample()}, 80, 24).Press("end", "enter").Golden("finding/figures")
	d.Press("enter").Golden("finding/outcomes-from-figures")
}

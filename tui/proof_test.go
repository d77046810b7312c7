package tui

import (
	"strings"
	"testing"

	"fieldfolio/tui/uitest"
)

func TestProofScreens(t *testing.T) {
	for _, s := range uitest.Sizes {
		t.Run(s.Name, func(t *testing.T) {
			newDriver(t, &uitest.Memory{Doc: uitest.Sample()}, s.W, s.H).Settle().Press("@Breakdown", "down", "enter", "w").Golden("proof/cell-" + s.Name)
			newDriver(t, &uitest.Memory{Doc: uitest.Sample()}, s.W, s.H).Settle().Press("@Reconcile", "down", "enter", "w").Golden("proof/share-" + s.Name)
			d := newDriver(t, &uitest.Memory{Doc: uitest.Sample()}, s.W, s.H).Settle().Press("enter")
			onField(d, "Service lines", "Lines").Press("w").Golden("proof/project-" + s.Name)
		})
	}
}

// TestProofAfterEdit shows who changed an amount, when, and what it was.
func TestProofAfterEdit(t *testing.T) {
	d := onField(newDriver(t, &uitest.Memory{Doc: uitest.Sample()}, 80, 24).Settle().Press("enter"), "Approved")
	d.Press("e", "ctrl+u").Typed("7654321.5").Press("enter", "esc", "w").Golden("proof/changed")
}

// onField moves to a field of a project, by its label and that on narrow screens.
func onField(d *uitest.Driver, labels ...string) *uitest.Driver {
	d.T.Helper()
	for range 40 {
		for _, l := range labels {
			if strings.Contains(d.Root.Draw(), "»  "+l+" ") {
				return d
			}
		}
		d.Press("down")
	}
	d.T.Fatalf("the project has no field %q", labels)
	return d
}

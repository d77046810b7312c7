package tui

import (
	"strings"
	"testing"

	"fieldfolio/tui/uitest"
)

// The palette finds an action by words and by its name, does it, and says of
// one that cannot be done why.
func TestPalette(t *testing.T) {
	d := newDriver(t, &uitest.Memory{Doc: uitest.Sample()}, 80, 24).Settle().Press(":").Typed("turn").Golden("palette/found")
	if d.Press("enter"); !strings.Contains(d.Root.Draw(), "APPROVED ↑") {
		t.Errorf("the order was not turned:\n%s", d.Root.Draw())
	}
	d.Press(":").Typed("conflicts").Press("enter")
	if d.Root.Top().Name() != "conflicts" {
		t.Errorf("opened is %s", d.Root.Top().Name())
	}
	d.Press("esc", ":").Typed("back to").Golden("palette/disabled").Press("enter")
	if d.Root.Top().Name() != "palette" {
		t.Errorf("what cannot be done leads to %s", d.Root.Top().Name())
	}
	d.Press("esc", ":").Typed("qqqq").Press("enter")
}

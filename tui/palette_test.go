package tui

import (
	"strings"
	"testing"
)

// The palette finds an action by words and by its name, does it, and says of
// one that cannot be done why.
func TestPalette(t *testing.T) {
	d := newDriver(t, &memory{doc: sample()}, 80, 24).settle().press(":").typed("turn").golden("palette/found")
	if d.press("enter"); !strings.Contains(d.root.draw(), "APPROVED ↑") {
		t.Errorf("the order was not turned:\n%s", d.root.draw())
	}
	d.press(":").typed("conflicts").press("enter")
	if d.root.top().Name() != "conflicts" {
		t.Errorf("opened is %s", d.root.top().Name())
	}
	d.press("esc", ":").typed("back to").golden("palette/disabled").press("enter")
	if d.root.top().Name() != "palette" {
		t.Errorf("what cannot be done leads to %s", d.root.top().Name())
	}
	d.press("esc", ":").typed("qqqq").press("enter")
}

package tui

import (
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"fieldfolio/tui/uitest"
)

// A click selects, a second one on the same line opens; views and the keys of
// the footer can be clicked.
func TestMouse(t *testing.T) {
	d := newDriver(t, &uitest.Memory{Doc: uitest.Sample()}, 80, 24).Settle()
	if d.ClickOn("ABWX22"); !strings.Contains(d.Root.Draw(), "»  ABWX22") {
		t.Fatalf("another project is selected:\n%s", d.Root.Draw())
	}
	if d.ClickOn("ABWX22"); d.Root.Top().Name() != "project" {
		t.Fatalf("opened is %s", d.Root.Top().Name())
	}
	d.ClickOn("Country").Says("»  Country")
	if d.ClickOn("back"); d.Root.Top().Name() != "portfolio" {
		t.Errorf("the footer leads to %s", d.Root.Top().Name())
	}
	if d.ClickOn("Reconcile"); d.Root.Top().Name() != "reconcile" {
		t.Errorf("the view is %s", d.Root.Top().Name())
	}
	marked := func() int {
		return slices.IndexFunc(strings.Split(d.Root.Draw(), "\n"), func(l string) bool { return strings.HasPrefix(l, "»") })
	}
	before := marked()
	d.Send(tea.MouseWheelMsg{Button: tea.MouseWheelDown})
	d.Settle()
	if moved := marked() - before; moved != 3 {
		t.Errorf("the wheel moves by %d lines", moved)
	}
}

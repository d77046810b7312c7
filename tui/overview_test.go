package tui

import (
	"testing"

	"fieldfolio/tui/uitest"
)

func TestOverviewWays(t *testing.T) {
	d := newDriver(t, uitest.Seeded(t), 80, 24).Settle().Press("@Overview").Press("down", "down", "down", "right", "down")
	d.Golden("overview/service-line").Press("enter").Golden("overview/service-line-opened")
	d.Press("esc", "left").Golden("overview/back")
}

// Every line opens, and esc leads back to it.
func TestOverviewOpens(t *testing.T) {
	for _, s := range uitest.Sizes {
		d := newDriver(t, uitest.Busy(t), s.W, s.H).Settle().Press("@Overview")
		opened := 0
		for _, side := range [][]string{{"home"}, {"right", "home"}} {
			before := ""
			for d.Press(side...); d.Root.Draw() != before; d.Press("down") {
				before = d.Root.Draw()
				if d.Press("enter"); d.Root.Top().Name() == "overview" {
					t.Errorf("%s: a line does not open:\n%s", s.Name, before)
				}
				if after := d.Press("esc").Root.Draw(); after != before {
					t.Errorf("%s: esc does not lead back to\n%s\nbut to\n%s", s.Name, before, after)
				}
				opened++
			}
		}
		if opened < 24 {
			t.Errorf("%s: only %d lines opened", s.Name, opened)
		}
	}
}

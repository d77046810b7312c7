package tui

import (
	"testing"

	"fieldfolio/tui/uitest"
)

// TestReceptionReloadsTheList checks that a screen below loads again after a reception, once it is
// shown.
func TestReceptionReloadsTheList(t *testing.T) {
	m, x := uitest.AtHeadquarters()
	x.Report = uitest.ReceptionOf("roea", 4)
	d := newDriver(t, m, 80, 24).Settle()
	asked := len(m.Asked)
	d.Press("@Sync", "o").Typed("in box").Press("enter").Says("from roea: 4 new changes")
	if len(m.Asked) != asked {
		t.Error("the list was asked while nobody saw it")
	}
	if d.Press("@Portfolio"); len(m.Asked) == asked {
		t.Error("the list was not asked again")
	}
}

package tui

import (
	"testing"

	"fieldfolio/tui/uitest"
)

// Line by line, each line belongs to the mail that is pasted, blank ones too, until :take receives it.
func TestPasteLineByLine(t *testing.T) {
	m := pasting()
	x := m.Ex.(*uitest.MemoryMailroom)
	x.Report = uitest.ReceptionOf("roea", 4)
	said := talk(t, m, "sync\nopen-file\nFrom: roea\n\nquit\nend\n:take\n")
	if len(x.Did) != 1 || x.Did[0] != `receive text "From: roea\n\nquit\nend\n"` {
		t.Errorf("did %q; said %s", x.Did, said)
	}
}

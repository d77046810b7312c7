package tui

import (
	"testing"

	"fieldfolio/tui/uitest"
)

// TestServiceLineCodes checks that the help explains the codes of service lines, the Overview that of
// the selected one where there is no room for names, and large tables those that they have.
func TestServiceLineCodes(t *testing.T) {
	m := &uitest.Memory{Doc: uitest.Sample()}
	visit(t, m, 80, 60).Press("?", "/", "p", "i", "r", "a", "c").Says("PIR          Piracy")
	visit(t, m, 80, 24).Press("right").Says("Border control")
	for _, view := range []string{"@Portfolio", "@Breakdown"} {
		visit(t, m, 200, 60).Press(view).Says("LEI Law enforcement   PIR Piracy")
	}
}

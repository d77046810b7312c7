package tui

import (
	"testing"

	"fieldfolio/tui/uitest"
)

// TestServiceLineCodes checks that the help explains the codes of service lines, the Overview that of
// the selected one where there is no room for names and the line is not slow, and large tables those that they have.
func TestServiceLineCodes(t *testing.T) {
	m := &uitest.Memory{Doc: uitest.Sample()}
	visit(t, m, 80, 60).Press("?", "/", "p", "i", "r", "a", "c").Says("PIR          Piracy")
	visit(t, m, 80, 24).Press("right").Says("Border control")
	slow := visit(t, m, 80, 24)
	slow.Root.Styles.Slow = true
	if n := slow.Press("right").Root.Top().Notice(); !n.Empty() {
		t.Errorf("a slow line is sent %q with each step", n.Text)
	}
	for _, view := range []string{"@Portfolio", "@Breakdown"} {
		visit(t, m, 200, 60).Press(view).Says("LEI Law enforcement   PIR Piracy")
	}
}

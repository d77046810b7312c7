package tui

import (
	"strings"
	"testing"

	"fieldfolio/tui/uitest"
)

func TestTimelineOpened(t *testing.T) {
	newDriver(t, uitest.Seeded(t), 80, 24).Settle().Press("@Timeline", "down", "enter").Golden("timeline/opened")
}

// TestBackToTimeline checks that esc leads from a project back to the line of the last one shown.
func TestBackToTimeline(t *testing.T) {
	d := newDriver(t, uitest.Seeded(t), 80, 24).Settle().Press("@Timeline", "down", "down")
	third := d.Root.Draw()
	after := d.Press("up", "up", "enter", "n", "n", "esc").Root.Draw()
	if after != third || !strings.Contains(third, "»") {
		t.Errorf("back is\n%s\nwant\n%s", after, third)
	}
}

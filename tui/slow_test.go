package tui

import (
	"strings"
	"testing"

	"fieldfolio/tui/uitest"
)

func TestSlowScreens(t *testing.T) {
	d := newDriver(t, &uitest.Memory{Doc: uitest.Sample()}, 200, 40).Settle().Press("f4").Golden("slow/portfolio")
	d.Press("@Reconcile").Golden("slow/reconcile")
	d.Press("@Timeline").Golden("slow/timeline")
}

// On a slow line nothing is drawn with block characters.
func TestSlow(t *testing.T) {
	d := newDriver(t, &uitest.Memory{Doc: uitest.Sample()}, 80, 24).Settle().Press("f4", "enter").Golden("slow/project")
	if text := d.Root.Draw(); strings.ContainsAny(text, "█▉▊▋▌▍▎▏▁▂▃▄▅▆▇░▒▓") {
		t.Errorf("there are blocks:\n%s", text)
	}
}

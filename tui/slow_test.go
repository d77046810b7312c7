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

// TestTogglesAreRemembered: what was turned on by f4 and f6 is on at the next start, until it is turned off.
func TestTogglesAreRemembered(t *testing.T) {
	m := &uitest.Memory{Doc: uitest.Sample()}
	start := func() *uitest.Driver {
		r, err := newProgram(t.Context(), m, Options{AsOf: 20110430, Person: "A. Desk"})
		if err != nil {
			t.Fatal(err)
		}
		return uitest.Drive(t, m, r, "Overview", 80, 24).Settle()
	}
	for _, on := range []bool{true, false} {
		d := start().Press("f4", "f6")
		if s := d.Root.Styles; s.Slow != on || s.ASCII != on {
			t.Errorf("slow %v, ASCII %v, want %v", s.Slow, s.ASCII, on)
		}
		if s := start().Root.Styles; s.Slow != on || s.ASCII != on {
			t.Errorf("at the next start: slow %v, ASCII %v, want %v", s.Slow, s.ASCII, on)
		}
	}
}

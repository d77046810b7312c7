package tui

import (
	"strings"
	"testing"

	"fieldfolio/tui/uitest"
)

// A change that is held for a coordinator says so at once after saving, and the page and the history show that it
// waits; the value stays.
func TestHeldAtOnce(t *testing.T) {
	src := &uitest.Memory{Doc: uitest.Sample()}
	src.Editor.Holds = "ABCX12 is outside the scope of roea"
	d := newDriver(t, src, 120, 40).Settle().Press("@Portfolio", "/").Typed("ABCX12").Press("enter", "enter", "e", "ctrl+u")
	d.Typed("Mine").Press("enter")
	d.Says("held for a coordinator: ABCX12 is outside the scope of roea; the value stays until it is accepted")
	if strings.Contains(d.Root.Draw(), "saved:") || src.Now("title") == "Mine" {
		t.Errorf("the value is %q\n%s", src.Now("title"), d.Root.Draw())
	}
	if text := d.All(); !strings.Contains(text, "held") {
		t.Errorf("the page does not say that the change waits:\n%s", text)
	}
	d.Press("h").Says("held")
	src.Editor.Holds = ""
	d.Press("esc", "home", "e", "ctrl+u").Typed("Mine too").Press("enter").Says("saved: title of ABCX12")
	src.Editor.Holds = "both are outside"
	d.Press("@Portfolio", "esc", "space", "space", "e").Typed("title").Press("enter", "ctrl+u").Typed("x").Press("enter", "enter")
	d.Says("2 changes are held for a coordinator: both are outside")
}

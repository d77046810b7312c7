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

// TestSignsAgainstTheTerminal: signs that a person turned on although the terminal does not seem to show them are on
// at the next start, unless there is another reason for ASCII, or it is what the configuration says.
func TestSignsAgainstTheTerminal(t *testing.T) {
	m := &uitest.Memory{Doc: uitest.Sample()}
	start := func(why string) *uitest.Driver {
		r, err := newProgram(t.Context(), m, Options{AsOf: 20110430, Person: "A. Desk", ASCII: true, Plain: why})
		if err != nil {
			t.Fatal(err)
		}
		return uitest.Drive(t, m, r, "Overview", 80, 24).Settle()
	}
	const locale = "the locale does not name UTF-8"
	if d := start(locale).Press("f6"); d.Root.Styles.ASCII || d.Root.Status.Text != "all signs and letters, also next time" {
		t.Errorf("ASCII %v, says %q", d.Root.Styles.ASCII, d.Root.Status.Text)
	}
	for why, want := range map[string]bool{locale: false, "TERM is linux": true, "": true} {
		if got := start(why).Root.Styles.ASCII; got != want {
			t.Errorf("at the next start, where %q: ASCII %v", why, got)
		}
	}
	if d := start("").Press("f6"); d.Root.Styles.ASCII || d.Root.Status.Text != "all signs and letters" {
		t.Errorf("against the configuration: ASCII %v, says %q", d.Root.Styles.ASCII, d.Root.Status.Text)
	}
	start(locale).Press("f6", "f6")
	if d := start(locale); !d.Root.Styles.ASCII {
		t.Error("ASCII, which was turned on again, is off at the next start")
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

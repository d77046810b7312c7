package tui

import (
	"io/fs"
	"os"
	"regexp"
	"strings"
	"testing"

	"charm.land/lipgloss/v2"

	"fieldfolio/tui/draw"
	"fieldfolio/tui/ui"
	"fieldfolio/tui/uitest"
)

// TestNoColour checks that no theme writes an escape sequence without colour, and that the plain
// theme has no style.
func TestNoColour(t *testing.T) {
	for name, o := range map[string]Options{"no colour": {Theme: "dark"}, "none": {Theme: "none", Color: true}} {
		look, err := o.look(&ui.Preferences{})
		if err != nil {
			t.Fatal(err)
		}
		for i, s := range []lipgloss.Style{look.Title, look.Tab, look.Head, look.Total, look.Muted, look.Good, look.Bad, look.Doubt, look.Bar} {
			if got := s.Render("x"); got != "x" {
				t.Errorf("%s: style %d writes %q", name, i, got)
			}
		}
	}
	if look, err := (&Options{Theme: "dark", Color: true, Slow: true}).look(&ui.Preferences{}); err != nil || look.Good.Render("x") == "x" || !look.Slow {
		t.Errorf("the theme is not worn: %v", err)
	}
}

// coloured are the keys to screens that use styles.
var coloured = map[string][]string{
	"portfolio": nil, "searching": {"/", "i"}, "nothing found": {"/", "q", "q", "enter"}, "sort": {"s"}, "help": {"?"}, "unknown key": {"z"},
	"project": {"enter"}, "misprinted": {"end", "enter"}, "field": {"enter", "e"}, "form": {"enter", "E"}, "new": {"a"},
	"history": {"enter", "h"}, "conflicts": {"!"}, "prompt": {"enter", "W"},
	"breakdown": {"@Breakdown"}, "bars": {"@Breakdown", "b"}, "cell": {"@Breakdown", "enter"},
	"reconcile": {"@Reconcile"}, "finding": {"@Reconcile", "enter"}, "differs": {"@Reconcile", "down", "enter"}, "record": {"@Reconcile", "down", "enter", "enter"},
	"sync": {"@Sync"}, "office": {"@Sync", "down", "enter"}, "mail": {"@Sync", "down", "enter", "m"}, "mails": {"@Sync", "S"},
	"conflict": {"@Sync", "!", "enter"}, "held": {"@Sync", "!", "down", "enter"}, "refused mail": {"@Sync", "end", "enter"},
}

// TestColourOnlyRepeats checks that in every theme, chosen while a screen is shown, every line has
// the same text as without colour.
func TestColourOnlyRepeats(t *testing.T) {
	for name, keys := range coloured {
		for _, s := range uitest.Sizes {
			m, _ := uitest.AtHeadquarters()
			repeats(t, name+", "+s.Name, newDriver(t, m, s.W, s.H).Settle().Press(keys...))
		}
		m, _ := uitest.AtHeadquarters()
		m.Fails = uitest.ErrBroken
		repeats(t, name+", failed", newDriver(t, m, 80, 24).Settle().Press(keys...))
	}
}

func repeats(t *testing.T, name string, d *uitest.Driver) {
	plain := d.Root.Draw()
	for _, x := range draw.Themes {
		d.Root.Styles.Wear(x)
		text := d.Root.Draw()
		if (x.Name == "none") == strings.Contains(text, "\x1b[") {
			t.Errorf("%s, %s: colour or none: %q", name, x.Name, text)
		}
		if uitest.Stripped(text) != plain {
			t.Errorf("%s, %s: the text differs:\n%s\n%s", name, x.Name, uitest.Stripped(text), plain)
		}
	}
}

// On a slow line no screen draws blocks.
func TestPlainScreens(t *testing.T) {
	for name, keys := range map[string][]string{"bars": {"@Breakdown", "b"}, "project": {"enter"}} {
		d := newDriver(t, &uitest.Memory{Doc: uitest.Sample()}, 120, 60).Settle().Press(keys...)
		if !strings.ContainsAny(d.Root.Draw(), "█░▁▂▃▄▅▆▇") {
			t.Errorf("%s: no blocks", name)
		}
		d.Root.Styles.Slow = true
		text := d.Root.Draw()
		if strings.ContainsAny(text, "▏▎▍▌▋▊▉█░▁▂▃▄▅▆▇") || !strings.Contains(text, "###") {
			t.Errorf("%s:\n%s", name, text)
		}
	}
}

// Colours stand in theme.go of draw only.
func TestColoursInOnePlace(t *testing.T) {
	files := 0
	colours := regexp.MustCompile(`lipgloss\.(Color|RGBColor|ANSIColor|Complete|Adaptive|(Bright)?(Black|Red|Green|Yellow|Blue|Magenta|Cyan|White)\b)|"#[0-9a-f]{6}"|Faint\(true\)`)
	err := fs.WalkDir(os.DirFS("."), ".", func(f string, _ fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(f, ".go") || strings.HasSuffix(f, "_test.go") {
			return err
		}
		files++
		text, err := os.ReadFile(f)
		if found := colours.Find(text); found != nil && f != "draw/theme.go" {
			t.Errorf("%s: %s", f, found)
		} else if found == nil && f == "draw/theme.go" {
			t.Error("this cannot fail")
		}
		return err
	})
	if err != nil || files < 50 {
		t.Error(files, err)
	}
}

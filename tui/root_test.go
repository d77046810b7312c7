package tui

import (
	"slices"
	"strings"
	"sync"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"

	"fieldfolio/tui/draw/drawtest"
	"fieldfolio/tui/uitest"
)

// TestHelp checks that ? also closes the help page.
func TestHelp(t *testing.T) {
	d := newDriver(t, &uitest.Memory{Doc: uitest.Sample()}, 40, 12).Settle()
	before := d.Root.Draw()
	if d.Press("?", "end", "?").Root.Draw() != before {
		t.Error("? does not close the help page")
	}
}

// Help narrows to what fits some words, and says so.
func TestHelpSearch(t *testing.T) {
	d := newDriver(t, &uitest.Memory{Doc: uitest.Sample()}, 80, 24).Settle().Press("?", "/").Typed("sort")
	d.Golden("help/search-open").Press("enter").Golden("help/search-kept")
	if d.Press("/", "esc"); strings.Contains(d.Root.Draw(), "Help on") {
		t.Error("esc leaves the words")
	}
}

// Every text of the help page is reached at any size, uncut.
func TestHelpIsWhole(t *testing.T) {
	for _, view := range []string{"@Portfolio", "@Breakdown", "@Reconcile"} {
		d := newDriver(t, &uitest.Memory{Doc: uitest.Sample()}, 40, 12).Settle().Press(view, "?")
		d.Size(40, 400)
		all := strings.Split(d.Settle().Root.Top().View(), "\n")
		d.Size(40, 12)
		seen := d.Settle().All()
		for _, l := range all {
			if strings.HasSuffix(l, "…") || !strings.Contains(seen, strings.TrimRight(l, " ")) {
				t.Errorf("view %s: %q cannot be read", view, l)
			}
		}
	}
}

// Help of Sync says what its keys do, and those everywhere.
func TestHelpOfSync(t *testing.T) {
	for _, s := range uitest.SmallSizes {
		newDriver(t, uitest.Office(), s.W, s.H).Settle().Press("@Sync", "end", "?").Golden("sync/help-" + s.Name)
	}
}

func TestUnknownKey(t *testing.T) {
	newDriver(t, &uitest.Memory{Doc: uitest.Sample()}, 80, 24).Settle().Press("z").Golden("root/unknown-key")
	newDriver(t, &uitest.Memory{Doc: uitest.Sample()}, 40, 12).Settle().Press("esc").Golden("root/disabled-key")
}

func TestQuit(t *testing.T) {
	for _, k := range []string{"q", "ctrl+c"} {
		if !newDriver(t, &uitest.Memory{Doc: uitest.Sample()}, 80, 24).Settle().Press(k).Quit {
			t.Errorf("%s does not quit", k)
		}
	}
	if !newDriver(t, &uitest.Memory{Doc: uitest.Sample()}, 80, 24).Settle().Press("/", "ctrl+c").Quit {
		t.Error("ctrl+c does not quit while typing")
	}
}

// Each view keeps its own place.
func TestViewsKeepTheirPlace(t *testing.T) {
	d := newDriver(t, &uitest.Memory{Doc: uitest.Sample()}, 80, 24).Settle().Press("down", "enter", "@Breakdown", "right", "enter", "tab", "@Portfolio")
	if d.Root.Top().Name() != "project" {
		t.Errorf("the first view shows %T", d.Root.Top())
	}
	if d.Press("@Breakdown").Root.Top().Name() != "portfolio" {
		t.Errorf("the second view shows %T", d.Root.Top())
	}
	d.Press("shift+tab", "shift+tab")
	if d.Root.At != 0 {
		t.Errorf("the view is %d", d.Root.At)
	}
}

// No two actions share a key or a name, and each has what the help page needs.
func TestKeyMaps(t *testing.T) {
	maps := map[string][]string{"portfolio": nil, "search": {"/"}, "sort": {"s"}, "project": {"enter"}, "cell": {"@Breakdown", "enter"}, "breakdown": {"@Breakdown"}, "reconcile": {"@Reconcile"}, "finding": {"@Reconcile", "enter"}, "record": {"@Reconcile", "down", "enter", "enter"}, "help": {"?"},
		"field": {"enter", "e"}, "form": {"enter", "E"}, "new": {"a"}, "history": {"enter", "h"}, "conflicts": {"!"}, "prompt": {"enter", "W"}}
	text := []string{"search", "field", "prompt"} // their keys are handled by what is typed into
	for name, keys := range maps {
		d := newDriver(t, &uitest.Memory{Doc: uitest.Sample()}, 80, 24).Settle().Press(keys...)
		all := d.Root.Top().Keys()
		if d.Root.Typing() == nil {
			all = append(all, d.Root.Keys()...)
		}
		seen := map[string]string{}
		for _, a := range all {
			if a.Name == "" || a.Show == "" || a.Help == "" || a.Do == nil && !slices.Contains(text, name) {
				t.Errorf("%s: %+v lacks something", name, a)
			}
			for _, k := range slices.Concat(a.Keys, []string{"name " + a.Name}) {
				if seen[k] != "" {
					t.Errorf("%s: %s is both %s and %s", name, k, seen[k], a.Name)
				}
				seen[k] = a.Name
			}
		}
	}
}

// TestAnySizeAnyKeys presses any keys at any size over any texts: nothing is wider or higher than
// the terminal, no text from outside reaches it as a command, nothing is cut silently
// (driver.check), and nothing panics.
func TestAnySizeAnyKeys(t *testing.T) {
	keys := []string{"up", "down", "left", "right", "pgup", "pgdown", "home", "end", "enter", "enter", "esc", "tab", "shift+tab",
		"e", "E", "u", "h", "W", "!", "ctrl+s", "ctrl+x", "1", "2", "3", "4", "5", "6", "7", "8", "f4", "?", "/", "s", "S", "m", "r", "c", "x", "%", "b", "a", "n", "p", "space", "ctrl+r", "ctrl+w", "backspace", "i", "-", "f", "v", "y", "*", "w", "t", "d", "z", "L", "H", "+", "o", "ctrl+o", "alt+up", ":", "\"", "é", "中"}
	rapid.Check(t, func(rt *rapid.T) {
		src := rapid.SampledFrom([]func() *uitest.Memory{uitest.Full, uitest.Bare, uitest.EditedBy, uitest.Headquarters, uitest.Office}).Draw(rt, "portfolio")()
		if rapid.Bool().Draw(rt, "hostile") {
			src = uitest.Hostile(src)
		}
		d := newDriver(t, src, rapid.IntRange(1, 220).Draw(rt, "width"), rapid.IntRange(1, 70).Draw(rt, "height")).Settle()
		d.Check()
		for range rapid.IntRange(0, 25).Draw(rt, "keys") {
			switch rapid.IntRange(0, 19).Draw(rt, "what") {
			case 0:
				d.Size(rapid.IntRange(1, 220).Draw(rt, "width"), rapid.IntRange(1, 70).Draw(rt, "height"))
				d.Settle().Check()
			case 1:
				if d.Src.Fails == nil {
					d.Src.Fails = uitest.ErrBroken
				} else {
					d.Src.Fails = nil
				}
			default:
				d.Press(rapid.SampledFrom(keys).Draw(rt, "key"))
			}
		}
	})
}

func TestView(t *testing.T) {
	d := newDriver(t, &uitest.Memory{Doc: uitest.Sample()}, 80, 24).Settle()
	if v := d.Root.View(); !v.AltScreen || v.Cursor != nil || v.MouseMode != tea.MouseModeNone {
		t.Errorf("view %+v", v)
	}
	v := d.Press("/", "a", "b").Root.View()
	if v.Cursor == nil || v.Cursor.Blink || v.Cursor.X != 5 || v.Cursor.Y != 1 {
		t.Errorf("cursor %+v", v.Cursor)
	}
}

// TestMessage checks that f5 shows a notice in full that the line has no room for, also while
// typing.
func TestMessage(t *testing.T) {
	d := newDriver(t, &uitest.Memory{Doc: uitest.Sample()}, 30, 6).Settle().Press("z")
	if !strings.HasSuffix(d.Root.Draw(), "… f5 all") {
		t.Errorf("nothing says that there is more:\n%s", d.Root.Draw())
	}
	if text := d.Press("f5").Root.Draw(); !strings.Contains(text, "z does nothing here") || strings.Contains(text, "f5") {
		t.Errorf("not in full:\n%s", text)
	}
	d.Size(40, 12)
	d.Press("esc", "/").Typed("region:nowhere")
	if d.Press("f5"); d.Root.Top().Name() != "report" || !strings.Contains(d.Root.Draw(), "nowhere") {
		t.Errorf("not while typing:\n%s", d.Root.Draw())
	}
	if d.Press("esc"); d.Root.Typing() == nil {
		t.Error("what was typed is gone")
	}
}

// The number of the view that is shown leads to its first screen.
func TestViewAgain(t *testing.T) {
	d := newDriver(t, &uitest.Memory{Doc: uitest.Sample()}, 80, 24).Settle().Press("enter", "h", "@Portfolio")
	if d.Root.Top().Name() != "portfolio" {
		t.Errorf("it leads to %s", d.Root.Top().Name())
	}
	if d.Press("@Portfolio"); !strings.Contains(d.Root.Draw(), "this is the view Portfolio") {
		t.Error("nothing says that it is shown already")
	}
}

// TestMeasured checks that the next drawing follows the terminal's answer on how it counts cells.
func TestMeasured(t *testing.T) {
	d := newDriver(t, &uitest.Memory{Doc: uitest.Sample()}, 80, 24).Settle()
	for _, c := range []struct {
		mode  ansi.Mode
		value ansi.ModeSetting
		want  int
	}{
		{ansi.ModeSynchronizedOutput, ansi.ModeReset, 2}, {ansi.ModeUnicodeCore, ansi.ModeNotRecognized, 2},
		{ansi.ModeUnicodeCore, ansi.ModeReset, 1}, {ansi.ModeUnicodeCore, ansi.ModePermanentlyReset, 2}, {ansi.ModeUnicodeCore, ansi.ModePermanentlySet, 1},
	} {
		d.Send(tea.ModeReportMsg{Mode: c.mode, Value: c.value})
		if got := d.Root.Measure.Cells("कि"); got != c.want {
			t.Errorf("%v, %v: %d cells", c.mode, c.value, got)
		}
		d.Check()
	}
}

// TestTwoTerminals: two sessions in one process, at work at the same time, each draw their rows as their own
// terminal counts cells: the column behind the titles stands straight there.
func TestTwoTerminals(t *testing.T) {
	answers := map[ansi.Method]ansi.ModeSetting{ansi.WcWidth: ansi.ModeNotRecognized, ansi.GraphemeWidth: ansi.ModeSet}
	roots := map[ansi.Method]*uitest.Driver{}
	for m, answer := range answers {
		roots[m] = newDriver(t, &uitest.Memory{Doc: uitest.Sample()}, 80, 24).Settle()
		roots[m].Send(tea.ModeReportMsg{Mode: ansi.ModeUnicodeCore, Value: answer})
	}
	var drawing sync.WaitGroup
	for m, d := range roots {
		drawing.Go(func() {
			for range 10 {
				d.Send(d.Key("down"))
				checkColumn(t, d.Root.Draw(), m)
			}
		})
	}
	drawing.Wait()
}

// checkColumn checks that the end date of each Hindi title stands below its head in a list.
func checkColumn(t *testing.T, screen string, m ansi.Method) {
	cellOf := func(line, text string) int {
		before, _, _ := strings.Cut(line, text)
		return drawtest.Drawn(before, m)
	}
	lines, rows := strings.Split(screen, "\n"), 0
	for _, l := range lines[3:] {
		if strings.Contains(l, "सीमा नियंत्रण को सुदृढ़ करना") {
			rows++
			if got, want := cellOf(l, "Jun"), cellOf(lines[2], "ENDS"); got != want {
				t.Errorf("method %v: the end date stands at %d, its head at %d: %q", m, got, want, l)
			}
		}
	}
	if rows < 2 {
		t.Errorf("%d rows in\n%s", rows, screen)
	}
}

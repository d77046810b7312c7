package tui

import (
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"pgregory.net/rapid"

	"fieldfolio/portfolio"
	"fieldfolio/seed"
)

// ? closes the help page, too.
func TestHelp(t *testing.T) {
	d := newDriver(t, &memory{doc: sample()}, 40, 12).settle()
	before := d.root.draw()
	if d.press("?", "end", "?").root.draw() != before {
		t.Error("? does not close the help page")
	}
}

// Help narrows to what fits some words, and says so.
func TestHelpSearch(t *testing.T) {
	d := newDriver(t, &memory{doc: sample()}, 80, 24).settle().press("?", "/").typed("sort")
	d.golden("help/search-open").press("enter").golden("help/search-kept")
	if d.press("/", "esc"); strings.Contains(d.root.draw(), "Help on") {
		t.Error("esc leaves the words")
	}
}

// Every text of the help page is reached at any size, uncut, and every example
// of a query can be read.
func TestHelpIsWhole(t *testing.T) {
	for _, view := range []string{"@Portfolio", "@Breakdown", "@Reconcile"} {
		d := newDriver(t, &memory{doc: sample()}, 40, 12).settle().press(view, "?")
		h, seen := d.root.top().(*help), d.root.draw()
		for range len(h.lines()) {
			seen += d.press("down").root.draw()
		}
		for _, l := range h.lines() {
			if strings.HasSuffix(l, "…") || !strings.Contains(seen, strings.TrimRight(l, " ")) {
				t.Errorf("view %s: %q cannot be read", view, l)
			}
		}
	}
	doc, err := seed.Document()
	if err != nil {
		t.Fatal(err)
	}
	for _, q := range queryHelp {
		if _, err := portfolio.ParseQuery(q.what, &doc.Catalogue); err != nil {
			t.Errorf("%s: %v", q.what, err)
		}
	}
}

func TestUnknownKey(t *testing.T) {
	newDriver(t, &memory{doc: sample()}, 80, 24).settle().press("z").golden("root/unknown-key")
	newDriver(t, &memory{doc: sample()}, 40, 12).settle().press("esc").golden("root/disabled-key")
}

func TestQuit(t *testing.T) {
	for _, k := range []string{"q", "ctrl+c"} {
		if !newDriver(t, &memory{doc: sample()}, 80, 24).settle().press(k).quit {
			t.Errorf("%s does not quit", k)
		}
	}
	if !newDriver(t, &memory{doc: sample()}, 80, 24).settle().press("/", "ctrl+c").quit {
		t.Error("ctrl+c does not quit while typing")
	}
}

// Each view keeps its own place.
func TestViewsKeepTheirPlace(t *testing.T) {
	d := newDriver(t, &memory{doc: sample()}, 80, 24).settle().press("down", "enter", "@Breakdown", "right", "enter", "tab", "@Portfolio")
	if _, ok := d.root.top().(*project); !ok {
		t.Errorf("the first view shows %T", d.root.top())
	}
	if _, ok := d.press("@Breakdown").root.top().(*projects); !ok {
		t.Errorf("the second view shows %T", d.root.top())
	}
	d.press("shift+tab", "shift+tab")
	if d.root.at != 0 {
		t.Errorf("the view is %d", d.root.at)
	}
}

// No two actions share a key or a name, and each has what the help page needs.
func TestKeyMaps(t *testing.T) {
	maps := map[string][]string{"portfolio": nil, "search": {"/"}, "sort": {"s"}, "project": {"enter"}, "cell": {"@Breakdown", "enter"}, "breakdown": {"@Breakdown"}, "reconcile": {"@Reconcile"}, "finding": {"@Reconcile", "enter"}, "record": {"@Reconcile", "down", "enter", "enter"}, "help": {"?"},
		"field": {"enter", "e"}, "form": {"enter", "E"}, "new": {"a"}, "history": {"enter", "h"}, "conflicts": {"!"}, "prompt": {"enter", "W"}}
	text := []string{"search", "field", "prompt"} // their keys are handled by what is typed into
	for name, keys := range maps {
		d := newDriver(t, &memory{doc: sample()}, 80, 24).settle().press(keys...)
		all := d.root.top().Keys()
		if d.root.typing() == nil {
			all = append(all, d.root.keys()...)
		}
		seen := map[string]string{}
		for _, a := range all {
			if a.name == "" || a.show == "" || a.help == "" || a.do == nil && !slices.Contains(text, name) {
				t.Errorf("%s: %+v lacks something", name, a)
			}
			for _, k := range slices.Concat(a.keys, []string{"name " + a.name}) {
				if seen[k] != "" {
					t.Errorf("%s: %s is both %s and %s", name, k, seen[k], a.name)
				}
				seen[k] = a.name
			}
		}
	}
}

// Whatever is pressed at whatever size over whatever texts, nothing is wider or
// higher than the terminal, nothing from outside reaches it as a command,
// nothing is cut silently (driver.check), and nothing panics.
func TestAnySizeAnyKeys(t *testing.T) {
	keys := []string{"up", "down", "left", "right", "pgup", "pgdown", "home", "end", "enter", "enter", "esc", "tab", "shift+tab",
		"e", "E", "u", "h", "W", "!", "ctrl+s", "ctrl+x", "1", "2", "3", "4", "5", "6", "7", "8", "f4", "?", "/", "s", "S", "m", "r", "c", "x", "%", "b", "a", "n", "p", "space", "ctrl+r", "ctrl+w", "backspace", "i", "-", "f", "v", "y", "*", "w", "t", "d", "z", "L", "H", "+", "o", "ctrl+o", "alt+up", ":", "\"", "é", "中"}
	rapid.Check(t, func(rt *rapid.T) {
		src := rapid.SampledFrom([]func() *memory{full, bare, editedBy, headquarters, office}).Draw(rt, "portfolio")()
		if rapid.Bool().Draw(rt, "hostile") {
			src = hostile(src)
		}
		d := newDriver(t, src, rapid.IntRange(1, 220).Draw(rt, "width"), rapid.IntRange(1, 70).Draw(rt, "height")).settle()
		d.check()
		for range rapid.IntRange(0, 25).Draw(rt, "keys") {
			switch rapid.IntRange(0, 19).Draw(rt, "what") {
			case 0:
				d.size(rapid.IntRange(1, 220).Draw(rt, "width"), rapid.IntRange(1, 70).Draw(rt, "height"))
				d.settle().check()
			case 1:
				d.src.fails = map[bool]error{true: errBroken}[d.src.fails == nil]
			default:
				d.press(rapid.SampledFrom(keys).Draw(rt, "key"))
			}
		}
	})
}

func TestView(t *testing.T) {
	d := newDriver(t, &memory{doc: sample()}, 80, 24).settle()
	if v := d.root.View(); !v.AltScreen || v.Cursor != nil || v.MouseMode != tea.MouseModeNone {
		t.Errorf("view %+v", v)
	}
	v := d.press("/", "a", "b").root.View()
	if v.Cursor == nil || v.Cursor.Blink || v.Cursor.X != 5 || v.Cursor.Y != 1 {
		t.Errorf("cursor %+v", v.Cursor)
	}
}

// What the line had no room for is read in full with f5, also while typing.
func TestMessage(t *testing.T) {
	d := newDriver(t, &memory{doc: sample()}, 40, 12).settle().press("z")
	if line := d.root.statusLine(); !strings.HasSuffix(line, "… f5") {
		t.Errorf("nothing says that there is more: %q", line)
	}
	if text := d.press("f5").root.draw(); !strings.Contains(text, "z does nothing here") || strings.Contains(text, "f5") {
		t.Errorf("not in full:\n%s", text)
	}
	d.press("esc", "/").typed("region:nowhere")
	if d.press("f5"); d.root.top().Name() != "report" || !strings.Contains(d.root.draw(), "nowhere") {
		t.Errorf("not while typing:\n%s", d.root.draw())
	}
	if d.press("esc"); d.root.typing() == nil {
		t.Error("what was typed is gone")
	}
}

// The number of the view that is shown leads to its first screen.
func TestViewAgain(t *testing.T) {
	d := newDriver(t, &memory{doc: sample()}, 80, 24).settle().press("enter", "h", "@Portfolio")
	if d.root.top().Name() != "portfolio" {
		t.Errorf("it leads to %s", d.root.top().Name())
	}
	if d.press("@Portfolio"); !strings.Contains(d.root.draw(), "this is the view Portfolio") {
		t.Error("nothing says that it is shown already")
	}
}

package tui

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"fieldfolio/tui/ui"
	"fieldfolio/tui/uitest"
)

// While a query cannot be read, the screen says which one it still shows, and
// enter keeps the line open.
func TestBrokenQuery(t *testing.T) {
	for _, view := range []string{"@Portfolio", "@Breakdown"} {
		for _, s := range uitest.Sizes {
			d := newDriver(t, &uitest.Memory{Doc: uitest.Sample()}, s.W, s.H).Settle()
			d.Press(view, "/").Typed("kind:field").Press("enter", "/", "ctrl+u").Typed("syldavia region:foo")
			for range 2 {
				text := d.Root.Draw()
				whole := strings.Contains(text, "still shown: kind:field") || s.W < 80 && strings.Contains(text, "still as before")
				if !whole || !strings.Contains(text, "is not known") {
					t.Errorf("view %s, %s: does not say which query is shown:\n%s", view, s.Name, text)
				}
				d.Press("enter")
			}
			if d.Root.Typing() == nil {
				t.Errorf("view %s, %s: enter leaves a broken query", view, s.Name)
			}
		}
	}
	d := newDriver(t, &uitest.Memory{Doc: uitest.Sample()}, 80, 24).Settle()
	d.Press("@Breakdown", "/").Typed("foo:x").Golden("breakdown/search-cannot-be-read")
}

// Coming back from a project shows the list as it was left.
func TestBack(t *testing.T) {
	d := newDriver(t, &uitest.Memory{Doc: uitest.Sample()}, 80, 24).Settle().Press("down", "down", "end", "up")
	before := d.Root.Draw()
	d.Press("enter", "p", "n", "esc")
	if after := d.Root.Draw(); after != before {
		t.Errorf("not the same place:\n%s\n%s", before, after)
	}
}

// Whatever is pressed on a list and in what it opens, in any order and at any
// size: no line is too wide, and nothing is changed without being confirmed.
func TestListAnyKeys(outer *testing.T) {
	keys := []string{"down", "space", "*", "-", "e", "c", "f", "v", "s", "y", "x", "S", "m", "/", "enter", "enter",
		"enter", "esc", "right", "alt+down", "ctrl+o", "ctrl+r", "ctrl+s", "ctrl+x", "2", "3", "0"}
	rapid.Check(outer, func(t *rapid.T) {
		src := &uitest.Memory{Doc: uitest.Sample()}
		w, h := rapid.IntRange(10, 200).Draw(t, "width"), rapid.IntRange(5, 50).Draw(t, "height")
		d := newDriver(outer, src, w, h).Settle()
		for range rapid.IntRange(0, 30).Draw(t, "keys") {
			k := rapid.SampledFrom(keys).Draw(t, "key")
			_, asked := d.Root.Top().(*ui.Confirm)
			before := src.Editor.Changes
			if d.Root.Views[d.Root.At].Stack[0].Name() != "portfolio" {
				d.Press("@Portfolio")
			}
			if d.Press(k); src.Editor.Changes != before && (!asked || k != "enter" && k != "y") {
				if d.Root.Top().Name() == "portfolio" {
					t.Fatalf("%s changes something without a question", k)
				}
			}
		}
	})
}

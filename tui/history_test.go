package tui

import (
	"fmt"
	"strings"
	"testing"
)

func TestHistoryStates(t *testing.T) {
	resized(t, editedBy(), "@History", key("end"))
}

func TestHistoryWays(t *testing.T) {
	d := newDriver(t, editedBy(), 80, 24).settle().press("@History")
	d.press("/").typed("donor").golden("history/words-typed")
	d.press("enter").golden("history/words")
	d.press("enter").golden("history/change")
	d.press("esc", "r").golden("history/record")
	d.press("esc", "/").typed(" nobody").press("enter").golden("history/words-empty")
	d.press("enter").golden("history/nothing-to-open")
	newDriver(t, editedBy(), 80, 24).settle().press("@History").press("end", "up", "r").golden("history/record-of-note")
}

// What the person did is undone at once, what another did with a reason; both
// are lines of the history then.
func TestHistoryUndoes(t *testing.T) {
	d := newDriver(t, editedBy(), 80, 24).settle().press("@History")
	h := d.root.top().(*history)
	before := h.list.count
	d.press("down", "down", "u")
	if h.list.count != before+1 {
		t.Errorf("%d changes, there were %d:\n%s", h.list.count, before, d.root.draw())
	}
	d.press("end", "u").typed("a slip").press("enter").golden("history/undone")
	if text := d.press("home", "u").root.draw(); !strings.Contains(text, "is an undo itself") {
		t.Errorf("an undo can be undone:\n%s", text)
	}
}

// Of a long history only what stands around the page is loaded; every line is
// reached all the same.
func TestHistoryIsLoadedInParts(t *testing.T) {
	src := &memory{doc: sample()}
	for i := range 1500 {
		src.elsewhere("ABBX01", "country", fmt.Sprintf("number %d.", i))
	}
	d := newDriver(t, src, 80, 24).settle().press("@History")
	h := d.root.top().(*history)
	if n := len(h.list.lines); n > 2*leastLoad || h.list.count != 1500 {
		t.Errorf("%d lines of %d are loaded", n, h.list.count)
	}
	for i := 1499; i >= 0; i -= h.page() {
		if text := d.root.draw(); !strings.Contains(text, fmt.Sprintf("number %d.", i)) || strings.Contains(text, "\n…") {
			t.Fatalf("change %d is not shown:\n%s", i, text)
		}
		d.press("pgdown")
	}
	if text := d.press("home", "end").root.draw(); !strings.Contains(text, "number 0.") {
		t.Errorf("the first change is not shown:\n%s", text)
	}
}

package history

import (
	"fmt"
	"strings"
	"testing"

	"fieldfolio/tui/ui"
	"fieldfolio/tui/uitest"
)

func TestHistoryStates(t *testing.T) {
	shown(t, uitest.EditedBy(), 80, 24).Press("end").AtEverySize()
}

func TestHistoryWays(t *testing.T) {
	d := shown(t, uitest.EditedBy(), 80, 24)
	d.Press("/").Typed("donor").Golden("history/words-typed")
	d.Press("enter").Golden("history/words")
	d.Press("enter").Golden("history/change")
	d.Press("esc", "r").Golden("history/record")
	d.Press("esc", "/").Typed(" nobody").Press("enter").Golden("history/words-empty")
	d.Press("enter").Golden("history/nothing-to-open")
	shown(t, uitest.EditedBy(), 80, 24).Press("end", "up", "r").Golden("history/record-of-note")
}

// What the person did is undone at once, what another did with a reason; both
// are lines of the history then.
func TestHistoryUndoes(t *testing.T) {
	d := shown(t, uitest.EditedBy(), 80, 24)
	h := d.Root.Top().(*history)
	before := h.list.count
	d.Press("down", "down", "u")
	if h.list.count != before+1 {
		t.Errorf("%d changes, there were %d:\n%s", h.list.count, before, d.Root.Draw())
	}
	d.Press("end", "u").Typed("a slip").Press("enter").Golden("history/undone")
	if text := d.Press("home", "u").Root.Draw(); !strings.Contains(text, "is an undo itself") {
		t.Errorf("an undo can be undone:\n%s", text)
	}
}

// TestHistoryIsLoadedInParts checks that only the lines around the page are loaded, and that every
// line can be reached.
func TestHistoryIsLoadedInParts(t *testing.T) {
	src := &uitest.Memory{Doc: uitest.Sample()}
	for i := range 1500 {
		src.Elsewhere("ABBX01", "country", fmt.Sprintf("number %d.", i))
	}
	d := shown(t, src, 80, 24)
	h := d.Root.Top().(*history)
	if n := len(h.list.Lines); n > 2*ui.LeastLoad || h.list.count != 1500 {
		t.Errorf("%d lines of %d are loaded", n, h.list.count)
	}
	for i := 1499; i >= 0; i -= h.page() {
		if text := d.Root.Draw(); !strings.Contains(text, fmt.Sprintf("number %d.", i)) || strings.Contains(text, "\n…") {
			t.Fatalf("change %d is not shown:\n%s", i, text)
		}
		d.Press("pgdown")
	}
	if text := d.Press("home", "end").Root.Draw(); !strings.Contains(text, "number 0.") {
		t.Errorf("the first change is not shown:\n%s", text)
	}
}

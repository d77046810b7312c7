package shell

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
)

// What waits for the key before it is bounded in keys and in bytes; one paste of any size may wait.
func TestAheadBounded(t *testing.T) {
	var h ahead
	big := typed{msg: tea.PasteMsg{Content: strings.Repeat("x", mostPasted)}}
	if !h.hold(big) || h.hold(typed{msg: tea.PasteMsg{Content: "x"}}) {
		t.Error("after the longest paste another one waits, or not even that")
	}
	for range mostAhead - 1 {
		if !h.hold(typed{msg: tea.KeyPressMsg{Code: 'x', Text: "x"}}) {
			t.Fatalf("%d keys wait", len(h.keys))
		}
	}
	if h.hold(typed{msg: tea.KeyPressMsg{Code: 'x', Text: "x"}}) {
		t.Errorf("%d keys wait", len(h.keys))
	}
}

package shell_test

import (
	"testing"

	tea "charm.land/bubbletea/v2"
)

// The mouse is off until it is wanted: terminals then select text themselves.
func TestMouseIsOffAtFirst(t *testing.T) {
	d := opened(t)
	if d.Root.View().MouseMode != tea.MouseModeNone {
		t.Error("it is on")
	}
	if d.Press("f2"); d.Root.View().MouseMode == tea.MouseModeNone {
		t.Error("it stays off")
	}
}

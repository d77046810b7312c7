package history

import (
	"testing"

	"fieldfolio/tui/shell"
	"fieldfolio/tui/uitest"
)

func TestChangeScreens(t *testing.T) {
	for _, s := range uitest.Sizes {
		ofRecord(t, uitest.Conflicting(), s.W, s.H).Press("down", "down", "enter").Golden("edit/change-" + s.Name)
	}
}

// What headquarters says of a change stands in the history and on the page of the
// change.
func TestToldByHeadquarters(t *testing.T) {
	for _, s := range uitest.SmallSizes {
		d := ofRecord(t, uitest.Told(), s.W, s.H).Golden("told/history-" + s.Name).Press("enter").Golden("told/change-" + s.Name)
		if s.H >= shell.OwnStatusLine {
			d.Press("esc", "down").Says("held by headquarters: approved needs headquarters").Press("down").Says("waiting for headquarters").Press("down").Press("enter")
		}
	}
}

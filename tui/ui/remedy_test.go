package ui

import (
	"testing"

	"fieldfolio/portfolio/fault"
)

// TestRemedies finds words for every action, and says what to do on a screen as a
// key, not as a command.
func TestRemedies(t *testing.T) {
	for _, a := range fault.Actions() {
		if Remedies[a] == "" {
			t.Errorf("action %d has no words", a)
		}
	}
	n := Failure("", &fault.Invalid{Field: "end", Value: "1", Why: "is in conflict", Action: fault.SettleFirst})
	if n.Text != `end "1" is in conflict` || n.Hint != "settle it first: ! in the view Portfolio lists the conflicts" {
		t.Errorf("%+v", n)
	}
}

package tui

import (
	"testing"

	"fieldfolio/portfolio"
)

// TestRemedies finds words for every action, and says what to do on a screen as a
// key, not as a command.
func TestRemedies(t *testing.T) {
	for _, a := range portfolio.Actions() {
		if remedies[a] == "" {
			t.Errorf("action %d has no words", a)
		}
	}
	n := failure("", &portfolio.Invalid{Field: "end", Value: "1", Why: "is in conflict", Action: portfolio.SettleFirst})
	if n.text != `end "1" is in conflict` || n.hint != "settle it first: ! in the view Portfolio lists the conflicts" {
		t.Errorf("%+v", n)
	}
}

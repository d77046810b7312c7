package ui

import (
	"testing"

	"fieldfolio/portfolio/sqlite"
	"fieldfolio/tui/draw"
)

// What failed is said once, without the path of the only database, so that the remedy has room.
func TestFailureOfTheFile(t *testing.T) {
	err := &sqlite.FileError{Path: "/home/a/fieldfolio.db", Why: "cannot grow: the disk is full"}
	err.Do.Text = "free some space and try again; nothing was changed"
	n := Failure("Nothing was changed", err)
	if got := n.Text + "; " + n.Hint; got != "Nothing was changed: the disk is full; free some space and try again" ||
		draw.Width(got) > 78 {
		t.Error(got)
	}
	err.Why = "was moved or deleted while it was open here"
	if n := Failure("", err); n.Text != "the database was moved or deleted while it was open here" ||
		n.Hint != "free some space and try again; nothing was changed" {
		t.Errorf("%q, %q", n.Text, n.Hint)
	}
}

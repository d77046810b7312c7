package ui

import (
	"slices"
	"strings"
	"testing"

	"fieldfolio/portfolio/cells"
	"fieldfolio/portfolio/sqlite"
)

// What failed is said once, without the path of the only database, so that the remedy has room.
func TestFailureOfTheFile(t *testing.T) {
	err := &sqlite.FileError{Path: "/home/a/fieldfolio.db", Why: "cannot grow: the disk is full"}
	err.Do.Text = "free some space and try again; nothing was changed"
	n := Failure("Nothing was changed", err)
	if got := n.Text + "; " + n.Hint; got != "Nothing was changed: the disk is full; free some space and try again" ||
		cells.CodePoints.Width(got) > 78 {
		t.Error(got)
	}
	err.Why = "was moved or deleted while it was open here"
	if n := Failure("", err); n.Text != "the database was moved or deleted while it was open here" ||
		n.Hint != "free some space and try again; nothing was changed" {
		t.Errorf("%q, %q", n.Text, n.Hint)
	}
}

// TestCopied: a command to copy ends the sentence where it fits, and begins a line where it would break.
func TestCopied(t *testing.T) {
	n := Notice{Text: "Exported 83 projects to list.csv, 41 kB; to fetch it:", Copy: "scp -P 2222 'ben@127.0.0.1:/srv/list.csv' ."}
	for w, want := range map[int][]string{120: {n.Text + " " + n.Copy}, 80: {n.Text, n.Copy}, 56: {n.Text, n.Copy}} {
		got := n.Lines(nil, w, 3)
		for i := range got {
			got[i] = strings.TrimPrefix(got[i], " ")
		}
		if !slices.Equal(got, want) {
			t.Errorf("%d: %q", w, got)
		}
	}
	if got := NoticeWords(n); got != n.Text+" "+n.Copy {
		t.Errorf("aloud: %q", got)
	}
	long := Notice{Text: "run:", Copy: "ssh hq breakdown --measure approved --as-of 2011-04-30 --format csv"}
	want := []string{" run:", " ssh hq breakdown --measure approved", " --as-of 2011-04-30 --format csv"}
	if got := long.Lines(nil, 42, 5); !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
}

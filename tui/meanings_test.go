package tui

import (
	"slices"
	"strings"
	"testing"
)

// changing are the actions that change data, or begin to, wherever they are.
var changing = []string{"edit", "form", "undo", "redo", "note", "withdraw", "drop-draft", "add", "send", "receive", "accept", "reject",
	"dismiss", "retire-copy", "send-all", "open-file"}

// moving are the actions that only move the selection or what is in sight.
var moving = []string{"up", "down", "page-up", "page-down", "first", "last", "left", "right", "next", "previous", "earlier", "later",
	"as-of", "waiting", "view-next", "view-previous"}

// common are the keys that do the same wherever they do something, by what they do. Questions take y as yes, and
// text fields take enter.
var common = map[string][]string{
	"j": {"down"}, "k": {"up"}, "g": {"first"}, "G": {"last"}, "x": {"export"}, "y": {"copy", "do"}, "u": {"undo"}, "w": {"why"},
	"/": {"search"}, "R": {"reject", "rows-back"}, "D": {"drop-draft", "dismiss", "retire-copy"}, "ctrl+r": {"reload", "column-reset", "form-theirs"},
	"esc": {"back", "prompt-leave", "leave", "pick-leave", "inner-leave", "form-leave", "paste-leave"}, "!": {"conflicts", "waiting"},
}

// TestMeanings checks that a key that changes data on one screen moves on none, and that common keys mean the same
// everywhere. With -v it lists the meanings of every key.
func TestMeanings(t *testing.T) {
	meanings := map[string][]string{} // of a key: names of actions
	for _, s := range unloaded(nil).Sections() {
		for _, a := range s.Actions {
			for _, k := range a.Keys {
				if !slices.Contains(meanings[k], a.Name) {
					meanings[k] = append(meanings[k], a.Name)
				}
			}
		}
	}
	for k, names := range meanings {
		t.Logf("%s: %s", k, strings.Join(names, ", "))
		changes := slices.IndexFunc(names, func(n string) bool { return slices.Contains(changing, n) })
		moves := slices.IndexFunc(names, func(n string) bool { return slices.Contains(moving, n) })
		if changes >= 0 && moves >= 0 {
			t.Errorf("%s does %s on one screen and %s on another", k, names[changes], names[moves])
		}
		for _, n := range names {
			if want, ok := common[k]; ok && !slices.Contains(want, n) {
				t.Errorf("%s means %s, not only %s", k, n, strings.Join(want, " or "))
			}
		}
	}
}

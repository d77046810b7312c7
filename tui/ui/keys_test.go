package ui

import (
	"slices"
	"testing"
)

// TestKeyMapsAreKept checks that what picks actions out of a key map leaves the map as it was.
func TestKeyMapsAreKept(t *testing.T) {
	m := KeyMap{{Name: "open", Keys: []string{"enter"}}, {Name: "search", Keys: []string{"/"}}, {Name: "why", Keys: []string{"w"}}}
	names := func() (out []string) {
		for _, a := range m {
			out = append(out, a.Name)
		}
		return out
	}
	before := names()
	m.Named("why")
	m.Without(m[:1])
	if now := names(); !slices.Equal(now, before) {
		t.Errorf("the actions are %q, want %q", now, before)
	}
}

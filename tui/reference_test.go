package tui

import (
	"strings"
	"testing"
)

// The table of keys has every action once, with the keys of the configuration.
func TestKeys(t *testing.T) {
	table, err := Keys(map[string][]string{"portfolio.sort": {"ctrl+g"}})
	if err != nil {
		t.Fatal(err)
	}
	keys := map[string]string{}
	for _, row := range table.Rows {
		name := row[0].Plain()
		if keys[name] != "" {
			t.Errorf("%s stands there twice", name)
		}
		if keys[name] = row[1].Plain(); keys[name] == "" || row[2].Plain() == "" {
			t.Errorf("%s has no key or no words: %v", name, row)
		}
	}
	for name, want := range map[string]string{"portfolio.sort": "ctrl+g", "quit": "q ctrl+c", "breakdown.expand": "e", "view-sync": "7"} {
		if keys[name] != want {
			t.Errorf("%s has %q, want %q", name, keys[name], want)
		}
	}
	if _, err := Keys(map[string][]string{"portfolio.srot": {"x"}}); err == nil || !strings.Contains(err.Error(), "is not an action") {
		t.Errorf("%v", err)
	}
}

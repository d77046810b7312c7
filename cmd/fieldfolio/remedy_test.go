package main

import (
	"testing"

	"fieldfolio/portfolio/fault"
)

// TestCommands finds words for every action.
func TestCommands(t *testing.T) {
	for _, a := range fault.Actions() {
		if commands[a] == "" {
			t.Errorf("action %d has no words", a)
		}
	}
}

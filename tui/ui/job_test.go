package ui

import (
	"fmt"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
)

// TestJobPanics: the panic of a job is one of the command that waits for it, which the
// program catches, and names where it was.
func TestJobPanics(t *testing.T) {
	defer func() {
		if v := fmt.Sprint(recover()); !strings.Contains(v, "made up") || !strings.Contains(v, "job_test.go") {
			t.Errorf("%q", v)
		}
	}()
	waiting := Blink
	Blink = 0
	defer func() { Blink = waiting }()
	m := StartJob(&Request{}, "failing", func(func(string)) tea.Msg { panic("made up") })()
	m.(Progress).Next()
	t.Error("it went on")
}

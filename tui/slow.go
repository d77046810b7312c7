package tui

import (
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
)

// slowTrip is the round trip from which a line counts as slow.
const slowTrip = 300 * time.Millisecond

// measureLine asks the terminal once what it is, in three bytes. How long the
// answer takes is the round trip; a terminal that never answers is not counted as
// slow. Where its cursor is was asked before: in the first line of the screen the
// answer to that is the same as the key F3.
func (r *root) measureLine() tea.Cmd {
	if r.look.plain {
		return nil
	}
	r.asked = time.Now()
	return tea.Raw(ansi.RequestPrimaryDeviceAttributes)
}

// measured takes the answer.
func (r *root) measured(now time.Time) {
	if !r.asked.IsZero() && now.Sub(r.asked) >= slowTrip {
		r.look.plain = true
	}
	r.asked = time.Time{}
}

// slowing is the action that turns the ways of a slow line on and off.
func (r *root) slowing() action {
	return action{name: "slow", keys: []string{"f4"}, show: "f4", help: "slow line: fewer columns and plain bars, or all of it", do: func() tea.Cmd {
		r.look.plain = !r.look.plain
		text := "all columns and bars"
		if r.look.plain {
			text = "fewer columns and plain bars, as for a slow line"
		}
		return tea.Batch(r.broadcast(r.body()), say(notice{text: text}))
	}}
}

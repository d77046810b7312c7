package tui

import (
	"time"

	tea "charm.land/bubbletea/v2"
	uv "github.com/charmbracelet/ultraviolet"
)

// slowTrip is the round trip from which a line counts as slow.
const slowTrip = 300 * time.Millisecond

// readyReport is what a terminal answers when it is asked how it is.
const readyReport = uv.UnknownCsiEvent("\x1b[0n")

// measureLine asks the terminal once how it is, in four bytes. How long the
// answer takes is the round trip; a terminal that never answers is not counted
// as slow. To be asked for the cursor's position would not do: the answer for
// the first line cannot be told from the key f3.
func (r *root) measureLine() tea.Cmd {
	if r.look.plain {
		return nil
	}
	r.asked = time.Now()
	return tea.Raw("\x1b[5n")
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

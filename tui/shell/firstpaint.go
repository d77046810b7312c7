package shell

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"fieldfolio/tui/ui"
)

// Patience is how long a screen that was just opened may wait for its first
// answer before it says that it is loading. Most answers come sooner, and
// "Loading…" would send a screen over the wire twice, and flicker.
const Patience = 200 * time.Millisecond

// firstPaint is what stays on the screen until the one that was opened last has an
// answer. Without a screen nothing is held.
type firstPaint struct {
	Patience time.Duration // none: nothing is held, as in tests
	screen   ui.Screen     // that waits
	drawn    string        // what was drawn last
}

// answered is an answer to the first questions of a screen.
type answered struct{ msg tea.Msg }

// PatienceEnds is when a screen is to be shown without an answer.
type PatienceEnds struct{ Screen ui.Screen }

// wait holds what is shown until one of the questions of a screen is answered,
// and returns these.
func (h *firstPaint) wait(s ui.Screen, asked tea.Cmd) tea.Cmd {
	h.screen = nil
	if asked == nil || h.Patience == 0 {
		return asked
	}
	h.screen = s
	end := tea.Tick(h.Patience, func(time.Time) tea.Msg { return PatienceEnds{s} })
	return tea.Batch(answering(asked), end)
}

// answering tells answers from other messages.
func answering(c tea.Cmd) tea.Cmd {
	if c == nil {
		return nil
	}
	return func() tea.Msg {
		switch m := c().(type) {
		case nil:
			return nil
		case tea.BatchMsg:
			for i := range m {
				m[i] = answering(m[i])
			}
			return m
		default:
			return answered{m}
		}
	}
}

// ends shows a screen that has waited long enough.
func (h *firstPaint) ends(s ui.Screen) {
	if h.screen == s {
		h.screen = nil
	}
}

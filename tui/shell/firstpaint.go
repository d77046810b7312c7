package shell

import (
	"context"
	"errors"
	"time"

	tea "charm.land/bubbletea/v2"

	"fieldfolio/tui/ui"
)

// Patience is how long a screen that was just opened may wait for its first answer before it says
// that it is loading. Most answers come sooner, and "Loading…" would send the screen twice and
// flicker.
const Patience = 200 * time.Millisecond

// firstPaint keeps the previous screen on display until the one just opened has an answer. With a
// nil screen nothing is held.
type firstPaint struct {
	Patience time.Duration // 0: nothing is held, as in tests
	screen   ui.Screen     // the one that waits
	release  func()        // ends its waiting, which may have ended; nil: nothing has waited yet
	next     tea.Cmd       // what is to be asked after the screen; nil: nothing
	drawn    string        // what is on display
}

// answered is an answer to the first requests of a screen.
type answered struct{ msg tea.Msg }

// PatienceEnds says that a screen is to be shown without waiting any longer.
type PatienceEnds struct{ Screen ui.Screen }

// wait keeps what is on display until one of the screen's requests is answered. It returns the
// requests as a command.
func (h *firstPaint) wait(s ui.Screen, asked tea.Cmd) tea.Cmd {
	h.over()
	if asked == nil || h.Patience == 0 {
		return asked
	}
	waits, release := context.WithTimeout(context.Background(), h.Patience)
	h.screen, h.release = s, release
	return tea.Batch(answering(asked), func() tea.Msg {
		<-waits.Done()
		if errors.Is(waits.Err(), context.Canceled) {
			return nil
		}
		return PatienceEnds{s}
	})
}

// over shows what there is.
func (h *firstPaint) over() {
	if h.screen = nil; h.release != nil {
		h.release()
	}
}

// after returns a command that is to follow the answer that the screen waits for, so that it does not
// delay it: at once if no screen waits.
func (h *firstPaint) after(c tea.Cmd) tea.Cmd {
	if h.screen == nil {
		return c
	}
	h.next = c
	return nil
}

// followed returns what is to follow an answer that has come.
func (h *firstPaint) followed() tea.Cmd {
	c := h.next
	h.next = nil
	return c
}

// answering marks the answers of a command, to distinguish them from other messages.
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
		h.over()
	}
}

package paint

import (
	"sync/atomic"

	tea "charm.land/bubbletea/v2"
)

// ending has a program whose terminal is gone, or that is told to end, do first all that was typed before:
// a command answers with a message, whose handling gives other commands, and so on, until nothing is left
// of what was typed.
type ending struct {
	under   atomic.Int64 // commands of what was typed, and their outcomes that are not handled yet
	blind   atomic.Bool  // nothing more is read: what there is goes unseen
	ends    atomic.Bool  // nothing more is typed
	follows bool         // the message that is handled is such an outcome
	stopped bool         // all is done, and the program quits
}

// inputEnded says that nothing more is typed. It comes after the last key.
type inputEnded struct{}

// outcome is what a command has answered that something typed has led to.
type outcome struct{ msg tea.Msg }

// settled says that perhaps nothing is under way any more.
type settled struct{}

// settles is a command that says so, if the end waits for it.
func (e *ending) settles() tea.Msg {
	if e.ends.Load() && e.under.Load() == 0 {
		return settled{}
	}
	return nil
}

// handled is what becomes of a message that the model need not see.
func (e *ending) handled() tea.Msg {
	if e.follows {
		e.under.Add(-1)
	}
	return e.settles()
}

// orQuit returns a command, or the one to quit if all is done.
func (e *ending) orQuit(c tea.Cmd) tea.Cmd {
	if !e.ends.Load() || e.under.Load() > 0 {
		return c
	}
	e.stopped = true
	return tea.Quit
}

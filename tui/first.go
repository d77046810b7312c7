package tui

import (
	"context"

	tea "charm.land/bubbletea/v2"
)

// firstSteps says once what to do next: on a first visit, to an office that has
// just joined, and to a headquarters that has just begun.
type firstSteps struct {
	ctx   context.Context //nolint:containedctx // the life of the program
	prefs *preferences
	ex    Mailroom // nil where nothing is exchanged
}

// firstStep is something that is said once, under the name by which it is remembered.
type firstStep struct {
	name string
	says notice
}

var (
	stepWelcome = firstStep{"told.welcome", notice{text: "welcome: ? explains the keys, : finds what can be done", hint: "↑↓ move, enter opens"}}
	stepJoined  = firstStep{"told.joined", notice{text: "this office has joined: in Sync, s sends your changes, r takes in mails"}}
	stepBegun   = firstStep{"told.headquarters", notice{text: "this copy is headquarters now", hint: "fieldfolio office add invites an office; Sync shows all of them"}}
)

// next returns what is to be said now, nothing if all has been.
func (f *firstSteps) next() (firstStep, bool) {
	if f == nil || f.prefs.past {
		return firstStep{}, false
	}
	steps := []firstStep{stepWelcome}
	if f.ex != nil {
		switch st, err := f.ex.Status(f.ctx); {
		case err != nil || st.Self.Alone():
		case st.Self.AtHeadquarters():
			steps = []firstStep{stepBegun, stepWelcome}
		default:
			steps = []firstStep{stepJoined, stepWelcome}
		}
	}
	for _, s := range steps {
		if f.prefs.get(s.name) == "" {
			return s, true
		}
	}
	return firstStep{}, false
}

// greeted is the answer of greeting: what was begun and not saved, or else the
// next of the first steps.
type greeted struct{ step firstStep }

// greet says what was begun and not saved, and else what to do first.
func (r *root) greet() tea.Cmd {
	begun, first := r.desk.begun(), r.first
	return func() tea.Msg {
		if begun != nil {
			if m := begun(); m != nil {
				return m
			}
		}
		if s, ok := first.next(); ok {
			return greeted{s}
		}
		return nil
	}
}

// greeted says one of the first steps, and remembers that it was said.
func (r *root) greeted(m greeted) tea.Cmd {
	r.status = m.step.says
	return r.first.prefs.set(m.step.name, "yes")
}

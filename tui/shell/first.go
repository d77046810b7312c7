package shell

import (
	"context"
	"slices"

	tea "charm.land/bubbletea/v2"

	"fieldfolio/portfolio/fault"
	"fieldfolio/tui/ui"
)

// FirstSteps says once what to do next: on a first visit, to an office that has just joined, and to
// headquarters that has just begun.
type FirstSteps struct {
	Ctx   context.Context //nolint:containedctx // until the program ends
	Prefs *ui.Preferences
	Ex    ui.Mailroom // nil: no exchange with other offices
	Plain string      // why nothing but ASCII is drawn though nobody asked for it; empty: not so
}

// firstStep is a notice that is shown once, and the preference that records it.
type firstStep struct {
	name  string
	says  ui.Notice
	aloud ui.Notice // for linear mode; empty: as says
}

var (
	stepWelcome = firstStep{name: "told.welcome",
		says: ui.Notice{Text: "welcome: ? explains the keys, : finds anything"},
		aloud: ui.Notice{Text: "welcome: help says all that can be done",
			Hint: "a number opens what has that number"}}
	stepJoined = firstStep{name: "told.joined", says: ui.Notice{Text: "this office has joined: in Sync, s sends your changes, r takes in mails"}}
	stepBegun  = firstStep{name: "told.headquarters", says: ui.Notice{Text: "this copy is headquarters now",
		Hint: "fieldfolio office add invites an office; Sync shows all of them"}}
)

// stepASCII says why signs are plain, and how to see the others.
func stepASCII(why string) firstStep {
	return firstStep{name: "told.ascii", says: ui.Notice{Text: "signs are in ASCII: " + why,
		Hint: "f6 draws all; so does --ascii=false"}}
}

// next returns the next notice to show and, with whatever that is, why signs are plain; none if all have been shown.
func (f *FirstSteps) next() []firstStep {
	if f == nil || f.Prefs.Past {
		return nil
	}
	steps := []firstStep{stepWelcome}
	if f.Ex != nil {
		switch st, err := f.Ex.Status(f.Ctx); {
		case err != nil || st.Self.Alone():
		case st.Self.AtHeadquarters():
			steps = []firstStep{stepBegun, stepWelcome}
		default:
			steps = []firstStep{stepJoined, stepWelcome}
		}
	}
	told := func(s firstStep) bool { return f.Prefs.Get(s.name) != "" }
	steps = slices.DeleteFunc(steps, told)
	steps = steps[:min(len(steps), 1)]
	if plain := stepASCII(f.Plain); f.Plain != "" && !told(plain) {
		steps = append(steps, plain)
	}
	return steps
}

// greeted is the answer of greet: that the clock is far off, or unsaved drafts, or else the next of
// the first steps.
type greeted struct{ steps []firstStep }

// greet says how the portfolio was opened or that the clock is far off, or names unsaved drafts, or
// else says what to do first.
func (r *Root) greet() tea.Cmd {
	if r.Opened != "" {
		return ui.Say(ui.Notice{Text: r.Opened})
	}
	begun, first := r.Editor.Begun(), r.First
	if r.Clock != "" {
		far := ui.Notice{Text: ui.Capital(r.Clock), Hint: fault.Remedy{Action: fault.SetClock}.Words(ui.Remedies), Bad: true}
		return func() tea.Msg { return far }
	}
	return func() tea.Msg {
		if begun != nil {
			if m := begun(); m != nil {
				return m
			}
		}
		if steps := first.next(); len(steps) > 0 {
			return greeted{steps}
		}
		return nil
	}
}

// greeted shows first steps, and records that they were shown.
func (r *Root) greeted(m greeted) tea.Cmd {
	r.Status = ui.Notice{}
	var record []tea.Cmd
	for _, s := range m.steps {
		says := s.says
		if r.Linear && !s.aloud.Empty() {
			says = s.aloud
		}
		if record = append(record, r.First.Prefs.Set(s.name, "yes")); r.Status.Empty() {
			r.Status = says
		} else {
			r.Status = r.Status.Then(says)
		}
	}
	return tea.Batch(record...)
}

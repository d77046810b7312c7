package shell

import (
	"context"
	"slices"

	tea "charm.land/bubbletea/v2"

	"fieldfolio/portfolio/fault"
	"fieldfolio/tui/edit"
	"fieldfolio/tui/ui"
)

// FirstSteps says once what to do next: on a first visit, to an office that has just joined, and to
// headquarters that has just begun.
type FirstSteps struct {
	Ctx   context.Context //nolint:containedctx // until the program ends
	Prefs *ui.Preferences
	Ex    ui.Mailroom // nil: no exchange with other offices, or none that is this person's to begin
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
		Hint: "f6 draws all, also next time"}}
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

// greeted is the answer of greet: what is said, or else the next of the first steps, and where the person was.
type greeted struct {
	says   ui.Notice
	unsaid string // what of it is about drafts
	steps  []firstStep
	offer  *offer // nil: there is none
}

// greet says how the portfolio was opened or that the clock is far off, or names unsaved drafts, or
// else says what to do first; and offers to go back to where the person was.
func (r *Root) greet() tea.Cmd {
	unsaved, first, ctx, place := r.Editor.Unsaved(), r.First, r.Editor.Ctx, ""
	if r.Prefs != nil {
		place = r.Prefs.Get(PrefPlace)
	}
	opened, far := ui.Notice{Text: r.Opened}, ui.Notice{}
	if r.Clock != "" {
		far = ui.Notice{Text: ui.Capital(r.Clock), Hint: fault.Remedy{Action: fault.SetClock}.Words(ui.Remedies), Bad: true}
	}
	return func() tea.Msg {
		m := greeted{says: opened}
		if m.says.Empty() {
			m.says = far
		}
		left := edit.Unsaved{}
		if m.says.Empty() && unsaved != nil {
			left = unsaved()
			m.says, m.unsaid = left.Said, left.Said.Text
		}
		if m.says.Empty() {
			m.steps = first.next()
		}
		if m.offer = r.offered(ctx, place); m.offer == nil {
			m.offer = r.offeredDraft(ctx, left.At)
		}
		if m.says.Empty() && len(m.steps) == 0 && m.offer == nil && r.Login == "" {
			return nil
		}
		return m
	}
}

// greeted shows what greet has found, and records which first steps were shown.
func (r *Root) greeted(m greeted) tea.Cmd {
	if r.Status = m.says; m.unsaid != "" {
		r.met.unsaid = m.unsaid
	}
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
	if who := (ui.Notice{Text: r.Login}); r.Login != "" {
		if !r.Status.Empty() {
			who = who.Then(r.Status)
		}
		r.Status = who
	}
	if r.spots.offer = m.offer; m.offer != nil {
		if m.offer.lapsed = r.spots.went; !m.offer.lapsed {
			r.Status = r.withOffer(r.Status, m.offer)
		}
	}
	return tea.Batch(record...)
}

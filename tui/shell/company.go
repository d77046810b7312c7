package shell

import (
	"context"
	"slices"

	tea "charm.land/bubbletea/v2"

	"fieldfolio/portfolio/access"
	"fieldfolio/tui/ui"
)

// Company is who uses the portfolio at the same time, as a root knows it.
type Company struct {
	ui.Company
	Session string           // this one's name
	Page    func() ui.Screen // shows who is here
}

// company is what the root tells others and awaits from them.
type company struct {
	edited string    // the record of which others were told that it is edited here
	about  string    // the record of which others are awaited
	on     ui.Screen // that shows them
	seen   []access.Present
	stop   context.CancelFunc // ends waiting; nil: nothing is awaited
}

// meet tells others which record is edited here, and waits for those who edit the record that is shown.
func (r *Root) meet() tea.Cmd {
	if r.Company == nil {
		return nil
	}
	about, edited := r.record()
	if edited != r.met.edited {
		r.met.edited = edited
		r.Company.Editing(edited)
	}
	switch {
	case r.Linear && about != "": // where nothing is said unasked
		return r.broadcast(ui.BesideNow(r.Company, r.Company.Session, about))
	case r.Linear:
		return nil
	case about == r.met.about && r.Top() == r.met.on:
		return nil
	case about == r.met.about: // also on the form that was opened from the page
		r.met.on, r.seen = r.Top(), seen{}
		return r.Top().Update(ui.Beside{Record: about, People: r.met.seen})
	}
	r.met.about, r.met.on, r.met.seen = about, r.Top(), nil
	return r.await()
}

// await waits until others edit the record that is shown, or no longer do.
func (r *Root) await() tea.Cmd {
	if r.met.stop != nil {
		r.met.stop()
		r.met.stop = nil
	}
	if r.met.about == "" {
		return nil
	}
	ctx, stop := context.WithCancel(r.Editor.Ctx)
	r.met.stop = stop
	return ui.AwaitBeside(ctx, r.Company, r.Company.Session, r.met.about, r.met.seen)
}

// beside has the screens show who else edits a record, and waits for the next change.
func (r *Root) beside(m ui.Beside) tea.Cmd {
	shown := r.broadcast(m)
	if m.Record != r.met.about {
		return shown
	}
	r.met.seen = m.People
	return tea.Batch(shown, r.await())
}

// record returns the record that the screen on top is about, and the one that is edited here: on the screens of this
// view, else of another one.
func (r *Root) record() (about, edited string) {
	if s, ok := r.Top().(ui.Recorded); ok {
		about, _ = s.Record()
	}
	for i := range r.Views {
		for _, s := range slices.Backward(r.Views[(r.At+i)%len(r.Views)].Stack) {
			if s, ok := s.(ui.Recorded); ok {
				if id, edits := s.Record(); edits {
					return about, id
				}
			}
		}
	}
	return about, ""
}

// whoIsHere is the action that shows who uses the portfolio at the same time.
func (r *Root) whoIsHere() ui.Action {
	off := func() string {
		if r.Company == nil {
			return "only you are here: this is not a session of a server"
		}
		return ""
	}
	return ui.Action{Name: "who", Keys: []string{"f8"}, Show: "f8", Help: "who else is here, and what they are editing",
		Off: off, Do: func() tea.Cmd { return ui.Open(r.Company.Page()) }}
}

// audit is the action that shows the audit trail.
func (r *Root) audit() ui.Action {
	off := func() string {
		if r.Trail == nil {
			return "the audit trail is for coordinators"
		}
		return ""
	}
	return ui.Action{Name: "audit", Keys: []string{"f9"}, Show: "f9", Help: "the audit trail: logins, refusals, exports, changes",
		Off: off, Do: func() tea.Cmd { return ui.Open(r.Trail()) }}
}

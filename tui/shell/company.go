package shell

import (
	"context"
	"slices"

	tea "charm.land/bubbletea/v2"

	"fieldfolio/portfolio/access"
	"fieldfolio/tui/edit"
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
	before []string           // sessions of the same person that were here when this one began, until they end
	unsaid string             // what they have left, as it was said last
}

// Left is what a session of the same person has left that was still here when this one began: its line had dropped,
// and the server did not know yet.
type Left struct {
	edit.Unsaved
	offer  *offer
	before []string // those that are still here
}

// before returns the other sessions of the person that are here.
func (c *Company) before() (all []string) {
	here, _ := c.Who()
	at := slices.IndexFunc(here, func(p access.Present) bool { return p.Session == c.Session })
	for i := range here {
		if at >= 0 && i != at && here[i].Person == here[at].Person {
			all = append(all, here[i].Session)
		}
	}
	return all
}

// ended returns which of some sessions are here no more, and a channel that is closed when that may have changed.
func (c *Company) ended(of []string) (left []string, changed <-chan struct{}) {
	here, changed := c.Who()
	for _, s := range of {
		if slices.ContainsFunc(here, func(p access.Present) bool { return p.Session == s }) {
			left = append(left, s)
		}
	}
	return left, changed
}

// awaitLeft waits until one of the sessions ends that were here before. Line by line, nothing is said unasked.
func (r *Root) awaitLeft() tea.Cmd {
	if r.Company == nil || r.Linear || len(r.met.before) == 0 {
		return nil
	}
	c, before, ctx, find := r.Company, r.met.before, r.Editor.Ctx, r.findLeft()
	return func() tea.Msg {
		for {
			still, changed := c.ended(before)
			switch {
			case len(still) < len(before):
				return find(still)
			case changed == nil:
				return nil
			}
			select {
			case <-changed:
			case <-ctx.Done():
				return nil
			}
		}
	}
}

// lookLeft looks once whether one of these sessions has ended.
func (r *Root) lookLeft() tea.Cmd {
	if r.Company == nil || len(r.met.before) == 0 {
		return nil
	}
	c, before, find := r.Company, r.met.before, r.findLeft()
	return func() tea.Msg {
		if still, _ := c.ended(before); len(still) < len(before) {
			return find(still)
		}
		return nil
	}
}

// findLeft returns a function that finds what is unsaved when only some of the sessions are still here.
func (r *Root) findLeft() func(still []string) tea.Msg {
	ctx, unsaved := r.Editor.Ctx, r.Editor.Unsaved()
	return func(still []string) tea.Msg {
		m := Left{before: still}
		if unsaved != nil {
			m.Unsaved = unsaved()
			m.offer = r.offeredDraft(ctx, m.At)
		}
		return m
	}
}

// left tells what a session has left, and offers to go there.
func (r *Root) left(m Left) tea.Cmd {
	r.met.before = m.before
	if n := m.Said; !n.Empty() && n.Text != r.met.unsaid {
		r.met.unsaid = n.Text
		switch {
		case !r.canTell():
			r.later = n
		case m.offer != nil:
			r.spots.offer = m.offer
			r.Status = r.withOffer(n, m.offer)
		default:
			r.Status = n
		}
	}
	return r.awaitLeft()
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

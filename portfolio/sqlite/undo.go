package sqlite

import (
	"context"
	"database/sql"
	"slices"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/access"
	"fieldfolio/portfolio/fault"
	"fieldfolio/portfolio/provenance"
)

// Undo restores the values before a change and all others of its step, or takes back
// what is held of it and was made by the person in a session; the zero
// id means the latest step of this session that can be undone or, without one, the
// latest of this person on this copy that no session made which is here.
// Undoing another person's change needs a reason. It is all or nothing, with
// faults as in Change.
func (s *Store) Undo(ctx context.Context, person string, id portfolio.ID, reason string) ([]portfolio.Change, error) {
	return s.write(ctx, edit, person, func(m *maker) error {
		undoing, err := m.undoing(id)
		if err != nil {
			return err
		}
		steps := undoing.Changes
		if by := steps[0]; by.Person != m.person && reason == "" {
			return &fault.Invalid{Field: "change", Value: by.ID.String(), Why: "was made by " + by.Person,
				Action: fault.GiveReason}
		}
		return m.undoAll(steps, reason)
	})
}

// Redo makes again what this person's latest undo on this copy took back, with all of its step, as new changes. It
// makes nothing again that the person has changed something after.
func (s *Store) Redo(ctx context.Context, person string) ([]portfolio.Change, error) {
	return s.write(ctx, edit, person, func(m *maker) error {
		steps, err := m.redoing()
		if err != nil {
			return err
		}
		return m.undoAll(steps, "")
	})
}

// Undoing returns what Undo would take back, and what it would pass over.
func (s *Store) Undoing(ctx context.Context, person string, id portfolio.ID) (of provenance.Undoing, err error) {
	_, err = s.write(ctx, keepOwn, person, func(m *maker) (err error) {
		of, err = m.undoing(id)
		return err
	})
	return of, err
}

// Redoing returns the changes that Redo would take back: those of an undo.
func (s *Store) Redoing(ctx context.Context, person string) (of []portfolio.Change, err error) {
	_, err = s.write(ctx, keepOwn, person, func(m *maker) (err error) {
		of, err = m.redoing()
		return err
	})
	return of, err
}

// undoAll undoes changes of one step.
func (m *maker) undoAll(steps []portfolio.Change, reason string) error {
	if m.err != nil {
		return m.err
	}
	if len(steps) == 1 {
		return m.undo(&steps[0], reason)
	}
	records := make([]string, len(steps))
	for i := range steps {
		records[i] = steps[i].Target()
	}
	return m.together(records, func(i int) error { return m.undo(&steps[i], reason) })
}

// undo makes the change that undoes another one.
func (m *maker) undo(c *portfolio.Change, reason string) error {
	row, ok := m.find(c.Target())
	if !ok {
		return m.missing("record", c.Target())
	}
	r := m.load(c.Target(), row)
	m.proposed(&r, m.visitor)
	settings, err := provenance.UndoOf(&r, c)
	if err != nil {
		return err
	}
	if r.Proposals[c.ID] {
		m.taken = append(m.taken, *c)
		return nil
	}
	if err := m.numberTaken(&r, settings); err != nil {
		return err
	}
	return m.make(&r, settings, r.Log.Heads(fieldNames(settings)...), provenance.UndoReason(c.ID, reason))
}

// undoing returns the changes to be undone; the zero id means the person's latest step.
func (m *maker) undoing(id portfolio.ID) (provenance.Undoing, error) {
	var of provenance.Undoing
	var c *portfolio.Change
	if id == (portfolio.ID{}) {
		of.Passed, c = m.latest()
	} else if c = m.changeOf(id); c == nil {
		return of, m.missing("change", id.String())
	}
	switch {
	case m.err != nil:
		return of, m.err
	case c == nil && len(of.Passed) > 0:
		return of, of.Passed[0]
	case c == nil:
		return of, &fault.Invalid{Field: "person", Value: m.person,
			Why: "has changed nothing here that can be undone", Action: fault.ChooseChange}
	}
	of.Changes = m.wholeStep(c)
	return of, m.err
}

// redoing returns the changes of the undo to be taken back.
func (m *maker) redoing() ([]portfolio.Change, error) {
	c := m.latestUndo()
	switch {
	case m.err != nil:
		return nil, m.err
	case c == nil:
		return nil, &fault.Invalid{Field: "person", Value: m.person, Why: "has undone nothing here since the last change",
			Do: "redo follows an undo, before anything else is changed"}
	}
	return m.wholeStep(c), m.err
}

// wholeStep returns a change and all others of its step.
func (m *maker) wholeStep(c *portfolio.Change) []portfolio.Change {
	if c.Step == "" {
		return []portfolio.Change{*c}
	}
	return m.stepOf(c)
}

// latest returns the newest change by this person here that can be undone and is no undo, nil if there is none, and
// newer ones that cannot be because of other people's changes.
func (m *maker) latest() (passed []*provenance.CannotUndo, found *portfolio.Change) {
	var of provenance.Undoing
	m.backwards(func(c *portfolio.Change) bool {
		if _, undoes := provenance.Undoes(c); undoes {
			return true
		}
		err := m.whyNoUndo(c)
		if of.Pass(c, err); err == nil {
			found = c
		}
		return found == nil
	})
	return of.Passed, found
}

// latestUndo returns the newest undo by this person here that is still in effect, nil if there is none, or if the
// person has changed something since.
func (m *maker) latestUndo() (found *portfolio.Change) {
	m.backwards(func(c *portfolio.Change) bool {
		of, undoes := provenance.Undoes(c)
		if !undoes {
			return false
		}
		undone := m.changeOf(of)
		if undone == nil {
			return false
		}
		if _, again := provenance.Undoes(undone); !again && m.whyNoUndo(c) == nil {
			found = c
		}
		return found == nil
	})
	return found
}

// whyNoUndo returns why a change cannot be undone, nil if it can.
func (m *maker) whyNoUndo(c *portfolio.Change) error {
	row, ok := m.find(c.Target())
	if !ok {
		return m.missing("record", c.Target())
	}
	r := m.load(c.Target(), row)
	m.proposed(&r, m.visitor)
	_, err := provenance.UndoOf(&r, c)
	return err
}

// proposed sets which held changes of a record its reader may take back: those that they
// have made as somebody of their office, if this copy is headquarters'.
func (w *writer) proposed(r *portfolio.Record, by *access.Login) {
	if by == nil || by.Role.Reviews() || by.Office == "" || !r.Log.AnyHeld() {
		return
	}
	here := w.ofCopy(0)
	if here.self.office != here.hq {
		return
	}
	r.Proposals = map[portfolio.ID]bool{}
	for _, c := range r.Log.Changes() {
		if c.Person == by.Person && c.Login == by.Office && c.ID.Office == here.hq && r.Log.Held(c.ID) &&
			w.judgement(c.ID).Ruling == portfolio.Held {
			r.Proposals[c.ID] = true
		}
	}
}

// backwards calls fn with the changes by this person here, the newest first, until it returns false: first with those
// of this session, then with those of no session that is here.
func (m *maker) backwards(fn func(*portfolio.Change) bool) {
	if m.ownBackwards(fn) {
		m.othersBackwards(fn)
	}
}

// ownBackwards is backwards for this session, and reports whether fn never returned false.
func (m *maker) ownBackwards(fn func(*portfolio.Change) bool) bool {
	for _, step := range slices.Backward(m.s.ownSteps()) {
		c := m.changeOf(step.last)
		if c == nil {
			continue
		}
		all := m.wholeStep(c)
		for i := range all {
			if all[i].Person == m.person && !fn(&all[i]) {
				return false
			}
		}
	}
	return true
}

func (m *maker) othersBackwards(fn func(*portfolio.Change) bool) {
	const batch = 100
	for below := m.n + 1; ; {
		var some []portfolio.Change
		m.each("SELECT "+changeColumns+" WHERE c.n < ? ORDER BY c.n DESC LIMIT ?", []any{below, batch}, collect(&some))
		for i := range some {
			c := &some[i]
			if c.ID.Office == m.author.office && c.Person == m.person && !m.s.ofSession(c) && !fn(c) {
				return
			}
		}
		if len(some) < batch || m.err != nil {
			return
		}
		below = some[len(some)-1].ID.N
	}
}

// collect returns a function that reads changes.
func collect(into *[]portfolio.Change) func(*sql.Rows) error {
	return func(rows *sql.Rows) error {
		var c portfolio.Change
		err := scanChange(rows, &c)
		*into = append(*into, c)
		return err
	}
}

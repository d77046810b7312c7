package sqlite

import (
	"slices"

	"fieldfolio/portfolio"
)

// madeStep is a step that a session made: all changes that one Undo takes back.
type madeStep struct {
	name string       // that of the step, or of its only change
	last portfolio.ID // one of its changes
}

// stepsMost is how many steps of a session are told from those of the person's others.
const stepsMost = 500

func stepName(c *portfolio.Change) string {
	if c.Step != "" {
		return c.Step
	}
	return c.ID.String()
}

// noteStep keeps that the session made a step. It is called before that is committed, so
// that no other session takes it for somebody else's.
func (s *Store) noteStep(made []portfolio.Change) {
	if s.host == nil || len(made) == 0 {
		return
	}
	h, v := s.host, s.visit
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.in[s.visitor.Session] != v { // it has left
		return
	}
	c := &made[len(made)-1]
	v.steps = append(v.steps, madeStep{stepName(c), c.ID})
	h.made[stepName(c)] = s.visitor.Session
	if over := len(v.steps) - stepsMost; over > 0 {
		for _, step := range v.steps[:over] {
			delete(h.made, step.name)
		}
		v.steps = slices.Delete(v.steps, 0, over)
	}
}

// forgetStep is for a step that was not committed.
func (s *Store) forgetStep(made []portfolio.Change) {
	if s.host == nil || len(made) == 0 {
		return
	}
	name := stepName(&made[len(made)-1])
	s.host.mu.Lock()
	defer s.host.mu.Unlock()
	delete(s.host.made, name)
	s.visit.steps = slices.DeleteFunc(s.visit.steps, func(step madeStep) bool { return step.name == name })
}

// ownSteps returns the steps of the session, the oldest first.
func (s *Store) ownSteps() []madeStep {
	if s.host == nil {
		return nil
	}
	s.host.mu.Lock()
	defer s.host.mu.Unlock()
	return slices.Clone(s.visit.steps)
}

// ofSession reports whether a session that is here made a change, this one or another.
func (s *Store) ofSession(c *portfolio.Change) bool {
	if s.host == nil {
		return false
	}
	s.host.mu.Lock()
	defer s.host.mu.Unlock()
	_, ok := s.host.made[stepName(c)]
	return ok
}

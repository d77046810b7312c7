package serve

import (
	"cmp"
	"maps"
	"slices"
	"time"
)

// Info is a session that is running.
type Info struct {
	ID        string
	Person    Person
	Door      Door
	From      string
	Command   string // as sent; "" for the screens
	Since     time.Time
	LastInput time.Time
	In, Out   int64 // bytes
}

// Sessions returns those that are running, the oldest first.
func (s *Server) Sessions() []Info {
	sessions := s.sessions()
	list := make([]Info, 0, len(sessions))
	for _, each := range sessions {
		list = append(list, Info{
			ID: each.ID, Person: each.Person, Door: each.Door, From: each.From, Command: each.Raw, Since: each.Since,
			LastInput: time.Unix(0, each.meter.lastInput.Load()),
			In:        each.meter.in.Load(), Out: each.meter.out.Load(),
		})
	}
	slices.SortFunc(list, func(a, b Info) int {
		return cmp.Or(a.Since.Compare(b.Since), cmp.Compare(a.ID, b.ID))
	})
	return list
}

// Kick ends the sessions of a person for a reason, and returns how many there were. No other begins on the connections
// that the person has now.
func (s *Server) Kick(person, reason string) int {
	s.mu.Lock()
	conns := slices.Collect(maps.Keys(s.conns))
	s.mu.Unlock()
	for _, c := range conns {
		c.dismiss(person, &EndedError{reason})
	}
	kicked := 0
	for _, each := range s.sessions() {
		if each.Person.Name == person {
			each.End(reason)
			kicked++
		}
	}
	return kicked
}

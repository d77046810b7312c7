package sqlite

import (
	"context"
	"sync"

	"fieldfolio/portfolio/access"
	"fieldfolio/portfolio/fault"
)

// Host shares one open store among the sessions of a process. Each has a view of it,
// which is a Store too.
type Host struct {
	s  *Store
	mu sync.Mutex
	in map[string]*Store // views by their sessions; nil after Close
}

// Host returns the host of the sessions of this process. It must be closed before the
// store. A store has one host at a time.
func (s *Store) Host(_ context.Context) (*Host, error) {
	return &Host{s: s, in: map[string]*Store{}}, nil
}

// Enter returns the view of a session that begins: a store with the file, the
// connections, the caches and the clock of the host's, and with drafts, undo and news of
// its own. Closing it ends the session's part, see Leave. login is that of the visitor's
// person. It returns a *fault.Invalid for a session that has no name or is here already,
// and after Close.
func (h *Host) Enter(v access.Visitor, login access.Login) (*Store, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	invalid := &fault.Invalid{Field: "session", Value: v.Session, Do: "connect again"}
	switch {
	case h.in == nil:
		invalid.Why = "cannot begin: the server is stopping"
	case v.Session == "":
		invalid.Why = "has no name"
	case h.in[v.Session] != nil:
		invalid.Why = "is here already"
	default:
		view := &Store{database: h.s.database, db: h.s.db, now: h.s.now, visitor: v, review: h.s.review, host: h}
		h.in[v.Session] = view
		return view, nil
	}
	return nil, invalid
}

// Leave ends a view, as Close does: its drafts stay for the person's other sessions. It
// may be called twice.
func (s *Store) Leave() {
	if s.host == nil {
		return
	}
	s.host.mu.Lock()
	defer s.host.mu.Unlock()
	delete(s.host.in, s.visitor.Session)
}

// Close ends all views that are left.
func (h *Host) Close() error {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.in = nil
	return nil
}

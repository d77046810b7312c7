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
	s    *Store
	feed *feed // nil if nothing can change
	mu   sync.Mutex
	in   map[string]*visit // by session; nil after Close
	made map[string]string // sessions that are here, by the names of steps that they made
}

// Host returns the host of the sessions of this process. It must be closed before the
// store.
func (s *Store) Host(ctx context.Context) (*Host, error) {
	h := &Host{s: s, in: map[string]*visit{}, made: map[string]string{}}
	if s.opened == nil {
		return h, nil
	}
	var err error
	h.feed, err = s.newFeed(ctx)
	return h, err
}

// Logins tells that logins or their keys have changed, by this process or another one,
// since it told last. It is for one who listens; nil where nothing can change.
func (h *Host) Logins() <-chan struct{} {
	if h.feed == nil {
		return nil
	}
	return h.feed.loginsNew
}

// Enter returns the view of a session that begins: a store with the file, the
// connections, the caches and the clock of the host's, and with drafts, undo and news of
// its own. Closing it ends the session's part, see Leave. It returns a *fault.Invalid for a
// session that has no name or is here already, and after Close.
func (h *Host) Enter(v access.Visitor) (*Store, error) {
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
		x := &visit{}
		h.in[v.Session] = x
		return &Store{database: h.s.database, db: h.s.db, now: h.s.now, visitor: v, visit: x, review: h.s.review,
			host: h}, nil
	}
	return nil, invalid
}

// Leave ends a view, as Close does: its drafts stay for the person's other sessions, and
// what it watches ends. It may be called twice.
func (s *Store) Leave() {
	h := s.host
	if h == nil {
		return
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.in[s.visitor.Session] != s.visit {
		return
	}
	delete(h.in, s.visitor.Session)
	for _, step := range s.visit.steps {
		delete(h.made, step.name)
	}
	if h.feed != nil {
		h.feed.unwatch(s.visitor.Session)
	}
}

// Close ends all views that are left, and what they watch. It may be called twice.
func (h *Host) Close() error {
	h.mu.Lock()
	closed := h.in == nil
	h.in = nil
	h.mu.Unlock()
	if closed || h.feed == nil {
		return nil
	}
	return h.feed.close()
}

// here reports whether a session other than that of the store is in this process.
func (s *Store) here(session string) bool {
	if s.host == nil || session == s.visitor.Session {
		return false
	}
	s.host.mu.Lock()
	defer s.host.mu.Unlock()
	return s.host.in[session] != nil
}

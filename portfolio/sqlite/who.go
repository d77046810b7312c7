package sqlite

import (
	"cmp"
	"slices"
	"strings"
	"sync"
	"time"

	"fieldfolio/portfolio/access"
)

// visit is what a session has of its own.
type visit struct {
	mu      sync.Mutex
	offered map[draftOf]storedDraft // drafts of sessions that have ended, as they were offered to this one

	present access.Present // and steps: guarded by the host's lock
	steps   []madeStep     // that it made last, the oldest first
}

// whoPace is how soon a change of who is here is told after it: many at once are told
// together.
const whoPace = 200 * time.Millisecond

// Who returns the sessions that are in this process, in the order in which they began,
// and a channel that is closed once somebody came, left, or begins or ends editing a
// record: then ask again. That somebody acted closes nothing. Outside a host there is
// nobody, and the channel is nil.
func (s *Store) Who() (here []access.Present, changed <-chan struct{}) {
	if s.host == nil {
		return nil, nil
	}
	return s.host.Who()
}

// Who is as that of a view.
func (h *Host) Who() (here []access.Present, changed <-chan struct{}) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for _, v := range h.in {
		here = append(here, v.present)
	}
	slices.SortFunc(here, func(a, b access.Present) int {
		return cmp.Or(a.Since.Compare(b.Since), strings.Compare(a.Session, b.Session))
	})
	return here, h.who
}

// whoChanged has all told soon. The caller holds the lock.
func (h *Host) whoChanged() {
	if h.tell != nil {
		return
	}
	h.tell = time.AfterFunc(whoPace, func() {
		h.mu.Lock()
		defer h.mu.Unlock()
		close(h.who)
		h.who, h.tell = make(chan struct{}), nil
	})
}

// Acted notes that the session's person did something just now.
func (s *Store) Acted() {
	s.presently(func(p *access.Present) { p.Acted = s.now().UTC().Truncate(time.Second) })
}

// Editing notes which record the session edits from now on; an empty id: none. Saving a
// draft of a record does so too, and dropping it ends it.
func (s *Store) Editing(record string) { s.presently(func(p *access.Present) { p.Editing = record }) }

// presently changes what others see of the session.
func (s *Store) presently(change func(*access.Present)) {
	if s.host == nil {
		return
	}
	s.host.mu.Lock()
	defer s.host.mu.Unlock()
	was := s.visit.present.Editing
	change(&s.visit.present)
	if s.visit.present.Editing != was {
		s.host.whoChanged()
	}
}

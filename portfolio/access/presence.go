package access

import (
	"slices"
	"sync"
	"time"
)

// Presence is who uses a copy now: the sessions of one server, held in memory. The zero value has none.
type Presence struct {
	mu      sync.Mutex
	all     []Present     // in the order in which they began
	changed chan struct{} // closed at the next change; nil: nobody waits
}

// Enter adds a session. It stays until Leave.
func (p *Presence) Enter(who Present) *Attendee {
	p.mu.Lock()
	defer p.mu.Unlock()
	who.Since = who.Since.UTC().Truncate(time.Second)
	if who.Acted.IsZero() {
		who.Acted = who.Since
	}
	p.all = append(p.all, who)
	p.wake()
	return &Attendee{of: p, session: who.Session, role: who.Role}
}

// wake has those who wait look again. The caller holds the lock.
func (p *Presence) wake() {
	if p.changed != nil {
		close(p.changed)
		p.changed = nil
	}
}

// Attendee is a session among those present.
type Attendee struct {
	of      *Presence
	session string
	role    Role
}

// Who returns all sessions, the oldest first, this one among them, and a channel that is closed once somebody comes
// or leaves, or begins or ends editing a record. Only who reviews learns the addresses of others.
func (a *Attendee) Who() (here []Present, changed <-chan struct{}) {
	a.of.mu.Lock()
	defer a.of.mu.Unlock()
	here = slices.Clone(a.of.all)
	for i := range here {
		if !a.role.Reviews() && here[i].Session != a.session {
			here[i].From = ""
		}
	}
	if a.of.changed == nil {
		a.of.changed = make(chan struct{})
	}
	return here, a.of.changed
}

// Editing says which record is edited in the session; empty: none is.
func (a *Attendee) Editing(record string) {
	a.set(func(x *Present) bool {
		was := x.Editing
		x.Editing = record
		return was != record
	})
}

// Acted says that the person did something just now. It wakes nobody.
func (a *Attendee) Acted() {
	now := time.Now().UTC().Truncate(time.Second)
	a.set(func(x *Present) bool {
		x.Acted = now
		return false
	})
}

// set changes what is known of the session, unless it has left. change reports whether others are told.
func (a *Attendee) set(change func(*Present) bool) {
	a.of.mu.Lock()
	defer a.of.mu.Unlock()
	if i := slices.IndexFunc(a.of.all, a.is); i >= 0 && change(&a.of.all[i]) {
		a.of.wake()
	}
}

// Leave takes the session off those present. After the first time it does nothing.
func (a *Attendee) Leave() {
	a.of.mu.Lock()
	defer a.of.mu.Unlock()
	n := len(a.of.all)
	if a.of.all = slices.DeleteFunc(a.of.all, a.is); len(a.of.all) < n {
		a.of.wake()
	}
}

func (a *Attendee) is(x Present) bool { return x.Session == a.session }

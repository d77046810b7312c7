package access

import (
	"context"
	"slices"
	"sync"
	"time"
)

// Present is a session that is open now.
type Present struct {
	Person  string
	Office  string // code; empty: none
	Role    Role
	From    string // address of the client; empty if it is not known, or for whoever does not review
	Session string
	Since   time.Time
	Active  time.Time // of the latest key; as Since before the first
	Record  string    // id of the record that is edited; empty: none is
}

// Presence is who uses a copy now: the sessions of one server, held in memory. The zero value has none.
//
// Whoever follows it waits: a change wakes those who wait, and nothing else runs.
type Presence struct {
	mu      sync.Mutex
	all     []Present     // in the order in which they began
	changed chan struct{} // closed at the next change; nil: nobody waits
}

// Enter adds a session. It stays until Leave.
func (p *Presence) Enter(who Present) *Attendee {
	p.mu.Lock()
	defer p.mu.Unlock()
	if who.Active.IsZero() {
		who.Active = who.Since
	}
	p.all = append(p.all, who)
	p.wake()
	return &Attendee{of: p, session: who.Session, role: who.Role}
}

// Who returns all sessions, the oldest first.
func (p *Presence) Who() []Present {
	p.mu.Lock()
	defer p.mu.Unlock()
	return slices.Clone(p.all)
}

// wake has those who wait look again.
func (p *Presence) wake() {
	if p.changed != nil {
		close(p.changed)
		p.changed = nil
	}
}

// next returns what is closed at the next change.
func (p *Presence) next() <-chan struct{} {
	if p.changed == nil {
		p.changed = make(chan struct{})
	}
	return p.changed
}

// Attendee is a session among those present.
type Attendee struct {
	of      *Presence
	session string
	role    Role
}

// Session returns the name of the session.
func (a *Attendee) Session() string { return a.session }

// Editing says which record is edited in the session; empty: none is.
func (a *Attendee) Editing(record string) {
	a.set(func(x *Present) bool {
		same := x.Record == record
		x.Record = record
		return !same
	})
}

// Active says when the latest key came. It wakes nobody.
func (a *Attendee) Active(at time.Time) {
	a.set(func(x *Present) bool {
		x.Active = at
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
	if n := len(a.of.all); n > 0 {
		if a.of.all = slices.DeleteFunc(a.of.all, a.is); len(a.of.all) < n {
			a.of.wake()
		}
	}
}

func (a *Attendee) is(x Present) bool { return x.Session == a.session }

// Await waits until the other sessions that edit a record are not those seen, and returns them, the oldest first;
// with an empty record, all sessions, this one among them. When somebody was active last makes no difference. Only
// a session that reviews learns the addresses of others. It returns the error of ctx once that is done.
func (a *Attendee) Await(ctx context.Context, record string, seen []Present) ([]Present, error) {
	for {
		now, changed := a.look(record)
		if !slices.EqualFunc(now, seen, alike) {
			return now, nil
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
}

// look returns the sessions that Await is about, and what is closed at the next change.
func (a *Attendee) look(record string) ([]Present, <-chan struct{}) {
	a.of.mu.Lock()
	defer a.of.mu.Unlock()
	var now []Present
	for _, x := range a.of.all {
		if record != "" && (x.Record != record || a.is(x)) {
			continue
		}
		if !a.role.Reviews() {
			x.From = ""
		}
		now = append(now, x)
	}
	return now, a.of.next()
}

// alike reports whether two sessions differ at most in when they were active.
func alike(a, b Present) bool {
	a.Active = b.Active
	return a == b
}

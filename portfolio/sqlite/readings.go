package sqlite

import (
	"slices"
	"sync"

	"fieldfolio/portfolio/provenance"
)

// readings are what a feed has read last, for those who watch: each takes what is new to
// it when it comes to that. Who is slow holds nobody up and costs no room.
type readings struct {
	mu      sync.Mutex
	all     []*reading // the oldest first
	first   int64      // number of the oldest
	changes int        // in all
	err     error      // why nothing more is told
	watches map[*Watch]struct{}
}

// reading is what has changed between two states.
type reading struct {
	sessions []string // whose steps are among it
	others   bool     // so is something else
	changes  []arrivedChange
	more     bool // there are older changes, too many to name
	rulings  []provenance.Ruled
}

// newsMost is how many changes are named at most, and in how many readings.
const newsMost = 1000

// add adds a reading and wakes those to whom it is news.
func (t *readings) add(r *reading) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.all, t.changes = append(t.all, r), t.changes+len(r.changes)
	for len(t.all) > 1 && (t.changes > newsMost || len(t.all) > newsMost) {
		t.changes -= len(t.all[0].changes)
		t.all[0] = nil
		t.all, t.first = t.all[1:], t.first+1
	}
	for w := range t.watches {
		if r.concerns(w.session) {
			w.wake()
		}
	}
}

// fail ends the waiting of all with an error.
func (t *readings) fail(err error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.err == nil {
		t.err = err
	}
	for w := range t.watches {
		w.wake()
	}
}

// take returns what is new to a watch.
func (t *readings) take(w *Watch) (news provenance.News, moved bool, err error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if w.next < t.first {
		news.More, moved, w.next = true, true, t.first
	}
	for _, r := range t.all[w.next-t.first:] {
		w.next++
		if r.concerns(w.session) {
			news, moved = r.of(w).After(news), true
		}
	}
	if moved {
		return news, true, nil
	}
	if _, watching := t.watches[w]; !watching {
		return news, false, errWatchClosed
	}
	return news, false, t.err
}

// concerns reports whether others than a session have changed something.
func (r *reading) concerns(session string) bool {
	return r.others || slices.ContainsFunc(r.sessions, func(s string) bool { return s != session })
}

// of returns what others than the session of a watch have changed.
func (r *reading) of(w *Watch) provenance.News {
	news := provenance.News{More: r.more, Rulings: ruledFor(r.rulings, w.person)}
	for i := range r.changes {
		if c := &r.changes[i]; !c.here || c.session != w.session {
			news.Changes = append(news.Changes, c.NewChange)
		}
	}
	return news
}

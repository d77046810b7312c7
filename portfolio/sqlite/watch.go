package sqlite

import (
	"context"
	"fmt"

	"fieldfolio/portfolio/access"
	"fieldfolio/portfolio/provenance"
)

// A Watch tells one session what other sessions and other processes change in a
// database.
type Watch struct {
	f       *feed
	alone   bool   // the feed is for it alone
	session string // what it changes is not told
	person  string // who is told of rulings; empty: nobody
	next    int64  // number of the reading that it has not taken yet
	woken   chan struct{}
}

// errWatchClosed ends the waiting of a watch that is closed.
var errWatchClosed = fmt.Errorf("nothing more is watched: %w", context.Canceled)

// Watch returns a watch of what others change from now on. It must be closed
// before the store. It returns nil if nobody else can change what the store
// shows: it is in memory, or of the past.
func (s *Store) Watch(ctx context.Context) (*Watch, error) {
	if s.opened == nil || s.past != 0 {
		return nil, nil
	}
	if s.host != nil {
		return s.host.feed.watch(s.visitor), nil
	}
	f, err := s.newFeed(ctx)
	if err != nil {
		return nil, err
	}
	w := f.watch(s.visitor)
	w.alone = true
	return w, nil
}

// watch begins to tell a session.
func (f *feed) watch(v access.Visitor) *Watch {
	w := &Watch{f: f, session: v.Session, person: v.Person, woken: make(chan struct{}, 1)}
	f.told.mu.Lock()
	defer f.told.mu.Unlock()
	w.next = f.told.first + int64(len(f.told.all))
	f.told.watches[w] = struct{}{}
	return w
}

// unwatch ends what a session is told.
func (f *feed) unwatch(session string) {
	f.told.mu.Lock()
	defer f.told.mu.Unlock()
	for w := range f.told.watches {
		if w.session == session {
			delete(f.told.watches, w)
			w.wake()
		}
	}
}

// Close ends the watch. Wait returns an error that wraps context.Canceled then.
func (w *Watch) Close() error {
	w.f.told.mu.Lock()
	delete(w.f.told.watches, w)
	w.wake()
	w.f.told.mu.Unlock()
	if w.alone {
		return w.f.close()
	}
	return nil
}

func (w *Watch) wake() {
	select {
	case w.woken <- struct{}{}:
	default:
	}
}

// Wait waits until others have changed something that screens show, and returns
// what. After an error, such as that the file was replaced, there is nothing more
// to wait for.
func (w *Watch) Wait(ctx context.Context) (provenance.News, error) {
	for {
		if news, moved, err := w.f.told.take(w); moved || err != nil {
			return news, err
		}
		select {
		case <-ctx.Done():
			return provenance.News{}, ctx.Err()
		case <-w.woken:
		}
	}
}

// Look returns what others have changed since the last look, and whether they
// have changed anything. While another process writes, it leaves that to the next
// look.
func (w *Watch) Look(ctx context.Context) (news provenance.News, moved bool, err error) {
	if err := w.f.look(ctx); err != nil && !isBusy(err) {
		return provenance.News{}, false, fileError(w.f.s.path, err)
	}
	return w.f.told.take(w)
}

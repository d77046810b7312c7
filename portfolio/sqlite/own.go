package sqlite

import (
	"context"
	"slices"
	"sync"
)

// ownSteps are the latest transactions that were made through one opening of a file,
// by which a feed tells who has changed what.
type ownSteps struct {
	sync.Mutex
	feeds []*feed // none: no step is noted
	steps []*ownStep
}

// ownStep is a transaction of a session, with the states before and after it.
type ownStep struct {
	session       string // empty outside sessions
	before, after State
}

// ownMost is how many steps are kept: more than are made between two looks.
const ownMost = 500

func (o *ownSteps) watch(f *feed) {
	o.Lock()
	defer o.Unlock()
	o.feeds = append(o.feeds, f)
}

func (o *ownSteps) unwatch(f *feed) {
	o.Lock()
	defer o.Unlock()
	o.feeds = slices.DeleteFunc(o.feeds, func(x *feed) bool { return x == f })
}

// begin returns the step of a transaction that begins, nil if nobody watches.
func (o *ownSteps) begin(ctx context.Context, q queryer, session string) (st *ownStep, err error) {
	o.Lock()
	watched := len(o.feeds) > 0
	o.Unlock()
	if !watched {
		return nil, nil
	}
	st = &ownStep{session: session}
	st.before, err = stateOf(ctx, q)
	return st, err
}

// end notes a step before it is committed, so that it is known once it can be
// seen.
func (o *ownSteps) end(ctx context.Context, q queryer, st *ownStep) (err error) {
	if st == nil {
		return nil
	}
	if st.after, err = stateOf(ctx, q); err != nil || st.after == st.before {
		return err
	}
	o.Lock()
	defer o.Unlock()
	o.steps = append(o.steps[max(len(o.steps)-ownMost, 0):], st)
	return nil
}

// drop forgets a step that was not committed.
func (o *ownSteps) drop(st *ownStep) {
	o.Lock()
	defer o.Unlock()
	o.steps = slices.DeleteFunc(o.steps, func(s *ownStep) bool { return s == st })
}

// committed tells the feeds of a step at once. One that left the state as it was is
// nobody's news.
func (o *ownSteps) committed(st *ownStep) {
	if st == nil || st.after == st.before {
		return
	}
	o.Lock()
	defer o.Unlock()
	for _, f := range o.feeds {
		f.poke()
	}
}

// lead returns the sessions whose steps lead from one state to another, and whether
// others than these have changed something on the way.
func (o *ownSteps) lead(from, to State) (sessions []string, others bool) {
	o.Lock()
	defer o.Unlock()
	for _, st := range o.steps {
		if st.before == from {
			from = st.after
			if !slices.Contains(sessions, st.session) {
				sessions = append(sessions, st.session)
			}
		}
		if from == to {
			return sessions, false
		}
	}
	return sessions, from != to
}

// arrived returns the session whose step has added what arrived at a position, and
// false if it came from elsewhere.
func (o *ownSteps) arrived(seq int64) (session string, ok bool) {
	o.Lock()
	defer o.Unlock()
	for _, st := range o.steps {
		if st.before.Arrived < seq && seq <= st.after.Arrived {
			return st.session, true
		}
	}
	return "", false
}

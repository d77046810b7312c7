package sqlite

import (
	"context"
	"slices"
	"sync"
)

// ownSteps are the latest transactions of a store, by which a Watch tells what
// others have changed.
type ownSteps struct {
	sync.Mutex
	watched bool // there is a Watch; otherwise none is noted
	steps   []*ownStep
}

// ownStep is a transaction of this store, with the states before and after it.
type ownStep struct{ before, after State }

// ownMost is how many steps are kept: more than are made between two looks.
const ownMost = 500

// begin returns the step of a transaction that begins, nil if nobody watches.
func (o *ownSteps) begin(ctx context.Context, q queryer) (st *ownStep, err error) {
	o.Lock()
	defer o.Unlock()
	if !o.watched {
		return nil, nil
	}
	st = &ownStep{}
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

// lead reports whether steps of this store alone lead from one state to another.
func (o *ownSteps) lead(from, to State) bool {
	o.Lock()
	defer o.Unlock()
	for _, st := range o.steps {
		if st.before == from {
			from = st.after
		}
	}
	return from == to
}

// arrived reports whether a step of this store has added what arrived at a
// position.
func (o *ownSteps) arrived(seq int64) bool {
	o.Lock()
	defer o.Unlock()
	return slices.ContainsFunc(o.steps, func(st *ownStep) bool {
		return st.before.Arrived < seq && seq <= st.after.Arrived
	})
}

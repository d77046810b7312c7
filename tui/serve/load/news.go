package load

import (
	"context"
	"fmt"
	"time"
)

// Told is what a change costs that all sessions show.
type Told struct {
	All time.Duration // until the last session has shown it, at most
	CPU time.Duration // of the server, until all is still again, on average
}

// News opens all sessions, has each type its first key, and measures what changes cost that they all show: change
// returns once one is made. It returns an error if a session shows nothing within 10 seconds.
func News(ctx context.Context, o Options, changes int, change func() error) (Told, error) {
	if o.Settle == 0 {
		o.Settle = time.Second
	}
	people, err := openAll(ctx, o)
	defer closeAll(people)
	if err != nil {
		return Told{}, err
	}
	settleAll(ctx, o, people)
	for _, p := range people {
		if err := p.typeNext(o); err != nil {
			return Told{}, err
		}
	}
	settleAll(ctx, o, people)
	before, err := UseOf(o.Process)
	if err != nil {
		return Told{}, err
	}
	var told Told
	for range changes {
		begun := time.Now()
		if err := change(); err != nil {
			return Told{}, err
		}
		all, err := toldAll(ctx, people, begun)
		if err != nil {
			return Told{}, err
		}
		told.All = max(told.All, all)
		settleAll(ctx, o, people)
	}
	after, err := UseOf(o.Process)
	told.CPU = after.since(before).CPU / time.Duration(changes)
	return told, err
}

// toldAll waits until every session has shown something, and returns when the last one did.
func toldAll(ctx context.Context, people []*typist, begun time.Time) (all time.Duration, err error) {
	ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	for i, p := range people {
		select {
		case a, open := <-p.heard:
			if !open {
				return all, fmt.Errorf("session %d has ended", i+1)
			}
			all = max(all, a.at.Sub(begun))
		case <-ctx.Done():
			return all, fmt.Errorf("session %d shows nothing of a change: %w", i+1, context.Cause(ctx))
		}
	}
	return all, nil
}

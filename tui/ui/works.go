package ui

import (
	"context"
	"slices"
	"sync"
)

// Works are the requests under way, so that a person can cancel them. They travel in the context of
// all requests.
type Works struct {
	mu  sync.Mutex
	all []*Request
}

func (w *Works) add(q *Request) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.all = append(slices.DeleteFunc(w.all, func(q *Request) bool { return q.Ctx.Err() != nil }), q)
}

// Cancel cancels all requests under way and returns their number. Each is then answered with the
// error.
func (w *Works) Cancel() int {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.all = slices.DeleteFunc(w.all, func(q *Request) bool { return q.Ctx.Err() != nil })
	n := len(w.all)
	for _, q := range w.all {
		q.Cancel()
	}
	w.all = nil
	return n
}

type worksKey struct{}

// WithWorks returns a context whose requests the returned works track.
func WithWorks(ctx context.Context) (context.Context, *Works) {
	w := &Works{}
	return context.WithValue(ctx, worksKey{}, w), w
}

// worksOf returns the works of a context, nil if it has none.
func worksOf(ctx context.Context) *Works {
	w, _ := ctx.Value(worksKey{}).(*Works)
	return w
}

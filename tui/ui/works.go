package ui

import (
	"context"
	"slices"
	"sync"
)

// Works are the questions under way, so that a person can cancel them. They
// travel with the context that all questions come from.
type Works struct {
	mu  sync.Mutex
	all []*Request
}

func (w *Works) add(q *Request) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.all = append(slices.DeleteFunc(w.all, func(q *Request) bool { return q.Ctx.Err() != nil }), q)
}

// Cancel cancels all that is under way and returns how much that was. What is
// cancelled answers that it was.
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

// WithWorks returns a context whose questions are known to some works.
func WithWorks(ctx context.Context) (context.Context, *Works) {
	w := &Works{}
	return context.WithValue(ctx, worksKey{}, w), w
}

// worksOf returns the works of a context, nil where nobody keeps them.
func worksOf(ctx context.Context) *Works {
	w, _ := ctx.Value(worksKey{}).(*Works)
	return w
}

package tui

import (
	"context"

	tea "charm.land/bubbletea/v2"
)

// request is one question under way. Its answer carries it.
type request struct {
	ctx    context.Context //nolint:containedctx // a question is what a context is of
	cancel context.CancelFunc
}

// requests remembers the current question of one kind.
type requests struct {
	base    context.Context //nolint:containedctx // the life of the program
	current *request
	lasting bool // is not cancelled when a person cancels what is under way
}

// next starts a question and cancels the one before.
func (r *requests) next() *request {
	if r.current != nil {
		r.current.cancel()
	}
	ctx, cancel := context.WithCancel(r.base)
	r.current = &request{ctx: ctx, cancel: cancel}
	if w := worksOf(r.base); w != nil && !r.lasting {
		w.add(r.current)
	}
	return r.current
}

// done reports whether an answer belongs to the current question, which is
// answered with it.
func (r *requests) done(q *request) bool {
	if q == nil || q != r.current {
		return false
	}
	q.cancel()
	r.current = nil
	return true
}

// waiting reports whether a question is under way.
func (r *requests) waiting() bool { return r.current != nil }

// answer is the message that answers a question: a value, or why there is none.
// It reaches every screen; the one that asked knows it by its request.
type answer[T any] struct {
	req   *request
	value T
	err   error
}

// ask answers a question beside the screens.
func ask[T any](q *request, of func(context.Context) (T, error)) tea.Cmd {
	return func() tea.Msg {
		v, err := of(q.ctx)
		return answer[T]{q, v, err}
	}
}

// next is what a screen does once a question is answered.
type next func() tea.Cmd

// askThen asks a question and calls then with what came of it, in the screen
// that asked.
func askThen[T any](q *request, of func(context.Context) (T, error), then func(T, error) tea.Cmd) tea.Cmd {
	return ask(q, func(ctx context.Context) (next, error) {
		v, err := of(ctx)
		return func() tea.Cmd { return then(v, err) }, nil
	})
}

// goOn does what follows on the answer to the current question.
func (r *requests) goOn(a answer[next]) tea.Cmd {
	if !r.done(a.req) {
		return nil
	}
	return a.value()
}

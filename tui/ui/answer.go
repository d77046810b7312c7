package ui

import (
	"context"

	tea "charm.land/bubbletea/v2"
)

// Request is one question under way. Its answer carries it.
type Request struct {
	Ctx    context.Context //nolint:containedctx // a question is what a context is of
	Cancel context.CancelFunc
}

// Requests remembers the current question of one kind.
type Requests struct {
	Base    context.Context //nolint:containedctx // the life of the program
	current *Request
	Lasting bool // is not cancelled when a person cancels what is under way
}

// Next starts a question and cancels the one before.
func (r *Requests) Next() *Request {
	if r.current != nil {
		r.current.Cancel()
	}
	ctx, cancel := context.WithCancel(r.Base)
	r.current = &Request{Ctx: ctx, Cancel: cancel}
	if w := worksOf(r.Base); w != nil && !r.Lasting {
		w.add(r.current)
	}
	return r.current
}

// Done reports whether an answer belongs to the current question, which is
// answered with it.
func (r *Requests) Done(q *Request) bool {
	if q == nil || q != r.current {
		return false
	}
	q.Cancel()
	r.current = nil
	return true
}

// Waiting reports whether a question is under way.
func (r *Requests) Waiting() bool { return r.current != nil }

// Answer is the message that answers a question: a value, or why there is none.
// It reaches every screen; the one that asked knows it by its request.
type Answer[T any] struct {
	Req   *Request
	Value T
	Err   error
}

// Ask answers a question beside the screens.
func Ask[T any](q *Request, of func(context.Context) (T, error)) tea.Cmd {
	return func() tea.Msg {
		v, err := of(q.Ctx)
		return Answer[T]{q, v, err}
	}
}

// Next is what a screen does once a question is answered.
type Next func() tea.Cmd

// AskThen asks a question and calls then with what came of it, in the screen
// that asked.
func AskThen[T any](q *Request, of func(context.Context) (T, error), then func(T, error) tea.Cmd) tea.Cmd {
	return Ask(q, func(ctx context.Context) (Next, error) {
		v, err := of(ctx)
		return func() tea.Cmd { return then(v, err) }, nil
	})
}

// GoOn does what follows on the answer to the current question.
func (r *Requests) GoOn(a Answer[Next]) tea.Cmd {
	if !r.Done(a.Req) {
		return nil
	}
	return a.Value()
}

package ui

import (
	"context"

	tea "charm.land/bubbletea/v2"
)

// Request is a request under way. Its answer carries it.
type Request struct {
	Ctx    context.Context //nolint:containedctx // a request is what a context is for
	Cancel context.CancelFunc
}

// Requests tracks the current request of one kind.
type Requests struct {
	Base    context.Context //nolint:containedctx // until the program ends
	current *Request
	Lasting bool // is not cancelled when a person cancels what is under way
}

// Next starts a request and cancels the previous one.
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

// Done reports whether an answer belongs to the current request, and if so ends it.
func (r *Requests) Done(q *Request) bool {
	if q == nil || q != r.current {
		return false
	}
	q.Cancel()
	r.current = nil
	return true
}

// Waiting reports whether a request is under way.
func (r *Requests) Waiting() bool { return r.current != nil }

// Answer is the message with the result of a request: a value or an error. It reaches every screen;
// the one that asked recognizes its request.
type Answer[T any] struct {
	Req   *Request
	Value T
	Err   error
}

// Ask runs a request in a command, and returns its result as an Answer.
func Ask[T any](q *Request, of func(context.Context) (T, error)) tea.Cmd {
	return func() tea.Msg {
		v, err := of(q.Ctx)
		return Answer[T]{q, v, err}
	}
}

// Next is what a screen does once a request is answered.
type Next func() tea.Cmd

// AskThen runs a request and calls then with its result, in the screen that asked.
func AskThen[T any](q *Request, of func(context.Context) (T, error), then func(T, error) tea.Cmd) tea.Cmd {
	return Ask(q, func(ctx context.Context) (Next, error) {
		v, err := of(ctx)
		return func() tea.Cmd { return then(v, err) }, nil
	})
}

// GoOn calls then of an answer to the current request.
func (r *Requests) GoOn(a Answer[Next]) tea.Cmd {
	if !r.Done(a.Req) {
		return nil
	}
	return a.Value()
}

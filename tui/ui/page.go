package ui

import (
	"context"
	"slices"

	"fieldfolio/tui/draw"
)

// Loading is the state of a page: loading, failed or loaded. A loaded page may be empty.
type Loading struct {
	Asked  Requests
	waits  string // shown until it is loaded
	failed string // shown before the reason of a failure
	Loaded bool   // there was an answer with a value
	Fault  error  // of the newest answer
}

func NewLoading(ctx context.Context, waits, failed string) Loading {
	return Loading{Asked: Requests{Base: ctx}, waits: waits, failed: failed}
}

// To returns the value of an answer to the current request of a page; false if it answers another
// request or has no value.
func (a Answer[T]) To(l *Loading) (T, bool) {
	current := l.Asked.Done(a.Req)
	if current {
		l.Fault, l.Loaded = a.Err, l.Loaded || a.Err == nil
	}
	return a.Value, current && a.Err == nil
}

// Ready reports whether the page is loaded without fault.
func (l *Loading) Ready() bool { return l.Loaded && l.Fault == nil }

// Draw draws a page: the lines above, then that it is loading, why it failed, the lines of empty,
// or, if those are none, the lines of full. empty is nil for a page that is never empty.
func (l *Loading) Draw(f *draw.Frame, above []string, empty, full func() []string) string {
	var says, body []string
	switch {
	case l.Fault != nil:
		says = failed(l.failed, l.Fault, f)
	case !l.Loaded && f.Styles.ASCII:
		says = []string{draw.Dots(l.waits)}
	case !l.Loaded:
		says = []string{l.waits}
	case empty != nil:
		says = empty()
	}
	if says != nil {
		body = f.Centred(says, f.Height-len(above))
	} else {
		body = full()
	}
	return f.Page(slices.Concat(above, body))
}

// failed returns a failure and its reason as lines of a page.
func failed(what string, err error, f *draw.Frame) []string {
	n := Failure("", err)
	lines := append([]string{what + "."}, f.Wrap(n.Text, f.Width-6)...)
	if n.Hint != "" {
		lines = append(lines, f.Wrap(n.Hint, f.Width-6)...)
	}
	return append(lines, "", "ctrl+r tries again")
}

// Unready says that a page is loading or why it failed, with further facts; false if it is loaded.
func (l *Loading) Unready(facts ...string) (s Spoken, unready bool) {
	switch {
	case l.Fault != nil:
		n := Failure("", l.Fault)
		s.Title = l.failed + "."
		s.Facts = append(draw.NonEmpty(draw.Sentence(n.Text), draw.Sentence(n.Hint)), "The action reload tries again.")
	case !l.Loaded:
		s.Title = draw.Sentence(l.waits)
	default:
		return s, false
	}
	for _, fact := range facts {
		s = s.With(fact)
	}
	return s, true
}

package tui

import (
	"context"
	"slices"
)

// loading is how far a page has what it shows: it is being loaded, it could not
// be, or it is loaded. What is loaded may still be nothing.
type loading struct {
	asked  requests
	waits  string // said until it is loaded
	failed string // said before the reason why it could not be
	loaded bool   // there was an answer with a value
	fault  error  // of the newest answer
}

func newLoading(ctx context.Context, waits, failed string) loading {
	return loading{asked: requests{base: ctx}, waits: waits, failed: failed}
}

// to returns the value of an answer to the current question of a page; false if
// the answer is to another question, or has no value.
func (a answer[T]) to(l *loading) (T, bool) {
	current := l.asked.done(a.req)
	if current {
		l.fault, l.loaded = a.err, l.loaded || a.err == nil
	}
	return a.value, current && a.err == nil
}

// ready reports whether there is something to show.
func (l *loading) ready() bool { return l.loaded && l.fault == nil }

// draw draws a page: below the lines above, that it is being loaded, why it could
// not be, what empty says, or, where that is nothing, what there is. A page that
// is never empty has no empty.
func (l *loading) draw(f *face, above []string, empty, full func() []string) string {
	w, room := f.width, f.height-len(above)
	var says, body []string
	switch {
	case l.fault != nil:
		says = failed(l.failed, l.fault, w)
	case !l.loaded:
		says = []string{l.waits}
	case empty != nil:
		says = empty()
	}
	if says != nil {
		body = centred(says, w, room)
	} else {
		body = full()
	}
	return page(slices.Concat(above, body), w, f.height)
}

// failed says that something went wrong, and why, in lines of a page.
func failed(what string, err error, w int) []string {
	n := failure("", err)
	lines := append([]string{what + "."}, wrap(n.text, w-6)...)
	if n.hint != "" {
		lines = append(lines, wrap(n.hint, w-6)...)
	}
	return append(lines, "", "ctrl+r tries again")
}

// unready says that a page is being loaded, or why it could not be, with further
// facts; false if it is loaded.
func (l *loading) unready(facts ...string) (s spoken, unready bool) {
	switch {
	case l.fault != nil:
		n := failure("", l.fault)
		s.title = l.failed + "."
		s.facts = append(nonEmpty(sentence(n.text), sentence(n.hint)), "The action reload tries again.")
	case !l.loaded:
		s.title = sentence(l.waits)
	default:
		return s, false
	}
	for _, fact := range facts {
		s = s.with(fact)
	}
	return s, true
}

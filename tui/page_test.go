package tui

import (
	"context"
	"errors"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
)

// A page takes the answer to its newest question only, which cancels the one
// before; a later answer takes the place of a failure.
func TestPageTakesTheNewestAnswer(t *testing.T) {
	l := newLoading(t.Context(), "Loading…", "It could not be loaded")
	number := func(n int, err error) func(context.Context) (int, error) {
		return func(context.Context) (int, error) { return n, err }
	}
	first := l.asked.next()
	stale := ask(first, number(1, nil))().(answer[int])
	failing := ask(l.asked.next(), number(0, errors.New("no disk")))().(answer[int])
	if first.ctx.Err() == nil {
		t.Error("the question before goes on")
	}
	if n, ok := stale.to(&l); ok || l.loaded {
		t.Errorf("a stale answer is taken: %d", n)
	}
	f := &face{width: 40, height: 10, look: &styles{}}
	says := func(want string) {
		t.Helper()
		text := l.draw(f, []string{"head"}, func() []string { return nil }, func() []string { return []string{"all"} })
		if !strings.HasPrefix(text, "head\n") || !strings.Contains(text, want) {
			t.Errorf("the page is\n%s\nwithout %s", text, want)
		}
	}
	says("Loading…")
	if _, ok := failing.to(&l); ok || l.ready() {
		t.Error("a failure is taken for a value")
	}
	says("It could not be loaded.")
	says("no disk")
	good := ask(l.asked.next(), number(3, nil))().(answer[int])
	if n, ok := good.to(&l); !ok || n != 3 || !l.ready() {
		t.Errorf("the answer is %d, %v", n, ok)
	}
	says("all")
	if _, ok := good.to(&l); ok {
		t.Error("an answer is taken twice")
	}
}

// What follows on an answer is done once, and not after a newer question.
func TestGoOn(t *testing.T) {
	r, done := requests{base: t.Context()}, 0
	asks := func() answer[next] {
		of := func(context.Context) (int, error) { return 1, nil }
		return askThen(r.next(), of, func(n int, _ error) tea.Cmd { done += n; return nil })().(answer[next])
	}
	old, now := asks(), asks()
	for _, a := range []answer[next]{old, now, now} {
		r.goOn(a)
	}
	if done != 1 {
		t.Errorf("it was done %d times", done)
	}
}

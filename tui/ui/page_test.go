package ui

import (
	"context"
	"errors"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"fieldfolio/tui/draw"
)

// A page takes the answer to its newest question only, which cancels the one
// before; a later answer takes the place of a failure.
func TestPageTakesTheNewestAnswer(t *testing.T) {
	l := NewLoading(t.Context(), "Loading…", "It could not be loaded")
	number := func(n int, err error) func(context.Context) (int, error) {
		return func(context.Context) (int, error) { return n, err }
	}
	first := l.Asked.Next()
	stale := Ask(first, number(1, nil))().(Answer[int])
	failing := Ask(l.Asked.Next(), number(0, errors.New("no disk")))().(Answer[int])
	if first.Ctx.Err() == nil {
		t.Error("the question before goes on")
	}
	if n, ok := stale.To(&l); ok || l.Loaded {
		t.Errorf("a stale answer is taken: %d", n)
	}
	f := &draw.Frame{Width: 40, Height: 10, Styles: &draw.Styles{}}
	says := func(want string) {
		t.Helper()
		text := l.Draw(f, []string{"head"}, func() []string { return nil }, func() []string { return []string{"all"} })
		if !strings.HasPrefix(text, "head\n") || !strings.Contains(text, want) {
			t.Errorf("the page is\n%s\nwithout %s", text, want)
		}
	}
	says("Loading…")
	if _, ok := failing.To(&l); ok || l.Ready() {
		t.Error("a failure is taken for a value")
	}
	says("It could not be loaded.")
	says("no disk")
	good := Ask(l.Asked.Next(), number(3, nil))().(Answer[int])
	if n, ok := good.To(&l); !ok || n != 3 || !l.Ready() {
		t.Errorf("the answer is %d, %v", n, ok)
	}
	says("all")
	if _, ok := good.To(&l); ok {
		t.Error("an answer is taken twice")
	}
}

// What follows on an answer is done once, and not after a newer question.
func TestGoOn(t *testing.T) {
	r, done := Requests{Base: t.Context()}, 0
	asks := func() Answer[Next] {
		of := func(context.Context) (int, error) { return 1, nil }
		return AskThen(r.Next(), of, func(n int, _ error) tea.Cmd { done += n; return nil })().(Answer[Next])
	}
	old, now := asks(), asks()
	for _, a := range []Answer[Next]{old, now, now} {
		r.GoOn(a)
	}
	if done != 1 {
		t.Errorf("it was done %d times", done)
	}
}

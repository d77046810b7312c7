package tui

import (
	"context"
	"slices"
	"sync"
	"time"

	tea "charm.land/bubbletea/v2"
)

// works are the questions under way, so that a person can cancel them. They
// travel with the context that all questions come from.
type works struct {
	mu  sync.Mutex
	all []*request
}

type worksKey struct{}

// withWorks returns a context whose questions are known to some works.
func withWorks(ctx context.Context) (context.Context, *works) {
	w := &works{}
	return context.WithValue(ctx, worksKey{}, w), w
}

// worksOf returns the works of a context, nil where nobody keeps them.
func worksOf(ctx context.Context) *works {
	w, _ := ctx.Value(worksKey{}).(*works)
	return w
}

func (w *works) add(q *request) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.all = append(slices.DeleteFunc(w.all, func(q *request) bool { return q.ctx.Err() != nil }), q)
}

// cancel cancels all that is under way and returns how much that was. What is
// cancelled answers that it was.
func (w *works) cancel() int {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.all = slices.DeleteFunc(w.all, func(q *request) bool { return q.ctx.Err() != nil })
	n := len(w.all)
	for _, q := range w.all {
		q.cancel()
	}
	w.all = nil
	return n
}

// The first time that something is said to be still at work, and the longest
// silence after that.
const (
	firstWord    = 2 * time.Second
	longestQuiet = time.Minute
)

// settle waits for all commands. It says now and then that it does, less and
// less often; cancel and ctrl+c end the waiting, all other lines wait their turn.
func (l *linear) settle() {
	quiet, waited := firstWord, time.Duration(0)
	word := l.after(quiet)
	for l.under > l.adrift && !l.gone {
		select {
		case m := <-l.work:
			l.arrived(m)
		case line, ok := <-l.more():
			l.hear(line, ok)
		case <-l.interrupt:
			l.put("\n") // the terminal has written ^C
			l.cancel()
		case <-word:
			waited += quiet
			quiet = min(2*quiet, longestQuiet)
			word = l.after(quiet)
			l.line(sentence("Still at work after " + number(int(waited/time.Second), "second", "seconds") + ": " + l.atWork()))
			if waited == firstWord {
				l.line("cancel ends it.")
			}
			l.flush()
		case <-l.ctx.Done():
			return
		}
	}
}

// atWork says what is under way, and how far it is.
func (l *linear) atWork() string {
	j := l.root.latest()
	if j == nil {
		return l.doing
	}
	return joined(j.what, clean(j.said))
}

// waitingLines is how many lines may wait their turn.
const waitingLines = 100

// more returns the lines that are typed, as long as there is room for them.
func (l *linear) more() <-chan string {
	if len(l.queue) >= waitingLines {
		return nil
	}
	return l.lines
}

// hear takes a line that is typed while something is at work.
func (l *linear) hear(line string, ok bool) {
	switch {
	case !ok:
		l.lines, l.ended = nil, true
	case line == "cancel" && len(l.queue) == 0:
		l.cancel()
	default:
		l.queue = append(l.queue, line)
	}
}

// cancel cancels what is under way. What does not heed that is no longer waited
// for the second time.
func (l *linear) cancel() {
	if j, n := l.root.latest(), l.works.cancel(); n > 0 && j != nil {
		l.line(sentence("Cancelling " + j.what))
	} else if n > 0 {
		l.line("Cancelling.")
	} else {
		l.line("It is no longer waited for; what comes of it will be said.")
		l.adrift = l.under
	}
	l.flush()
}

// do runs a command beside the loop.
func (l *linear) do(c tea.Cmd) {
	if c == nil {
		return
	}
	l.under++
	l.beside(func() {
		m := c()
		select {
		case l.work <- m:
		case <-l.ctx.Done():
		}
	})
}

// arrived takes what comes of a command.
func (l *linear) arrived(m tea.Msg) {
	l.under--
	l.adrift = min(l.adrift, l.under)
	l.deliver(m)
}

func (l *linear) deliver(m tea.Msg) {
	switch m := m.(type) {
	case nil:
	case tea.BatchMsg:
		for _, c := range m {
			l.do(c)
		}
	case tea.QuitMsg:
		l.gone = true
	case copied:
		l.copied(m)
	case greeted:
		if m.step == stepWelcome {
			m.step.says = linearWelcome
		}
		l.send(m)
	default:
		l.send(m)
	}
}

func (l *linear) send(m tea.Msg) {
	_, c := l.root.Update(m)
	l.do(c)
}

// linearWelcome is said on a first visit.
var linearWelcome = notice{text: "welcome: help says all that can be done", hint: "a number opens what has that number"}

// copied says a text that would go to the clipboard as it is: the tabs between its
// values too.
func (l *linear) copied(m copied) {
	l.line(sentence("To copy, " + m.what + ", between two lines of hyphens"))
	l.put("---\n" + m.text + "\n---\n")
}

func (l *linear) press(k tea.KeyPressMsg) {
	l.send(k)
	l.settle()
}

package tui

import (
	"bytes"
	"context"
	"io"
	"strings"
	"sync"
	"testing"
	"time"

	"fieldfolio/portfolio/exchange"
	"fieldfolio/portfolio/reconcile"
	"fieldfolio/tui/linear"
	"fieldfolio/tui/ui"
	"fieldfolio/tui/uitest"
)

// slow is a portfolio whose figures take until they are cancelled. begun is closed once findings
// are requested.
type slow struct {
	*uitest.Memory
	begun chan struct{}
	deaf  chan struct{} // not nil: requests ignore cancellation and end with this
}

func (s *slow) Findings(ctx context.Context) ([]reconcile.Finding, error) {
	close(s.begun)
	if s.deaf != nil {
		<-s.deaf
		return s.Memory.Findings(ctx)
	}
	<-ctx.Done()
	return nil, ctx.Err()
}

// ear hears what is said, and lets one wait for some words.
type ear struct {
	mu    sync.Mutex
	said  bytes.Buffer
	fresh chan struct{}
}

func (e *ear) Write(p []byte) (int, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	select {
	case e.fresh <- struct{}{}:
	default:
	}
	return e.said.Write(p)
}

func (e *ear) text() string {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.said.String()
}

// hears waits for words.
func (e *ear) hears(t *testing.T, words string) {
	t.Helper()
	for !strings.Contains(e.text(), words) {
		select {
		case <-e.fresh:
		case <-time.After(10 * time.Second):
			t.Fatalf("%q is not said, but:\n%s", words, e.text())
		}
	}
}

// session is a linear session beside the test, with a clock that the test moves.
type session struct {
	ear
	in        io.WriteCloser
	interrupt chan struct{}
	clock     chan time.Time
	src       *slow
	ended     chan error
}

func newSession(t *testing.T, ex ui.Mailroom) *session {
	t.Helper()
	return newSessionOf(t, &uitest.Memory{Doc: uitest.Sample()}, ex)
}

func newSessionOf(t *testing.T, src *uitest.Memory, ex ui.Mailroom) *session {
	t.Helper()
	r, w := io.Pipe()
	s := &session{in: w, interrupt: make(chan struct{}), clock: make(chan time.Time), ended: make(chan error, 1)}
	s.fresh = make(chan struct{}, 1)
	s.src = &slow{Memory: src, begun: make(chan struct{})}
	ctx, works := ui.WithWorks(t.Context())
	o := Options{AsOf: 20110430, Person: "A. Desk", Linear: true, In: r, Out: s, Interrupt: s.interrupt, Mailroom: ex}
	root, err := newProgram(ctx, s.src, o)
	if err != nil {
		t.Fatal(err)
	}
	root.At = 1 // Portfolio
	l := linear.New(root, works, linear.Streams{In: o.In, Out: o.Out, Interrupt: o.Interrupt})
	l.After = func(time.Duration) <-chan time.Time { return s.clock }
	run := oneByOne(t)
	l.Beside = func(f func()) { // the figures alone take long
		if l.Doing == "the view Reconcile" {
			go f()
			return
		}
		run(f)
	}
	go func() { s.ended <- l.Run(ctx) }()
	return s
}

func (s *session) types(t *testing.T, line string) {
	t.Helper()
	if _, err := io.WriteString(s.in, line+"\n"); err != nil {
		t.Fatal(err)
	}
}

// TestLinearCancels checks that long work is mentioned less and less often, that cancel ends it,
// and that nothing typed meanwhile is lost.
func TestLinearCancels(t *testing.T) {
	s := newSession(t, nil)
	s.hears(t, "> ")
	s.types(t, "reconcile")
	<-s.src.begun
	for _, words := range []string{"after 2 seconds: the view Reconcile", "cancel ends it", "after 6 seconds", "after 14 seconds", "after 30 seconds", "after 62 seconds", "after 122 seconds"} {
		if words != "cancel ends it" {
			s.clock <- time.Time{}
		}
		s.hears(t, words)
	}
	s.types(t, "cancel")
	s.hears(t, "it was cancelled")
	s.types(t, "portfolio")
	s.hears(t, "at 1: ABCX28")
	s.types(t, "quit")
	if err := <-s.ended; err != nil {
		t.Error(err)
	}
}

// slowPost takes in mails until that is cancelled.
type slowPost struct{ *uitest.MemoryMailroom }

func (slowPost) Receive(ctx context.Context, _ ui.MailSource, report func(string)) (exchange.Reception, error) {
	report("3 of 10 mails")
	<-ctx.Done()
	return exchange.Reception{}, ctx.Err()
}

// TestLinearCancelsJobs checks that jobs report their progress and can be cancelled.
func TestLinearCancelsJobs(t *testing.T) {
	_, x := uitest.AtOffice()
	s := newSession(t, slowPost{x})
	s.hears(t, "> ")
	s.types(t, "sync")
	s.types(t, "receive")
	s.types(t, "mail.eml")
	for !strings.Contains(s.text(), "seconds: taking in mails, 3 of 10 mails.") {
		s.clock <- time.Time{}
	}
	s.types(t, "cancel")
	s.hears(t, "Cancelling taking in mails.")
	s.hears(t, "Nothing was taken in: it was cancelled")
	s.types(t, ":quit")
	if err := <-s.ended; err != nil {
		t.Error(err)
	}
}

// TestLinearInterrupts checks that work which ignores cancellation is no longer waited for, and its
// result is still said; ctrl+c does as cancel, and quits if nothing is running.
func TestLinearInterrupts(t *testing.T) {
	s := newSession(t, nil)
	s.src.deaf = make(chan struct{})
	s.hears(t, "> ")
	s.types(t, "reconcile")
	<-s.src.begun
	s.interrupt <- struct{}{}
	s.hears(t, "Cancelling.")
	s.interrupt <- struct{}{}
	s.hears(t, "no longer waited for")
	s.hears(t, "Adding up the document's own rows.")
	close(s.src.deaf)
	s.types(t, "portfolio")
	s.hears(t, "at 1: ABCX28")
	s.types(t, "1")
	s.hears(t, "Project ABCX28")
	s.types(t, "5 e")
	s.hears(t, "First day, now")
	s.interrupt <- struct{}{}
	s.hears(t, "ctrl+c again quits")
	s.interrupt <- struct{}{}
	if err := <-s.ended; err != nil {
		t.Error(err)
	}
}

// TestLinearKeepsWhatIsTyped checks that drafts are kept if the line drops in the middle of a
// question.
func TestLinearKeepsWhatIsTyped(t *testing.T) {
	s := newSession(t, nil)
	for _, line := range []string{"1", "5 e", "2013-06-30"} {
		s.types(t, line)
	}
	if err := s.in.Close(); err != nil {
		t.Fatal(err)
	}
	if err := <-s.ended; err != nil {
		t.Error(err)
	}
	s.hears(t, "Kept, not saved: ABCX28: first day.")
	if d := s.src.Editor.Drafts["ABCX28"]; len(d.Fields) != 1 || d.Fields[0].Value != "2013-06-30" {
		t.Errorf("kept %+v", d)
	}
}

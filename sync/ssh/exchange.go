package ssh

import (
	"cmp"
	"context"
	"errors"
	"io"
	"time"

	"fieldfolio/portfolio/exchange"
	"fieldfolio/portfolio/fault"
	"fieldfolio/sync"
	"fieldfolio/sync/wire"
)

// End is this end of a line.
type End struct {
	Peer  *sync.Peer
	Words map[fault.Action]string // of remedies, for people at the other end

	limits limits // usual if zero
	pace   pace   // likewise
}

// Result is what came of an exchange, as far as it went.
type Result struct {
	With    string                // office; empty if it has not proven who it is
	Changes int                   // that were sent and have arrived
	Got     exchange.ReceivedDiff // of all diffs that were taken
	Diffs   int                   // number of these
	Sent    int64                 // bytes that went over the line
	Came    int64                 // likewise
}

// Refused is the error that the other side has refused what was sent, or failed; it
// has said why.
type Refused struct {
	By     string // office, as it calls itself
	Failed bool   // it failed: this is not about what was sent
	Why    string
	Do     string // in words for people there
}

// Error returns a sentence.
func (e *Refused) Error() string {
	if e.Failed {
		return "the exchange failed at " + e.By + ": " + e.Why
	}
	return "rejected by " + e.By + ": " + e.Why
}

// Remedy returns what to do.
func (e *Refused) Remedy() fault.Remedy { return fault.Remedy{Text: e.Do} }

// pace is how many bytes a diff may have.
type pace struct{ now, least, most int }

var usualPace = pace{now: 32 << 10, least: 4 << 10, most: 1 << 20}

// next adapts the size of the next diff to the time after which the last one was
// answered: what is under way is lost with the line, and each diff waits for an
// answer.
func (p *pace) next(took time.Duration) {
	switch {
	case took < 3*time.Second:
		p.now = min(2*p.now, p.most)
	case took > 12*time.Second:
		p.now = max(p.now/2, p.least)
	}
}

// Serve answers the office that has called, on a connection or on standard input and
// output. It returns when both sides have nothing more to say, at the end of the line
// or of ctx, and at a limit. It may leave a Read or Write under way, which the end of
// the connection ends. The error says why the exchange is not over; unless it is about
// the line or this copy itself, the other side has been told.
func (e End) Serve(ctx context.Context, in io.Reader, out io.Writer) (Result, error) {
	self, err := e.Peer.Ready(ctx)
	if err != nil {
		return Result{}, err
	}
	s, err := e.meet(ctx, self, in, out)
	if err != nil {
		return Result{}, sentence("the office that has called", err)
	}
	defer s.line.close()
	s.talk = e.Peer.Talk(wire.Copy{}) // nothing is said to who has not signed
	err = s.run(ctx, false)
	return s.result(), sentence(s.other, err)
}

// over exchanges over a line that was made, as the copy that calls.
func (e End) over(ctx context.Context, self wire.Copy, in io.Reader, out io.Writer) (Result, error) {
	s, err := e.meet(ctx, self, in, out)
	if err != nil {
		return Result{}, &unmet{err}
	}
	defer s.line.close()
	if err = s.run(ctx, true); err == nil && s.so.With == "" {
		err = errNoLink // nobody there has signed anything
	}
	return s.result(), err
}

// unmet is the error for a line on which no greeting came.
type unmet struct{ error }

func (e *unmet) Unwrap() error { return e.error }

// session is an exchange under way.
type session struct {
	end    End
	line   *line
	talk   *sync.Talk
	so     Result         // far
	other  string         // office at the other end, as it calls itself
	last   *exchange.Mail // that was sent, and is not known to have arrived
	since  time.Time      // when it was
	begun  bool           // a diff was sent
	ours   bool           // the last message from here was an end
	theirs bool           // the last message from the other side was
}

// meet exchanges greetings.
func (e End) meet(ctx context.Context, self wire.Copy, in io.Reader, out io.Writer) (*session, error) {
	if e.limits == (limits{}) {
		e.limits = usual
	}
	if e.pace == (pace{}) {
		e.pace = usualPace
	}
	l := newLine(ctx, in, out, e.limits)
	var other wire.Copy
	_, err := l.Write(greetingOf(self))
	if err == nil || errors.Is(err, io.EOF) { // what it said before it hung up
		other, err = readGreeting(l)
	}
	if err == nil && other.Office == self.Office {
		err = errItself
	}
	if err != nil {
		l.close()
		return nil, err
	}
	return &session{end: e, line: l, talk: e.Peer.Talk(other), other: other.Office}, nil
}

// run takes turns until both sides have nothing to say.
func (s *session) run(ctx context.Context, calls bool) error {
	if calls {
		if err := s.say(ctx); err != nil {
			return s.tell(err)
		}
		if !s.begun {
			return errNoLink
		}
	}
	for range s.end.limits.messages {
		m, err := readMessage(s.line)
		if errors.Is(err, io.EOF) && s.ours && s.so.With != "" {
			return nil // each has said and heard all; only the last word of it is lost
		}
		if err != nil {
			return err
		}
		if err := s.hear(ctx, &m); err != nil {
			return s.tell(err)
		}
		if s.ours && s.theirs {
			return nil
		}
		if err := s.say(ctx); err != nil {
			return s.tell(err)
		}
		if s.ours && s.theirs {
			return nil
		}
	}
	return errMany
}

// say sends the next diff, or that there is nothing to say.
func (s *session) say(ctx context.Context) error {
	m, err := s.talk.Next(ctx, s.end.pace.now)
	if err != nil {
		return err
	}
	if s.ours = m == nil; s.ours {
		return s.write(message{kind: kindEnd})
	}
	s.last, s.since, s.begun = m, time.Now(), true
	return s.write(message{kindDiff, []byte(m.Body)})
}

func (s *session) write(m message) error {
	_, err := s.line.Write(m.bytes())
	return err
}

// hear does what a message asks for.
func (s *session) hear(ctx context.Context, m *message) error {
	s.theirs = m.kind == kindEnd
	switch m.kind {
	case kindRefused, kindFailed:
		why, do := m.reason()
		return &Refused{By: s.other, Failed: m.kind == kindFailed, Why: why, Do: do}
	case kindEnd:
		s.arrived()
		return s.talk.Arrived(ctx)
	}
	got, err := s.talk.Take(ctx, m.content)
	if err != nil {
		return err
	}
	s.arrived()
	s.so.add(&got)
	return nil
}

// arrived counts the last diff from here.
func (s *session) arrived() {
	if s.last == nil {
		return
	}
	s.so.Changes += s.last.Number
	s.end.pace.next(time.Since(s.since))
	s.last = nil
}

// tell tells the other side why this one ends the exchange, if that is not the line.
func (s *session) tell(err error) error {
	var theirs *Refused
	var limit *lineError
	broken := errors.As(err, &limit) || errors.Is(err, io.EOF) || s.line.ctx.Err() != nil
	if err == nil || broken || errors.As(err, &theirs) {
		return err
	}
	kind := byte(kindFailed)
	var no *sync.Refused
	if errors.As(err, &no) {
		kind = kindRefused
	}
	_ = s.write(reasonOf(kind, err.Error(), fault.RemedyOf(err).Words(s.end.Words))) // the error is returned anyway
	return err
}

// add adds what came of a diff.
func (r *Result) add(d *exchange.ReceivedDiff) {
	r.With, r.Diffs = d.From, r.Diffs+1
	g := &r.Got
	g.From, g.More = d.From, d.More
	g.Fresh, g.Known, g.Held, g.Aside = g.Fresh+d.Fresh, g.Known+d.Known, g.Held+d.Held, g.Aside+d.Aside
	g.Joined, g.Anew = g.Joined || d.Joined, g.Anew || d.Anew
	g.Judged = append(g.Judged, d.Judged...)
	g.Told = cmp.Or(d.Told, g.Told)
}

// result returns what came of the exchange.
func (s *session) result() Result {
	s.so.Sent, s.so.Came = s.line.sent, s.line.received
	return s.so
}

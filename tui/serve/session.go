package serve

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net/netip"
	"runtime/debug"
	"time"

	gossh "golang.org/x/crypto/ssh"
)

// Session is what one person does over one channel: the screens, or one command.
type Session struct {
	ID     string // 16 random hexadecimal digits
	Person Person
	Door   Door
	From   string // address of the client, or the account that connected to the Unix socket
	Since  time.Time

	Reached netip.AddrPort // where the client reached the server; invalid if it is not known
	Account int            // id of the account that connected to the Unix socket; -1 at the TCP door

	Raw      string    // the command as sent, not split; "" for the screens
	Terminal *Terminal // nil: there is none
	Env      []string  // NAME=value: TERM, LANG, LC_*, COLORTERM, NO_COLOR, TZ and the like

	Stdin io.Reader // ends with io.EOF when the client closes it or is gone
	// Stdout and Stderr wait until the client has room. They write bytes as they are for the screens. For a command
	// with a terminal, lines end with CR LF.
	Stdout, Stderr io.Writer

	*running
}

// running is what a server keeps of a session.
type running struct {
	server  *Server
	conn    *conn
	channel gossh.Channel
	meter   meter
	ctx     context.Context //nolint:containedctx // is handed to Handle
	end     context.CancelCauseFunc
	done    chan struct{} // closed when Handle has returned
	broken  bool          // Handle has panicked, and may not have given the terminal back
	closed  chan struct{} // closed when the client knows, or is gone
}

// EndedError is the cause of a session that the server ended.
type EndedError struct{ Reason string }

// Error returns the reason.
func (e *EndedError) Error() string { return e.Reason }

func newSession(s *Server, c *conn, channel gossh.Channel, person Person) *Session {
	r := &running{server: s, conn: c, channel: channel, done: make(chan struct{}), closed: make(chan struct{})}
	r.ctx, r.end = context.WithCancelCause(c.ctx)
	r.meter.lastInput.Store(time.Now().UnixNano())
	r.meter.lastMoved.Store(time.Now().UnixNano())
	id := make([]byte, 8)
	_, _ = rand.Read(id) // never fails
	return &Session{
		ID: hex.EncodeToString(id), Person: person, Door: c.door, From: c.from, Since: time.Now(), running: r,
		Reached: c.reached, Account: c.account,
	}
}

// End ends the session for a reason, a sentence without full stop such as "your login was removed". The context of
// Handle ends with it; once Handle has returned another status than 0, the client is told. Without that within
// Limits.Stop, the connection is closed.
func (s *Session) End(reason string) {
	s.end(&EndedError{reason})
	time.AfterFunc(s.server.config.Limits.Stop, func() {
		select {
		case <-s.closed:
		default:
			s.conn.cut(context.Cause(s.ctx))
		}
	})
}

// run calls Handle and tells the client how it ended.
func (s *Session) run() {
	defer close(s.done)
	// Closing waits for nothing: what was written before is on its way.
	defer func() { _ = s.channel.Close() }()
	s.streams()
	defer s.server.leave(s)
	defer s.bound()()
	s.tell(s.handle())
}

func (s *Session) streams() {
	stalled := func() { s.conn.cut(ErrStalled) }
	stall := s.server.config.Limits.Stall
	s.Stdin = &input{s.channel, &s.meter}
	s.Stdout = &output{to: s.channel, meter: &s.meter, stall: stall, stalled: stalled}
	s.Stderr = &output{to: s.channel.Stderr(), meter: &s.meter, stall: stall, stalled: stalled}
	if s.Terminal != nil && s.Raw != "" {
		s.Stdout, s.Stderr = Lines{s.Stdout}, Lines{s.Stderr}
	}
}

// handle calls Handle. A panic is the end of this session only.
func (s *Session) handle() (status int) {
	defer func() {
		fault := recover()
		if fault == nil {
			return
		}
		s.server.config.Log.Error("panic in a session", "session", s.ID, "person", s.Person.Name,
			"panic", fmt.Sprint(fault), "stack", string(debug.Stack()))
		s.end(&EndedError{"internal error; this session ended, others go on; what was saved is kept"})
		s.broken, status = true, 255
	}()
	return s.server.config.Handle(s.ctx, s)
}

// bound ends the session when it is idle or has lasted for too long. The function that it returns takes that back.
func (s *Session) bound() (unbind func()) {
	limits := s.server.config.Limits
	stops := []*time.Timer{}
	if limits.Total > 0 {
		stops = append(stops, time.AfterFunc(limits.Total, func() {
			s.End("a session may last " + spoken(limits.Total))
		}))
	}
	if limits.Idle > 0 {
		stops = append(stops, s.whenIdle(limits.Idle))
	}
	return func() {
		for _, timer := range stops {
			timer.Stop()
		}
	}
}

func (s *Session) whenIdle(limit time.Duration) *time.Timer {
	last := &s.meter.lastMoved
	if s.Terminal != nil {
		last = &s.meter.lastInput // what others change is shown to nobody
	}
	var timer *time.Timer
	ready := make(chan struct{})
	timer = time.AfterFunc(limit, func() {
		<-ready
		idle := time.Since(time.Unix(0, last.Load()))
		if idle < limit {
			timer.Reset(limit - idle)
			return
		}
		s.End("no input for " + spoken(limit))
	})
	close(ready)
	return timer
}

// spoken returns a duration as people say it.
func spoken(d time.Duration) string {
	for _, unit := range []struct {
		is   time.Duration
		name string
	}{{time.Hour, "hour"}, {time.Minute, "minute"}, {time.Second, "second"}} {
		if n := d / unit.is; n > 1 && d%unit.is == 0 {
			return fmt.Sprintf("%d %ss", n, unit.name)
		} else if d == unit.is {
			return "1 " + unit.name
		}
	}
	return d.String()
}

// tell tells the client how the session ended.
func (s *Session) tell(status int) {
	var ended *EndedError
	if status == 0 || !errors.As(context.Cause(s.ctx), &ended) {
		_, _ = s.channel.SendRequest("exit-status", false, gossh.Marshal(struct{ Status uint32 }{uint32(status)}))
		return
	}
	// Leaving the other buffer a second time would put the cursor back to where it was before the screens.
	if s.broken && s.Terminal != nil && s.Raw == "" {
		_, _ = io.WriteString(s.Stdout, LeaveScreen)
	}
	end := "\n"
	if s.Terminal != nil && s.Raw == "" {
		end = "\r\n"
	}
	_, _ = io.WriteString(s.Stderr, "fieldfolio: "+ended.Reason+end)
	_, _ = s.channel.SendRequest("exit-signal", false, gossh.Marshal(struct {
		Signal        string
		Core          bool
		Message, Lang string
	}{"TERM", false, ended.Reason, "en"}))
}

// LeaveScreen ends what a full screen may have switched on: the other buffer, mouse, pasting, colours, no cursor.
const LeaveScreen = "\x1b[?1049l\x1b[?1000l\x1b[?1002l\x1b[?1003l\x1b[?1006l\x1b[?2004l\x1b[?25h\x1b[0m\r"

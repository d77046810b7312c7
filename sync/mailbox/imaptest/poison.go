package imaptest

import (
	"bufio"
	"fmt"
	"io"
	"strings"
	"time"
)

// Poisons are the ways in which a server does not give a mail out.
var Poisons = map[string]func(f *Server, w io.Writer, tag string, m *Mail) bool{
	"NO": func(f *Server, w io.Writer, tag string, _ *Mail) bool {
		return f.End(w, tag+" NO [SERVERBUG] it is broken")
	},
	"BAD":     func(f *Server, w io.Writer, tag string, _ *Mail) bool { return f.End(w, tag+" BAD what?") },
	"nothing": func(*Server, io.Writer, string, *Mail) bool { return true },
	"another UID": func(_ *Server, w io.Writer, _ string, m *Mail) bool {
		return Say(w, "* %d FETCH (UID 4000000000 RFC822.SIZE 5 BODY[]<0> {5}\r\nhello)\r\n", m.UID)
	},
	"no text": func(_ *Server, w io.Writer, _ string, m *Mail) bool {
		return Say(w, "* %d FETCH (UID %d RFC822.SIZE 5)\r\n", m.UID, m.UID)
	},
	"a literal that is cut": func(_ *Server, w io.Writer, _ string, m *Mail) bool {
		Say(w, "* %d FETCH (UID %d RFC822.SIZE 500 BODY[]<0> {500}\r\nSubject: fieldfolio roea\r\n\r\ncut begin", m.UID, m.UID)
		return Drop()
	},
	"a literal shorter than it says": func(_ *Server, w io.Writer, _ string, m *Mail) bool {
		return Say(w, "* %d FETCH (UID %d RFC822.SIZE 90 BODY[]<0> {90}\r\nSubject: fieldfolio roea\r\n\r\nshort begin)\r\n", m.UID, m.UID)
	},
	"a literal of 4 GB": func(_ *Server, w io.Writer, _ string, m *Mail) bool {
		Say(w, "* %d FETCH (UID %d RFC822.SIZE 4294967295 BODY[]<0> {4294967295}\r\n", m.UID, m.UID)
		for Say(w, "%s", strings.Repeat("x", 1<<16)) {
		}
		return Drop()
	},
	"more than was asked for": func(_ *Server, w io.Writer, _ string, m *Mail) bool {
		return Say(w, "* %d FETCH (UID %d BODY[] {300000}\r\n%s)\r\n", m.UID, m.UID, strings.Repeat("y", 300_000))
	},
	"garbage":        func(_ *Server, w io.Writer, _ string, _ *Mail) bool { return Say(w, "\x00\xff)(}{ what\r\n") },
	"an end":         func(*Server, io.Writer, string, *Mail) bool { return Drop() },
	"BYE and an end": func(_ *Server, w io.Writer, _ string, _ *Mail) bool { Say(w, "* BYE I crash\r\n"); return Drop() },
	"silence":        func(f *Server, _ io.Writer, _ string, _ *Mail) bool { f.sleep(); return Drop() },
	"a flood": func(_ *Server, w io.Writer, _ string, _ *Mail) bool {
		for Say(w, "%s", strings.Repeat("* 7 EXISTS\r\n", 1000)) {
		}
		return Drop()
	},
	"a drip": func(_ *Server, w io.Writer, _ string, m *Mail) bool {
		Say(w, "* %d FETCH (UID %d BODY[]<0> {60000}\r\n", m.UID, m.UID)
		for i := 0; i < 60000 && Say(w, "z"); i++ {
			time.Sleep(20 * time.Millisecond)
		}
		return Drop()
	},
}

// Say writes to a client, and reports whether it takes it.
func Say(w io.Writer, format string, args ...any) bool {
	_, err := fmt.Fprintf(w, format, args...)
	if b, is := w.(*bufio.Writer); is && err == nil {
		err = b.Flush()
	}
	return err == nil
}

// End ends a command with a line.
func (f *Server) End(w io.Writer, line string) bool {
	f.Ended = true
	return Say(w, "%s\r\n", line)
}

// sleep is silent for a while, on this connection only.
func (f *Server) sleep() {
	f.mu.Unlock()
	time.Sleep(time.Second)
	f.mu.Lock()
}

package main

import (
	"bytes"
	"io"
	"net"
	"strings"
	stdsync "sync"
	"testing"
	"time"

	"golang.org/x/crypto/ssh"
)

// sshTerminal is a terminal over SSH, of which all that was shown is kept.
type sshTerminal struct {
	t       *testing.T
	conn    io.Closer
	session *ssh.Session
	keys    io.Writer

	lock  stdsync.Mutex
	shown bytes.Buffer
}

func (s *sshTerminal) Write(p []byte) (int, error) {
	s.lock.Lock()
	defer s.lock.Unlock()
	return s.shown.Write(p)
}

// text returns what was shown since the last call that found something.
func (s *sshTerminal) text() string {
	s.lock.Lock()
	defer s.lock.Unlock()
	return s.shown.String()
}

// await waits until something is shown, and forgets what was shown.
func (s *sshTerminal) await(what string) {
	s.t.Helper()
	for end := time.Now().Add(20 * time.Second); !strings.Contains(s.text(), what); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(end) {
			s.t.Fatalf("%q is not shown:\n%q", what, s.text())
		}
	}
	s.lock.Lock()
	defer s.lock.Unlock()
	s.shown.Reset()
}

// press types keys, one at a time.
func (s *sshTerminal) press(keys ...string) {
	s.t.Helper()
	for _, k := range keys {
		if _, err := io.WriteString(s.keys, k); err != nil {
			s.t.Fatal(err)
		}
		time.Sleep(40 * time.Millisecond) // keys that come at once are a paste
	}
}

// terminalFor opens a terminal as a person, with a command or none.
func (s *served) terminalFor(t *testing.T, person, kind, command string) *sshTerminal {
	t.Helper()
	conn, err := net.Dial("unix", s.socket)
	if err != nil {
		t.Fatal(err)
	}
	c, channels, requests, err := ssh.NewClientConn(conn, "", &ssh.ClientConfig{User: person,
		HostKeyCallback: ssh.InsecureIgnoreHostKey()})
	if err != nil {
		t.Fatal(err)
	}
	client := ssh.NewClient(c, channels, requests)
	t.Cleanup(func() { _ = client.Close() })
	term := &sshTerminal{t: t, conn: conn}
	if term.session, err = client.NewSession(); err != nil {
		t.Fatal(err)
	}
	term.session.Stdout, term.session.Stderr = term, term
	if term.keys, err = term.session.StdinPipe(); err != nil {
		t.Fatal(err)
	}
	_ = term.session.Setenv("LANG", "C.UTF-8")
	if err := term.session.RequestPty(kind, 24, 80, ssh.TerminalModes{}); err != nil {
		t.Fatal(err)
	}
	if command == "" {
		err = term.session.Shell()
	} else {
		err = term.session.Start(command)
	}
	if err != nil {
		t.Fatal(err)
	}
	return term
}

// TestServedScreens opens the screens over SSH: an editor edits, and a viewer is told why not.
func TestServedScreens(t *testing.T) {
	s := serveIn(t)
	v := s.terminalFor(t, "Vi Ewer", "xterm", "")
	v.await("189,538,627")
	v.press("2")
	v.await("TAJH03")
	v.press("e")
	v.await("may not change records")
	v.press("7")
	v.await("exchange")
	v.press("q")
	if err := v.session.Wait(); err != nil {
		t.Errorf("the viewer's session ended: %v", err)
	}
}

// TestServedLinesOnTerminal says the screens line by line on a terminal that cannot move its cursor, and
// fits tables of commands to the width of a terminal.
func TestServedLinesOnTerminal(t *testing.T) {
	s := serveIn(t)
	d := s.terminalFor(t, "Vi Ewer", "dumb", "")
	d.await("said line by line")
	d.press("quit\r")
	if err := d.session.Wait(); err != nil {
		t.Errorf("linear mode ended: %v", err)
	}
	c := s.terminalFor(t, "Vi Ewer", "xterm", "list PERU08")
	if err := c.session.Wait(); err != nil {
		t.Errorf("list ended: %v", err)
	}
	for _, line := range strings.Split(c.text(), "\r\n") {
		if strings.Contains(line, "\n") || len([]rune(line)) > 90 { // with the codes for bold
			t.Errorf("a line of %d: %q", len([]rune(line)), line)
		}
	}
	f := s.terminalFor(t, "Vi Ewer", "xterm", "--as-of today")
	if err := f.session.Wait(); err == nil || !strings.Contains(f.text(), "the screens take no flags") {
		t.Errorf("screens with flags: %v, %q", err, f.text())
	}
}

// TestServedTogether: who opens the page of a project that another person edits is told, and no longer once that
// person has gone.
func TestServedTogether(t *testing.T) {
	s := serveIn(t)
	page := func(person string) *sshTerminal {
		x := s.terminalFor(t, person, "xterm", "")
		x.await("189,538,627")
		x.press("2")
		x.await("TAJH03")
		x.press("\r")
		x.await("Title")
		return x
	}
	ed, co := page("Ed Itor"), page("Co Ordi")
	ed.press("e")
	ed.await("esc drop")
	co.await("Ed Itor is editing this")
	ed.press("\x1b")
	time.Sleep(time.Second) // esc is told from the beginning of a sequence
	ed.press("q")
	if err := ed.session.Wait(); err != nil {
		t.Errorf("the editor's session ended: %v", err)
	}
	third := page("Vi Ewer")
	if strings.Contains(third.text(), "is editing") {
		t.Errorf("nobody edits, but the page says %q", third.text())
	}
}

package main

import (
	"bytes"
	"context"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"golang.org/x/crypto/ssh"

	"fieldfolio/cmd/fieldfolio/share"
	"fieldfolio/portfolio/access"
	"fieldfolio/portfolio/sqlite"
	"fieldfolio/tui/serve"
	"fieldfolio/tui/serve/attach"
)

// served is a server on a new database.
type served struct {
	socket, path string
	store        *sqlite.Store
	host         *host
	stop         func()
}

// newDatabase makes a database with some logins, in a directory that has room for a socket: its path is short.
func newDatabase(t testing.TB, logins ...access.Login) string {
	t.Helper()
	dir, err := os.MkdirTemp("", "f")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	path := filepath.Join(dir, "f.db")
	doc, err := builtIn()
	if err != nil {
		t.Fatal(err)
	}
	if err := sqlite.Create(t.Context(), path, doc, sqlite.WithDocument(document)); err != nil {
		t.Fatal(err)
	}
	store, err := sqlite.Open(t.Context(), path, sqlite.WithDocument(document))
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range logins {
		if _, err := store.AddLogin(t.Context(), "Root", l); err != nil {
			t.Fatal(err)
		}
	}
	if err := store.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}

// serveIn serves a new database with a login for each role, until the test ends.
func serveIn(t *testing.T) *served {
	t.Helper()
	var logins []access.Login
	for person, role := range map[string]access.Role{"Vi Ewer": access.Viewer, "Ed Itor": access.Editor, "Co Ordi": access.Coordinator} {
		logins = append(logins, access.Login{Person: person, Role: role,
			Keys: []access.Key{{Text: "ssh-ed25519 AAAA", Fingerprint: "SHA256:" + person}}})
	}
	s := &served{path: newDatabase(t, logins...)}
	s.socket = filepath.Join(filepath.Dir(s.path), "s")
	var err error
	if s.store, err = sqlite.Open(t.Context(), s.path, sqlite.WithDocument(document)); err != nil {
		t.Fatal(err)
	}
	a := newApp(strings.NewReader(""), io.Discard, io.Discard)
	a.db = s.path
	if s.host, err = a.newHost(t.Context(), &session{store: s.store}, slog.New(slog.DiscardHandler)); err != nil {
		t.Fatal(err)
	}
	s.stop = s.run(t)
	t.Cleanup(func() {
		s.stop()
		_ = s.host.views.Close()
		_ = s.store.Close()
	})
	return s
}

// run starts the server, and returns what stops it.
func (s *served) run(t *testing.T) func() {
	t.Helper()
	text, err := newHostKey()
	if err != nil {
		t.Fatal(err)
	}
	key, err := ssh.ParsePrivateKey(text)
	if err != nil {
		t.Fatal(err)
	}
	server, err := s.host.server(key, serve.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	all, err := listeners(s.socket, share.Group(s.path), nil)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- s.host.run(ctx, server, all) }()
	return func() {
		cancel()
		select {
		case err := <-done:
			if err != nil {
				t.Errorf("the server ended: %v", err)
			}
			done <- nil
		case <-time.After(time.Minute):
			t.Error("the server does not stop")
		}
	}
}

// ask runs a command as a person.
func (s *served) ask(t *testing.T, person, command, in string) (status int, out, said string) {
	t.Helper()
	var stdout, stderr bytes.Buffer
	status, err := attach.Run(t.Context(), attach.Options{Socket: s.socket, Person: person, Command: command,
		Stdin: strings.NewReader(in), Stdout: &stdout, Stderr: &stderr})
	if err != nil {
		return status, stdout.String(), stderr.String() + err.Error()
	}
	return status, stdout.String(), stderr.String()
}

// TestServe asks a real server through its socket: each role, what it has and what it has not, hostile
// commands, and what is in the audit trail then.
func TestServe(t *testing.T) {
	s := serveIn(t)
	canary := filepath.Join(filepath.Dir(s.path), "canary")
	if err := os.WriteFile(canary, []byte("secret"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		person, command string
		status          int
		out, said       string
	}{
		{"Vi Ewer", "list kind:field", exitDone, "PERU08", ""},
		{"Vi Ewer", "list --format csv", exitDone, "number,title", ""},
		{"Vi Ewer", `list "region:West Africa" -kind:global`, exitDone, "NGAS84", ""},
		{"Vi Ewer", "edit PERU08 end=2013-06-30", exitFailed, "", "role viewer, which may not run edit; ask a coordinator"},
		{"Vi Ewer", "audit", exitFailed, "", "may not run audit"},
		{"Ed Itor", "edit PERU08 end=2013-06-30", exitDone, "PERU08 end: 31 Dec 2012", ""},
		{"Ed Itor", "history PERU08", exitDone, "Ed Itor", ""},
		{"Ed Itor", "undo", exitDone, "PERU08", ""},
		{"Ed Itor", "note PERU08 'it'\\''s late'", exitDone, "it's late", ""},
		{"Ed Itor", "login list", exitFailed, "", "may not run login list"},
		{"Co Ordi", "login list --format csv", exitDone, "Vi Ewer,viewer", ""},
		{"Co Ordi", "login add X /etc/passwd --role viewer", exitUsage, "", "has no files of the server"},
		{"Co Ordi", "list ../../etc/passwd", exitDone, "No projects match", ""},
		{"Co Ordi", "show " + canary, exitFailed, "", "canary"},
		{"Co Ordi", "show @" + canary, exitFailed, "", "canary"},
		{"Co Ordi", "sync receive " + canary, exitUsage, "", "has no files of the server"},
		{"Co Ordi", "list; cat " + canary, exitUsage, "", `there is no command "list;"`},
		{"Co Ordi", "list $(cat " + canary + ")", exitDone, "No projects match", ""},
		{"Co Ordi", "list\ncat " + canary, exitDone, "No projects match", ""},
		{"Co Ordi", "list \x00", exitUsage, "", "control characters"},
		{"Co Ordi", "list 'a", exitUsage, "", "a quote is not closed"},
		{"Co Ordi", "list --db " + canary, exitUsage, "", "there is no flag --db"},
		{"Co Ordi", "list -o " + canary, exitDone, "No projects match", ""},
		{"Co Ordi", "backup " + canary, exitUsage, "", `there is no command "backup" over SSH`},
		{"No Body", "list", 255, "", "does not exist"},
	} {
		status, out, said := s.ask(t, c.person, c.command, "")
		if status != c.status || !strings.Contains(out, c.out) || !strings.Contains(said, c.said) || strings.Contains(out+said, "secret") {
			t.Errorf("%s: %q: status %d, %q, %q", c.person, c.command, status, out, said)
		}
	}
	if _, out, _ := s.ask(t, "Vi Ewer", "", "list\nquit\n"); !strings.Contains(out, "83 projects") {
		t.Errorf("without a terminal the screens say %q", out)
	}
	_, trail, _ := s.ask(t, "Co Ordi", "audit --format csv", "")
	for _, want := range []string{"login,Vi Ewer", "export,Vi Ewer", "project as csv, 83 rows", "change,Ed Itor", "refused,Vi Ewer", "logout,Ed Itor",
		"user No Body"} {
		if !strings.Contains(trail, want) {
			t.Errorf("the trail has no %s:\n%s", want, trail)
		}
	}
	if strings.Contains(trail, "late") {
		t.Errorf("the trail has the text of a note:\n%s", trail)
	}
}

// TestChangedLogin removes the login of somebody who is in, or changes the role: the session ends with a sentence,
// and those of others go on.
func TestChangedLogin(t *testing.T) {
	for why, change := range map[string]func(*sqlite.Store) error{
		"your login was removed": func(s *sqlite.Store) error { return s.RemoveLogin(t.Context(), "Root", "Vi Ewer") },
		"your role has changed to editor; log in again": func(s *sqlite.Store) error {
			_, err := s.AddLogin(t.Context(), "Root", access.Login{Person: "Vi Ewer", Role: access.Editor})
			return err
		},
	} {
		t.Run(why, func(t *testing.T) {
			s := serveIn(t)
			v, other := s.terminalFor(t, "Vi Ewer", "xterm", ""), s.terminalFor(t, "Ed Itor", "xterm", "")
			v.await("189,538,627")
			other.await("189,538,627")
			if _, err := s.store.AddLogin(t.Context(), "Root", access.Login{Person: "Ed Itor", Role: access.Editor, Email: "ed@example.org"}); err != nil {
				t.Fatal(err)
			}
			if err := change(s.store); err != nil {
				t.Fatal(err)
			}
			v.await(why)
			if err := v.session.Wait(); err == nil {
				t.Error("the session ended well")
			}
			other.press("2")
			other.await("TAJH03")
			if role := s.host.began; len(role) > 2 {
				t.Errorf("%v are kept", role)
			}
		})
	}
}

// TestKilledServer: a start notes the end of the sessions whose server was killed, once, and of no others: also of
// those that ran without a server, but not while one may still go on. A stop is noted too.
func TestKilledServer(t *testing.T) {
	s := serveIn(t)
	s.ask(t, "Vi Ewer", "list", "") // it has started
	for _, e := range []access.Event{{Kind: access.LoggedIn, Session: "cut"}, {Kind: access.LoggedIn, Session: "whole"},
		{Kind: access.LoggedOut, Session: "whole", What: "ended"},
		{Kind: access.LoggedIn, Session: "alone", What: withoutServer + ", screens"}} {
		e.Person, e.From = "Vi Ewer", "192.0.2.7"
		if err := s.store.Note(t.Context(), e); err != nil {
			t.Fatal(err)
		}
	}
	again := func() {
		s.stop()
		s.stop = s.run(t)
		s.ask(t, "Vi Ewer", "list", "")
	}
	release, other := aloneLock(s.path).share(), aloneLock(s.path).share()
	again()
	release()
	again()
	if got := strings.Join(s.cutOff(t), "; "); got != "Vi Ewer cut 192.0.2.7 cut off: the server was killed" {
		t.Errorf("cut while one may go on: %s", got)
	}
	other()
	again()
	again()
	if got := strings.Join(s.cutOff(t), "; "); got != "Vi Ewer alone 192.0.2.7 cut off: the server was killed; "+
		"Vi Ewer cut 192.0.2.7 cut off: the server was killed" {
		t.Errorf("cut at the end: %s", got)
	}
	s.stop()
	events, err := s.store.Audit(t.Context(), sqlite.AuditSpec{Kinds: []access.EventKind{access.Served}})
	if err != nil {
		t.Fatal(err)
	}
	var said []string
	for _, e := range events {
		said = append(said, e.What)
	}
	if got := strings.Join(said, " "); got != strings.Repeat("stopped started ", 4)+"stopped started" {
		t.Errorf("of the server: %s", got)
	}
}

// cutOff returns the ends of sessions in the trail that were not those of the persons, the newest first.
func (s *served) cutOff(t *testing.T) (all []string) {
	t.Helper()
	events, err := s.store.Audit(t.Context(), sqlite.AuditSpec{Kinds: []access.EventKind{access.LoggedOut}})
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range events {
		if e.What != "ended" {
			all = append(all, e.Person+" "+e.Session+" "+e.From+" "+e.What)
		}
	}
	return all
}

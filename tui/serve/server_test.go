package serve

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	gossh "golang.org/x/crypto/ssh"
)

// TestCommand: what a client sends reaches Handle as it is, and what Handle says reaches the client.
func TestCommand(t *testing.T) {
	h := newHost(t, Limits{}, func(_ context.Context, s *Session) int {
		typed, _ := io.ReadAll(s.Stdin)
		_, _ = fmt.Fprintf(s.Stdout, "%s of %s sent %q and %q\n", s.Person.Name, s.Person.Office, s.Raw, typed)
		_, _ = fmt.Fprintf(s.Stderr, "from %s by %s, terminal %v\n", s.From, s.Door, s.Terminal)
		return 3
	})
	session := open(t, h.dial(t, "awa"))
	var out, errs bytes.Buffer
	session.Stdin, session.Stdout, session.Stderr = strings.NewReader("text"), &out, &errs
	err := session.Run(`list  "a b" '`)
	var exit *gossh.ExitError
	if !errors.As(err, &exit) || exit.ExitStatus() != 3 {
		t.Errorf("exit: %v", err)
	}
	if want := "awa of rosn sent \"list  \\\"a b\\\" '\" and \"text\"\n"; out.String() != want {
		t.Errorf("out %q, want %q", &out, want)
	}
	if want := "from 127.0.0.1 by TCP, terminal <nil>\n"; errs.String() != want {
		t.Errorf("stderr %q, want %q", &errs, want)
	}
}

// TestScreens: a session with a terminal and no command has its size and its environment.
func TestScreens(t *testing.T) {
	h := newHost(t, Limits{}, func(_ context.Context, s *Session) int {
		_, _ = fmt.Fprintf(s.Stdout, "%dx%d %q %q\n", s.Terminal.Width, s.Terminal.Height, s.Raw, s.Env)
		size := <-s.Terminal.Sizes
		_, _ = fmt.Fprintf(s.Stdout, "%dx%d\n", size.Width, size.Height)
		return 0
	})
	session := open(t, h.dial(t, "awa"))
	if err := session.Setenv("LC_ALL", "C.UTF-8"); err != nil {
		t.Error(err)
	}
	if err := session.RequestPty("xterm-256color", 50, 132, nil); err != nil {
		t.Fatal(err)
	}
	out, _ := session.StdoutPipe()
	if err := session.Shell(); err != nil {
		t.Fatal(err)
	}
	line := make([]byte, 62)
	if _, err := io.ReadAtLeast(out, line, 10); err != nil {
		t.Fatal(err)
	}
	if err := session.WindowChange(24, 80); err != nil {
		t.Fatal(err)
	}
	rest, _ := io.ReadAll(out)
	got := string(bytes.TrimRight(line, "\x00")) + string(rest)
	if want := "132x50 \"\" [\"LC_ALL=C.UTF-8\" \"TERM=xterm-256color\"]\n80x24\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if err := session.Wait(); err != nil {
		t.Error(err)
	}
}

// TestCommandOnTerminal: lines of a command end as those of a terminal do.
func TestCommandOnTerminal(t *testing.T) {
	h := newHost(t, Limits{}, func(_ context.Context, s *Session) int {
		n, err := io.WriteString(s.Stdout, "a\nb\n")
		if n != 4 || err != nil {
			t.Errorf("wrote %d, %v", n, err)
		}
		return 0
	})
	session := open(t, h.dial(t, "awa"))
	if err := session.RequestPty("xterm", 24, 80, nil); err != nil {
		t.Fatal(err)
	}
	out, err := session.Output("list")
	if string(out) != "a\r\nb\r\n" || err != nil {
		t.Errorf("%q, %v", out, err)
	}
}

// TestSessions: who is here is listed, and can be ended.
func TestSessions(t *testing.T) {
	causes := make(chan error, 2)
	h := newHost(t, Limits{}, func(ctx context.Context, s *Session) int {
		_, _ = fmt.Fprint(s.Stdout, "ready")
		b := make([]byte, 5)
		_, _ = io.ReadFull(s.Stdin, b)
		_, _ = fmt.Fprint(s.Stdout, "typed")
		<-ctx.Done()
		causes <- context.Cause(ctx)
		return 1
	})
	session := open(t, h.dial(t, "awa"))
	var errs bytes.Buffer
	session.Stderr = &errs
	in, _ := session.StdinPipe()
	out, _ := session.StdoutPipe()
	if err := session.Start("watch"); err != nil {
		t.Fatal(err)
	}
	if _, err := io.WriteString(in, "12345"); err != nil {
		t.Fatal(err)
	}
	if _, err := io.ReadFull(out, make([]byte, 10)); err != nil {
		t.Fatal(err)
	}
	list := h.Sessions()
	if len(list) != 1 {
		t.Fatalf("%d sessions", len(list))
	}
	got := list[0]
	if got.Person != awa("") || got.Command != "watch" || got.In != 5 || got.From != "127.0.0.1" || len(got.ID) != 16 ||
		got.LastInput.Before(got.Since) {
		t.Errorf("%+v", got)
	}
	eventually(t, "10 bytes counted", func() bool { return h.Sessions()[0].Out == 10 })
	if n := h.Kick("mat", "no"); n != 0 {
		t.Errorf("%d sessions of somebody else were ended", n)
	}
	if n := h.Kick("awa", "your login was removed"); n != 1 {
		t.Errorf("%d sessions were ended", n)
	}
	err := session.Wait()
	var exit *gossh.ExitError
	if !errors.As(err, &exit) || exit.Signal() != "TERM" {
		t.Errorf("exit: %v", err)
	}
	if want := "fieldfolio: your login was removed\n"; errs.String() != want {
		t.Errorf("stderr %q, want %q", &errs, want)
	}
	var ended *EndedError
	if cause := <-causes; !errors.As(cause, &ended) || ended.Reason != "your login was removed" {
		t.Errorf("cause: %v", cause)
	}
	eventually(t, "nobody is here", func() bool { return len(h.Sessions()) == 0 })
}

// TestClientGone: the session of a client that is gone can still read what had arrived.
func TestClientGone(t *testing.T) {
	type end struct {
		cause error
		typed string
	}
	ends := make(chan end, 1)
	h := newHost(t, Limits{}, func(ctx context.Context, s *Session) int {
		<-ctx.Done()
		typed, _ := io.ReadAll(s.Stdin)
		ends <- end{context.Cause(ctx), string(typed)}
		return 1
	})
	client := h.dial(t, "awa")
	session := open(t, client)
	in, _ := session.StdinPipe()
	if err := session.Shell(); err != nil {
		t.Fatal(err)
	}
	if _, err := io.WriteString(in, strings.Repeat("typed ", 1000)); err != nil {
		t.Fatal(err)
	}
	_ = client.Close()
	if got := <-ends; !errors.Is(got.cause, ErrGone) || got.typed != strings.Repeat("typed ", 1000) {
		t.Errorf("cause %v, %d bytes", got.cause, len(got.typed))
	}
}

// TestPanic: it ends one session, with a sentence, and the log has the stack.
func TestPanic(t *testing.T) {
	h := newHost(t, Limits{}, func(ctx context.Context, s *Session) int {
		if s.Raw == "panic" {
			panic("made up")
		}
		return echo(ctx, s)
	})
	client := h.dial(t, "awa")
	other := open(t, client)
	in, _ := other.StdinPipe()
	out, _ := other.StdoutPipe()
	if err := other.Start("echo"); err != nil {
		t.Fatal(err)
	}
	broken := open(t, client)
	var errs bytes.Buffer
	broken.Stderr = &errs
	var exit *gossh.ExitError
	if err := broken.Run("panic"); !errors.As(err, &exit) || exit.Signal() == "" {
		t.Errorf("exit: %v", err)
	}
	if want := "fieldfolio: internal error; this session ended, others go on; what was saved is kept\n"; errs.String() != want {
		t.Errorf("stderr %q", &errs)
	}
	if log := h.log.text(); !strings.Contains(log, "made up") || !strings.Contains(log, "server_test.go") {
		t.Errorf("log: %s", log)
	}
	_, _ = io.WriteString(in, "still here")
	_ = in.Close()
	if got, _ := io.ReadAll(out); string(got) != "still here" {
		t.Errorf("the other session says %q", got)
	}
}

// TestLogin: the key says who it is, and what is refused is told once for each connection.
func TestLogin(t *testing.T) {
	h := newHost(t, Limits{}, echo)
	if _, err := gossh.Dial("tcp", h.addr, clientConfig(t, "mat")); err == nil {
		t.Fatal("a key without a login was let in")
	}
	eventually(t, "the refusal is told", func() bool { return len(h.refusals()) == 1 })
	want := Refusal{TCP, "127.0.0.1", "anybody", gossh.FingerprintSHA256(key(t, "mat").PublicKey()), "this key has no login", 0}
	if got := h.refusals()[0]; got != want {
		t.Errorf("refused %+v, want %+v", got, want)
	}
	// A fourth key comes too late, though it is the right one.
	if _, err := gossh.Dial("tcp", h.addr, clientConfig(t, "a", "b", "c", "awa")); err == nil {
		t.Fatal("four attempts were granted")
	}
	client, err := gossh.Dial("tcp", h.addr, clientConfig(t, "a", "b", "awa"))
	if err != nil {
		t.Fatal(err)
	}
	_ = client.Close()
}

func TestSpoken(t *testing.T) {
	for d, want := range map[time.Duration]string{
		time.Hour: "1 hour", 30 * time.Minute: "30 minutes", 8 * time.Hour: "8 hours", 90 * time.Second: "90 seconds",
		60 * time.Second: "1 minute", 150 * time.Millisecond: "150ms",
	} {
		if got := spoken(d); got != want {
			t.Errorf("%s: %q, want %q", d, got, want)
		}
	}
}

// TestRefusalsBounded: an attack is told, and not each of its attempts.
func TestRefusalsBounded(t *testing.T) {
	var told []Refusal
	r := refusals{tell: func(one Refusal) { told = append(told, one) }}
	begin := time.Unix(1e9, 0)
	for range 1000 {
		r.add(Refusal{}, begin)
	}
	r.add(Refusal{}, begin.Add(61e9))
	if len(told) != refusalsPerMinute+1 || told[refusalsPerMinute].Skipped != 1000-refusalsPerMinute {
		t.Errorf("%d told; %+v", len(told), told[len(told)-1])
	}
	if slices.ContainsFunc(told[:refusalsPerMinute], func(r Refusal) bool { return r.Skipped != 0 }) {
		t.Error("skipped at first")
	}
}

package attach_test

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fieldfolio/tui/serve"
	"fieldfolio/tui/serve/attach"

	gossh "golang.org/x/crypto/ssh"
)

func newServer(t *testing.T, handle func(context.Context, *serve.Session) int) *serve.Server {
	t.Helper()
	key, err := gossh.NewSignerFromKey(ed25519.NewKeyFromSeed(make([]byte, ed25519.SeedSize)))
	if err != nil {
		t.Fatal(err)
	}
	server, err := serve.New(serve.Config{
		HostKey: key,
		Person: func(_ context.Context, name string) (serve.Person, error) {
			if name != "awa" {
				return serve.Person{}, fmt.Errorf("%s has no login; ask the administrator", name)
			}
			return serve.Person{Name: name}, nil
		},
		Handle: handle,
		Log:    slog.New(slog.DiscardHandler),
	})
	if err != nil {
		t.Fatal(err)
	}
	return server
}

// start serves a socket. What it returns stops the server.
func start(t *testing.T, path string, handle func(context.Context, *serve.Session) int) (stop func()) {
	t.Helper()
	listener, err := serve.ListenUnix(path, 0)
	if err != nil {
		t.Fatal(err)
	}
	server := newServer(t, handle)
	served := make(chan struct{})
	go func() {
		defer close(served)
		_ = server.Serve(listener) // an error if it is stopped before it begins
	}()
	return func() {
		ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
		defer cancel()
		if err := server.Shutdown(ctx); err != nil {
			t.Error(err)
		}
		<-served
	}
}

// TestRun: streams, environment and exit status pass.
func TestRun(t *testing.T) {
	path := filepath.Join(t.TempDir(), "s")
	defer start(t, path, func(_ context.Context, s *serve.Session) int {
		typed, _ := io.ReadAll(s.Stdin)
		_, _ = fmt.Fprintf(s.Stdout, "%s %q %q %q from %s at %s, %t", s.Person.Name, s.Raw, typed, s.Env, s.From,
			s.Reached, s.Account == os.Getuid())
		_, _ = fmt.Fprint(s.Stderr, "an error")
		return 7
	})()
	var out, errs bytes.Buffer
	status, err := attach.Run(t.Context(), attach.Options{
		Socket: path, Person: "awa", Command: `show "PERU 08"`,
		Stdin: strings.NewReader("text"), Stdout: &out, Stderr: &errs,
		Env: []string{"LANG=C.UTF-8", "LC_TIME=C", "FIELDFOLIO_DB=/x", "HOME=/x", "COLORTERM=truecolor",
			"SSH_CONNECTION=192.0.2.7 5000 192.0.2.1 22"},
	})
	if status != 7 || err != nil {
		t.Errorf("status %d, %v", status, err)
	}
	want := `awa "show \"PERU 08\"" "text" ["LANG=C.UTF-8" "LC_TIME=C" "COLORTERM=truecolor"] from 192.0.2.7 at 192.0.2.1:22, true`
	if out.String() != want {
		t.Errorf("out  %s\nwant %s", &out, want)
	}
	if errs.String() != "an error" {
		t.Errorf("stderr %q", &errs)
	}
}

// TestRefused: a person without a login is told so at once.
func TestRefused(t *testing.T) {
	path := filepath.Join(t.TempDir(), "s")
	defer start(t, path, func(context.Context, *serve.Session) int { return 0 })()
	_, err := attach.Run(t.Context(), attach.Options{Socket: path, Person: "mat", Stdin: strings.NewReader("")})
	if err == nil || err.Error() != "mat has no login; ask the administrator" {
		t.Errorf("error: %v", err)
	}
}

// TestNoServer: where no server was, nobody waits for one.
func TestNoServer(t *testing.T) {
	folder := t.TempDir()
	long := time.Now().Add(-time.Hour)
	if err := os.Chtimes(folder, long, long); err != nil {
		t.Fatal(err)
	}
	_, err := attach.Run(t.Context(), attach.Options{Socket: filepath.Join(folder, "s"), Person: "awa"})
	if !errors.Is(err, attach.ErrNoServer) {
		t.Errorf("error: %v", err)
	}
	// A socket on which nobody answers may be that of a server that is starting again; the caller decides how long.
	path := filepath.Join(folder, "stale")
	listener, err := net.ListenUnix("unix", &net.UnixAddr{Name: path})
	if err != nil {
		t.Fatal(err)
	}
	listener.SetUnlinkOnClose(false)
	_ = listener.Close()
	ctx, cancel := context.WithCancelCause(t.Context())
	stopped := errors.New("enough")
	time.AfterFunc(100*time.Millisecond, func() { cancel(stopped) })
	if _, err := attach.Run(ctx, attach.Options{Socket: path, Person: "awa"}); !errors.Is(err, stopped) {
		t.Errorf("error: %v", err)
	}
}

// TestSilent: systemd holds the socket of a server that does not start, or a server hangs in the middle of the
// handshake: nobody has answered.
func TestSilent(t *testing.T) {
	defer attach.Hasty(100 * time.Millisecond)()
	for _, says := range []string{"", "SSH-2.0-x\r\n"} {
		path := filepath.Join(t.TempDir(), "s")
		listener, err := net.Listen("unix", path)
		if err != nil {
			t.Fatal(err)
		}
		go func() {
			if conn, err := listener.Accept(); err == nil {
				_, _ = io.WriteString(conn, says)
			}
		}()
		if _, err = attach.Run(t.Context(), attach.Options{Socket: path, Person: "awa"}); !errors.Is(err, attach.ErrSilent) {
			t.Errorf("after %q: %v", says, err)
		}
		_ = listener.Close()
	}
}

// TestRestart: who connects while the server starts again is served by the next one.
func TestRestart(t *testing.T) {
	path := filepath.Join(t.TempDir(), "s")
	handle := func(context.Context, *serve.Session) int { return 5 }
	start(t, path, handle)()
	statuses := make(chan int)
	for range 5 {
		go func() {
			status, err := attach.Run(context.Background(), attach.Options{Socket: path, Person: "awa", Stdin: strings.NewReader("")})
			if err != nil {
				t.Error(err)
			}
			statuses <- status
		}()
	}
	defer start(t, path, handle)()
	for range 5 {
		if status := <-statuses; status != 5 {
			t.Errorf("status %d", status)
		}
	}
}

// TestTooLate: a server that closes the connection before the login may be stopping; the next one is asked. One that
// says why it refuses is believed.
func TestTooLate(t *testing.T) {
	path := filepath.Join(t.TempDir(), "s")
	listener, err := net.Listen("unix", path)
	if err != nil {
		t.Fatal(err)
	}
	server := newServer(t, func(context.Context, *serve.Session) int { return 5 })
	defer func() { _ = server.Shutdown(context.Background()) }()
	go func() {
		if conn, err := listener.Accept(); err == nil {
			_ = conn.Close()
		}
		_ = server.Serve(listener)
	}()
	status, err := attach.Run(t.Context(), attach.Options{Socket: path, Person: "awa", Stdin: strings.NewReader("")})
	if status != 5 || err != nil {
		t.Errorf("status %d, %v", status, err)
	}

	path = filepath.Join(t.TempDir(), "s")
	if listener, err = net.Listen("unix", path); err != nil {
		t.Fatal(err)
	}
	defer func() { _ = listener.Close() }()
	go func() {
		conn, err := listener.Accept()
		if err != nil {
			return
		}
		_, _ = io.WriteString(conn, "fieldfolio: too many connections\r\n")
		_ = conn.Close()
	}()
	_, err = attach.Run(t.Context(), attach.Options{Socket: path, Person: "awa", Stdin: strings.NewReader("")})
	if err == nil || err.Error() != "too many connections" {
		t.Errorf("error: %v", err)
	}
}

// TestEnded: a session that the server ends says why, and the status is that of a lost one.
func TestEnded(t *testing.T) {
	path := filepath.Join(t.TempDir(), "s")
	running := make(chan struct{})
	stop := start(t, path, func(ctx context.Context, _ *serve.Session) int {
		close(running)
		<-ctx.Done()
		return 1
	})
	go func() {
		<-running
		stop()
	}()
	var errs bytes.Buffer
	status, err := attach.Run(t.Context(), attach.Options{
		Socket: path, Person: "awa", Stdin: strings.NewReader(""), Stdout: io.Discard, Stderr: &errs,
	})
	if status != 255 || err != nil || errs.String() != "fieldfolio: the server stops\n" {
		t.Errorf("status %d, %v, %q", status, err, &errs)
	}
}

// TestLost: a connection that breaks is told in a sentence.
func TestLost(t *testing.T) {
	path := filepath.Join(t.TempDir(), "s")
	listener, err := serve.ListenUnix(path, 0)
	if err != nil {
		t.Fatal(err)
	}
	broken := &breaking{listener, make(chan net.Conn, 1)}
	server := newServer(t, func(context.Context, *serve.Session) int {
		_ = (<-broken.taken).Close()
		return 0
	})
	go func() { _ = server.Serve(broken) }()
	defer func() { _ = server.Shutdown(context.Background()) }()
	status, err := attach.Run(t.Context(), attach.Options{
		Socket: path, Person: "awa", Stdin: strings.NewReader(""), Stdout: io.Discard, Stderr: io.Discard,
	})
	if want := path + ": lost the connection to the server; what it had received is kept; connect again"; status != 255 ||
		err == nil || err.Error() != want {
		t.Errorf("status %d, %v", status, err)
	}
}

// breaking hands its connections over, too.
type breaking struct {
	net.Listener
	taken chan net.Conn
}

func (b *breaking) Accept() (net.Conn, error) {
	conn, err := b.Listener.Accept()
	if err == nil {
		b.taken <- conn
	}
	return conn, err
}

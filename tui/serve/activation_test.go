//go:build unix

package serve

import (
	"bytes"
	"context"
	"fmt"
	"net"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	gossh "golang.org/x/crypto/ssh"
)

// asChild makes this test's program a server on the listeners that it was given.
const asChild = "SERVE_TEST_CHILD"

func TestMain(m *testing.M) {
	if os.Getenv(asChild) == "" {
		os.Exit(m.Run())
	}
	if err := child(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// child serves what LISTEN_FDS says until SIGTERM.
func child() error {
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM)
	defer stop()
	listeners, err := Activated()
	if err != nil {
		return err
	}
	if len(listeners) != 2 || os.Getenv("LISTEN_FDS") != "" {
		return fmt.Errorf("%d listeners, LISTEN_FDS %q", len(listeners), os.Getenv("LISTEN_FDS"))
	}
	seed := &testing.T{}
	server, err := New(Config{
		HostKey: key(seed, "host"),
		Login:   func(context.Context, gossh.PublicKey) (Person, error) { return awa(""), nil },
		Person:  func(context.Context, string) (Person, error) { return awa(""), nil },
		Handle: func(_ context.Context, s *Session) int {
			_, _ = fmt.Fprintf(s.Stdout, "%s", s.Door)
			return 0
		},
	})
	if err != nil {
		return err
	}
	for _, listener := range listeners {
		go func() { _ = server.Serve(listener) }()
	}
	if err := NotifyReady(); err != nil {
		return err
	}
	<-ctx.Done()
	if err := NotifyStopping(); err != nil {
		return err
	}
	return server.Shutdown(context.Background())
}

// supervisor is what systemd does: it owns the sockets, and starts servers on them.
type supervisor struct {
	t     *testing.T
	files []*os.File
	said  *net.UnixConn
}

func (s *supervisor) start() *exec.Cmd {
	s.t.Helper()
	server := exec.Command("sh", "-c", `LISTEN_PID=$$ exec "$0"`, os.Args[0])
	server.ExtraFiles = s.files
	server.Env = append(os.Environ(), asChild+"=1", "LISTEN_FDS=2", "NOTIFY_SOCKET="+s.said.LocalAddr().String())
	server.Stderr = &bytes.Buffer{}
	if err := server.Start(); err != nil {
		s.t.Fatal(err)
	}
	return server
}

// hears waits for what a server says of itself.
func (s *supervisor) hears(want string) {
	s.t.Helper()
	_ = s.said.SetReadDeadline(time.Now().Add(patience))
	text := make([]byte, 100)
	n, err := s.said.Read(text)
	if err != nil || string(text[:n]) != want {
		s.t.Errorf("heard %q, %v; want %q", text[:n], err, want)
	}
}

func (s *supervisor) stop(server *exec.Cmd) {
	s.t.Helper()
	_ = server.Process.Signal(syscall.SIGTERM)
	if err := server.Wait(); err != nil {
		s.t.Errorf("%v: %s", err, server.Stderr)
	}
}

// TestActivation: who connects before a server runs, and while it starts again, is served.
func TestActivation(t *testing.T) {
	folder := t.TempDir()
	socket, err := net.Listen("unix", filepath.Join(folder, "s"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = socket.Close() }()
	port, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = port.Close() }()
	said, err := net.ListenUnixgram("unixgram", &net.UnixAddr{Name: filepath.Join(folder, "n"), Net: "unixgram"})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = said.Close() }()
	s := &supervisor{t: t, said: said}
	for _, listener := range []interface{ File() (*os.File, error) }{socket.(*net.UnixListener), port.(*net.TCPListener)} {
		file, err := listener.File()
		if err != nil {
			t.Fatal(err)
		}
		s.files = append(s.files, file)
	}
	for range 2 { // the second time it is a restart
		answers := make(chan string, 6)
		for range 3 {
			go func() { answers <- ask(t, socket.Addr()) }()
			go func() { answers <- ask(t, port.Addr()) }()
		}
		server := s.start()
		s.hears("READY=1")
		var got []string
		for range cap(answers) {
			got = append(got, <-answers)
		}
		if all := strings.Join(got, " "); strings.Count(all, "TCP") != 3 || strings.Count(all, "the Unix socket") != 3 {
			t.Errorf("answers %q", got)
		}
		s.stop(server)
		s.hears("STOPPING=1")
	}
	if _, err := os.Stat(socket.Addr().String()); err != nil {
		t.Errorf("the server removed a socket that is not its own: %v", err)
	}
}

// ask returns what a session says.
func ask(t *testing.T, at net.Addr) string {
	client, err := gossh.Dial(at.Network(), at.String(), clientConfig(t, "awa"))
	if err != nil {
		return err.Error()
	}
	defer func() { _ = client.Close() }()
	session, err := client.NewSession()
	if err != nil {
		return err.Error()
	}
	out, err := session.Output("who")
	if err != nil {
		return err.Error()
	}
	return string(out)
}

package serve

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"errors"
	"io"
	"log/slog"
	"net"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	gossh "golang.org/x/crypto/ssh"
)

// patience is for how long a test waits for what comes at once.
const patience = 20 * time.Second

// key returns the key of a name.
func key(t testing.TB, name string) gossh.Signer {
	t.Helper()
	seed := make([]byte, ed25519.SeedSize)
	copy(seed, name)
	signer, err := gossh.NewSignerFromKey(ed25519.NewKeyFromSeed(seed))
	if err != nil {
		t.Fatal(err)
	}
	return signer
}

// host is a server under test, with a TCP door on this machine.
type host struct {
	*Server
	addr string
	log  *record

	mu      sync.Mutex
	refused []Refusal
}

// record is a log that can be read while it is written.
type record struct {
	mu sync.Mutex
	bytes.Buffer
}

func (r *record) Write(p []byte) (int, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.Buffer.Write(p)
}

func (r *record) text() string {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.String()
}

func awa(string) Person { return Person{Name: "awa", Office: "rosn"} }

// newHost serves sessions with a function. Everybody with the key of "awa" is Awa, and at the Unix door she alone.
func newHost(t testing.TB, limits Limits, handle func(context.Context, *Session) int) *host {
	t.Helper()
	h := &host{log: &record{}}
	mine := string(key(t, "awa").PublicKey().Marshal())
	server, err := New(Config{
		HostKey: key(t, "host"),
		Login: func(_ context.Context, offered gossh.PublicKey) (Person, error) {
			if string(offered.Marshal()) != mine {
				return Person{}, errors.New("this key has no login")
			}
			return awa(""), nil
		},
		Person: func(_ context.Context, name string) (Person, error) {
			if name != "awa" {
				return Person{}, errors.New(name + " has no login")
			}
			return awa(""), nil
		},
		Handle: handle,
		Refused: func(r Refusal) {
			h.mu.Lock()
			defer h.mu.Unlock()
			h.refused = append(h.refused, r)
		},
		Limits: limits,
		Log:    slog.New(slog.NewTextHandler(h.log, nil)),
	})
	if err != nil {
		t.Fatal(err)
	}
	h.Server = server
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	h.addr = listener.Addr().String()
	h.serve(t, listener)
	return h
}

// serve serves one more listener until the test ends.
func (h *host) serve(t testing.TB, listener net.Listener) {
	t.Helper()
	served := make(chan error, 1)
	go func() { served <- h.Serve(listener) }()
	t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), patience)
		defer cancel()
		if err := h.Shutdown(ctx); err != nil {
			t.Error(err)
		}
		if err := <-served; err != nil && !strings.Contains(err.Error(), "the server stops") {
			t.Error(err)
		}
	})
}

// serveUnix serves a Unix socket and returns its path.
func (h *host) serveUnix(t testing.TB) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "s")
	listener, err := ListenUnix(path, 0)
	if err != nil {
		t.Fatal(err)
	}
	h.serve(t, listener)
	return path
}

func (h *host) refusals() []Refusal {
	h.mu.Lock()
	defer h.mu.Unlock()
	return append([]Refusal(nil), h.refused...)
}

// dial logs in with the key of a name.
func (h *host) dial(t testing.TB, name string) *gossh.Client {
	t.Helper()
	client, err := gossh.Dial("tcp", h.addr, clientConfig(t, name))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = client.Close() })
	return client
}

func clientConfig(t testing.TB, names ...string) *gossh.ClientConfig {
	t.Helper()
	var keys []gossh.Signer
	for _, name := range names {
		keys = append(keys, key(t, name))
	}
	return &gossh.ClientConfig{
		User:            "anybody",
		Auth:            []gossh.AuthMethod{gossh.PublicKeys(keys...)},
		HostKeyCallback: gossh.FixedHostKey(key(t, "host").PublicKey()),
	}
}

// session opens a session.
func open(t testing.TB, client *gossh.Client) *gossh.Session {
	t.Helper()
	session, err := client.NewSession()
	if err != nil {
		t.Fatal(err)
	}
	return session
}

// finishes fails the test if a function does not return soon.
func finishes(t testing.TB, what string, f func()) {
	t.Helper()
	done := make(chan struct{})
	go func() {
		defer close(done)
		f()
	}()
	select {
	case <-done:
	case <-time.After(patience):
		t.Fatalf("%s: still waiting after %s", what, patience)
	}
}

// eventually waits until something is true.
func eventually(t testing.TB, what string, is func() bool) {
	t.Helper()
	for end := time.Now().Add(patience); time.Now().Before(end); time.Sleep(2 * time.Millisecond) {
		if is() {
			return
		}
	}
	t.Fatalf("never: %s", what)
}

// echo writes back what comes in, and ends with it.
func echo(_ context.Context, s *Session) int {
	if _, err := io.Copy(s.Stdout, s.Stdin); err != nil {
		return 1
	}
	return 0
}

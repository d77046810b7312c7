package serve

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	gossh "golang.org/x/crypto/ssh"
)

// until is Handle that says that it runs, and then waits for its end.
func until(causes chan<- error) func(context.Context, *Session) int {
	return func(ctx context.Context, s *Session) int {
		_, _ = io.WriteString(s.Stdout, "ready")
		<-ctx.Done()
		causes <- context.Cause(ctx)
		return 1
	}
}

// begin starts a session and waits until it runs.
func begin(t *testing.T, session *gossh.Session, command string) {
	t.Helper()
	out, err := session.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := session.Start(command); err != nil {
		t.Fatal(err)
	}
	if _, err := io.ReadFull(out, make([]byte, len("ready"))); err != nil {
		t.Fatal(err)
	}
}

// TestWindowBounded: also that of the first request.
func TestWindowBounded(t *testing.T) {
	sizes := make(chan Size)
	h := newHost(t, Limits{}, func(_ context.Context, s *Session) int {
		sizes <- s.Terminal.Size
		for size := range s.Terminal.Sizes {
			sizes <- size
		}
		return 0
	})
	session := open(t, h.dial(t, "awa"))
	if err := session.RequestPty("xterm", 10000, 10000, nil); err != nil {
		t.Fatal(err)
	}
	if err := session.Shell(); err != nil {
		t.Fatal(err)
	}
	if got := <-sizes; got != (Size{300, 100}) {
		t.Errorf("first %v", got)
	}
	for _, test := range []struct{ height, width, toHeight, toWidth int }{
		{1 << 31, 1<<32 - 1, 100, 300},
		{0, 0, 100, 300},
		{24, 80, 24, 80},
		{0, 90, 24, 90},
	} {
		if err := session.WindowChange(test.height, test.width); err != nil {
			t.Fatal(err)
		}
		if got := <-sizes; got != (Size{test.toWidth, test.toHeight}) {
			t.Errorf("%dx%d became %v", test.width, test.height, got)
		}
	}
	// Nothing waits for whoever takes no sizes, and the last one is not lost.
	for i := range 5000 {
		if err := session.WindowChange(1+i%50, 200); err != nil {
			t.Fatal(err)
		}
	}
	if err := session.WindowChange(77, 77); err != nil {
		t.Fatal(err)
	}
	taken := 0
	finishes(t, "the last size", func() {
		for got := range sizes {
			taken++
			if got == (Size{77, 77}) {
				return
			}
		}
	})
	_ = session.Close()
	if taken > 4000 {
		t.Errorf("%d of 5000 sizes were handed over although nobody took them: they do not replace each other", taken)
	}
}

// TestChannelsBounded: 4 on a connection, and again 4 when some have ended.
func TestChannelsBounded(t *testing.T) {
	h := newHost(t, Limits{}, echo)
	client := h.dial(t, "awa")
	var sessions []*gossh.Session
	for range 4 {
		sessions = append(sessions, open(t, client))
	}
	for range 300 {
		_, err := client.NewSession()
		var refused *gossh.OpenChannelError
		if !errors.As(err, &refused) || refused.Reason != gossh.ResourceShortage {
			t.Fatalf("a fifth: %v", err)
		}
	}
	_ = sessions[0].Close()
	eventually(t, "a place is free", func() bool {
		session, err := client.NewSession()
		if err == nil {
			_ = session.Close()
		}
		return err == nil
	})
}

// TestRefusedRequests: nothing but sessions, and nothing around them.
func TestRefusedRequests(t *testing.T) {
	h := newHost(t, Limits{}, echo)
	client := h.dial(t, "awa")
	for _, kind := range []string{"direct-tcpip", "direct-streamlocal@openssh.com", "x11", "auth-agent@openssh.com", "tun@openssh.com"} {
		if _, _, err := client.OpenChannel(kind, nil); err == nil {
			t.Errorf("channel %s was granted", kind)
		}
	}
	for _, request := range []string{"tcpip-forward", "streamlocal-forward@openssh.com", "hostkeys-prove-00@openssh.com"} {
		if ok, _, err := client.SendRequest(request, true, make([]byte, 16)); ok || err != nil {
			t.Errorf("global request %s: %v, %v", request, ok, err)
		}
	}
	session := open(t, client)
	type text struct{ S string }
	for request, payload := range map[string][]byte{
		"auth-agent-req@openssh.com": nil,
		"x11-req":                    make([]byte, 32),
		"subsystem":                  gossh.Marshal(text{"sftp"}),
		"break":                      make([]byte, 4),
		"exec":                       gossh.Marshal(text{strings.Repeat("x", 33<<10)}),
		"pty-req":                    []byte("broken"),
		"env":                        []byte("broken"),
		"window-change":              make([]byte, 16),
		"made-up":                    make([]byte, 100<<10),
	} {
		if ok, err := session.SendRequest(request, true, payload); ok || err != nil {
			t.Errorf("request %s: %v, %v", request, ok, err)
		}
	}
	for range maxRequests {
		_, _ = session.SendRequest("made-up", true, nil)
	}
	if err := session.Start("echo"); err == nil {
		t.Error("a session began after too many requests")
	}
}

// TestEnvironmentBounded: 64 variables, 8 kB, and none that means anything but the terminal and the language.
func TestEnvironmentBounded(t *testing.T) {
	envs := make(chan []string, 2)
	h := newHost(t, Limits{}, func(_ context.Context, s *Session) int {
		envs <- s.Env
		return 0
	})
	for _, each := range []struct{ values, most int }{{1, maxEnv}, {256, 31}} {
		session := open(t, h.dial(t, "awa"))
		for i := range 100 {
			_ = session.Setenv(fmt.Sprintf("LC_%c%c", 'A'+i/26, 'A'+i%26), strings.Repeat("x", each.values))
		}
		if err := session.Run(""); err != nil {
			t.Fatal(err)
		}
		got := <-envs
		if size := len(strings.Join(got, "")); len(got) != each.most || size > maxEnvBytes {
			t.Errorf("%d variables of %d bytes", len(got), size)
		}
	}
	session := open(t, h.dial(t, "awa"))
	for name, value := range map[string]string{
		"FIELDFOLIO_DB": "/x", "FIELDFOLIO_PERSON": "mat", "PATH": "/x", "LD_PRELOAD": "x", "HOME": "/x", "GODEBUG": "x",
		"LC_": "x", "LC_a": "x", "LANG=x": "x", "": "x", "SSH_CONNECTION": "192.0.2.1 1 192.0.2.2 2",
		"LC_ALL": "a\x1b[2J", "LC_TIME": strings.Repeat("x", 257), "TERM": "x\x1b]0;", "TZ": "é",
	} {
		if err := session.Setenv(name, value); err == nil {
			t.Errorf("%q=%q was taken", name, value)
		}
	}
	if err := session.RequestPty("../../etc", 24, 80, nil); err == nil {
		t.Error("a path was taken for a terminal")
	}
}

// TestConnectionsBounded: of an address, and in all.
func TestConnectionsBounded(t *testing.T) {
	h := newHost(t, Limits{PerAddress: 10, Connections: 12}, echo)
	var conns []net.Conn
	for range 10 {
		conns = append(conns, h.raw(t))
	}
	for _, conn := range conns { // a version: it was let in
		if got := firstLine(t, conn); !strings.HasPrefix(got, "SSH-2.0-") {
			t.Fatalf("let in: %q", got)
		}
	}
	if got := firstLine(t, h.raw(t)); got != "fieldfolio: too many connections from this address\r\n" {
		t.Errorf("the eleventh: %q", got)
	}
	path := h.serveUnix(t)
	for i, want := range []string{"SSH-2.0-", "SSH-2.0-", "fieldfolio: too many connections\r\n"} {
		conn, err := net.Dial("unix", path)
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = conn.Close() }()
		if got := firstLine(t, conn); !strings.HasPrefix(got, want) {
			t.Errorf("the Unix socket, %d: %q", i, got)
		}
	}
	_ = conns[0].Close()
	eventually(t, "a place is free", func() bool { return strings.HasPrefix(firstLine(t, h.raw(t)), "SSH-") })
}

func (h *host) raw(t *testing.T) net.Conn {
	t.Helper()
	conn, err := net.Dial("tcp", h.addr)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close() })
	return conn
}

// firstLine returns what a server says first, without reading on.
func firstLine(t *testing.T, conn net.Conn) string {
	t.Helper()
	_ = conn.SetReadDeadline(time.Now().Add(patience))
	var line []byte
	for b := make([]byte, 1); ; {
		if _, err := conn.Read(b); err != nil {
			return string(line)
		}
		line = append(line, b[0])
		if b[0] == '\n' {
			return string(line)
		}
	}
}

// TestSlowHandshake: who says nothing, or a byte now and then, is not waited for.
func TestSlowHandshake(t *testing.T) {
	h := newHost(t, Limits{Handshake: 150 * time.Millisecond}, echo)
	for name, drip := range map[string]string{"silent": "", "slow": strings.Repeat("S", 1000), "version only": "SSH-2.0-x\r\n"} {
		t.Run(name, func(t *testing.T) {
			told := len(h.refusals())
			conn := h.raw(t)
			go func() {
				for i := range drip {
					if _, err := conn.Write([]byte{drip[i]}); err != nil {
						return
					}
					time.Sleep(time.Millisecond)
				}
			}()
			finishes(t, "the end of the connection", func() { _, _ = io.Copy(io.Discard, conn) })
			eventually(t, "it is told", func() bool { return len(h.refusals()) > told })
			if got := h.refusals()[told]; got.Reason != "did not log in in time" || got.From != "127.0.0.1" {
				t.Errorf("told %+v", got)
			}
		})
	}
}

// TestNoise: what is not SSH harms nobody.
func TestNoise(t *testing.T) {
	h := newHost(t, Limits{Handshake: 500 * time.Millisecond}, echo)
	for _, noise := range []string{
		"GET / HTTP/1.1\r\n\r\n", strings.Repeat("x", 1<<20), "SSH-1.5-old\r\n", "SSH-2.0-x\r\n" + strings.Repeat("\xff", 100),
		"SSH-2.0-x\r\n\x00\x00\x00\x0c\x0a\x14\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00",
	} {
		conn := h.raw(t)
		_, _ = io.WriteString(conn, noise)
		finishes(t, "the end of the connection", func() { _, _ = io.Copy(io.Discard, conn) })
	}
	if out, err := open(t, h.dial(t, "awa")).Output("echo"); err != nil || len(out) != 0 {
		t.Errorf("%q, %v", out, err)
	}
}

// frozen is a connection whose client stops taking what comes, as one that lost its power.
type frozen struct {
	net.Conn
	stop atomic.Bool
	gone chan struct{}
	once sync.Once
}

func (f *frozen) Read(p []byte) (int, error) {
	if f.stop.Load() {
		<-f.gone
		return 0, io.EOF
	}
	n, err := f.Conn.Read(p)
	if f.stop.Load() {
		<-f.gone
		return 0, io.EOF
	}
	return n, err
}

func (f *frozen) Close() error {
	f.once.Do(func() { close(f.gone) })
	return f.Conn.Close()
}

func (h *host) dialFrozen(t *testing.T) (*gossh.Client, *frozen) {
	t.Helper()
	f := &frozen{Conn: h.raw(t), gone: make(chan struct{})}
	conn, channels, requests, err := gossh.NewClientConn(f, h.addr, clientConfig(t, "awa"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = f.Close() })
	return gossh.NewClient(conn, channels, requests), f
}

// TestKeepalive: a client that answers stays, one that does not is cut off although its connection stands.
func TestKeepalive(t *testing.T) {
	causes := make(chan error, 1)
	h := newHost(t, Limits{Keepalive: 30 * time.Millisecond}, until(causes))
	client, f := h.dialFrozen(t)
	begin(t, open(t, client), "wait")
	select {
	case cause := <-causes:
		t.Fatalf("a client that answers was cut off: %v", cause)
	case <-time.After(200 * time.Millisecond): // twice the time after which a silent one is
	}
	f.stop.Store(true)
	finishes(t, "the end of a silent client", func() {
		if cause := <-causes; !errors.Is(cause, ErrSilent) {
			t.Errorf("cause: %v", cause)
		}
	})
}

// TestStalled: a client that does not read is cut off, whether it takes nothing or leaves its window closed; what it
// typed is there, and others are not held up.
func TestStalled(t *testing.T) {
	for name, freeze := range map[string]bool{"takes nothing": true, "window closed": false} {
		t.Run(name, func(t *testing.T) {
			causes, typed := make(chan error, 1), make(chan string, 1)
			h := newHost(t, Limits{Stall: 100 * time.Millisecond}, func(ctx context.Context, s *Session) int {
				if s.Raw == "echo" {
					return echo(ctx, s)
				}
				for page := make([]byte, 64<<10); ; {
					if _, err := s.Stdout.Write(page); err != nil {
						break
					}
				}
				<-ctx.Done()
				causes <- context.Cause(ctx)
				text, _ := io.ReadAll(s.Stdin)
				typed <- string(text)
				return 1
			})
			client, f := h.dialFrozen(t)
			session := open(t, client)
			in, _ := session.StdinPipe()
			if _, err := session.StdoutPipe(); err != nil {
				t.Fatal(err)
			}
			if err := session.Start("flood"); err != nil {
				t.Fatal(err)
			}
			if _, err := io.WriteString(in, "typed before"); err != nil {
				t.Fatal(err)
			}
			f.stop.Store(freeze)
			other := open(t, h.dial(t, "awa"))
			other.Stdin = strings.NewReader("hello")
			if out, err := other.Output("echo"); string(out) != "hello" || err != nil {
				t.Errorf("the other session: %q, %v", out, err)
			}
			finishes(t, "the end of a client that does not read", func() {
				if cause := <-causes; !errors.Is(cause, ErrStalled) {
					t.Errorf("cause: %v", cause)
				}
				if text := <-typed; text != "typed before" {
					t.Errorf("typed %q", text)
				}
			})
		})
	}
}

// TestSlowReader: a client that reads slowly, but reads, is not cut off.
func TestSlowReader(t *testing.T) {
	const size = 3 << 20 // more than a window
	h := newHost(t, Limits{Stall: 300 * time.Millisecond}, func(_ context.Context, s *Session) int {
		if n, err := s.Stdout.Write(make([]byte, size)); n != size || err != nil {
			t.Errorf("wrote %d, %v", n, err)
		}
		return 0
	})
	session := open(t, h.dial(t, "awa"))
	out, _ := session.StdoutPipe()
	if err := session.Start("export"); err != nil {
		t.Fatal(err)
	}
	read := 0
	for page := make([]byte, 128<<10); ; time.Sleep(20 * time.Millisecond) {
		n, err := out.Read(page)
		read += n
		if err != nil {
			break
		}
	}
	if read != size {
		t.Errorf("read %d of %d", read, size)
	}
}

// TestPasteBounded: what a session does not read stays with the client.
func TestPasteBounded(t *testing.T) {
	causes := make(chan error, 1)
	h := newHost(t, Limits{}, until(causes))
	client := h.dial(t, "awa")
	session := open(t, client)
	in, _ := session.StdinPipe()
	begin(t, session, "wait")
	var sent atomic.Int64
	go func() {
		for page := make([]byte, 32<<10); ; {
			n, err := in.Write(page)
			sent.Add(int64(n))
			if err != nil {
				return
			}
		}
	}()
	last := int64(-1)
	eventually(t, "the client waits", func() bool {
		time.Sleep(50 * time.Millisecond)
		was := last
		last = sent.Load()
		return was == last
	})
	if last == 0 || last > 3<<20 {
		t.Errorf("%d bytes were taken of a flood that nobody reads", last)
	}
	_ = client.Close()
	if cause := <-causes; !errors.Is(cause, ErrGone) {
		t.Errorf("cause: %v", cause)
	}
}

// TestIdleAndTotal: both end a session with a sentence; input keeps an idle one.
func TestIdleAndTotal(t *testing.T) {
	for name, test := range map[string]struct {
		limits Limits
		want   string
	}{
		"idle":  {Limits{Idle: 150 * time.Millisecond}, "no input for 150ms"},
		"total": {Limits{Total: 150 * time.Millisecond}, "a session may last 150ms"},
	} {
		t.Run(name, func(t *testing.T) {
			causes := make(chan error, 1)
			h := newHost(t, test.limits, until(causes))
			begun := time.Now()
			begin(t, open(t, h.dial(t, "awa")), "wait")
			if cause := <-causes; cause.Error() != test.want || time.Since(begun) < 150*time.Millisecond {
				t.Errorf("after %s: %v", time.Since(begun), cause)
			}
		})
	}
}

// TestKickedConnection: who was dismissed begins nothing on the connection that is still there, and loses it.
func TestKickedConnection(t *testing.T) {
	causes := make(chan error, 1)
	h := newHost(t, Limits{Stop: 200 * time.Millisecond}, until(causes))
	client := h.dial(t, "awa")
	begin(t, open(t, client), "wait")
	h.Kick("awa", "your login was removed")
	if _, err := client.NewSession(); err == nil {
		t.Error("another session began")
	}
	if cause := <-causes; cause.Error() != "your login was removed" {
		t.Errorf("cause: %v", cause)
	}
	finishes(t, "the end of the connection", func() { _ = client.Wait() })
}

// TestIdleConnection: one without sessions does not stay for ever where sessions do not.
func TestIdleConnection(t *testing.T) {
	h := newHost(t, Limits{Idle: 60 * time.Millisecond, Keepalive: 20 * time.Millisecond}, echo)
	client := h.dial(t, "awa")
	finishes(t, "the end of the connection", func() { _ = client.Wait() })
}

// FuzzRequests: whatever is asked of a channel, what comes of it is within bounds.
func FuzzRequests(f *testing.F) {
	f.Add("pty-req", gossh.Marshal(struct {
		Term       string
		C, R, W, H uint32
		Modes      string
	}{"xterm", 80, 24, 0, 0, ""}), "window-change", gossh.Marshal(windowChange{1 << 31, 7, 0, 0}))
	f.Add("env", gossh.Marshal(struct{ N, V string }{"LANG", "C"}), "exec", gossh.Marshal(struct{ S string }{"list"}))
	f.Add("env", gossh.Marshal(struct{ N, V string }{"FIELDFOLIO_DB", "C"}), "subsystem", []byte{0, 0, 0, 1})
	f.Fuzz(func(t *testing.T, first string, payload []byte, second string, more []byte) {
		server := &Server{stopping: true} // so that nothing begins
		a := &asked{session: newSession(server, &conn{ctx: context.Background()}, nil, Person{})}
		for _, each := range []struct {
			kind    string
			payload []byte
		}{{"pty-req", payload}, {first, payload}, {second, more}, {first, more}} {
			a.take(&gossh.Request{Type: each.kind, Payload: each.payload})
			if a.session.Terminal == nil {
				continue
			}
			sizes := []Size{a.session.Terminal.Size, a.sizes.is}
			for _, size := range sizes {
				if size.Width < 1 || size.Width > maxWidth || size.Height < 1 || size.Height > maxHeight {
					t.Fatalf("a window of %v", size)
				}
			}
		}
		if len(a.env.entries) > maxEnv || a.env.bytes > maxEnvBytes || len(a.session.Raw) > maxCommand || a.begun {
			t.Fatalf("%d variables, command of %d bytes", len(a.env.entries), len(a.session.Raw))
		}
		for _, entry := range a.env.list() {
			name, value, _ := strings.Cut(entry, "=")
			if !envNames().MatchString(name) || !envValues().MatchString(value) {
				t.Fatalf("%q was taken", entry)
			}
		}
	})
}

// TestShutdown: sessions are told and have time; those that do not end lose their connection, and what was typed is
// there.
func TestShutdown(t *testing.T) {
	saved := make(chan string, 2)
	h := newHost(t, Limits{Stop: 150 * time.Millisecond}, func(ctx context.Context, s *Session) int {
		if s.Raw == "flood" {
			for page := make([]byte, 64<<10); ; {
				if _, err := s.Stdout.Write(page); err != nil {
					break
				}
			}
		}
		_, _ = io.WriteString(s.Stdout, "ready")
		<-ctx.Done()
		text := make([]byte, 5)
		_, _ = io.ReadFull(s.Stdin, text)
		saved <- string(text)
		return 1
	})
	// One that reads, one that takes nothing.
	good := open(t, h.dial(t, "awa"))
	goodIn, _ := good.StdinPipe()
	begin(t, good, "wait")
	client, f := h.dialFrozen(t)
	bad := open(t, client)
	badIn, _ := bad.StdinPipe()
	if _, err := bad.StdoutPipe(); err != nil {
		t.Fatal(err)
	}
	if err := bad.Start("flood"); err != nil {
		t.Fatal(err)
	}
	for _, in := range []io.Writer{goodIn, badIn} {
		if _, err := io.WriteString(in, "typed"); err != nil {
			t.Fatal(err)
		}
	}
	f.stop.Store(true)
	finishes(t, "shutdown", func() {
		if err := h.Shutdown(context.Background()); err != nil {
			t.Error(err)
		}
	})
	for range 2 {
		if got := <-saved; got != "typed" {
			t.Errorf("saved %q", got)
		}
	}
	var exit *gossh.ExitError
	if err := good.Wait(); !errors.As(err, &exit) || exit.Msg() != "the server stops" {
		t.Errorf("exit: %v", err)
	}
	if _, err := net.Dial("tcp", h.addr); err == nil {
		t.Error("a connection was accepted after the end")
	}
}

// TestTooLate: a connection that was accepted while the server stops is closed without a word, so that the client asks
// the next server.
func TestTooLate(t *testing.T) {
	h := newHost(t, Limits{}, echo)
	if err := h.Shutdown(context.Background()); err != nil {
		t.Fatal(err)
	}
	client, late := net.Pipe()
	said := make(chan string, 1)
	go func() {
		text, _ := io.ReadAll(client)
		said <- string(text)
	}()
	if conn := h.admit(nil, late); conn != nil {
		t.Error("it was let in")
	}
	_ = late.Close()
	if got := <-said; got != "" || len(h.refusals()) != 0 {
		t.Errorf("said %q, told %v", got, h.refusals())
	}
}

// TestShutdownBounded: it does not wait for a session that never returns.
func TestShutdownBounded(t *testing.T) {
	release := make(chan struct{})
	h := newHost(t, Limits{Stop: 10 * time.Millisecond}, func(_ context.Context, s *Session) int {
		_, _ = io.WriteString(s.Stdout, "ready")
		<-release
		return 0
	})
	begin(t, open(t, h.dial(t, "awa")), "wait")
	ctx, cancel := context.WithTimeout(context.Background(), 50*time.Millisecond)
	defer cancel()
	if err := h.Shutdown(ctx); err == nil || !strings.HasPrefix(err.Error(), "1 sessions did not end") {
		t.Errorf("error: %v", err)
	}
	close(release)
}

// TestAlgorithms: each modern one alone is enough, and no older one is.
func TestAlgorithms(t *testing.T) {
	h := newHost(t, Limits{}, echo)
	supported, insecure := gossh.SupportedAlgorithms(), gossh.InsecureAlgorithms()
	set := func(known []string, wanted []string, use func(*gossh.Config, string)) {
		for _, algorithm := range known {
			config := clientConfig(t, "awa")
			use(&config.Config, algorithm)
			client, err := gossh.Dial("tcp", h.addr, config)
			if err == nil {
				_ = client.Close()
			}
			if want := strings.Contains(" "+strings.Join(wanted, " ")+" ", " "+algorithm+" "); want != (err == nil) {
				t.Errorf("%s: %v", algorithm, err)
			}
		}
	}
	ours := Algorithms()
	set(append(supported.KeyExchanges, insecure.KeyExchanges...), append(ours.KeyExchanges, "curve25519-sha256@libssh.org"),
		func(c *gossh.Config, a string) { c.KeyExchanges = []string{a} })
	set(append(supported.Ciphers, insecure.Ciphers...), ours.Ciphers,
		func(c *gossh.Config, a string) { c.Ciphers = []string{a} })
}

//go:build !windows

package main

import (
	"context"
	"crypto/ed25519"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/netip"
	"os"
	"os/exec"
	"regexp"
	"runtime"
	"strconv"
	"strings"
	stdsync "sync"
	"syscall"
	"testing"
	"time"

	"golang.org/x/crypto/ssh"

	"fieldfolio/portfolio/access"
	"fieldfolio/portfolio/sqlite"
	"fieldfolio/tui/serve"
	"fieldfolio/tui/serve/load"
)

// limitedServer is fieldfolio serve with other limits than it has: limitedserver LIMITS DATABASE
func limitedServer() {
	var limits serve.Limits
	orPanic(json.Unmarshal([]byte(os.Args[1]), &limits))
	ctx, stop := stoppable(context.Background())
	defer stop()
	a := newApp(os.Stdin, os.Stdout, os.Stderr)
	a.db = os.Args[2]
	orPanic(a.serve(ctx, serving{listen: []string{anyPort}, limits: limits}))
}

const anyPort = "127.0.0.1:0"

// attacked is a server in a process of its own, with a TCP door and a login for the editor Awa.
type attacked struct {
	addr    string
	path    string // of the database
	process int
	said    *said
}

// newAttacked starts fieldfolio serve with flags, or with limits.
func newAttacked(t *testing.T, limits serve.Limits, flags ...string) *attacked {
	t.Helper()
	s := &attacked{path: newDatabase(t, access.Login{Person: "Awa", Role: access.Editor,
		Keys: []access.Key{{Text: "ssh-ed25519 AAAA", Fingerprint: ssh.FingerprintSHA256(hostileKey(t, "Awa").PublicKey())}}}), said: &said{}}
	cmd := exec.Command(os.Args[0])
	if limits == (serve.Limits{}) {
		cmd.Args = append([]string{"fieldfolio", "serve", "--db", s.path, "--listen", anyPort}, flags...)
	} else {
		text, err := json.Marshal(limits)
		if err != nil {
			t.Fatal(err)
		}
		cmd.Args = []string{"limitedserver", string(text), s.path}
	}
	cmd.Stdout, cmd.Stderr = s.said, s.said
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	s.process = cmd.Process.Pid
	t.Cleanup(func() {
		_ = cmd.Process.Signal(syscall.SIGTERM)
		if err := cmd.Wait(); err != nil || strings.Contains(s.said.String(), "level=ERROR") {
			t.Errorf("the server ended: %v\n%s", err, s.said)
		}
	})
	tcp := regexp.MustCompile(`(?m)^on (127\.0\.0\.1:\d+)$`)
	s.await(t, "the address of the server", func() bool {
		found := tcp.FindStringSubmatch(s.said.String())
		if found != nil {
			s.addr = found[1]
		}
		return found != nil
	})
	return s
}

// await waits until something is so.
func (s *attacked) await(t *testing.T, what string, so func() bool) {
	t.Helper()
	if !waitFor(so) {
		t.Fatalf("never: %s\n%s", what, s.said)
	}
}

// logged waits until the server has said something.
func (s *attacked) logged(t *testing.T, what string) {
	t.Helper()
	s.await(t, what, func() bool { return strings.Contains(s.said.String(), what) })
}

func hostileKey(t *testing.T, name string) ssh.Signer {
	t.Helper()
	seed := make([]byte, ed25519.SeedSize)
	copy(seed, name)
	key, err := ssh.NewSignerFromKey(ed25519.NewKeyFromSeed(seed))
	if err != nil {
		t.Fatal(err)
	}
	return key
}

// config is that of a client with the keys of some names.
func (s *attacked) config(t *testing.T, names ...string) *ssh.ClientConfig {
	t.Helper()
	var keys []ssh.Signer
	for _, name := range names {
		keys = append(keys, hostileKey(t, name))
	}
	return &ssh.ClientConfig{User: "x", Auth: []ssh.AuthMethod{ssh.PublicKeys(keys...)}, HostKeyCallback: ssh.InsecureIgnoreHostKey()}
}

// dial logs in as Awa.
func (s *attacked) dial(t *testing.T) *ssh.Client {
	t.Helper()
	client, err := ssh.Dial("tcp", s.addr, s.config(t, "Awa"))
	if err != nil {
		t.Fatalf("%v\n%s", err, s.said)
	}
	t.Cleanup(func() { _ = client.Close() })
	return client
}

// terminal opens the screens on a terminal of a size.
func (s *attacked) terminal(t *testing.T, client *ssh.Client, height, width int) *sshTerminal {
	t.Helper()
	term := &sshTerminal{t: t, conn: client}
	var err error
	if term.session, err = client.NewSession(); err != nil {
		t.Fatal(err)
	}
	term.session.Stdout, term.session.Stderr = term, term
	if term.keys, err = term.session.StdinPipe(); err != nil {
		t.Fatal(err)
	}
	if err := term.session.RequestPty("xterm", height, width, nil); err != nil {
		t.Fatal(err)
	}
	if err := term.session.Shell(); err != nil {
		t.Fatal(err)
	}
	return term
}

// works fails the test unless somebody else is served.
func (s *attacked) works(t *testing.T) {
	t.Helper()
	session, err := s.dial(t).NewSession()
	if err != nil {
		t.Fatal(err)
	}
	if out, err := session.Output("list PERU08"); err != nil || !strings.Contains(string(out), "PERU08") {
		t.Errorf("somebody else gets %q, %v\n%s", out, err, s.said)
	}
}

// within fails the test if the server has used much more memory than before, where the system says it.
func (s *attacked) within(t *testing.T, megabytes int64) {
	t.Helper()
	use, err := load.UseOf(s.process)
	if err != nil && runtime.GOOS == "linux" {
		t.Fatal(err)
	}
	if use.Peak > megabytes<<20 {
		t.Errorf("the server has used %d MB", use.Peak>>20)
	}
}

// TestHostile attacks a server with the usual limits through its TCP door: it gives no more than it has to, and
// others are served.
func TestHostile(t *testing.T) {
	s := newAttacked(t, serve.Limits{})
	t.Run("window", s.attackWindow)
	t.Run("channels", s.attackChannels)
	t.Run("environment", s.attackEnvironment)
	t.Run("attempts", s.attackAttempts)
	t.Run("noise", s.attackNoise)
	t.Run("requests", s.attackRequests)
	t.Run("paste", func(t *testing.T) { s.attackTyping(t, "\x1b[200~", "paste without an end ") })
	t.Run("keys", func(t *testing.T) { s.attackTyping(t, "", "2j\x1b[B\x1b[") })
	s.works(t)
}

// moves are the sequences that move the cursor, up to a row or a column.
var moves = regexp.MustCompile(`\x1b\[(\d+)?(?:;(\d+))?[HdG` + "`" + `]`)

// attackWindow asks for a window of 10,000 by 10,000 at first, and for greater ones later.
func (s *attacked) attackWindow(t *testing.T) {
	client := s.dial(t)
	term := s.terminal(t, client, 10_000, 10_000)
	s.await(t, "the first screen", func() bool { return strings.Contains(term.text(), "189,538,627") })
	if err := term.session.WindowChange(1<<31, 1<<32-1); err != nil {
		t.Fatal(err)
	}
	term.press("2")
	s.await(t, "the next screen", func() bool { return strings.Contains(term.text(), "TAJH03") })
	rows := 0
	for _, move := range moves.FindAllStringSubmatch(term.text(), -1) {
		for _, at := range move[1:] {
			if n, err := strconv.Atoi(at); err == nil && n > 300 {
				t.Errorf("the cursor moves to %q", move[0])
			} else {
				rows = max(rows, n)
			}
		}
	}
	if rows < 25 {
		t.Errorf("the window has %d rows or columns", rows)
	}
	s.within(t, 500)
	_ = client.Close()
}

// attackChannels opens as many sessions on a connection as it can.
func (s *attacked) attackChannels(t *testing.T) {
	client := s.dial(t)
	for range 4 {
		s.terminal(t, client, 24, 80).await("Overview")
	}
	for range 300 {
		_, err := client.NewSession()
		var refused *ssh.OpenChannelError
		if !errors.As(err, &refused) || refused.Reason != ssh.ResourceShortage {
			t.Fatalf("another session: %v", err)
		}
	}
	s.works(t)
	s.within(t, 500)
	_ = client.Close()
}

// attackEnvironment sets more variables than it may, and those of the server.
func (s *attacked) attackEnvironment(t *testing.T) {
	session, err := s.dial(t).NewSession()
	if err != nil {
		t.Fatal(err)
	}
	for name, value := range map[string]string{"FIELDFOLIO_FORMAT": "json", "FIELDFOLIO_DB": "x.db", "FIELDFOLIO_PERSON": "Co",
		"FIELDFOLIO_CONFIG": "x", "PATH": "/x", "HOME": "/x", "GODEBUG": "x", "SSH_CONNECTION": "192.0.2.1 1 192.0.2.2 2"} {
		if err := session.Setenv(name, value); err == nil {
			t.Errorf("%s was taken", name)
		}
	}
	for _, each := range []struct{ length, most int }{{1, 64}, {256, 31}} { // 64 entries, 8 kB
		other, err := s.dial(t).NewSession()
		if err != nil {
			t.Fatal(err)
		}
		taken := 0
		for i := range 100 {
			if other.Setenv(fmt.Sprintf("LC_%c%c", 'A'+i/26, 'A'+i%26), strings.Repeat("x", each.length)) == nil {
				taken++
			}
		}
		if taken != each.most {
			t.Errorf("%d variables of %d bytes were taken", taken, each.length)
		}
	}
	if out, err := session.Output("history PERU08"); err != nil || strings.HasPrefix(string(out), "[") {
		t.Errorf("%v: %s", err, out)
	}
}

// attackAttempts tries more keys than it may. The last of them is the right one.
func (s *attacked) attackAttempts(t *testing.T) {
	if client, err := ssh.Dial("tcp", s.addr, s.config(t, "a", "b", "c", "Awa")); err == nil {
		_ = client.Close()
		t.Error("a fourth key was tried")
	}
	s.logged(t, "is of no login here")
	client, err := ssh.Dial("tcp", s.addr, s.config(t, "a", "b", "Awa"))
	if err != nil {
		t.Fatalf("the third key: %v", err)
	}
	_ = client.Close()
}

// attackNoise sends what is not SSH.
func (s *attacked) attackNoise(t *testing.T) {
	for _, noise := range []string{"GET / HTTP/1.1\r\n\r\n", strings.Repeat("x", 1<<20), "SSH-2.0-x\r\n" + strings.Repeat("\xff", 1<<20)} {
		conn := s.connect(t, "127.0.0.1")
		_, _ = io.WriteString(conn, noise)
		_ = conn.Close()
	}
	s.works(t)
}

// attackRequests floods the connection and its session with requests that it need not read the answers of.
func (s *attacked) attackRequests(t *testing.T) {
	client := s.dial(t)
	term := s.terminal(t, client, 24, 80)
	for i := range 10_000 {
		if _, _, err := client.SendRequest("keepalive@openssh.com", false, make([]byte, 1<<10)); err != nil {
			t.Fatal(err)
		}
		if err := term.session.WindowChange(1+i%200, 1+i%400); err != nil {
			t.Fatal(err)
		}
	}
	s.works(t)
	s.within(t, 500)
	_ = client.Close()
}

// attackTyping types without an end, while somebody else works.
func (s *attacked) attackTyping(t *testing.T, first, again string) {
	client := s.dial(t)
	term := s.terminal(t, client, 24, 80)
	term.await("Overview")
	flooded := make(chan struct{}) // a megabyte has come
	go func() {
		_, _ = io.WriteString(term.keys, first)
		for sent := 0; ; sent += 32 << 10 {
			if sent == 1<<20 {
				close(flooded)
			}
			if _, err := io.WriteString(term.keys, strings.Repeat(again, 32<<10/len(again))); err != nil {
				return
			}
		}
	}()
	<-flooded
	s.works(t)
	s.within(t, 500)
	_ = client.Close()
}

// connect opens a connection from an address of this machine, and says nothing.
func (s *attacked) connect(t *testing.T, from string) net.Conn {
	t.Helper()
	d := net.Dialer{LocalAddr: net.TCPAddrFromAddrPort(netip.AddrPortFrom(netip.MustParseAddr(from), 0))}
	conn, err := d.DialContext(t.Context(), "tcp", s.addr)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close() })
	return conn
}

// firstLine returns what the server says at first.
func firstLine(t *testing.T, conn net.Conn) string {
	t.Helper()
	var line []byte
	for b := make([]byte, 1); len(line) == 0 || line[len(line)-1] != '\n'; line = append(line, b[0]) {
		if _, err := conn.Read(b); err != nil {
			t.Fatalf("%q, %v", line, err)
		}
	}
	return strings.TrimSpace(string(line))
}

// TestHostileConnections opens more connections than it may: 10 from an address, and 500 in all.
func TestHostileConnections(t *testing.T) {
	s := newAttacked(t, serve.Limits{Handshake: time.Hour})
	const all, each = 500, 10
	for i := range all {
		if i == each && runtime.GOOS != "linux" {
			return // another system has only one address for itself
		}
		from := fmt.Sprintf("127.0.0.%d", 1+i/each)
		if got := firstLine(t, s.connect(t, from)); !strings.HasPrefix(got, "SSH-2.0-") {
			t.Fatalf("connection %d is told %q", i, got)
		}
		if i%each < each-1 {
			continue
		}
		if got, want := firstLine(t, s.connect(t, from)), "fieldfolio: too many connections"; !strings.HasPrefix(got, want) {
			t.Errorf("one more from %s is told %q", from, got)
		}
	}
	if got := firstLine(t, s.connect(t, "127.0.0.200")); got != "fieldfolio: too many connections" {
		t.Errorf("one more is told %q", got)
	}
	s.within(t, 500)
}

// TestHostileHandshake: who does not log in is not waited for.
func TestHostileHandshake(t *testing.T) {
	s := newAttacked(t, serve.Limits{Handshake: 300 * time.Millisecond})
	conn := s.connect(t, "127.0.0.1")
	if _, err := io.WriteString(conn, "SSH-2.0-slow\r\n"); err != nil {
		t.Fatal(err)
	}
	_, _ = io.Copy(io.Discard, conn) // until the server closes it
	s.logged(t, `reason="did not log in in time"`)
}

// TestHostileSilence: a client that reads, but does not answer, is cut off.
func TestHostileSilence(t *testing.T) {
	s := newAttacked(t, serve.Limits{Keepalive: time.Second})
	raw := s.connect(t, "127.0.0.1")
	// Nobody takes what the server asks the connection.
	conn, _, _, err := ssh.NewClientConn(raw, s.addr, s.config(t, "Awa"))
	if err != nil {
		t.Fatal(err)
	}
	channel, requests, err := conn.OpenChannel("session", nil)
	if err != nil {
		t.Fatal(err)
	}
	go ssh.DiscardRequests(requests)
	command := struct{ Command string }{"sync receive -"} // which waits for its input
	if ok, err := channel.SendRequest("exec", true, ssh.Marshal(command)); !ok || err != nil {
		t.Fatal(ok, err)
	}
	_ = conn.Wait()
	s.logged(t, "the client does not answer")
}

// pausing is a connection that can pause to read.
type pausing struct {
	net.Conn
	pause stdsync.Mutex
}

func (p *pausing) Read(b []byte) (int, error) {
	n, err := p.Conn.Read(b)
	p.pause.Lock()
	defer p.pause.Unlock()
	return n, err
}

// TestHostileStall: a client that does not read is cut off and holds nobody up, and what it typed is kept.
func TestHostileStall(t *testing.T) {
	s := newAttacked(t, serve.Limits{Stall: time.Second})
	raw := s.connect(t, "127.0.0.1")
	if err := raw.(*net.TCPConn).SetReadBuffer(4 << 10); err != nil { // so that not much has to be shown
		t.Fatal(err)
	}
	line := &pausing{Conn: raw}
	conn, channels, requests, err := ssh.NewClientConn(line, s.addr, s.config(t, "Awa"))
	if err != nil {
		t.Fatal(err)
	}
	client := ssh.NewClient(conn, channels, requests)
	full := s.terminal(t, client, 100, 300)
	full.await("189,538,627")
	full.press("2")
	full.await("TAJH03")
	term := s.terminal(t, client, 24, 80)
	term.await("189,538,627")
	term.press("2")
	term.await("TAJH03")
	term.press("\r")
	term.await("Title")
	term.press("e")
	term.await("esc drop")
	line.pause.Lock()
	if _, err := io.WriteString(term.keys, "Qwertz and more"); err != nil {
		t.Fatal(err)
	}
	gone := make(chan struct{})
	go func() {
		for i := 0; full.session.WindowChange(100-i%2, 300) == nil; i++ { // draws all of it again and again
			time.Sleep(look)
		}
		close(gone)
	}()
	s.works(t)
	<-gone
	s.logged(t, "the client did not read for too long")
	line.pause.Unlock()
	store, err := sqlite.Open(t.Context(), s.path, sqlite.WithDocument(document))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = store.Close() }()
	drafts, err := store.Drafts(t.Context(), "Awa")
	if err != nil || !strings.Contains(fmt.Sprint(drafts), "Qwertz and more") {
		t.Errorf("the drafts are %v, %v", drafts, err)
	}
}

// TestHostileTime: who does nothing, or stays for too long, is told and goes.
func TestHostileTime(t *testing.T) {
	for flag, want := range map[string]string{"--idle": "no input for 300ms", "--max": "a session may last 300ms"} {
		t.Run(flag, func(t *testing.T) {
			s := newAttacked(t, serve.Limits{}, flag, "300ms")
			s.terminal(t, s.dial(t), 24, 80).await("fieldfolio: " + want)
		})
	}
}

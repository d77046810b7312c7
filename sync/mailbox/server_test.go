package mailbox

import (
	"bufio"
	"bytes"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"io"
	"log"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapserver"
	"github.com/emersion/go-imap/v2/imapserver/imapmemserver"
	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"

	"fieldfolio/sync/mail/compose"
	"fieldfolio/sync/mail/mailtest"
)

// certified returns a certificate for localhost, and a file by which clients
// trust it.
func certified(t *testing.T) (config *tls.Config, authorities string) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	about := &x509.Certificate{SerialNumber: big.NewInt(1), DNSNames: []string{"localhost"}, NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
		IsCA: true, BasicConstraintsValid: true}
	der, err := x509.CreateCertificate(rand.Reader, about, about, key.Public(), key)
	if err != nil {
		t.Fatal(err)
	}
	authorities = filepath.Join(t.TempDir(), "authorities.pem")
	if err := os.WriteFile(authorities, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}), 0o600); err != nil {
		t.Fatal(err)
	}
	return &tls.Config{Certificates: []tls.Certificate{{Certificate: [][]byte{der}, PrivateKey: key}}}, authorities
}

// listening returns a listener on this machine, and how a client gets there as
// user roea with password secret.
func listening(t *testing.T, way string) (net.Listener, *tls.Config, Server) {
	t.Helper()
	config, authorities := certified(t)
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	v := Server{Host: "localhost", Port: l.Addr().(*net.TCPAddr).Port, TLS: way, Auth: byPassword, User: "roea", Authorities: authorities,
		PasswordFile: filepath.Join(t.TempDir(), "password")}
	if err := os.WriteFile(v.PasswordFile, []byte("secret\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if way == implicitTLS {
		l = tls.NewListener(l, config)
	}
	return l, config, v
}

// submission is a server that takes mail of roea, but none for nobody.
type submission struct {
	login  string // the mechanism that it offers
	got    chan string
	logged bool
}

func (s *submission) NewSession(*smtp.Conn) (smtp.Session, error) {
	return &submission{s.login, s.got, false}, nil
}
func (s *submission) AuthMechanisms() []string { return []string{s.login} }
func (s *submission) Auth(string) (sasl.Server, error) {
	if s.login == "XOAUTH2" {
		return &tokens{s}, nil
	}
	return sasl.NewPlainServer(func(_, user, password string) error {
		if user != "roea" || password != "secret" {
			return errors.New("who is this?")
		}
		s.logged = true
		return nil
	}), nil
}

type tokens struct{ s *submission }

func (x *tokens) Next(response []byte) ([]byte, bool, error) {
	if string(response) != "user=roea\x01auth=Bearer secret\x01\x01" {
		return nil, true, errors.New("no such token")
	}
	x.s.logged = true
	return nil, true, nil
}

func (s *submission) Mail(string, *smtp.MailOptions) error {
	if !s.logged {
		return smtp.ErrAuthRequired
	}
	return nil
}

func (s *submission) Rcpt(to string, _ *smtp.RcptOptions) error {
	if strings.HasPrefix(to, "nobody") {
		return &smtp.SMTPError{Code: 550, EnhancedCode: smtp.EnhancedCode{5, 1, 1}, Message: "no such \x1b[2Jmailbox"}
	}
	return nil
}

func (s *submission) Data(r io.Reader) error {
	raw, err := io.ReadAll(r)
	s.got <- string(raw)
	return err
}
func (s *submission) Reset()        {}
func (s *submission) Logout() error { return nil }

func submitting(t *testing.T, way, login string) (*SMTP, chan string) {
	t.Helper()
	l, config, v := listening(t, way)
	back := &submission{login: login, got: make(chan string, 10)}
	server := smtp.NewServer(back)
	server.TLSConfig, server.ErrorLog = config, log.New(io.Discard, "", 0)
	go func() { _ = server.Serve(l) }()
	t.Cleanup(func() { _ = server.Close() })
	return &SMTP{Server: v}, back.got
}

func TestSMTP(t *testing.T) {
	for _, c := range []struct{ way, auth, login string }{{startTLS, byPassword, sasl.Plain}, {implicitTLS, byPassword, sasl.Plain}, {startTLS, byXOAUTH2, "XOAUTH2"}} {
		t.Run(c.way+" "+c.auth, func(t *testing.T) {
			s, got := submitting(t, c.way, c.login)
			s.Auth = c.auth
			l := letter()
			l.Body += ".\n" // which SMTP doubles
			for range 2 {   // over one connection
				if _, err := s.Send(t.Context(), l); err != nil {
					t.Fatal(err)
				}
				raw, _ := l.Bytes()
				if mail := <-got; mail != strings.ReplaceAll(string(raw), "\n", "\r\n") {
					t.Errorf("%q", mail)
				}
			}
			refused := l
			refused.To = "nobody@example.org"
			_, err := s.Send(t.Context(), refused)
			if err == nil || Unreachable(err) || strings.Contains(err.Error(), "\x1b") || !strings.Contains(err.Error(), "does not take the mail to nobody@example.org") {
				t.Errorf("%v", err)
			}
			if _, err := s.Send(t.Context(), l); err != nil {
				t.Errorf("after a refused letter: %v", err)
			}
			if err := s.Close(); err != nil {
				t.Error(err)
			}
		})
	}
}

// TestSMTPAttachment submits a file: it arrives as it was written, also lines with a single dot.
func TestSMTPAttachment(t *testing.T) {
	s, got := submitting(t, startTLS, sasl.Plain)
	l := letter()
	l.Body += ".\n"
	l.Attached = &compose.Attachment{Name: "portfolio.csv", Type: "text/csv; charset=utf-8", Content: bytes.Repeat([]byte("\xef\xbb\xbfa\r\n.\r\n\x00é\n"), 5000)}
	if _, err := s.Send(t.Context(), l); err != nil {
		t.Fatal(err)
	}
	m := mailtest.Attached(t, []byte(<-got))
	if m.Body != l.Body || m.Name != l.Attached.Name || !bytes.Equal(m.Content, l.Attached.Content) {
		t.Errorf("%q, %s, %d bytes", m.Body, m.Name, len(m.Content))
	}
}

// TestServerTroubles has servers that are not there, not trusted, or do not
// know the user: one sentence each, and nothing waits.
func TestServerTroubles(t *testing.T) {
	s, _ := submitting(t, startTLS, sasl.Plain)
	for want, change := range map[string]func(*Server){
		"does not accept the user \"roea\"": func(v *Server) { _ = os.WriteFile(v.PasswordFile, []byte("wrong"), 0o600) },
		"certificate of the mail server":    func(v *Server) { v.Authorities = "" },
		"cannot be reached":                 func(v *Server) { v.Port = 1 },
		"can be read by others":             func(v *Server) { _ = os.Chmod(v.PasswordFile, 0o644) },
		"gives no password":                 func(v *Server) { v.PasswordFile, v.PasswordCommand = "", []string{"false"} },
	} {
		v := s.Server
		v.PasswordFile = filepath.Join(t.TempDir(), "password")
		if err := os.WriteFile(v.PasswordFile, []byte("secret\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		change(&v)
		out := &SMTP{Server: v}
		first, again := out.send(t.Context(), letter()), out.send(t.Context(), letter())
		if first == nil || !strings.Contains(first.Error(), want) || again == nil || first.Error() != again.Error() || strings.Contains(first.Error(), "\n") {
			t.Errorf("%v, then %v; wanted %q", first, again, want)
		}
	}
}

// TestSMTPLies has servers whose replies do not end, or do not come: one letter
// fails with a sentence, and the others are not tried for hours.
func TestSMTPLies(t *testing.T) {
	endless := func(line string) func(net.Conn) {
		return func(c net.Conn) {
			for {
				if _, err := io.WriteString(c, strings.Repeat(line, 1000)); err != nil {
					return
				}
			}
		}
	}
	quiet := func(net.Conn) { time.Sleep(2 * time.Second) }
	end := func(net.Conn) {}
	drip := func(c net.Conn) {
		for range 200 {
			time.Sleep(50 * time.Millisecond)
			if _, err := io.WriteString(c, "2"); err != nil {
				return
			}
		}
	}
	silent, more := "cannot go on with the mail server %s: the server does not answer in time", "cannot go on with the mail server %s: the server sends more than it was asked for"
	for _, c := range []struct {
		at    string
		lie   func(net.Conn)
		want  string
		tries int // connections for ten letters
	}{
		{"", quiet, "the mail server %s cannot be reached: the server does not answer in time", 1},
		{"", endless("220-wait\r\n"), "the mail server %s cannot be reached: the server sends more than it was asked for", 1},
		{"EHLO", endless("250-X\r\n"), "cannot be reached: the server sends more", 1},
		{"MAIL", quiet, silent, 1},
		{"MAIL", endless("250-and\r\n"), more, 1},
		{"MAIL", endless("2"), "%s", 2},
		{"MAIL", end, "lost the connection to the mail server %s", 2},
		{"RCPT", drip, silent, 1},
		{"DATA", quiet, silent, 1},
		{".", quiet, silent, 1},
		{".", endless("250-and\r\n"), more, 1},
		{".", end, "lost the connection to the mail server %s", 2},
		{"QUIT", quiet, "", 1},
	} {
		t.Run(c.at+" "+c.want, func(t *testing.T) {
			t.Parallel()
			l, err := net.Listen("tcp", "127.0.0.1:0")
			if err != nil {
				t.Fatal(err)
			}
			tries := 0
			go func() {
				for {
					conn, err := l.Accept()
					if err != nil {
						return
					}
					tries++
					go submits(conn, c.at, c.lie)
				}
			}()
			s := &SMTP{Server: Server{Host: "127.0.0.1", Port: l.Addr().(*net.TCPAddr).Port, TLS: noTLS}, quiet: 200 * time.Millisecond}
			begun := time.Now()
			for range 10 {
				_, err := s.Send(t.Context(), letter())
				want := strings.ReplaceAll(c.want, "%s", s.name())
				if (err == nil) != (want == "") || err != nil && !strings.Contains(err.Error(), want) {
					t.Errorf("%s: %v, wanted %q", c.at, err, want)
				}
			}
			_ = s.Close()
			if since := time.Since(begun); since > 8*time.Second || tries != c.tries {
				t.Errorf("%s: it took %s and %d connections", c.at, since, tries)
			}
			_ = l.Close()
		})
	}
}

// submits serves one connection of a submission server that lies at one command.
func submits(conn net.Conn, at string, lie func(net.Conn)) {
	defer func() { _ = conn.Close() }()
	if at == "" {
		lie(conn)
		return
	}
	_, _ = io.WriteString(conn, "220 ready\r\n")
	data := false
	for lines := bufio.NewScanner(conn); lines.Scan(); {
		verb, _, _ := strings.Cut(lines.Text(), " ")
		if data && verb != "." {
			continue
		}
		if verb == at {
			lie(conn)
			return
		}
		if data = verb == "DATA"; data {
			_, _ = io.WriteString(conn, "354 go on\r\n")
		} else {
			_, _ = io.WriteString(conn, "250 well\r\n")
		}
	}
}

// remembered are marks in memory.
type remembered map[string][]string

func (r remembered) Marks(_ context.Context, box string) ([]string, error) { return r[box], nil }
func (r remembered) Mark(_ context.Context, box string, add, drop []string) error {
	r[box] = append(slices.DeleteFunc(slices.Clone(r[box]), func(m string) bool { return slices.Contains(drop, m) }), add...)
	return nil
}

// opened is a mailbox on a server, and its user there.
func opened(t *testing.T, way string) (IMAP, *imapmemserver.User) {
	t.Helper()
	l, config, v := listening(t, way)
	back, user := imapmemserver.New(), imapmemserver.NewUser("roea", "secret")
	back.AddUser(user)
	server := imapserver.New(&imapserver.Options{TLSConfig: config, Logger: log.New(io.Discard, "", 0),
		NewSession: func(*imapserver.Conn) (imapserver.Session, *imapserver.GreetingData, error) {
			return back.NewSession(), nil, nil
		}})
	go func() { _ = server.Serve(l) }()
	t.Cleanup(func() { _ = server.Close() })
	if err := user.Create("office", nil); err != nil {
		t.Fatal(err)
	}
	return IMAP{Mailbox: Mailbox{Server: v, Mailbox: "office"}}, user
}

func deliver(t *testing.T, user *imapmemserver.User, mails ...string) {
	t.Helper()
	for _, m := range mails {
		if _, err := user.Append("office", literal{strings.NewReader(m), int64(len(m))}, &imap.AppendOptions{Time: time.Now()}); err != nil {
			t.Fatal(err)
		}
	}
}

type literal struct {
	io.Reader
	size int64
}

func (l literal) Size() int64 { return l.size }

func unread(t *testing.T, user *imapmemserver.User) uint32 {
	t.Helper()
	data, err := user.Status("office", &imap.StatusOptions{NumUnseen: true})
	if err != nil {
		t.Fatal(err)
	}
	return *data.NumUnseen
}

// fetching returns a function that fetches, and returns the first words of the
// mails and what went wrong. Taking a mail with the word bad fails.
func fetching(t *testing.T, in Incoming, marks Marks) func() ([]string, error) {
	return func() (got []string, err error) {
		_, err = in.Fetch(t.Context(), marks, func(batch []Mail) (ours []bool, err error) {
			for _, m := range batch {
				_, body, _ := bytes.Cut(bytes.ReplaceAll(m.Raw, []byte("\r"), nil), []byte("\n\n"))
				word, _, _ := strings.Cut(string(body), " ")
				if word == "bad" {
					return ours, errors.New("the disk is full")
				}
				got, ours = append(got, word), append(ours, word == "ours")
			}
			return ours, nil
		})
		return got, err
	}
}

func TestIMAP(t *testing.T) {
	for _, way := range []string{implicitTLS, startTLS} {
		box, user := opened(t, way)
		marks := remembered{}
		fetch := fetching(t, box, marks)
		expect := func(wantUnread uint32, wantErr string, want ...string) {
			t.Helper()
			got, err := fetch()
			if !slices.Equal(got, want) || (err == nil) != (wantErr == "") || err != nil && !strings.Contains(err.Error(), wantErr) || unread(t, user) != wantUnread {
				t.Errorf("got %q, %v, %d unread; wanted %q, %q, %d", got, err, unread(t, user), want, wantErr, wantUnread)
			}
		}
		expect(0, "")
		head := "Subject: fieldfolio roea\r\n\r\n"
		large := head + "ours " + strings.Repeat("begin fieldfolio 1\r\nfrom = \"a.b\"\r\n", 10_000)
		deliver(t, user, head+"ours 1", "Subject: lunch\r\n\r\njunk 2", large, "Subject: pictures\r\n\r\nlarge "+strings.Repeat("x\r\n", 100_000))
		expect(2, "", "ours", "ours") // of the others it has only looked at the beginnings
		expect(2, "")
		deliver(t, user, head+"ours 5", head+"bad 6", head+"ours 7")
		expect(4, "the disk is full", "ours")
		expect(4, "the disk is full") // it is not passed over
		if len(marks) != 1 || len(marks["imap:roea@"+box.Server.name()+"/office"]) != 1 {
			t.Errorf("%q", marks)
		}
		for _, change := range []func(string) error{func(b string) error { return user.Delete(b) }, func(b string) error { return user.Create(b, nil) }} {
			if err := change("office"); err != nil {
				t.Fatal(err)
			}
		}
		deliver(t, user, head+"ours 1") // in a mailbox that was made anew
		expect(0, "", "ours")
	}
}

func TestIMAPTroubles(t *testing.T) {
	box, _ := opened(t, implicitTLS)
	for want, change := range map[string]func(*Mailbox){
		"does not accept the user":       func(m *Mailbox) { m.User = "nobody" },
		"certificate of the mail server": func(m *Mailbox) { m.Authorities = "" },
		"cannot be reached":              func(m *Mailbox) { m.Port = 1 },
		"cannot be opened":               func(m *Mailbox) { m.Mailbox = "none" },
	} {
		wrong := box
		change(&wrong.Mailbox)
		if got, err := fetching(t, wrong, remembered{})(); err == nil || len(got) > 0 || !strings.Contains(err.Error(), want) {
			t.Errorf("%q %v, wanted %q", got, err, want)
		}
	}
}

func TestMaildir(t *testing.T) {
	dir := t.TempDir()
	for _, sub := range []string{"new", "cur", "tmp"} {
		if err := os.Mkdir(filepath.Join(dir, sub), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	put := func(name, word string) {
		t.Helper()
		if err := os.WriteFile(filepath.Join(dir, name), []byte("Subject: x\n\n"+word+" "), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	marks := remembered{}
	fetch := fetching(t, Maildir(dir), marks)
	put("new/1.a", "ours")
	put("new/2.b", "junk")
	put("cur/3.c:2,F", "ours")
	put("tmp/4.d", "half")
	if got, err := fetch(); err != nil || !slices.Equal(got, []string{"ours", "junk", "ours"}) {
		t.Errorf("%q %v", got, err)
	}
	for _, name := range []string{"cur/1.a:2,S", "new/2.b", "cur/3.c:2,FS"} {
		if _, err := os.Stat(filepath.Join(dir, name)); err != nil {
			t.Error(err)
		}
	}
	if err := os.Rename(filepath.Join(dir, "new/2.b"), filepath.Join(dir, "cur/2.b:2,")); err != nil { // by another program
		t.Fatal(err)
	}
	put("new/5.e", "bad")
	if got, err := fetch(); err == nil || len(got) > 0 {
		t.Errorf("%q %v", got, err)
	}
	put("new/5.e", "ours")
	if err := os.Remove(filepath.Join(dir, "cur/1.a:2,S")); err != nil {
		t.Fatal(err)
	}
	if got, err := fetch(); err != nil || !slices.Equal(got, []string{"ours"}) {
		t.Errorf("%q %v", got, err)
	}
	if got := marks["maildir:"+dir]; !slices.Equal(got, []string{"2.b 17", "3.c 17", "5.e 17"}) {
		t.Errorf("%q", got)
	}
	if _, err := fetching(t, Maildir(t.TempDir()), marks)(); err == nil || !strings.Contains(err.Error(), "not a maildir") {
		t.Error(err)
	}
}

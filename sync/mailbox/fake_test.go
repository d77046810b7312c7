package mailbox

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
)

// stored is a mail of a fake server.
type stored struct {
	uid  int
	raw  string
	seen bool
}

// fake is an IMAP server over a real socket that can lie in each of its answers.
type fake struct {
	mu       sync.Mutex
	mails    []*stored
	validity int
	uidNext  int           // as it says; 0: the right one
	exists   int           // as it says, -1: the right number
	delay    time.Duration // before each answer
	search   string        // what it answers to UID SEARCH, instead of what is right
	// lie may answer in the server's place: a line of a command, without its
	// tag, and for FETCH the mail. It returns true if it has.
	lie      func(w io.Writer, tag, command string, m *stored) bool
	ended    bool // set by lie: it has ended the command
	commands []string
	sent     int64
	opened   int
	account  Server
}

// dropped ends a connection of a fake.
type dropped struct{}

func drop() bool { panic(dropped{}) }

// faking starts a fake with mails, which are numbered from 1.
func faking(t *testing.T, mails ...string) *fake {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	f := &fake{validity: 7, exists: -1}
	for _, m := range mails {
		f.add(m)
	}
	f.account = Server{Host: "127.0.0.1", Port: l.Addr().(*net.TCPAddr).Port, TLS: noTLS, Auth: byPassword, User: "roea",
		PasswordFile: t.TempDir() + "/password"}
	if err := os.WriteFile(f.account.PasswordFile, []byte("secret\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			go f.serve(c)
		}
	}()
	return f
}

func (f *fake) add(raw string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.mails = append(f.mails, &stored{uid: len(f.mails) + 1, raw: strings.ReplaceAll(raw, "\n", "\r\n")})
}

// box is the mailbox of a fake.
func (f *fake) box() IMAP { return IMAP{Mailbox: Mailbox{Server: f.account}} }

type counting struct {
	net.Conn
	f *fake
}

func (c counting) Write(p []byte) (int, error) {
	n, err := c.Conn.Write(p)
	c.f.sent += int64(n)
	return n, err
}

func (f *fake) serve(conn net.Conn) {
	defer func() { _ = conn.Close() }()
	defer func() {
		if v := recover(); v != nil {
			if _, is := v.(dropped); !is {
				panic(v)
			}
		}
	}()
	f.mu.Lock()
	f.opened++
	f.mu.Unlock()
	w := counting{conn, f}
	if f.lie != nil && f.lie(w, "*", "GREETING", nil) {
		return
	}
	_, _ = fmt.Fprint(w, "* OK ready\r\n")
	for lines := bufio.NewScanner(conn); lines.Scan(); {
		tag, command, _ := strings.Cut(lines.Text(), " ")
		time.Sleep(f.delay)
		f.mu.Lock()
		f.commands = append(f.commands, command)
		f.answer(w, tag, command)
		f.mu.Unlock()
	}
}

func (f *fake) answer(w io.Writer, tag, command string) {
	defer func() {
		if v := recover(); v != nil {
			f.mu.Unlock()
			panic(v)
		}
	}()
	if f.lie != nil && f.lie(w, tag, command, nil) {
		return
	}
	verb, rest, _ := strings.Cut(command, " ")
	if verb == "UID" {
		verb, rest, _ = strings.Cut(rest, " ")
	}
	switch verb {
	case "CAPABILITY":
		_, _ = fmt.Fprint(w, "* CAPABILITY IMAP4rev1\r\n")
	case "SELECT":
		f.selected(w)
	case "SEARCH":
		f.searched(w, tag, rest)
	case "FETCH":
		b := bufio.NewWriter(w)
		if !f.fetched(b, tag, command, rest) {
			_ = b.Flush()
			return
		}
		_ = b.Flush()
	case "STORE":
		for _, m := range f.in(strings.Fields(rest)[0], true) {
			m.seen = true
		}
	}
	_, _ = fmt.Fprintf(w, "%s OK done\r\n", tag)
}

func (f *fake) selected(w io.Writer) {
	exists, next := f.exists, f.uidNext
	if exists < 0 {
		exists = len(f.mails)
	}
	if next == 0 {
		next = len(f.mails) + 1
	}
	_, _ = fmt.Fprintf(w, "* %d EXISTS\r\n* OK [UIDVALIDITY %d] valid\r\n* OK [UIDNEXT %d] next\r\n", exists, f.validity, next)
}

func (f *fake) searched(w io.Writer, tag, rest string) {
	if f.search != "" {
		_, _ = fmt.Fprint(w, strings.Replace(f.search, `"TAG"`, strconv.Quote(tag), 1)+"\r\n")
		return
	}
	of := f.mails
	if _, set, is := strings.Cut(rest, "UID "); is {
		of = f.in(strings.Fields(strings.Trim(set, "()"))[0], true)
	}
	_, _ = fmt.Fprint(w, "* SEARCH")
	for _, m := range of {
		if !strings.Contains(rest, "BODY") || strings.Contains(m.raw, "fieldfolio") {
			_, _ = fmt.Fprintf(w, " %d", m.uid)
		}
	}
	_, _ = fmt.Fprint(w, "\r\n")
}

// in returns the mails of a set, by UID or place.
func (f *fake) in(set string, byUID bool) []*stored {
	var of []*stored
	for i, m := range f.mails {
		n := i + 1
		if byUID {
			n = m.uid
		}
		for _, r := range strings.Split(set, ",") {
			from, to, isRange := strings.Cut(r, ":")
			a, _ := strconv.Atoi(from)
			b := a
			if isRange {
				if b, _ = strconv.Atoi(to); to == "*" {
					b = max(a, f.mails[len(f.mails)-1].uid)
				}
			}
			if n >= a && n <= b {
				of = append(of, m)
			}
		}
	}
	return of
}

var section = regexp.MustCompile(`BODY\.PEEK\[([^\]]*)\]<(\d+)\.(\d+)>`)

// fetched writes the answers to a FETCH. It is false if a lie has ended the
// command.
func (f *fake) fetched(w *bufio.Writer, tag, command, rest string) bool {
	set, items, _ := strings.Cut(rest, " ")
	for _, m := range f.in(set, strings.HasPrefix(command, "UID ")) {
		if f.lie != nil && f.lie(w, tag, command, m) {
			_ = w.Flush()
			if f.ended {
				f.ended = false
				return false
			}
			continue
		}
		_, _ = fmt.Fprintf(w, "* %d FETCH (%s)\r\n", slices.Index(f.mails, m)+1, strings.Join(m.items(items), " "))
	}
	return true
}

// items returns what is asked for of a mail.
func (m *stored) items(asked string) []string {
	out := []string{fmt.Sprintf("UID %d", m.uid)}
	if strings.Contains(asked, "RFC822.SIZE") {
		out = append(out, fmt.Sprintf("RFC822.SIZE %d", len(m.raw)))
	}
	for _, s := range section.FindAllStringSubmatch(asked, -1) {
		at, _ := strconv.Atoi(s[2])
		n, _ := strconv.Atoi(s[3])
		text := m.section(s[1])
		text = text[min(at, len(text)):min(at+n, len(text))]
		out = append(out, fmt.Sprintf("BODY[%s]<%d> {%d}\r\n%s", s[1], at, len(text), text))
	}
	return out
}

func (m *stored) section(name string) string {
	gap := "\r\n\r\n"
	if !strings.Contains(m.raw, gap) {
		gap = "\n\n"
	}
	head, text, _ := strings.Cut(m.raw, gap)
	switch {
	case strings.HasPrefix(name, "HEADER"):
		return fields(head+"\n", strings.ToLower(name)) + "\r\n"
	case name == "TEXT":
		return text
	}
	return m.raw
}

// fields returns the fields of a header that are asked for.
func fields(head, asked string) string {
	out, in := "", false
	for line := range strings.Lines(head) {
		if line[0] != ' ' && line[0] != '\t' {
			name, _, is := strings.Cut(strings.ToLower(line), ":")
			in = is && slices.Contains(strings.Fields(strings.Map(func(r rune) rune {
				if strings.ContainsRune(`()"`, r) {
					return ' '
				}
				return r
			}, asked)), name)
		}
		if in {
			out += strings.TrimRight(line, "\r\n") + "\r\n"
		}
	}
	return out
}

// Package imaptest is an IMAP server for tests that can lie in each of its
// answers.
package imaptest

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
)

// Mail is a mail of a server.
type Mail struct {
	UID  int
	Raw  string
	Seen bool
}

// Server is an IMAP server over a real socket that can lie in each of its answers.
type Server struct {
	mu       sync.Mutex // of what follows while the server answers
	Mails    []*Mail
	Validity int
	UIDNext  int           // as it says; 0: the right one
	Exists   int           // as it says, -1: the right number
	Delay    time.Duration // before each answer
	Search   string        // what it answers to UID SEARCH, instead of what is right
	// Lie may answer in the server's place: the greeting, a command without its
	// tag, or for FETCH one mail. It returns true if it has.
	Lie      func(w io.Writer, tag, command string, m *Mail) bool
	Ended    bool // set by Lie: it has ended the command
	Commands []string
	Sent     int64
	Opened   int
	Port     int
	listener net.Listener
}

// dropped ends a connection.
type dropped struct{}

// Drop ends the connection.
func Drop() bool { panic(dropped{}) }

// New starts a server on a free port of 127.0.0.1. Its mails are numbered from
// 1.
func New(mails ...string) (*Server, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	f := &Server{Validity: 7, Exists: -1, Port: l.Addr().(*net.TCPAddr).Port, listener: l}
	for _, m := range mails {
		f.Add(m)
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
	return f, nil
}

// Close stops the server.
func (f *Server) Close() { _ = f.listener.Close() }

// Add adds a mail, with LF as its line ends.
func (f *Server) Add(raw string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.Mails = append(f.Mails, &Mail{UID: len(f.Mails) + 1, Raw: strings.ReplaceAll(raw, "\n", "\r\n")})
}

type counting struct {
	net.Conn
	f *Server
}

func (c counting) Write(p []byte) (int, error) {
	n, err := c.Conn.Write(p)
	c.f.Sent += int64(n)
	return n, err
}

func (f *Server) serve(conn net.Conn) {
	defer func() { _ = conn.Close() }()
	defer func() {
		if v := recover(); v != nil {
			if _, is := v.(dropped); !is {
				panic(v)
			}
		}
	}()
	f.mu.Lock()
	f.Opened++
	f.mu.Unlock()
	w := counting{conn, f}
	if f.Lie != nil && f.Lie(w, "*", "GREETING", nil) {
		return
	}
	_, _ = fmt.Fprint(w, "* OK ready\r\n")
	for lines := bufio.NewScanner(conn); lines.Scan(); {
		tag, command, _ := strings.Cut(lines.Text(), " ")
		time.Sleep(f.Delay)
		f.mu.Lock()
		f.Commands = append(f.Commands, command)
		f.answer(w, tag, command)
		f.mu.Unlock()
	}
}

func (f *Server) answer(w io.Writer, tag, command string) {
	defer func() {
		if v := recover(); v != nil {
			f.mu.Unlock()
			panic(v)
		}
	}()
	if f.Lie != nil && f.Lie(w, tag, command, nil) {
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
			m.Seen = true
		}
	}
	_, _ = fmt.Fprintf(w, "%s OK done\r\n", tag)
}

func (f *Server) selected(w io.Writer) {
	exists, next := f.Exists, f.UIDNext
	if exists < 0 {
		exists = len(f.Mails)
	}
	if next == 0 {
		next = len(f.Mails) + 1
	}
	_, _ = fmt.Fprintf(w, "* %d EXISTS\r\n* OK [UIDVALIDITY %d] valid\r\n* OK [UIDNEXT %d] next\r\n", exists, f.Validity, next)
}

func (f *Server) searched(w io.Writer, tag, rest string) {
	if f.Search != "" {
		_, _ = fmt.Fprint(w, strings.Replace(f.Search, `"TAG"`, strconv.Quote(tag), 1)+"\r\n")
		return
	}
	of := f.Mails
	if _, set, is := strings.Cut(rest, "UID "); is {
		of = f.in(strings.Fields(strings.Trim(set, "()"))[0], true)
	}
	_, _ = fmt.Fprint(w, "* SEARCH")
	for _, m := range of {
		if !strings.Contains(rest, "BODY") || strings.Contains(m.Raw, "fieldfolio") {
			_, _ = fmt.Fprintf(w, " %d", m.UID)
		}
	}
	_, _ = fmt.Fprint(w, "\r\n")
}

// in returns the mails of a set, by UID or place.
func (f *Server) in(set string, byUID bool) []*Mail {
	var of []*Mail
	for i, m := range f.Mails {
		n := i + 1
		if byUID {
			n = m.UID
		}
		for _, r := range strings.Split(set, ",") {
			from, to, isRange := strings.Cut(r, ":")
			a, _ := strconv.Atoi(from)
			b := a
			if isRange {
				if b, _ = strconv.Atoi(to); to == "*" {
					b = max(a, f.Mails[len(f.Mails)-1].UID)
				}
			}
			if n >= a && n <= b {
				of = append(of, m)
			}
		}
	}
	return of
}

// Section is an item of a FETCH command: the section, the offset and the size.
var Section = regexp.MustCompile(`BODY\.PEEK\[([^\]]*)\]<(\d+)\.(\d+)>`)

// fetched writes the answers to a FETCH. It is false if a lie has ended the
// command.
func (f *Server) fetched(w *bufio.Writer, tag, command, rest string) bool {
	set, items, _ := strings.Cut(rest, " ")
	for _, m := range f.in(set, strings.HasPrefix(command, "UID ")) {
		if f.Lie != nil && f.Lie(w, tag, command, m) {
			_ = w.Flush()
			if f.Ended {
				f.Ended = false
				return false
			}
			continue
		}
		_, _ = fmt.Fprintf(w, "* %d FETCH (%s)\r\n", slices.Index(f.Mails, m)+1, strings.Join(m.items(items), " "))
	}
	return true
}

// items returns what is asked for of a mail.
func (m *Mail) items(asked string) []string {
	out := []string{fmt.Sprintf("UID %d", m.UID)}
	if strings.Contains(asked, "RFC822.SIZE") {
		out = append(out, fmt.Sprintf("RFC822.SIZE %d", len(m.Raw)))
	}
	for _, s := range Section.FindAllStringSubmatch(asked, -1) {
		at, _ := strconv.Atoi(s[2])
		n, _ := strconv.Atoi(s[3])
		text := m.section(s[1])
		text = text[min(at, len(text)):min(at+n, len(text))]
		out = append(out, fmt.Sprintf("BODY[%s]<%d> {%d}\r\n%s", s[1], at, len(text), text))
	}
	return out
}

func (m *Mail) section(name string) string {
	gap := "\r\n\r\n"
	if !strings.Contains(m.Raw, gap) {
		gap = "\n\n"
	}
	head, text, _ := strings.Cut(m.Raw, gap)
	switch {
	case strings.HasPrefix(name, "HEADER"):
		return fields(head+"\n", strings.ToLower(name)) + "\r\n"
	case name == "TEXT":
		return text
	}
	return m.Raw
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

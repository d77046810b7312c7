package linear

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"sync"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
)

// Control characters of a terminal in raw mode.
const (
	ctrlC     = 0x03
	ctrlD     = 0x04
	backspace = 0x08
	newline   = '\n'
	enter     = '\r'
	ctrlU     = 0x15
	escape    = 0x1b
	erase     = 0x7f
)

// teletype makes lines of what is typed at a terminal in raw mode, as a system does for one of its own. It
// echoes what is typed and takes back what is erased; nothing is written again, so that a screen reader hears
// each character once.
type teletype struct {
	in        io.Reader
	out       *outlet
	lines     chan string
	interrupt chan struct{}
	over      chan struct{} // closed: nobody takes lines any more
	done      chan struct{} // closed: nothing more is read

	mu      sync.Mutex // guards line when others than read look at it
	line    []byte     // typed so far
	part    []byte     // the beginning of a character
	skip    sequence
	enter   bool // the latest character was enter, whose line feed is no second one
	dropped bool // the terminal is gone; set before done is closed
}

// newTeletype reads a terminal until it is gone, ctrl+d or close.
func newTeletype(in io.Reader, out io.Writer) *teletype {
	t := &teletype{in: in, out: newOutlet(out), lines: make(chan string), interrupt: make(chan struct{}),
		over: make(chan struct{}), done: make(chan struct{})}
	go t.read()
	return t
}

// close ends it, after what was said is written, but not for a terminal that takes nothing.
func (t *teletype) close() {
	close(t.over)
	t.out.close()
}

// begun returns what was typed of a line that was not ended.
func (t *teletype) begun() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return strings.TrimSpace(string(t.line))
}

func (t *teletype) set(line []byte) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.line = line
}

// gone reports whether the terminal is gone. It is asked once lines is closed, or nothing more is read.
func (t *teletype) gone() bool {
	select {
	case <-t.done:
		return t.dropped
	default:
		return false
	}
}

func (t *teletype) read() {
	defer close(t.lines)
	defer close(t.done) // before lines
	p := make([]byte, 4096)
	for {
		n, err := t.in.Read(p)
		for _, c := range p[:n] {
			if !t.take(c) {
				return
			}
		}
		if err != nil {
			t.dropped = true
			return
		}
	}
}

// take takes a byte, and reports whether more are to be read.
func (t *teletype) take(c byte) bool {
	after := t.enter
	t.enter = false
	switch {
	case t.skip.takes(c):
	case c == newline && after:
	case c == enter, c == newline:
		t.enter = c == enter
		return t.ended()
	case c == backspace, c == erase:
		t.erase()
	case c == ctrlU:
		for len(t.line) > 0 {
			t.erase()
		}
	case c == ctrlC:
		t.echo("^C")
		t.set(nil)
		t.part = nil
		select {
		case t.interrupt <- struct{}{}:
		case <-t.over:
			return false
		}
	case c == ctrlD:
		return len(t.line) > 0
	case c == escape:
		t.skip.begin()
	default:
		t.add(c)
	}
	return true
}

// ended passes the line on.
func (t *teletype) ended() bool {
	line := strings.TrimSpace(string(t.line))
	t.part = nil
	t.echo("\n")
	select {
	case t.lines <- line:
		t.set(nil)
		return true
	case <-t.over:
		return false
	}
}

// add adds a byte of a character. A tab is a blank; other control characters, and what is no character, are
// not taken.
func (t *teletype) add(c byte) {
	if c == '\t' {
		c = ' '
	}
	t.part = append(t.part, c)
	if !utf8.FullRune(t.part) {
		return
	}
	r, n := utf8.DecodeRune(t.part)
	typed := t.part[:n]
	t.part = nil
	if r == utf8.RuneError || !unicode.IsPrint(r) && !unicode.Is(unicode.Cf, r) || len(t.line)+n > longestLine {
		return
	}
	t.set(append(t.line, typed...))
	t.echo(string(typed))
}

// longestCharacter is the number of bytes before the end of a line where its last character is looked for, with
// all that belongs to it.
const longestCharacter = 64

// erase takes back the last character, with all that belongs to it. It looks at no more than the end of the line:
// whoever erases all of a long one would keep the machine busy.
func (t *teletype) erase() {
	t.part = nil
	last, cells := max(len(t.line)-longestCharacter, 0), 0
	for i := len(t.line) - 1; i >= last; i-- {
		if t.line[i] < utf8.RuneSelf { // a character begins with it
			last = i
		}
	}
	for last < len(t.line) && !utf8.RuneStart(t.line[last]) {
		last++
	}
	for at := last; at < len(t.line); {
		cluster, w := ansi.FirstGraphemeCluster(t.line[at:], ansi.GraphemeWidth)
		last, cells = at, w
		at += max(len(cluster), 1)
	}
	t.set(t.line[:last])
	t.echo(strings.Repeat("\b \b", cells))
}

func (t *teletype) echo(text string) { _, _ = t.out.Write([]byte(text)) } // whoever writes next is told

// sequence skips escape sequences, such as those of the arrow keys: there is nothing to move on a line.
type sequence struct{ in, first bool }

func (s *sequence) begin() { s.in, s.first = true, true }

// takes reports whether a byte belongs to a sequence.
func (s *sequence) takes(c byte) bool {
	first := s.first
	s.first = false
	switch {
	case !s.in || c < ' ':
		s.in = false
		return false
	case first && (c == '[' || c == 'O'):
	case c >= '@' && c <= '~' || first:
		s.in = false
	}
	return true
}

const (
	// mostUnread is the number of bytes that wait for a terminal that takes nothing.
	mostUnread = 1 << 20

	// lastWords is how long the end waits for such a terminal.
	lastWords = 300 * time.Millisecond
)

// errUnread is that nobody reads what is said.
var errUnread = errors.New("nobody reads what is said")

// outlet writes lines to a terminal in raw mode in a goroutine of its own: one that takes nothing holds
// nobody up.
type outlet struct {
	to     io.Writer
	wake   chan struct{}
	ended  chan struct{}
	mu     sync.Mutex
	unread []byte
	closed bool
	failed error
}

func newOutlet(to io.Writer) *outlet {
	o := &outlet{to: to, wake: make(chan struct{}, 1), ended: make(chan struct{})}
	go o.run()
	return o
}

// Write has lines written. It fails if too much waits, or writing has failed.
func (o *outlet) Write(p []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.failed == nil && len(o.unread)+len(p) > mostUnread {
		o.failed = errUnread
	}
	if o.failed != nil {
		return 0, o.failed
	}
	o.unread = append(o.unread, bytes.ReplaceAll(p, []byte("\n"), []byte("\r\n"))...)
	o.poke()
	return len(p), nil
}

func (o *outlet) close() {
	o.mu.Lock()
	o.closed = true
	o.poke()
	o.mu.Unlock()
	select {
	case <-o.ended:
	case <-time.After(lastWords):
	}
}

func (o *outlet) poke() {
	select {
	case o.wake <- struct{}{}:
	default:
	}
}

func (o *outlet) run() {
	defer close(o.ended)
	for range o.wake {
		o.mu.Lock()
		p, closed := o.unread, o.closed
		o.unread = nil
		o.mu.Unlock()
		if len(p) > 0 {
			if _, err := o.to.Write(p); err != nil {
				o.mu.Lock()
				o.failed = err
				o.mu.Unlock()
			}
		}
		if closed {
			return
		}
	}
}

package door

import (
	"io"
	"unicode/utf8"
)

// The keys that mean something in a line.
const (
	ctrlC     = 0x03
	ctrlD     = 0x04
	backspace = 0x08
	ctrlU     = 0x15
	escape    = 0x1b
	del       = 0x7f
)

// maxTyped is the maximum length of a typed line, in bytes; what is typed beyond it is not taken.
const maxTyped = 4096

// Typed reads lines that are typed on a terminal in raw mode, such as one over SSH: it shows what is
// typed, and backspace and ctrl+u take it back. Interrupts has a value for each ctrl+c, and is closed when
// the input ends; ctrl+d on an empty line ends it. The goroutine that reads ends with in.
func Typed(in io.Reader, out io.Writer) (lines io.Reader, interrupts <-chan struct{}) {
	r, w := io.Pipe()
	stop := make(chan struct{}, 1)
	go func() {
		t := typed{out: out, to: w, stop: stop}
		_ = w.CloseWithError(t.read(in))
		close(stop)
	}()
	return r, stop
}

type typed struct {
	out     io.Writer
	to      io.Writer
	stop    chan<- struct{}
	line    []byte
	escaped bool // within an escape sequence, which is left out
	first   bool // after its first byte
	cr      bool // the last byte was a carriage return
}

// read takes bytes until the input ends, which is io.EOF.
func (t *typed) read(in io.Reader) error {
	buf := make([]byte, 256)
	for {
		n, err := in.Read(buf)
		for _, b := range buf[:n] {
			if b == ctrlD && len(t.line) == 0 && !t.escaped {
				return io.EOF
			}
			if err := t.key(b); err != nil {
				return err
			}
		}
		if err != nil {
			return err //nolint:wrapcheck // is that of the stream
		}
	}
}

// key takes one byte.
func (t *typed) key(b byte) error {
	after := t.cr
	t.cr = b == '\r'
	switch {
	case t.escaped:
		// ESC x, or ESC [ or O with parameters up to a letter or ~.
		t.escaped = t.first && (b == '[' || b == 'O') || !t.first && (b < '@' || b > '~')
		t.first = false
	case b == escape:
		t.escaped, t.first = true, true
	case b == '\n' && after:
	case b == '\r' || b == '\n':
		return t.enter()
	case b == del || b == backspace:
		t.back()
	case b == ctrlU:
		for len(t.line) > 0 {
			t.back()
		}
	case b == ctrlC:
		t.line = t.line[:0]
		t.show("^C\r\n")
		select {
		case t.stop <- struct{}{}:
		default:
		}
	case b >= ' ' && len(t.line) < maxTyped:
		t.line = append(t.line, b)
		t.show(string([]byte{b}))
	}
	return nil
}

// enter hands the line over.
func (t *typed) enter() error {
	t.show("\r\n")
	_, err := t.to.Write(append(t.line, '\n'))
	t.line = nil
	return err //nolint:wrapcheck // is that of the pipe
}

// back takes the last character back.
func (t *typed) back() {
	if len(t.line) == 0 {
		return
	}
	_, n := utf8.DecodeLastRune(t.line)
	t.line = t.line[:len(t.line)-n]
	t.show("\b \b")
}

// show writes to the terminal. One that cannot be written ends with its input.
func (t *typed) show(text string) { _, _ = io.WriteString(t.out, text) }

// Lines is a terminal in raw mode for what writes lines: they end with CR LF.
type Lines struct{ To io.Writer }

// Write writes lines.
func (l Lines) Write(p []byte) (int, error) {
	out := make([]byte, 0, len(p)+16)
	for _, b := range p {
		if b == '\n' {
			out = append(out, '\r')
		}
		out = append(out, b)
	}
	_, err := l.To.Write(out)
	return len(p), err
}

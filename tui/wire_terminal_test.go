//go:build linux

package tui

import (
	"bytes"
	"fmt"
	"os"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
	"unsafe"
)

// wireTerminal is a terminal of the system, of which the program has one end.
// At the other it answers what terminals are asked, and counts.
type wireTerminal struct {
	master, slave *os.File

	mu    sync.Mutex
	bytes int
	at    time.Time // of the last byte
	sent  strings.Builder
}

// wireAnswers are what a usual terminal answers.
var wireAnswers = []struct{ question, answer string }{
	{"\x1b[6n", "\x1b[1;1R"}, {"\x1b[c", "\x1b[?62;22c"},
	{"\x1b]11;?", "\x1b]11;rgb:0000/0000/0000\x1b\\"}, {"\x1b]10;?", "\x1b]10;rgb:ffff/ffff/ffff\x1b\\"},
	{"\x1b[?2026$p", "\x1b[?2026;0$y"}, {"\x1b[?2027$p", "\x1b[?2027;0$y"},
}

func newWireTerminal(b *testing.B, w, h int) *wireTerminal {
	b.Helper()
	for _, name := range []string{"TMUX", "COLORTERM", "NO_COLOR", "CI", "TERM_PROGRAM", "SSH_TTY", "SSH_CONNECTION"} {
		b.Setenv(name, "") // restored when the benchmark ends
		_ = os.Unsetenv(name)
	}
	b.Setenv("TERM", "xterm-256color")
	master, err := os.OpenFile("/dev/ptmx", os.O_RDWR, 0)
	if err != nil {
		b.Skip("there are no terminals here: ", err)
	}
	var number, locked uint32
	control(b, master, syscall.TIOCSPTLCK, unsafe.Pointer(&locked))
	control(b, master, syscall.TIOCGPTN, unsafe.Pointer(&number))
	slave, err := os.OpenFile(fmt.Sprintf("/dev/pts/%d", number), os.O_RDWR|syscall.O_NOCTTY, 0)
	if err != nil {
		b.Fatal(err)
	}
	size := [4]uint16{uint16(h), uint16(w)}
	control(b, slave, syscall.TIOCSWINSZ, unsafe.Pointer(&size))
	t := &wireTerminal{master: master, slave: slave, at: time.Now()}
	go t.read()
	return t
}

func control(b *testing.B, f *os.File, what uintptr, with unsafe.Pointer) {
	b.Helper()
	if _, _, n := syscall.Syscall(syscall.SYS_IOCTL, f.Fd(), what, uintptr(with)); n != 0 {
		b.Fatalf("the terminal cannot be set up: %v", n)
	}
}

// read counts and answers until the terminal is closed.
func (t *wireTerminal) read() {
	buf := make([]byte, 1<<16)
	for {
		n, err := t.master.Read(buf)
		if err != nil {
			return
		}
		t.mu.Lock()
		t.bytes += n
		t.at = time.Now()
		t.sent.Write(buf[:n])
		t.mu.Unlock()
		for _, q := range wireAnswers {
			for range bytes.Count(buf[:n], []byte(q.question)) {
				t.write(q.answer)
			}
		}
	}
}

func (t *wireTerminal) write(text string) { _, _ = t.master.WriteString(text) }

// quiet reports whether nothing came for a while.
func (t *wireTerminal) quiet(d time.Duration) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	return time.Since(t.at) >= d
}

// start begins to count anew.
func (t *wireTerminal) start() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.bytes, t.at = 0, time.Now()
	t.sent.Reset()
}

// took returns what came since it began to count.
func (t *wireTerminal) took() (n int, text string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.bytes, t.sent.String()
}

func (t *wireTerminal) close() {
	_ = t.slave.Close()
	_ = t.master.Close()
}

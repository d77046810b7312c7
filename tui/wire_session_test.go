//go:build linux

package tui

import (
	"context"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"

	"fieldfolio/portfolio/sqlite"
	"fieldfolio/tui/paint"
	"fieldfolio/tui/shell"
	"fieldfolio/tui/uitest"
)

// watched is the root of a program that records what it shows, whether work is running, and how
// long a message kept keys waiting.
type watched struct {
	root *shell.Root
	busy atomic.Int64 // running commands
	seen atomic.Int64 // messages
	last atomic.Int64 // when the last one came, in nanoseconds

	took    time.Duration // by the update before the next drawing
	mu      sync.Mutex
	longest time.Duration
	content string
}

func (w *watched) Init() tea.Cmd { return w.watch(w.root.Init()) }

func (w *watched) Update(m tea.Msg) (tea.Model, tea.Cmd) {
	start := time.Now()
	_, c := w.root.Update(m)
	w.took += time.Since(start)
	c = w.watch(c)
	w.last.Store(time.Now().UnixNano())
	w.seen.Add(1)
	return w, c
}

func (w *watched) View() tea.View {
	start := time.Now()
	v := w.root.View()
	w.took += time.Since(start)
	w.mu.Lock()
	defer w.mu.Unlock()
	w.longest, w.took = max(w.longest, w.took), 0
	w.content = v.Content
	return v
}

func (w *watched) watch(c tea.Cmd) tea.Cmd {
	if c == nil {
		return nil
	}
	w.busy.Add(1)
	return func() tea.Msg {
		defer w.busy.Add(-1)
		m := c()
		if batch, ok := m.(tea.BatchMsg); ok {
			for i := range batch {
				batch[i] = w.watch(batch[i])
			}
		}
		return m
	}
}

// lines returns what is shown, without styles.
func (w *watched) lines() []string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return strings.Split(uitest.Stripped(w.content), "\n")
}

// blocked returns the longest time that keys had to wait since the last call.
func (w *watched) blocked() time.Duration {
	w.mu.Lock()
	defer w.mu.Unlock()
	d := w.longest
	w.longest = 0
	return d
}

// wireSession is the program running in a terminal.
type wireSession struct {
	b     *testing.B
	term  *wireTerminal
	src   *wireSource
	model *watched
	first wireCost // of the first drawing
}

// wireCost is the cost of a key.
type wireCost struct {
	bytes   int
	blocked time.Duration
	before  []string // what was shown
	after   []string
	sent    string
}

func newWireSession(b *testing.B, store *sqlite.Store, w, h int, slow bool) *wireSession {
	b.Helper()
	s := &wireSession{b: b, term: newWireTerminal(b, w, h), src: &wireSource{Store: store}}
	_, ex := uitest.AtHeadquarters()
	o := Options{AsOf: 20110430, Color: true, In: s.term.slave, Out: s.term.slave, Person: "B. Field", Slow: slow, Mailroom: ex}
	ctx, cancel := context.WithCancel(context.Background())
	r, err := newProgram(ctx, s.src, o)
	if err != nil {
		b.Fatal(err)
	}
	s.model = &watched{root: r}
	done := make(chan struct{})
	go func() {
		defer close(done)
		_ = paint.Run(ctx, s.model, terminal(r, o))
	}()
	b.Cleanup(func() {
		cancel()
		<-done
		s.term.close()
	})
	s.first = s.measure(func() { s.settle(0) })
	return s
}

// wireQuiet is how long a program that is done sends nothing: longer than it waits for the rest of
// an escape sequence.
const wireQuiet = 60 * time.Millisecond

// settle waits until more than seen messages have been handled, nothing is running and nothing
// arrives.
func (s *wireSession) settle(seen int64) {
	resting := 0 // how often it was; between an answer and its taking nothing is under way
	for start := time.Now(); resting < 5; {
		resting++
		if s.model.seen.Load() <= seen || s.model.busy.Load() > 0 || !s.quiet() {
			resting = 0
		}
		if time.Since(start) > time.Minute {
			s.b.Fatalf("the program does not come to rest: %d commands\n%s", s.model.busy.Load(), strings.Join(s.model.lines(), "\n"))
		}
		time.Sleep(time.Millisecond)
	}
}

func (s *wireSession) quiet() bool {
	return s.term.quiet(wireQuiet) && time.Since(time.Unix(0, s.model.last.Load())) >= wireQuiet
}

func (s *wireSession) measure(do func()) wireCost {
	s.term.start()
	c := wireCost{before: s.model.lines()}
	s.model.blocked()
	do()
	c.bytes, c.sent = s.term.took()
	c.blocked, c.after = s.model.blocked(), s.model.lines()
	return c
}

// press presses a key and waits until everything that it causes is done.
func (s *wireSession) press(key string) wireCost {
	return s.measure(func() {
		seen := s.model.seen.Load()
		s.term.write(wireKey(key))
		s.settle(seen)
	})
}

// typed types a letter, and measures separately what is sent before the answer, and with it.
func (s *wireSession) typed(letter string) (before, with wireCost) {
	s.src.gate.Lock()
	before = s.measure(func() {
		s.term.write(letter)
		for !s.quiet() {
			time.Sleep(time.Millisecond)
		}
	})
	with = s.measure(func() {
		s.src.gate.Unlock()
		s.settle(0)
	})
	return before, with
}

var wireKeys = map[string]string{"down": "\x1b[B", "up": "\x1b[A", "right": "\x1b[C", "left": "\x1b[D", "pgdown": "\x1b[6~", "pgup": "\x1b[5~",
	"home": "\x1b[H", "end": "\x1b[F", "enter": "\r", "esc": "\x1b", "tab": "\t"}

func wireKey(name string) string {
	if k, ok := wireKeys[name]; ok {
		return k
	}
	return name
}

// inkedCells returns the bytes of the cells that are not blank.
func inkedCells(lines []string) int {
	n := 0
	for _, l := range lines {
		n += len(strings.Join(strings.Fields(l), ""))
	}
	return n
}

// widestGap is the number of blanks from which moving the cursor takes fewer bytes.
const widestGap = 5

// visible returns the bytes of the text that is shown: its lines without the
// blanks around them, each with its end, and of a gap in a line as many blanks
// as a move over it would take at most. No terminal could be sent less.
func visible(lines []string) int {
	n := 0
	for _, l := range lines {
		gap := 0
		for i, r := range strings.TrimSpace(l) {
			switch {
			case r != ' ':
				n += utf8.RuneLen(r) + min(gap, widestGap)
				gap = 0
			default:
				gap++
			}
			if i == 0 {
				n++
			}
		}
	}
	return n
}

// differing returns the number of lines that differ, without the status line and the footer.
func (c *wireCost) differing() int {
	n := 0
	for i := range max(len(c.after)-2, 0) {
		if i >= len(c.before) || c.before[i] != c.after[i] {
			n++
		}
	}
	return n
}

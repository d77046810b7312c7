package linear

import (
	"bufio"
	"context"
	"errors"
	"io"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"fieldfolio/tui/draw"
	"fieldfolio/tui/shell"
	"fieldfolio/tui/ui"
)

// Mode shows the screens line by line: for a screen reader, a braille line or the slowest link.
// Nothing is drawn; it prints what Spoken of a screen returns, and does its actions by number, key
// or name.
type Mode struct {
	Root *shell.Root
	Ctx  context.Context //nolint:containedctx // until the loop ends
	input
	running
	talk
}

// input is what is typed.
type input struct {
	lines     <-chan string
	queue     []string // typed while work was running
	ended     bool     // the input has ended
	interrupt <-chan struct{}
	stop      <-chan struct{}
	typed     *teletype // nil: the terminal or the file gives whole lines
}

// running is the work that is running.
type running struct {
	work   chan tea.Msg
	works  *ui.Works
	under  int          // number of running commands
	Doing  string       // what the last line asked for
	adrift int          // how many of them are no longer waited for
	Gone   bool         // quitting
	giveUp func()       // ends what is not done yet
	Beside func(func()) // runs a function beside the loop
	After  func(time.Duration) <-chan time.Time
}

// talk is what was said, so that nothing is repeated.
type talk struct {
	out    *bufio.Writer
	width  func() int           // of its lines, 0 if they have none
	failed error                // error of writing
	heard  map[ui.Screen]*heard // what was said of each screen
	top    ui.Screen            // the screen last spoken
	taught map[string]bool      // what was already explained
	form   formTalk             // how far a form has been asked through
	spoke  bool                 // something was said since the last line
	warned bool                 // ctrl+c was pressed at a question
	moved  *shell.Moved         // what others have changed, which the screens do not show yet
}

// Width and Height are the size for which screens are made.
const (
	Width  = 80
	Height = 60
)

// Streams are what linear mode reads and writes.
type Streams struct {
	In        io.Reader
	Out       io.Writer
	Interrupt <-chan struct{} // ctrl+c, unless Raw; closed: as Stop
	Stop      <-chan struct{} // closed: nothing more is to be read; nil: never
	Raw       bool            // In and Out are a terminal in raw mode: lines are made of its keys here, and echoed
	Width     func() int      // cells in a line of Out now; nil or 0: it has no size, and no line is broken
}

// New returns the linear mode of a root. w are the works that track its requests.
func New(r *shell.Root, w *ui.Works, s Streams) *Mode {
	l := &Mode{Root: r}
	r.Linear = true
	l.heard, l.taught = map[ui.Screen]*heard{}, map[string]bool{}
	l.work, l.works, l.After, l.Doing = make(chan tea.Msg, 16), w, time.After, "loading"
	l.Beside = func(f func()) { go f() }
	if l.stop, l.width = s.Stop, s.Width; l.width == nil {
		l.width = func() int { return 0 }
	}
	if s.Raw {
		l.typed = newTeletype(s.In, s.Out)
		l.out, l.lines, l.interrupt = bufio.NewWriter(l.typed.out), l.typed.lines, l.typed.interrupt
		return l
	}
	l.out, l.lines, l.interrupt = bufio.NewWriter(s.Out), readLines(s.In), s.Interrupt
	return l
}

// EndTime is how long Run goes on, once its terminal is gone or it is told to stop, with what was typed before.
const EndTime = 1500 * time.Millisecond

// Run says the first screen, then obeys each line until the input ends or the person quits. Drafts
// are kept, and so is what was begun of an answer when the terminal went.
func (l *Mode) Run(ctx context.Context) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	l.Ctx, l.giveUp = ctx, stop
	if l.typed != nil {
		defer l.typed.close()
	}
	l.do(l.Root.Init())
	l.send(tea.WindowSizeMsg{Width: Width, Height: Height})
	for {
		l.settle()
		if l.Gone || ctx.Err() != nil || l.failed != nil {
			break
		}
		l.say()
		line, ok := l.next()
		if !ok {
			l.put("\n")
			l.fillBegun()
			l.Doing = "keeping what was typed"
			l.do(l.Root.Quit())
			l.settle()
			break
		}
		l.Root.Status, l.warned = ui.Notice{}, false
		l.do(l.Root.Look())
		l.settle()
		l.take(line)
		l.renew()
	}
	l.farewell()
	return errors.Join(l.failed, context.Cause(ctx))
}

// next returns the next line; ok is false at the end of the input. Meanwhile it handles the results
// of work that was not waited for.
func (l *Mode) next() (line string, ok bool) {
	if len(l.queue) > 0 {
		line, l.queue = l.queue[0], l.queue[1:]
		return line, true
	}
	for !l.ended && !l.Gone && l.failed == nil {
		select {
		case line, ok = <-l.lines:
			if !ok {
				l.over()
			}
			return line, ok
		case m := <-l.work:
			l.arrived(m)
			l.settle()
			l.put("\n")
			l.say()
		case <-l.stop:
			l.end()
			return l.next()
		case _, open := <-l.interrupt:
			if !open {
				l.end()
				return l.next()
			}
			if !l.asking() || l.warned {
				return "", false
			}
			l.warned = true
			l.put("\n") // the terminal has written ^C
			l.line("ctrl+c again quits; what was begun is kept.")
			l.prompt()
		case <-l.Ctx.Done():
			return "", false
		}
	}
	return "", false
}

// stillTime is how long no line may come, once no more are to be read, until all counts as read that was typed
// before.
const stillTime = 30 * time.Millisecond

// end ends the input before more is typed. What was typed before is done, if it does not take too long.
func (l *Mode) end() {
	for more := l.lines != nil; more && len(l.queue) < waitingLines; {
		var line string
		select {
		case line, more = <-l.lines:
			if more {
				l.queue = append(l.queue, line)
			}
		case <-time.After(stillTime):
			more = false
		}
	}
	l.interrupt, l.stop, l.lines, l.ended = nil, nil, nil, true
	time.AfterFunc(EndTime, l.giveUp)
}

// over takes note that nothing more can be read.
func (l *Mode) over() {
	l.lines, l.ended = nil, true
	if l.Dropped() {
		l.end()
	}
}

// Dropped reports whether the terminal has gone while something could be typed. It is known once the input
// has ended.
func (l *Mode) Dropped() bool { return l.ended && l.typed != nil && l.typed.gone() }

// Unread reports whether a terminal in raw mode takes nothing of what is said.
func (l *Mode) Unread() bool { return l.typed != nil && l.failed != nil }

// fillBegun puts what was begun of an answer into the field that is asked for, so that its draft has it. It is
// not confirmed: enter was not pressed.
func (l *Mode) fillBegun() {
	if l.typed == nil || !l.asking() {
		return
	}
	rest := l.typed.begun()
	if rest == "" || rest == "-" || strings.HasPrefix(rest, ":") || l.isWord(strings.ToLower(rest)) {
		return // an order, which is not obeyed before enter
	}
	l.fill(rest)
	l.settle()
}

// farewell names unsaved drafts.
func (l *Mode) farewell() {
	if l.Root.Status.Bad {
		l.line(draw.Sentence(l.Root.Status.Text))
	}
	for _, w := range l.waiting() {
		l.line("Kept, not saved: " + w)
	}
	l.Flush()
}

// longestLine is the maximum length of a line in bytes; the rest is dropped.
const longestLine = 64 << 10

// readLines sends the lines of an input, without surrounding blanks, until it ends.
func readLines(in io.Reader) <-chan string {
	lines := make(chan string)
	go func() {
		defer close(lines)
		r := bufio.NewReader(in)
		for {
			line, err := readLine(r)
			if err == nil || line != "" {
				lines <- strings.TrimSpace(line)
			}
			if err != nil {
				return
			}
		}
	}()
	return lines
}

func readLine(r *bufio.Reader) (string, error) {
	var b strings.Builder
	for {
		part, more, err := r.ReadLine()
		if room := longestLine - b.Len(); room > 0 {
			b.Write(part[:min(len(part), room)])
		}
		if err != nil || !more {
			return b.String(), err
		}
	}
}

package paint

import (
	"bytes"
	"context"
	"io"
	"slices"
	"sync"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
)

const (
	// frameTime is the minimum time between two frames.
	frameTime = time.Second / 60

	// answerTime is how long the frame of a key waits for the answer to what the key asked, so that
	// both are drawn at once.
	answerTime = 8 * time.Millisecond

	// leaveTime is how long leaving waits for a terminal that takes nothing.
	leaveTime = 300 * time.Millisecond

	// mostRaw is the number of bytes of sequences that wait for a terminal that takes nothing. What comes
	// then is dropped, such as a text for its clipboard.
	mostRaw = 1 << 20
)

// painter writes views to a terminal in a goroutine of its own. Of several views that arrive while
// it writes it draws the last.
type painter struct {
	out  io.Writer
	wake chan struct{}

	mu     sync.Mutex
	wanted tea.View
	due    time.Time    // when to draw wanted; zero: it is drawn
	raw    bytes.Buffer // sequences to write as they are
	orders []order
	left   []chan struct{} // closed once the terminal has been given back
	last   time.Time       // of the last frame
	ended  bool            // nothing is drawn any more

	fails context.CancelCauseFunc

	frame  *frame // belongs to the goroutine, as does broken
	broken bool   // it has panicked: only the terminal is given back
}

// order is something to be done to the frame. Of those with the same name only the latest is, so that not more
// and more of them wait for a terminal that takes nothing.
type order struct {
	name string // empty: it is done in any case
	do   func(*frame)
}

// newPainter takes over a terminal of w by h cells. After a panic, which goes to fails, it
// draws no more.
func newPainter(out io.Writer, f *frame, w, h int, fails context.CancelCauseFunc) *painter {
	p := &painter{out: out, wake: make(chan struct{}, 1), frame: f, fails: fails}
	p.order("", func(f *frame) { f.enter(w, h) })
	go p.run()
	return p
}

// show has a view drawn, soon or after the answers that it waits for.
func (p *painter) show(v tea.View, waits bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	now := time.Now()
	soonest := p.last.Add(frameTime)
	switch at := now.Add(answerTime); {
	case !waits:
		p.due = later(now, soonest)
	case p.due.IsZero():
		p.due = later(at, soonest)
	}
	p.wanted = v
	p.poke()
}

// hurry draws what waits for answers: there are none.
func (p *painter) hurry() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if now := time.Now(); !p.due.IsZero() && now.Before(p.due) {
		p.due = later(now, p.last.Add(frameTime))
		p.poke()
	}
}

// Write has a sequence written as it is.
func (p *painter) Write(b []byte) (int, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if n := p.raw.Len(); n == 0 || n+len(b) <= mostRaw {
		p.raw.Write(b)
		p.poke()
	}
	return len(b), nil
}

// order has something done to the frame before the next view is drawn.
func (p *painter) order(name string, do func(*frame)) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.orders = slices.DeleteFunc(p.orders, func(o order) bool { return name != "" && o.name == name })
	p.orders = append(p.orders, order{name, do})
	p.poke()
}

// resize tells the size of the terminal. What it shows is drawn anew.
func (p *painter) resize(w, h int) { p.order("resize", func(f *frame) { f.resize(w, h) }) }

// repaint draws everything again.
func (p *painter) repaint() {
	p.order("repaint", func(f *frame) { f.stale = true })
	p.again()
}

// again has the latest view drawn once more.
func (p *painter) again() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.due = time.Now()
	p.poke()
}

// modes handles what the terminal says of itself.
func (p *painter) modes(m tea.ModeReportMsg) {
	switch m.Mode {
	case ansi.ModeSynchronizedOutput:
		p.order("atomic", func(f *frame) { f.atomic = m.Value == ansi.ModeReset })
	case ansi.ModeUnicodeCore:
		if m.Value.IsSet() || m.Value == ansi.ModeReset {
			p.order("measure", (*frame).measure)
			p.again()
		}
	}
}

// leave gives the terminal back, and waits until it has been written, but not for a terminal that
// takes nothing. last ends the goroutine.
func (p *painter) leave(last bool) {
	left := make(chan struct{})
	p.mu.Lock()
	p.due, p.ended = time.Time{}, last
	p.orders, p.left = append(p.orders, order{do: (*frame).leave}), append(p.left, left)
	p.poke()
	p.mu.Unlock()
	select {
	case <-left:
	case <-time.After(leaveTime):
	}
}

// poke wakes the goroutine. The caller holds the lock.
func (p *painter) poke() {
	select {
	case p.wake <- struct{}{}:
	default:
	}
}

func (p *painter) run() {
	timer := time.NewTimer(0)
	for {
		select {
		case <-p.wake:
		case <-timer.C:
		}
		wait, ended, panicked := time.Duration(0), false, true
		guarded(p.fails, func() {
			wait, ended = p.step()
			panicked = false
		})
		if ended || panicked && p.broken {
			return
		}
		p.broken = p.broken || panicked
		if timer.Stop(); wait > 0 {
			timer.Reset(wait)
		}
	}
}

// step writes what is due. It returns the time until more is, 0 if nothing is known to be, and
// whether that was the last.
func (p *painter) step() (wait time.Duration, ended bool) {
	f := p.frame
	p.mu.Lock()
	unlock := sync.OnceFunc(p.mu.Unlock)
	defer unlock() // also after a panic
	orders := p.orders
	p.orders = nil
	for _, o := range orders {
		o.do(f)
	}
	f.out.Write(p.raw.Bytes())
	p.raw.Reset()
	now, draws, v := time.Now(), false, p.wanted
	switch {
	case p.due.IsZero(), p.broken:
	case now.Before(p.due):
		wait = p.due.Sub(now)
	default:
		p.due = time.Time{}
		if draws = f.differs(v); draws {
			p.last = now
		}
	}
	ended = p.ended
	left := p.left
	p.left = nil
	unlock()
	if draws {
		f.draw(v)
	}
	if f.out.Len() > 0 {
		_, _ = p.out.Write(f.out.Bytes()) // a terminal that is gone ends the program where it is read
		f.out.Reset()
	}
	for _, c := range left {
		close(c)
	}
	return wait, ended
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

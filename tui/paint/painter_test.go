package paint

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"
)

// wire counts what is written.
type wire struct {
	mu     sync.Mutex
	writes []string
}

func (w *wire) Write(p []byte) (int, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.writes = append(w.writes, string(p))
	return len(p), nil
}

func (w *wire) take() []string {
	w.mu.Lock()
	defer w.mu.Unlock()
	out := w.writes
	w.writes = nil
	return out
}

func newTestPainter(out io.Writer) *painter {
	return newPainter(out, &frame{profile: colorprofile.NoTTY}, 40, 10, func(err error) { panic(err) })
}

// A view is written at once; in a burst there are at most 60 frames a second, and the last view is
// drawn.
func TestBurst(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := &wire{}
		p := newTestPainter(w)
		p.show(page("first"), false)
		synctest.Wait()
		if got := w.take(); len(got) == 0 {
			t.Fatal("nothing is written at once")
		}
		for i := range 1000 {
			p.show(page(fmt.Sprint("view ", i)), false)
			time.Sleep(time.Millisecond)
		}
		time.Sleep(frameTime)
		synctest.Wait()
		got := w.take()
		if len(got) > 61 || len(got) < 50 || !strings.Contains(got[len(got)-1], "999") && !strings.HasSuffix(got[len(got)-1], "9") {
			t.Errorf("%d frames in a second, the last %q", len(got), got[len(got)-1])
		}
		p.leave(true)
	})
}

// A view in which nothing is to be drawn, such as the first before there is anything to show, does not
// delay the next one.
func TestNothingToDraw(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := &wire{}
		p := newTestPainter(w)
		var shown tea.View
		for _, text := range []string{"first", "second"} {
			time.Sleep(time.Second)
			p.show(shown, false)
			synctest.Wait()
			w.take()
			shown = page(text)
			p.show(shown, false)
			synctest.Wait()
			if got := w.take(); len(got) != 1 || !strings.Contains(got[0], text) {
				t.Errorf("%s: %q is written at once", text, got)
			}
		}
		p.leave(true)
	})
}

// A key and its answer are one frame, unless the answer takes long.
func TestAnswer(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := &wire{}
		p := newTestPainter(w)
		p.show(page("first"), false)
		time.Sleep(time.Second)
		w.take()
		p.show(page("asked"), true)
		time.Sleep(5 * time.Millisecond)
		p.show(page("answered"), false)
		time.Sleep(time.Second)
		if got := w.take(); len(got) != 1 {
			t.Errorf("%q", got)
		}
		p.show(page("asked"), true)
		time.Sleep(answerTime)
		synctest.Wait()
		if got := w.take(); len(got) != 1 {
			t.Errorf("before a late answer: %q", got)
		}
		p.show(page("asked again"), true)
		p.hurry()
		synctest.Wait()
		time.Sleep(frameTime)
		synctest.Wait()
		if got := w.take(); len(got) != 1 {
			t.Errorf("without an answer: %q", got)
		}
		p.leave(true)
	})
}

// A terminal that takes nothing holds up neither views nor leaving.
func TestNobodyReads(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r, w := io.Pipe() // nobody reads
		p := newTestPainter(w)
		start := time.Now()
		for i := range 100 {
			p.show(page(fmt.Sprint(i)), false)
			synctest.Wait() // the goroutine writes, and waits
		}
		if took := time.Since(start); took != 0 {
			t.Errorf("views waited %v", took)
		}
		p.leave(true)
		if took := time.Since(start); took != leaveTime {
			t.Errorf("leaving waited %v", took)
		}
		_ = r.Close() // ends the goroutine
	})
}

// What waits for a terminal that takes nothing is bounded, and the latest of it is what counts.
func TestNobodyReadsBounded(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r, w := io.Pipe()
		p := newTestPainter(w)
		p.show(page("first"), false)
		synctest.Wait() // the goroutine writes, and waits
		for i := range 1000 {
			p.resize(40+i, 10)
			p.repaint()
			p.modes(tea.ModeReportMsg{Mode: ansi.ModeSynchronizedOutput, Value: ansi.ModeReset})
			_, _ = p.Write(bytes.Repeat([]byte("x"), 10_000))
		}
		if raw, orders := p.raw.Len(), len(p.orders); raw > mostRaw || orders > 3 {
			t.Errorf("%d bytes and %d orders wait", raw, orders)
		}
		_ = r.Close() // the client is cut off: the goroutine goes on
		p.leave(true)
		if got := p.frame.shown.Width(); got != 1039 {
			t.Errorf("the frame is %d cells wide", got)
		}
	})
}

// broken is a model that panics.
type broken struct{ where string }

func (b broken) Init() tea.Cmd {
	if b.where == "command" {
		return func() tea.Msg { panic("here") }
	}
	return nil
}

func (b broken) Update(tea.Msg) (tea.Model, tea.Cmd) {
	if b.where == "update" {
		panic("here")
	}
	return b, nil
}

func (b broken) View() tea.View {
	if b.where == "view" {
		panic("here")
	}
	return tea.View{}
}

// A panic ends the program, and is reported after the terminal has been given back.
func TestPanic(t *testing.T) {
	for _, where := range []string{"command", "update", "view"} {
		t.Run(where, func(t *testing.T) {
			var out bytes.Buffer
			m := &model{of: broken{where}, painter: newTestPainter(&out), keys: &keys{}, wait: func() time.Duration { return 0 },
				size: (&stream{}).GetSize}
			p := tea.NewProgram(m, tea.WithoutRenderer(), tea.WithInput(nil), tea.WithOutput(io.Discard), tea.WithFilter(m.filter))
			m.quit, m.began = func() { go p.Quit() }, func() {}
			go p.Send(tea.FocusMsg{})
			_, err := p.Run()
			m.painter.leave(true)
			if err != nil || m.failed == nil || m.failed.Value != "here" || !strings.Contains(m.failed.Error(), "painter_test.go") {
				t.Errorf("got %v, %v", err, m.failed)
			}
		})
	}
}

// TestPainterPanics: a panic while something is drawn ends the program with it, and the
// terminal is given back all the same.
func TestPainterPanics(t *testing.T) {
	var out bytes.Buffer
	failed := make(chan error, 1)
	p := newPainter(&out, &frame{profile: colorprofile.NoTTY}, 40, 10, func(err error) { failed <- err })
	p.order("", func(*frame) { panic("here") })
	var is *PanicError
	if err := <-failed; !errors.As(err, &is) || is.Value != "here" || !strings.Contains(is.Error(), "painter_test.go") {
		t.Errorf("%v", err)
	}
	p.show(tea.NewView("more"), false)
	p.leave(true)
	if s := out.String(); strings.Contains(s, "more") || !strings.Contains(s, ansi.ResetModeAltScreenSaveCursor) {
		t.Errorf("%q", s)
	}
}

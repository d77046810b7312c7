package paint

import (
	"context"
	"errors"
	"fmt"
	"io"
	"runtime/debug"
	"sync"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"
)

// Options say where and how a model is shown.
type Options struct {
	Terminal *Terminal            // nil: In and Out
	In, Out  uv.File              // a terminal of this machine; nil: standard input and output
	Colour   bool                 // false: no escape sequences for styles
	Patience func() time.Duration // how long the rest of an escape sequence may take to arrive
	Came     func()               // something was read; may be nil
	Cut      tea.Msg              // is sent after a paste that was too long: its end was dropped; may be nil
}

// ErrStopped is the error of Run for a program that was told to end, or whose terminal is gone.
var ErrStopped = errors.New("the program was told to end, or its terminal is gone")

// EndTime is how long Run goes on, once ctx is done or the terminal is gone, with what was typed before.
const EndTime = 1500 * time.Millisecond

// Run shows a model until it quits, ctx is done or the terminal cannot be read any more. All that had
// arrived by then is handled, and what comes of it, for EndTime at most: then it returns ErrStopped. A panic
// is a *PanicError.
func Run(ctx context.Context, of tea.Model, o Options) error {
	con := o.device()
	w, h, err := con.GetSize()
	if err != nil {
		return fmt.Errorf("read the size of the terminal: %w", err)
	}
	if err := con.raw(); err != nil {
		return fmt.Errorf("take over the terminal: %w", err)
	}
	env := uv.Environ(con.Environ())
	f := &frame{env: env, profile: colorprofile.NoTTY}
	if o.Colour {
		f.profile = con.profile()
	}
	live, kill := context.WithCancel(context.WithoutCancel(ctx))
	defer kill()
	ctx, fails := context.WithCancelCause(ctx) // with the panic of what runs beside the program
	defer fails(nil)
	m := &model{of: of, painter: newPainter(con.Writer(), f, w, h, fails), wait: o.Patience, size: con.GetSize}
	ends := sync.OnceFunc(func() {
		m.blind.Store(true)
		time.AfterFunc(EndTime, kill)
	})
	m.keys = newKeys(stamped{con.Reader(), o.Came}, ends)
	defer m.keys.close()
	if asksModes(env) {
		_, _ = fmt.Fprint(m.painter, ansi.RequestModeSynchronizedOutput+ansi.RequestModeUnicodeCore)
	}
	p := tea.NewProgram(m, tea.WithContext(live), tea.WithoutSignalHandler(), tea.WithoutRenderer(), tea.WithFPS(1),
		tea.WithInput(nil), tea.WithOutput(m.painter), tea.WithWindowSize(w, h), tea.WithColorProfile(f.profile),
		tea.WithEnvironment(env), tea.WithFilter(m.filter))
	m.quit = func() { go p.Quit() }
	// Bubble Tea's ticker stops when it gives up a terminal, which it never had here.
	m.began = func() { go func() { _ = p.ReleaseTerminal() }() }
	m.suspend = func() { suspend(con, m.painter, p) }
	ended := make(chan struct{})
	go guarded(fails, func() { con.sizes(ended, p.Send) })
	go guarded(fails, func() { events(m.keys, o.Cut, p.Send) })
	defer context.AfterFunc(ctx, func() { ends(); m.keys.stop() })()
	_, err = p.Run()
	close(ended)
	m.painter.leave(true)
	restored := con.Restore()
	beside, failed := errors.AsType[*PanicError](context.Cause(ctx))
	switch {
	case m.failed != nil:
		return m.failed
	case failed:
		return beside
	case m.stopped || live.Err() != nil:
		return ErrStopped
	case err == nil && restored != nil:
		return fmt.Errorf("give the terminal back: %w", restored)
	}
	return err //nolint:wrapcheck // says that the program was killed, and why
}

// guarded calls fn, and fails with its panic: others in this process go on.
func guarded(fails context.CancelCauseFunc, fn func()) {
	defer func() {
		if v := recover(); v != nil {
			fails(&PanicError{v, debug.Stack()})
		}
	}()
	fn()
}

// device returns what the options name.
func (o *Options) device() device {
	if t := o.Terminal; t != nil {
		return &stream{of: t, size: Size{t.Width, t.Height}}
	}
	return console{uv.NewConsole(o.In, o.Out, nil)}
}

// events sends what is typed as messages, and that nothing more comes. cut follows a paste that was cut.
func events(keys *keys, cut tea.Msg, send func(tea.Msg)) {
	var decoder uv.EventDecoder
	for {
		in, err := keys.next()
		if err != nil {
			break
		}
		if p := in.paste; p != nil {
			send(uv.PasteEvent{Content: p.text.String()})
			if p.cut && cut != nil {
				send(cut)
			}
			continue
		}
		switch _, e := decoder.Decode([]byte(in.key)); e := e.(type) {
		case nil:
		case uv.MultiEvent: // F3 with a modifier looks like the answer where the cursor is
			for _, e := range e {
				send(e)
			}
		default:
			send(e)
		}
	}
	send(inputEnded{})
}

// suspend gives the terminal back and stops the process, until somebody continues it.
func suspend(con device, p *painter, program *tea.Program) {
	p.leave(false)
	_ = con.Restore()
	err := con.stop()
	if raw := con.raw(); raw != nil {
		err = errors.Join(err, raw)
	}
	w, h, size := con.GetSize()
	if size != nil || err != nil {
		go program.Kill()
		return
	}
	p.order("", func(f *frame) { f.enter(w, h) })
	go program.Send(tea.WindowSizeMsg{Width: w, Height: h})
}

// asksModes reports whether the terminal is asked what it can do. Over SSH, its answers may arrive
// after the program has ended, unless it is one that is known to answer.
func asksModes(env uv.Environ) bool {
	if _, ssh := env.LookupEnv("SSH_TTY"); !ssh {
		return env.Getenv("TERM_PROGRAM") != "Apple_Terminal"
	}
	_, windows := env.LookupEnv("WT_SESSION")
	return windows
}

// stamped is a reader that tells when it has read something.
type stamped struct {
	io.Reader
	came func()
}

func (s stamped) Read(p []byte) (int, error) {
	n, err := s.Reader.Read(p)
	if s.came != nil {
		s.came()
	}
	return n, err //nolint:wrapcheck // readers know io.EOF
}

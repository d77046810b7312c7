package paint

import (
	"context"
	"errors"
	"fmt"
	"io"
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
	Gone     func()               // the terminal cannot be read any more
	Came     func()               // something was read; may be nil
}

// Run shows a model until it quits or ctx is done. The errors of ctx are those of Bubble Tea; a
// panic is a *PanicError.
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
	m := &model{of: of, painter: newPainter(con.Writer(), f, w, h), keys: newKeys(stamped{con.Reader(), o.Came}, o.Gone),
		wait: o.Patience}
	if asksModes(env) {
		_, _ = fmt.Fprint(m.painter, ansi.RequestModeSynchronizedOutput+ansi.RequestModeUnicodeCore)
	}
	p := tea.NewProgram(m, tea.WithContext(ctx), tea.WithoutSignalHandler(), tea.WithoutRenderer(), tea.WithFPS(1),
		tea.WithInput(nil), tea.WithOutput(m.painter), tea.WithWindowSize(w, h), tea.WithColorProfile(f.profile),
		tea.WithEnvironment(env), tea.WithFilter(m.filter))
	m.quit = func() { go p.Quit() }
	// Bubble Tea's ticker stops when it gives up a terminal, which it never had here.
	m.began = func() { go func() { _ = p.ReleaseTerminal() }() }
	m.suspend = func() { suspend(con, m.painter, p) }
	ended := make(chan struct{})
	go con.sizes(ended, p.Send)
	go events(m.keys, env.Getenv("TERM"), p.Send)
	_, err = p.Run()
	close(ended)
	m.painter.leave(true)
	if restored := con.Restore(); err == nil && restored != nil {
		err = fmt.Errorf("give the terminal back: %w", restored)
	}
	if m.failed != nil {
		return m.failed
	}
	return err
}

// device returns what the options name.
func (o *Options) device() device {
	if t := o.Terminal; t != nil {
		return &stream{of: t, size: Size{t.Width, t.Height}}
	}
	return console{uv.NewConsole(o.In, o.Out, nil)}
}

// events sends what is typed as messages, until the terminal is gone.
func events(keys io.Reader, term string, send func(tea.Msg)) {
	typed := make(chan uv.Event)
	go func() {
		defer close(typed)
		_ = uv.NewTerminalReader(keys, term).StreamEvents(context.Background(), typed) // keys tells why reading ended
	}()
	for e := range typed {
		send(e)
	}
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
	p.order(func(f *frame) { f.enter(w, h) })
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

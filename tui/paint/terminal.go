package paint

import (
	"io"
	"sync"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	uv "github.com/charmbracelet/ultraviolet"
)

// Terminal is a terminal that is not this process's own, such as one over SSH. It is in raw mode at its
// own side. Nothing of this process is used for it: no signals, no environment, no standard streams.
//
// All is written by one goroutine, a frame at a time, and a view that is overtaken is not written. So what
// waits for a client that reads nothing is bounded, and such a client is one whose latest Write has not
// returned for long: close In and Out to cut it off. Until Out is closed, that goroutine hangs in Write; the
// screens and Run do not.
type Terminal struct {
	In            io.Reader // ends with io.EOF when the line is gone; any other error ends it too
	Out           io.Writer // may block
	Env           []string  // TERM, COLORTERM, NO_COLOR, LANG, SSH_TTY … of the client, as NAME=VALUE
	Width, Height int       // in cells; not positive: 80 by 24
	Sizes         <-chan Size
}

// Size is a later size of a terminal, in cells. One that is not positive counts as 80 by 24.
type Size struct{ Width, Height int }

// Cells of a terminal that does not tell its size.
const (
	usualWidth  = 80
	usualHeight = 24
)

// known returns the size with the usual one in place of what is not known.
func (s Size) known() (w, h int) {
	w, h = s.Width, s.Height
	if w <= 0 {
		w = usualWidth
	}
	if h <= 0 {
		h = usualHeight
	}
	return w, h
}

// device is what screens are shown on: the terminal of this process, or one at the other end of a stream.
type device interface {
	Reader() io.Reader
	Writer() io.Writer
	Environ() []string
	profile() colorprofile.Profile
	GetSize() (w, h int, err error)
	sizes(done <-chan struct{}, tell func(tea.Msg)) // tells each new size until done
	raw() error
	Restore() error
	stop() error // stops this process until somebody continues it
}

// console is the terminal of this process.
type console struct{ uv.Console }

func (c console) raw() error {
	_, err := c.MakeRaw()
	return err //nolint:wrapcheck // Run says what was tried
}

func (c console) profile() colorprofile.Profile { return colorprofile.Detect(c.Writer(), c.Environ()) }

func (console) stop() error { return uv.Suspend() } //nolint:wrapcheck // ends the program

// stream is a terminal at the other end of a stream, which is in raw mode there.
type stream struct {
	of   *Terminal
	mu   sync.Mutex
	size Size
}

func (s *stream) Reader() io.Reader { return s.of.In }
func (s *stream) Writer() io.Writer { return s.of.Out }
func (s *stream) Environ() []string { return s.of.Env }
func (*stream) raw() error          { return nil }
func (*stream) Restore() error      { return nil }
func (*stream) stop() error         { return nil }

// profile goes by the environment alone: the files and the programs of this machine do not know the terminal.
func (s *stream) profile() colorprofile.Profile { return colorprofile.Env(s.of.Env) }

func (s *stream) GetSize() (w, h int, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	w, h = s.size.known()
	return w, h, nil
}

func (s *stream) sizes(done <-chan struct{}, tell func(tea.Msg)) {
	for {
		select {
		case <-done:
			return
		case size, ok := <-s.of.Sizes:
			if !ok {
				return
			}
			s.mu.Lock()
			s.size = size
			s.mu.Unlock()
			w, h := size.known()
			tell(tea.WindowSizeMsg{Width: w, Height: h})
		}
	}
}

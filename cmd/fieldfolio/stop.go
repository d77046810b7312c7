package main

import (
	"context"
	"io"
	"os"
	"os/signal"
	"slices"
	"syscall"
	"time"

	"fieldfolio/cmd/fieldfolio/quit"
)

// stops are the signals that end the program in order: ctrl+c, kill, a line that is gone, and
// ctrl+\. On Windows, closing the window counts as the second.
func stops() []os.Signal {
	all := []os.Signal{os.Interrupt, syscall.SIGTERM, syscall.SIGHUP, syscall.SIGQUIT}
	return slices.DeleteFunc(all, signal.Ignored) // nohup has the program outlive its line
}

// stoppable returns a context that ends with the first signal to stop. A second one ends the program
// at once, but for ctrl+\. With a handler, an output that nobody reads any more is a failure to write,
// after which a command does the rest.
func stoppable(parent context.Context) (context.Context, func()) {
	ctx, cancel := context.WithCancel(parent)
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, stops()...)
	signal.Notify(make(chan os.Signal, 1), syscall.SIGPIPE)
	go func() {
		select {
		case <-signals:
			cancel()
		case <-quit.Pressed: // perhaps before there was any other handler
			cancel()
		case <-ctx.Done():
		}
		signal.Stop(signals)
	}()
	return ctx, cancel
}

// lastWords writes what the program says at its end. After a signal to stop it does not wait for a
// terminal that nobody reads any more.
type lastWords struct {
	ctx context.Context //nolint:containedctx // ends with the signal
	to  io.Writer
}

// lastTime is how long a terminal may take what is said at the end.
const lastTime = time.Second

func (l lastWords) Write(p []byte) (int, error) {
	if l.ctx.Err() == nil {
		return l.to.Write(p)
	}
	written := make(chan error, 1)
	go func() {
		_, err := l.to.Write(p)
		written <- err
	}()
	select {
	case err := <-written:
		return len(p), err
	case <-time.After(lastTime):
		return 0, os.ErrDeadlineExceeded
	}
}

// interrupts returns a channel of ctrl+c, which linear mode handles itself: the first one only
// cancels running work. It is closed by the other signals to stop.
func interrupts() (<-chan struct{}, func()) {
	signals, out, done := make(chan os.Signal, 1), make(chan struct{}), make(chan struct{})
	signal.Notify(signals, stops()...)
	go func() {
		for {
			select {
			case s := <-signals:
				if s != os.Interrupt {
					close(out)
					return
				}
			case <-done:
				return
			}
			select {
			case out <- struct{}{}:
			case <-done:
				return
			}
		}
	}()
	return out, func() { signal.Stop(signals); close(done) }
}

// stoppableReader reads from in until ctx is done: reading from a terminal or a pipe can wait for ever.
type stoppableReader struct {
	ctx context.Context //nolint:containedctx // ends the reading
	in  io.Reader
}

func (r stoppableReader) Read(p []byte) (int, error) {
	type result struct {
		n   int
		err error
	}
	buffer, read := make([]byte, len(p)), make(chan result, 1)
	go func() {
		n, err := r.in.Read(buffer)
		read <- result{n, err}
	}()
	select {
	case done := <-read:
		return copy(p, buffer[:done.n]), done.err
	case <-r.ctx.Done():
		return 0, r.ctx.Err()
	}
}

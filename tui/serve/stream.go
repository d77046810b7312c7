package serve

import (
	"io"
	"sync"
	"sync/atomic"
	"time"
)

// piece is how much is written at a time: a client that takes so many bytes within Limits.Stall is reading.
const piece = 4 << 10

// meter says what a session has read and written.
type meter struct {
	in, out   atomic.Int64 // bytes
	lastInput atomic.Int64 // nanoseconds of Unix time
	lastMoved atomic.Int64 // likewise, input or output
}

// input is what the client types.
type input struct {
	from  io.Reader
	meter *meter
}

// Read returns what has arrived before it returns an error.
func (i *input) Read(p []byte) (int, error) {
	n, err := i.from.Read(p)
	if n > 0 {
		at := time.Now().UnixNano()
		i.meter.in.Add(int64(n))
		i.meter.lastInput.Store(at)
		i.meter.lastMoved.Store(at)
		return n, nil // reading again returns the error again
	}
	return n, err //nolint:wrapcheck // is the client's
}

// output is what the client is shown. Writes of several goroutines do not mix.
type output struct {
	to      io.Writer
	meter   *meter
	stall   time.Duration
	stalled func()

	mu sync.Mutex
}

// Write waits until the client has room for it. One that takes nothing for too long is cut off.
func (o *output) Write(p []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	watch := time.AfterFunc(o.stall, o.stalled)
	defer watch.Stop()
	written := 0
	for len(p) > 0 {
		n, err := o.to.Write(p[:min(len(p), piece)])
		written += n
		o.meter.out.Add(int64(n))
		if err != nil {
			return written, err
		}
		o.meter.lastMoved.Store(time.Now().UnixNano())
		p = p[n:]
		watch.Reset(o.stall)
	}
	return written, nil
}

// Lines is output to a terminal that is not drawn on: its lines end as those of a terminal do.
type Lines struct{ To io.Writer }

// Write returns how much of p, not of what became of it, was written.
func (l Lines) Write(p []byte) (int, error) {
	made := make([]byte, 0, len(p)+len(p)/32)
	for _, b := range p {
		if b == '\n' {
			made = append(made, '\r')
		}
		made = append(made, b)
	}
	if _, err := l.To.Write(made); err != nil {
		return 0, err
	}
	return len(p), nil
}

package ssh

import (
	"context"
	"io"
	"time"
)

// limits are those of a line.
type limits struct {
	silence  time.Duration // in which some byte has to move
	whole    time.Duration // of the exchange
	messages int           // that are read
}

var usual = limits{silence: 2 * time.Minute, whole: time.Hour, messages: 10_000}

// lineError is the error that a limit of the line is reached.
type lineError struct{ why string }

func (e *lineError) Error() string { return e.why }

var (
	errSilent = &lineError{"nothing moves on the line"}
	errOver   = &lineError{"the exchange takes too long"}
	errMany   = &lineError{"there are too many messages"}
)

// line is a connection with limits in time. It is used by one goroutine, and closed
// when it is no longer used; a Read or Write of the connection may still be under
// way then, until the connection ends.
type line struct {
	ctx    context.Context //nolint:containedctx // ends the waiting
	limits limits
	begun  time.Time
	out    io.Writer
	pieces chan piece
	done   chan struct{}
	rest   piece // that was not read yet

	received, sent int64 // bytes
}

// piece is what one Read has returned.
type piece struct {
	data []byte
	err  error
}

func newLine(ctx context.Context, in io.Reader, out io.Writer, l limits) *line {
	n := &line{ctx: ctx, limits: l, begun: time.Now(), out: out, pieces: make(chan piece), done: make(chan struct{})}
	go n.pump(in)
	return n
}

// close ends the goroutine that reads, at the latest when its Read returns.
func (n *line) close() { close(n.done) }

// pump reads ahead by one piece.
func (n *line) pump(in io.Reader) {
	for {
		buffer := make([]byte, 32<<10)
		size, err := in.Read(buffer)
		select {
		case n.pieces <- piece{buffer[:size], err}:
		case <-n.done:
			return
		}
		if err != nil {
			return
		}
	}
}

// patience is how long may be waited now, and the error if it was in vain.
func (n *line) patience() (time.Duration, *lineError) {
	left := n.limits.whole - time.Since(n.begun)
	if left < n.limits.silence {
		return left, errOver
	}
	return n.limits.silence, errSilent
}

// Read waits for bytes. What ends it otherwise is the context, a limit or the end of
// the line, for which it is io.EOF.
func (n *line) Read(p []byte) (int, error) {
	for len(n.rest.data) == 0 {
		if n.rest.err != nil {
			return 0, io.EOF // however the line ended
		}
		wait, late := n.patience()
		timer := time.NewTimer(wait)
		select {
		case n.rest = <-n.pieces:
			timer.Stop()
		case <-n.ctx.Done():
			timer.Stop()
			return 0, n.ctx.Err()
		case <-timer.C:
			return 0, late
		}
	}
	size := copy(p, n.rest.data)
	n.rest.data = n.rest.data[size:]
	n.received += int64(size)
	return size, nil
}

// some is how much the other side has to take within the time of silence, in bytes.
const some = 16 << 10

// Write gives the other side its time for each part. It returns io.EOF if the line
// has ended.
func (n *line) Write(p []byte) (written int, err error) {
	for len(p) > 0 {
		part := p[:min(len(p), some)]
		result := make(chan error, 1)
		go func() {
			_, err := n.out.Write(part)
			result <- err
		}()
		wait, late := n.patience()
		timer := time.NewTimer(wait)
		select {
		case err = <-result:
			timer.Stop()
		case <-n.ctx.Done():
			timer.Stop()
			return written, n.ctx.Err()
		case <-timer.C:
			return written, late
		}
		if err != nil {
			return written, io.EOF
		}
		written += len(part)
		n.sent += int64(len(part))
		p = p[len(part):]
	}
	return written, nil
}

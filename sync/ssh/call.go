package ssh

import (
	"bytes"
	"context"
	"errors"
	"io"
	"io/fs"
	"os/exec"
	"strings"
	stdsync "sync"
	"time"
)

// Call is the connection to be made.
type Call struct {
	Settings
	Unattended bool // nobody can answer a question of the program
}

// lastTime is how long the program may take to end once the exchange is over.
const lastTime = 3 * time.Second

// Call makes a connection to a host by the user's ssh program, and exchanges with
// the office there. Errors are sentences, with what the program has said.
func (e End) Call(ctx context.Context, c Call) (Result, error) {
	if err := c.Check(); err != nil {
		return Result{}, err
	}
	self, err := e.Peer.Ready(ctx)
	if err != nil {
		return Result{}, err
	}
	run, err := start(ctx, &c)
	if err != nil {
		return Result{}, err
	}
	so, err := e.over(ctx, self, run.out, run.in)
	status := run.end()
	switch {
	case ctx.Err() != nil, err != nil && run.stopped(status) && stoppedToo(ctx):
		return so, ctx.Err()
	case !errors.Is(err, io.EOF):
		return so, sentence(c.Host, err)
	case errors.As(err, new(*unmet)):
		return so, noLine(c.Host, c.command(), status, run.said.String())
	}
	lost := &Trouble{"lost the connection to " + c.Host + quoted(lastLine(run.said.String())), goesOn}
	return so, lost
}

// running is the program while it runs.
type running struct {
	cmd    *exec.Cmd
	cancel context.CancelFunc
	in     io.WriteCloser
	out    io.Reader
	said   *headOfOutput // on standard error
}

func start(ctx context.Context, c *Call) (*running, error) {
	ctx, cancel := context.WithCancel(ctx)
	r := &running{cancel: cancel, said: &headOfOutput{}}
	r.cmd = exec.CommandContext(ctx, c.program(), c.arguments(c.Unattended)...) //nolint:gosec // the user names it
	r.cmd.Stderr = r.said
	r.cmd.WaitDelay = time.Second // what it has started may keep standard error open
	r.cmd.Dir = c.dir
	var err, failed error
	if r.in, err = r.cmd.StdinPipe(); err == nil {
		r.out, err = r.cmd.StdoutPipe()
	}
	if err == nil {
		failed = r.cmd.Start()
	}
	switch {
	case err == nil && failed == nil:
		return r, nil
	case errors.Is(failed, exec.ErrNotFound), errors.Is(failed, fs.ErrNotExist):
		err = &Trouble{"there is no program " + c.program() + " here", "install OpenSSH, or name the program in [ssh]"}
	case failed != nil:
		err = &Trouble{c.program() + " cannot be started: " + oneLine(failed.Error()), "name another program in [ssh]"}
	}
	cancel()
	return nil, err
}

// end ends the program, if it does not end by itself once its input is closed, and
// returns its exit status, -1 if it was ended.
func (r *running) end() int {
	_ = r.in.Close() // it may be gone
	late := time.AfterFunc(lastTime, r.cancel)
	_ = r.cmd.Wait() // the status says it
	late.Stop()
	r.cancel()
	return r.cmd.ProcessState.ExitCode()
}

// headOfOutput keeps the first 64 kB of what is written to it.
type headOfOutput struct {
	mu   stdsync.Mutex
	text bytes.Buffer
}

// Write never fails, so that its output does not stop a program.
func (h *headOfOutput) Write(p []byte) (int, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.text.Write(p[:min(len(p), 64<<10-h.text.Len())])
	return len(p), nil
}

// String returns what is there.
func (h *headOfOutput) String() string {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.text.String()
}

// stopped reports whether a signal has ended the program, such as ctrl+c.
func (r *running) stopped(status int) bool {
	return status < 0 || strings.Contains(r.said.String(), "Killed by signal")
}

// stoppedToo reports whether this program is stopped as well: ctrl+c goes to both, and
// the other one may be faster.
func stoppedToo(ctx context.Context) bool {
	select {
	case <-ctx.Done():
		return true
	case <-time.After(time.Second):
		return false
	}
}

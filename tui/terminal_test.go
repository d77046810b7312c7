package tui

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"strings"
	"sync"
	"testing"
	"time"

	"fieldfolio/tui/paint"
	"fieldfolio/tui/uitest"
)

// client is the far side of a terminal: what types into it, and what it shows.
type client struct {
	keys  *io.PipeWriter
	ended chan error // what Run returned

	mu    sync.Mutex
	got   bytes.Buffer
	stall chan struct{} // not nil: nothing is read until it is closed
}

// stalls has the client read nothing until the test ends.
func (c *client) stalls(t *testing.T) {
	c.mu.Lock()
	defer c.mu.Unlock()
	stall := make(chan struct{})
	c.stall = stall
	t.Cleanup(func() { close(stall) })
}

func (c *client) Write(p []byte) (int, error) {
	c.mu.Lock()
	stall := c.stall
	c.mu.Unlock()
	if stall != nil {
		<-stall
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.got.Write(p)
}

func (c *client) written() string {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.got.String()
}

// sees waits until something was written.
func (c *client) sees(t *testing.T, text string) {
	t.Helper()
	for start := time.Now(); !strings.Contains(c.written(), text); time.Sleep(time.Millisecond) {
		if time.Since(start) > 20*time.Second {
			t.Fatalf("%q does not come:\n%q", text, c.written())
		}
	}
}

// types sends keys.
func (c *client) types(t *testing.T, keys string) {
	t.Helper()
	if _, err := c.keys.Write([]byte(keys)); err != nil {
		t.Fatal(err)
	}
}

// ends returns what Run returned.
func (c *client) ends(t *testing.T) error {
	t.Helper()
	select {
	case err := <-c.ended:
		return err
	case <-time.After(20 * time.Second):
		t.Fatalf("Run does not end:\n%q", c.written())
		return nil
	}
}

// connect runs the screens in a terminal at the other end of a stream.
func connect(ctx context.Context, src *uitest.Memory, o Options, size ...paint.Size) *client {
	in, keys := io.Pipe()
	c := &client{keys: keys, ended: make(chan error, 1)}
	o.AsOf, o.Person, o.Mailroom, o.Color = 20110430, "A. Desk", src.Ex, true
	sizes := make(chan paint.Size, len(size))
	for _, s := range size {
		sizes <- s
	}
	close(sizes)
	o.Terminal = &paint.Terminal{In: in, Out: c, Env: []string{"TERM=xterm-256color"}, Sizes: sizes}
	go func() { c.ended <- Run(ctx, src, o) }()
	return c
}

// Sessions beside one another, each with its own portfolio and size, do not meet.
func TestTerminals(t *testing.T) {
	const sessions = 8
	all := make([]*client, sessions)
	for i := range all {
		src := &uitest.Memory{Doc: uitest.Sample()}
		src.Elsewhere(uitest.SampleID, "title", fmt.Sprintf("Harbour %d", i))
		all[i] = connect(t.Context(), src, Options{}, paint.Size{Width: 90 + i, Height: 30})
	}
	for i, c := range all {
		c.types(t, "2")
		c.sees(t, fmt.Sprintf("Harbour %d", i))
		for j := range all {
			if i != j && strings.Contains(c.written(), fmt.Sprintf("Harbour %d", j)) {
				t.Errorf("session %d sees what is of session %d", i, j)
			}
		}
		c.types(t, "q")
		if err := c.ends(t); err != nil {
			t.Error(err)
		}
	}
}

// The colours are those of the client's environment, whatever this process has.
func TestTerminalColours(t *testing.T) {
	for name, coloured := range map[string]bool{"TERM=xterm-256color": true, "TERM=dumb": false} {
		in, keys := io.Pipe()
		c := &client{keys: keys, ended: make(chan error, 1)}
		src := &uitest.Memory{Doc: uitest.Sample()}
		o := Options{AsOf: 20110430, Person: "A. Desk", Color: true,
			Terminal: &paint.Terminal{In: in, Out: c, Env: []string{name}}}
		t.Setenv("TERM", "xterm-256color")
		t.Setenv("NO_COLOR", "1")
		go func() { c.ended <- Run(t.Context(), src, o) }()
		c.sees(t, "Overview")
		c.types(t, "q")
		if err := c.ends(t); err != nil {
			t.Error(err)
		}
		if got := strings.Contains(c.written(), "\x1b[2m"); got != coloured {
			t.Errorf("%s: coloured %v\n%q", name, got, c.written())
		}
	}
}

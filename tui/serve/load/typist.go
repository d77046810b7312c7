package load

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"golang.org/x/crypto/ssh"
)

// typist is one person at one terminal of 80 by 24.
type typist struct {
	client *ssh.Client
	in     io.WriteCloser
	heard  chan arrival // closed at the end of the session

	begins int // with which of the keys
	keys   int
	bytes  int64
	took   []time.Duration
	err    error
}

// arrival is output of the server.
type arrival struct {
	at    time.Time
	bytes int
}

func openOne(ctx context.Context, o Options) (*typist, error) {
	conn, err := o.Dial(ctx)
	if err != nil {
		return nil, err
	}
	c, channels, requests, err := ssh.NewClientConn(conn, "", o.Config)
	if err != nil {
		return nil, errors.Join(fmt.Errorf("log in: %w", err), conn.Close())
	}
	p := &typist{client: ssh.NewClient(c, channels, requests), heard: make(chan arrival, 64)}
	if err := p.begin(); err != nil {
		p.close()
		return nil, err
	}
	return p, nil
}

func (p *typist) begin() error {
	session, err := p.client.NewSession()
	if err != nil {
		return fmt.Errorf("open a session: %w", err)
	}
	if err := session.RequestPty("xterm-256color", 24, 80, ssh.TerminalModes{}); err != nil {
		return fmt.Errorf("ask for a terminal: %w", err)
	}
	out, err := session.StdoutPipe()
	if err != nil {
		return fmt.Errorf("read the screen: %w", err)
	}
	if p.in, err = session.StdinPipe(); err != nil {
		return fmt.Errorf("type: %w", err)
	}
	if err := session.Shell(); err != nil {
		return fmt.Errorf("begin the screens: %w", err)
	}
	go p.listen(out)
	return nil
}

func (p *typist) listen(out io.Reader) {
	defer close(p.heard)
	for page := make([]byte, 32<<10); ; {
		n, err := out.Read(page)
		if n > 0 {
			p.heard <- arrival{time.Now(), n}
		}
		if err != nil {
			return
		}
	}
}

// close ends the session, and the goroutine that listens to it.
func (p *typist) close() {
	_ = p.client.Close()
	if p.in == nil {
		return
	}
	for range p.heard { //nolint:revive // what is still on its way
	}
}

// hears waits for output, and reports false if the session or the context ends first.
func (p *typist) hears(ctx context.Context) bool {
	select {
	case _, open := <-p.heard:
		return open
	case <-ctx.Done():
		return false
	}
}

// settle waits until there is no output for a while.
func (p *typist) settle(ctx context.Context, still time.Duration) {
	for {
		pause, cancel := context.WithTimeout(ctx, still)
		heard := p.hears(pause)
		cancel()
		if !heard {
			return
		}
	}
}

// typeKeys types one key after another until the context ends. A key is answered when no output follows for a while.
func (p *typist) typeKeys(ctx context.Context, o Options, first time.Duration) {
	tick := time.NewTimer(first)
	defer tick.Stop()
	var typed, last time.Time // last: of the output since the key
	over := time.NewTimer(time.Hour)
	defer over.Stop()
	answered := func() {
		if !last.IsZero() && !typed.IsZero() {
			p.took = append(p.took, last.Sub(typed))
		}
		typed, last = time.Time{}, time.Time{}
	}
	for {
		select {
		case <-ctx.Done():
			answered()
			return
		case a, open := <-p.heard:
			if !open {
				p.err = errors.New("a session ended early")
				return
			}
			p.bytes += int64(a.bytes)
			last = a.at
			over.Reset(quiet)
		case <-over.C:
			answered()
		case <-tick.C:
			answered()
			tick.Reset(o.Every)
			if len(o.Keys) == 0 {
				continue
			}
			typed = time.Now()
			if p.err = p.typeNext(o); p.err != nil {
				return
			}
		}
	}
}

// typeNext types the next of the keys, if there are any.
func (p *typist) typeNext(o Options) error {
	if len(o.Keys) == 0 {
		return nil
	}
	if _, err := io.WriteString(p.in, o.Keys[(p.begins+p.keys)%len(o.Keys)]); err != nil {
		return fmt.Errorf("type: %w", err)
	}
	p.keys++
	return nil
}

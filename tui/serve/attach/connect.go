package attach

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"os"
	"path/filepath"
	"strings"
	"time"

	"golang.org/x/crypto/ssh"
)

const (
	// restart is how long a server may take to begin again.
	restart = 3 * time.Second
	// retry is the time between two attempts.
	retry = 50 * time.Millisecond
)

// handshake is how long a server may take to answer. Tests shorten it.
var handshake = 10 * time.Second

// connect logs in. A server that is just starting again is waited for.
func connect(ctx context.Context, o Options) (*ssh.Client, error) {
	until := time.Now().Add(restart)
	for {
		client, err := login(ctx, o)
		var refused *refusedError
		switch {
		case err == nil:
			return client, nil
		case ctx.Err() != nil:
			return nil, context.Cause(ctx)
		case errors.As(err, &refused), errors.Is(err, ErrSilent):
			return nil, err
		}
		if !time.Now().Before(until) || !mayComeBack(&o, err) {
			return nil, err
		}
		select {
		case <-ctx.Done():
			return nil, context.Cause(ctx)
		case <-time.After(retry):
		}
	}
}

// mayComeBack reports whether a server may have served the socket a moment ago. Where it was removed, its folder has
// changed; so it has where the database beside it is used, which says nothing to those who can do without a server.
func mayComeBack(o *Options, err error) bool {
	if !errors.Is(err, fs.ErrNotExist) {
		return !errors.Is(err, fs.ErrPermission)
	}
	folder, err := os.Stat(filepath.Dir(o.Socket))
	return err == nil && !o.Direct && time.Since(folder.ModTime()) < restart
}

// errClosed is returned if a server did not get as far as a login.
var errClosed = errors.New("the server closed the connection before the login")

// refusedError is what a server says when it refuses.
type refusedError struct{ reason string }

func (e *refusedError) Error() string { return e.reason }

func login(ctx context.Context, o Options) (*ssh.Client, error) {
	conn, err := dial(ctx, o.Socket)
	if err != nil {
		if errors.Is(err, fs.ErrPermission) {
			return nil, err
		}
		return nil, fmt.Errorf("%s: %w (%w)", o.Socket, ErrNoServer, err)
	}
	defer context.AfterFunc(ctx, func() { _ = conn.Close() })()
	_ = conn.SetDeadline(time.Now().Add(handshake))
	said, err := greet(conn)
	if err != nil {
		if errors.Is(err, os.ErrDeadlineExceeded) {
			err = silent(o.Socket, err)
		}
		return nil, errors.Join(err, conn.Close())
	}
	var banner string
	config := &ssh.ClientConfig{
		Config: ssh.Config{
			KeyExchanges: []string{ssh.KeyExchangeCurve25519},
			Ciphers:      []string{ssh.CipherAES128GCM},
		},
		User: o.Person,
		// The socket is the server's: whoever can put another one into its place is this account or root.
		HostKeyCallback: ssh.InsecureIgnoreHostKey(), //nolint:gosec // see above
		BannerCallback:  func(message string) error { banner += message; return nil },
	}
	client, channels, requests, err := ssh.NewClientConn(said, o.Socket, config)
	if err == nil {
		_ = conn.SetDeadline(time.Time{})
		return ssh.NewClient(client, channels, requests), nil
	}
	_ = conn.Close()
	if errors.Is(err, os.ErrDeadlineExceeded) {
		return nil, silent(o.Socket, err)
	}
	if reason := strings.TrimSpace(banner); reason != "" {
		return nil, &refusedError{reason}
	}
	return nil, fmt.Errorf("%s: %w (%w)", o.Socket, errClosed, err)
}

// greeted is a connection whose server has said its first line.
type greeted struct {
	net.Conn
	from *bufio.Reader
}

// silent is the error for a server that has said nothing for as long as handshake: systemd may hold the socket of one
// that does not start.
func silent(socket string, err error) error {
	return fmt.Errorf("%s: %w (%w)", socket, ErrSilent, err)
}

// greet waits for the first line of a server: its version, or a sentence that refuses. Nothing is written before: what
// a server has not read when it closes the connection may cost its sentence.
func greet(conn net.Conn) (*greeted, error) {
	const longest = 256
	g := &greeted{conn, bufio.NewReaderSize(conn, longest)}
	start, err := g.from.Peek(len("SSH-"))
	if err != nil {
		return nil, fmt.Errorf("%w (%w)", errClosed, err)
	}
	if string(start) == "SSH-" {
		return g, nil
	}
	line, _ := g.from.ReadSlice('\n') // as much as there is
	return nil, &refusedError{strings.TrimPrefix(strings.TrimSpace(string(line)), "fieldfolio: ")}
}

// Read returns what the server has said, from its first line on.
func (g *greeted) Read(p []byte) (int, error) {
	return g.from.Read(p) //nolint:wrapcheck // is the connection
}

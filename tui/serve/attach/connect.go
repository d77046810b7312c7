package attach

import (
	"bytes"
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
	// handshake is how long a server may take to answer.
	handshake = 10 * time.Second
)

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
		case errors.As(err, &refused):
			return nil, err
		}
		if !time.Now().Before(until) || !mayComeBack(o.Socket, err) {
			return nil, err
		}
		select {
		case <-ctx.Done():
			return nil, context.Cause(ctx)
		case <-time.After(retry):
		}
	}
}

// mayComeBack reports whether a server served the socket a moment ago. Where it was removed, its folder has changed.
func mayComeBack(socket string, err error) bool {
	if !errors.Is(err, fs.ErrNotExist) {
		return !errors.Is(err, fs.ErrPermission)
	}
	folder, err := os.Stat(filepath.Dir(socket))
	return err == nil && time.Since(folder.ModTime()) < restart
}

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
	_ = conn.SetDeadline(time.Now().Add(handshake))
	said := &firstLine{Conn: conn}
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
	if reason := strings.TrimSpace(banner); reason != "" {
		return nil, &refusedError{reason}
	}
	if reason := said.refusal(); reason != "" {
		return nil, &refusedError{reason}
	}
	return nil, fmt.Errorf("%s: the server closed the connection before the login: %w", o.Socket, err)
}

// firstLine keeps what a server says before it speaks SSH: a refusal.
type firstLine struct {
	net.Conn
	line []byte
	full bool
}

const longestLine = 200

// Read keeps the first line as well.
func (f *firstLine) Read(p []byte) (int, error) {
	n, err := f.Conn.Read(p)
	if !f.full {
		f.line = append(f.line, p[:n]...)
		f.full = len(f.line) >= longestLine || bytes.ContainsRune(f.line, '\n')
	}
	return n, err //nolint:wrapcheck // is the connection
}

// refusal returns what the server said instead of its version, or "".
func (f *firstLine) refusal() string {
	line, _, _ := strings.Cut(string(f.line), "\n")
	if strings.HasPrefix(line, "SSH-") {
		return ""
	}
	return strings.TrimPrefix(strings.TrimSpace(line), "fieldfolio: ")
}

// Package attach is a thin client of a server of sessions on this machine: it carries keys, sizes and streams between
// this process's terminal and the server's Unix socket, and knows nothing of what it carries. It is usually the forced
// command of the system's OpenSSH.
package attach

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"strings"

	"golang.org/x/crypto/ssh"
)

// ErrNoServer is returned if nobody serves the socket.
var ErrNoServer = errors.New("no server is running")

// ErrSilent is returned if something holds the socket, and no server answers.
var ErrSilent = errors.New("no server has answered")

// lost is the exit status of a session that did not end by itself, as for OpenSSH.
const lost = 255

// Options says whom to connect to, as whom, and with what.
type Options struct {
	Socket  string // path of the server's Unix socket
	Person  string // whose session it is
	Command string // as the client sent it, not split; "" for the screens
	TTY     bool   // ask for a terminal although there is a command
	Direct  bool   // the caller can do without a server: one whose socket is gone is not waited for

	Stdin          io.Reader // a terminal if it is an *os.File that is one
	Stdout, Stderr io.Writer
	Env            []string // NAME=value; only what says how the terminal is and where the client is passes
}

// Run runs one session and returns its exit status. The error says in a sentence why there was no session (ErrNoServer
// if nobody serves the socket, ErrSilent if no server answers), or that the connection was lost; the status is 255
// then. The terminal is as before when Run returns, also when ctx ends first.
func Run(ctx context.Context, o Options) (int, error) {
	client, err := connect(ctx, o)
	if err != nil {
		return lost, err
	}
	defer func() { _ = client.Close() }()
	defer context.AfterFunc(ctx, func() { _ = client.Close() })()
	session, err := client.NewSession()
	if err != nil {
		return lost, fmt.Errorf("%s: %w", o.Socket, err)
	}
	restore, err := prepare(session, o)
	if err != nil {
		return lost, err
	}
	status, err := result(ctx, o, run(session, o))
	restore(err != nil && o.Command == "")
	return status, err
}

func run(session *ssh.Session, o Options) error {
	session.Stdout, session.Stderr = o.Stdout, o.Stderr
	// Not session.Stdin: Wait would wait for a last key.
	stdin, err := session.StdinPipe()
	if err != nil {
		return err //nolint:wrapcheck // result says what it means
	}
	if o.Command == "" {
		err = session.Shell()
	} else {
		err = session.Start(o.Command)
	}
	if err != nil {
		return err //nolint:wrapcheck // result says what it means
	}
	go func() {
		_, _ = io.Copy(stdin, o.Stdin) // a server that is gone is noticed by Wait
		_ = stdin.Close()
	}()
	return session.Wait() //nolint:wrapcheck // result says what it means
}

// result says what the end of a session means.
func result(ctx context.Context, o Options, err error) (int, error) {
	var exit *ssh.ExitError
	switch {
	case err == nil:
		return 0, nil
	case errors.As(err, &exit) && exit.Signal() != "":
		return lost, nil // the server has said why on standard error
	case errors.As(err, &exit):
		return exit.ExitStatus(), nil
	case ctx.Err() != nil:
		return lost, context.Cause(ctx)
	}
	return lost, fmt.Errorf("%s: lost the connection to the server; what it had received is kept; connect again", o.Socket)
}

// passes reports whether a variable says how the terminal is, or where the client of OpenSSH is.
func passes(name string) bool {
	switch name {
	case "LANG", "LANGUAGE", "TERM", "COLORTERM", "NO_COLOR", "TZ", "SSH_CONNECTION":
		return true
	}
	return strings.HasPrefix(name, "LC_")
}

// prepare asks for the environment and, if there is one here, for a terminal. What it returns puts this terminal back
// as it was, also where screens were left on it.
func prepare(session *ssh.Session, o Options) (restore func(screens bool), err error) {
	term := "dumb"
	for _, entry := range o.Env {
		name, value, _ := strings.Cut(entry, "=")
		if name == "TERM" {
			term = value
		} else if passes(name) {
			_ = session.Setenv(name, value) // the server takes it or not
		}
	}
	in, _ := o.Stdin.(*os.File)
	out, _ := o.Stdout.(*os.File)
	if o.Command != "" && !o.TTY {
		return func(bool) {}, nil
	}
	return terminal(session, term, in, out)
}

// network is what Run connects to.
const network = "unix"

func dial(ctx context.Context, path string) (net.Conn, error) {
	var dialer net.Dialer
	return dialer.DialContext(ctx, network, path) //nolint:wrapcheck // connect says what it means
}

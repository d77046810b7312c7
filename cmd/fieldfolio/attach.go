package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"
	"golang.org/x/crypto/ssh"

	"fieldfolio/cmd/fieldfolio/door"
	"fieldfolio/portfolio/fault"
	"fieldfolio/tui/serve"
	"fieldfolio/tui/serve/attach"
	"fieldfolio/tui/serve/words"
)

// attachName is the name of the command that many processes run at the same time: it makes no other command.
const attachName = "attach"

func newAttach(a *app) *cobra.Command {
	direct := false
	cmd := &cobra.Command{
		Use:   attachName + " --person PERSON",
		Short: "enter the server of this database, as the system's SSH does",
		Long: `Connects this terminal with the server of this database (fieldfolio serve) as a person
with a login. It is meant for the lines of authorized_keys that fieldfolio login
authorized-keys prints: the system's SSH then decides who comes in, and this runs
what the client asked for ($SSH_ORIGINAL_COMMAND), never by a shell. A client of mosh
gets mosh's server. The exit status is that of what was run.

Without a server, or if none answers within 10 seconds, it says so and ends with exit
status 1; with --direct it runs the session itself.`,
		Example: `  fieldfolio attach --person "Awa Diop"
  fieldfolio attach --person "Awa Diop" --direct`,
		Args: exactly(0, "", "fieldfolio attach takes no arguments; --person says who it is"),
		RunE: func(cmd *cobra.Command, _ []string) error { return a.attach(cmd.Context(), direct) },
	}
	socketFlagOf(cmd, a)
	cmd.Flags().BoolVar(&direct, "direct", false, "run the session in this process if no server is running")
	return cmd
}

// newAttachRoot is newRoot with the command attach alone.
func newAttachRoot(a *app) *cobra.Command {
	root := &cobra.Command{Use: "fieldfolio", SilenceErrors: true, SilenceUsage: true, DisableAutoGenTag: true}
	f := root.PersistentFlags()
	fileFlagsOf(f, a)
	root.SetFlagErrorFunc(flagError)
	root.AddCommand(newAttach(a))
	setHelp(root)
	return root
}

// attach connects this terminal with the server, as the person of --person.
func (a *app) attach(ctx context.Context, direct bool) error {
	if a.person == "" {
		return usageError("write fieldfolio attach --person PERSON; fieldfolio login list has the persons",
			"the person is missing")
	}
	socket, err := a.socketPath()
	if err != nil {
		return err
	}
	raw := a.env("SSH_ORIGINAL_COMMAND")
	if split, err := words.Split(raw); err == nil && door.IsMosh(split) {
		return a.mosh(split, direct)
	}
	o := attach.Options{Socket: socket, Person: a.person, Command: raw, TTY: a.isTerminal(a.stdin), Direct: direct,
		Stdin: a.stdin, Stdout: a.stdout, Stderr: a.stderr, Env: os.Environ()}
	status, err := attach.Run(ctx, o)
	none, silent := errors.Is(err, attach.ErrNoServer), errors.Is(err, attach.ErrSilent)
	switch {
	case direct && (none || silent):
		return a.attachDirect(ctx, o)
	case none:
		return &hinted{"no server is running on " + socket, "ask whoever runs it to start fieldfolio serve"}
	case silent:
		return &hinted{"no server has answered on " + socket, "try again; if it stays so, ask whoever runs it why it does " +
			"not start: systemctl status fieldfolio.service"}
	case errors.Is(err, fs.ErrPermission):
		return &hinted{"the socket " + socket + " is not for this account",
			"ask whoever runs the server to share the database: fieldfolio share --group NAME"}
	}
	return ended(status, err)
}

// ended returns the error that ends the program with the exit status of a session.
func ended(status int, err error) error {
	switch {
	case err != nil:
		return err
	case status == exitDone:
		return nil
	}
	return silent(status)
}

// attachDirect serves the session itself: for this terminal alone, with all that holds for any other session.
func (a *app) attachDirect(ctx context.Context, o attach.Options) error {
	dir, err := os.MkdirTemp("", "fieldfolio-")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	o.Socket = filepath.Join(dir, "socket")
	a.quiet = true
	return a.whole(ctx, a.toChange, func(s *session) (err error) {
		defer aloneLock(s.store.Path()).share()()
		h, err := a.newHost(ctx, s, slog.New(slog.DiscardHandler))
		if err != nil {
			return err
		}
		h.alone = true
		defer func() { err = errors.Join(err, h.views.Close()) }()
		text, err := newHostKey()
		if err != nil {
			return err
		}
		key, err := ssh.ParsePrivateKey(text)
		if err != nil {
			return fmt.Errorf("read the new host key: %w", err)
		}
		server, err := h.server(key, serve.Limits{})
		if err != nil {
			return err
		}
		listener, err := serve.ListenUnix(o.Socket, 0)
		if err != nil {
			return err
		}
		go func() { _ = server.Serve(listener) }()
		status, err := attach.Run(ctx, o)
		end, cancel := context.WithTimeout(context.WithoutCancel(ctx), stopTime)
		defer cancel()
		return ended(status, errors.Join(err, server.Shutdown(end)))
	})
}

// attachCommand returns the words that attach a person to the server of this database.
func (a *app) attachCommand(person string, direct bool) ([]string, error) {
	command, err := a.itself(attachName)
	if err != nil {
		return nil, err
	}
	if command = append(command, "--person", person); direct {
		command = append(command, "--direct")
	}
	return command, nil
}

// mosh becomes mosh's server, which attaches its client.
func (a *app) mosh(split []string, direct bool) error {
	command, err := a.attachCommand(a.person, direct)
	if err != nil {
		return err
	}
	args, err := door.Mosh(split, command)
	var wrong *fault.Invalid
	if errors.As(err, &wrong) {
		return wrongUsage(err)
	}
	return becomeMosh(args)
}

package main

import (
	"context"
	"crypto/ed25519"
	"crypto/rand"
	"encoding/pem"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net"
	"os"
	"os/user"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/gofrs/flock"
	"github.com/spf13/cobra"
	"golang.org/x/crypto/ssh"

	"fieldfolio/cmd/fieldfolio/door"
	"fieldfolio/cmd/fieldfolio/share"
	"fieldfolio/portfolio/access"
	"fieldfolio/portfolio/durable"
	"fieldfolio/portfolio/fault"
	"fieldfolio/portfolio/sqlite/dbfile"
	"fieldfolio/tui/serve"
)

// serving is what the flags of serve say.
type serving struct {
	listen  []string // addresses of the TCP door
	hostKey string   // file; empty: beside the database
	limits  serve.Limits
	json    bool
	unit    string // prints a unit of systemd instead
}

func newServe(a *app) *cobra.Command {
	var o serving
	cmd := &cobra.Command{
		Use:   "serve",
		Short: "let people use this database over SSH",
		Long: `Serves this database over SSH, to the people with a login (fieldfolio login), until it
is stopped. There are two doors: a Unix socket beside the database, through which
fieldfolio attach leads whom the system's own SSH has let in; and with --listen an
address for places without one, where the key decides who it is. The socket is yours
alone; the members of a group that shares the database (fieldfolio share) can use
it, too.

What people do is in the audit trail (fieldfolio audit) and on standard error. ctrl+c,
SIGTERM and SIGHUP stop it: each session is told, and ends within 3 seconds; what
was typed is kept as a draft, what was saved is saved. The configuration is read when
a session begins. Sockets that systemd has opened (LISTEN_FDS) take the place of
--socket; fieldfolio serve --unit prints units for it.

The host key is made on first use, beside the database, in a file that only you can
read. One server serves a database at a time.`,
		Example: `  fieldfolio serve
  fieldfolio serve --listen :2222 --idle 1h
  fieldfolio serve --unit service > /etc/systemd/system/fieldfolio.service`,
		Args: exactly(0, "", "fieldfolio serve takes no arguments; --listen names an address"),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if o.unit != "" {
				return a.unit(o)
			}
			return a.serve(cmd.Context(), o)
		},
	}
	f := cmd.Flags()
	socketFlagOf(cmd, a)
	f.StringArrayVar(&o.listen, "listen", nil, "`ADDRESS` of the TCP door, such as :2222 or 10.0.0.5:2222; several times for several")
	f.StringVar(&o.hostKey, "host-key", "", "`FILE` of the host key (default beside the database)")
	f.DurationVar(&o.limits.Idle, "idle", 0, "end a session after this `TIME` without input, such as 1h (default never)")
	f.DurationVar(&o.limits.Total, "max", 0, "end a session after this `TIME`, such as 12h (default never)")
	f.BoolVar(&o.json, "log-json", false, "write the log as JSON")
	f.StringVar(&o.unit, "unit", "", "print the `UNIT` of systemd for these flags: "+strings.Join(door.Units, " or "))
	a.complete(cmd, "unit", fixed(door.Units...))
	return cmd
}

// socketFlagOf adds the flag with the Unix socket.
func socketFlagOf(cmd *cobra.Command, a *app) {
	cmd.Flags().StringVar(&a.socket, "socket", "", "`PATH` of the Unix socket (default beside the database, with .sock at the end)")
}

// maxSocket is the maximum length of the path of a Unix socket on the systems that allow the least, in bytes.
const maxSocket = 103

// socketPath returns the path of the Unix socket of a database.
func (a *app) socketPath() (string, error) {
	path := a.socket
	if path == "" {
		db, err := a.database()
		if err != nil {
			return "", err
		}
		path = dbfile.Beside(db, func(name string) string { return name + ".sock" })
	}
	path = fullPath(path)
	if len(path) > maxSocket {
		return "", usageError("name a shorter one with --socket, for serve and attach alike",
			"the path of the socket, %s, is longer than %d bytes", path, maxSocket)
	}
	return path, nil
}

// serve serves the database until ctx is done.
func (a *app) serve(ctx context.Context, o serving) error {
	socket, err := a.socketPath()
	if err != nil {
		return err
	}
	a.quiet = true // nobody is told of revisions here; the screens tell each
	return a.whole(ctx, a.toMake, func(s *session) (err error) {
		unlock, err := lockServer(s.store.Path())
		if err != nil {
			return err
		}
		defer unlock()
		key, err := hostKey(o.hostKey, s.store.Path())
		if err != nil {
			return err
		}
		h, err := a.newHost(ctx, s, a.logger(o.json))
		if err != nil {
			return err
		}
		defer func() { err = errors.Join(err, h.views.Close()) }()
		server, err := h.server(key, o.limits)
		if err != nil {
			return err
		}
		listeners, err := listeners(socket, share.Group(s.store.Path()), o.listen)
		if err != nil {
			return err
		}
		if err := a.sayServing(s.store.Path(), listeners, key); err != nil {
			return errors.Join(err, closeAll(listeners))
		}
		return h.run(ctx, server, listeners)
	})
}

// sayServing says where people can come in.
func (a *app) sayServing(path string, listeners []net.Listener, key ssh.Signer) error {
	if err := a.say("serving %s", path); err != nil {
		return err
	}
	for _, l := range listeners {
		if err := a.say("on %s", l.Addr()); err != nil {
			return err
		}
	}
	if err := a.say("host key %s", ssh.FingerprintSHA256(key.PublicKey())); err != nil {
		return err
	}
	return a.out.Flush()
}

func (a *app) logger(asJSON bool) *slog.Logger {
	if asJSON {
		return slog.New(slog.NewJSONHandler(a.stderr, nil))
	}
	return slog.New(slog.NewTextHandler(a.stderr, nil))
}

// run serves the listeners until ctx is done or one of them fails, and ends all sessions.
func (h *host) run(ctx context.Context, server *serve.Server, listeners []net.Listener) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	err := h.begins(context.WithoutCancel(ctx)) // before anybody logs in
	failed := make(chan error, len(listeners))
	for _, l := range listeners {
		go func() { failed <- server.Serve(l) }()
	}
	go h.watchLogins(ctx, server)
	err = errors.Join(err, serve.NotifyReady())
	if err == nil {
		select {
		case err = <-failed:
		case <-ctx.Done():
		}
	}
	h.log.Info("stopping")
	end, endCancel := context.WithTimeout(context.WithoutCancel(ctx), stopTime)
	defer endCancel()
	err = errors.Join(err, serve.NotifyStopping(), server.Shutdown(end))
	h.note(h.store, access.Event{Kind: access.Served, What: "stopped"})
	return err
}

// stopTime is how long a server waits for its sessions: the 3 seconds that they have, and some more for
// what they write then.
const stopTime = 5 * time.Second

// watchLogins ends the sessions of logins that are removed or get another role, here or by another process.
func (h *host) watchLogins(ctx context.Context, server *serve.Server) {
	for {
		select {
		case <-h.views.Logins():
			h.kickChanged(ctx, server)
		case <-ctx.Done():
			return
		}
	}
}

// listeners opens the doors: the sockets that systemd has opened, or else the Unix socket, which a group can use
// unless it is 0, and the addresses.
func listeners(socket string, group int, addresses []string) (all []net.Listener, err error) {
	defer func() {
		if err != nil {
			err = errors.Join(err, closeAll(all))
		}
	}()
	if all, err = serve.Activated(); err != nil {
		return all, err
	}
	if len(all) == 0 {
		l, err := serve.ListenUnix(socket, group)
		if err != nil {
			return nil, err
		}
		all = append(all, l)
	}
	for _, address := range addresses {
		l, err := net.Listen("tcp", address)
		if err != nil {
			return all, &hinted{"--listen: " + address + " cannot be used: " + durable.Reason(err).Error(),
				"use a free address such as :2222"}
		}
		all = append(all, l)
	}
	return all, nil
}

func closeAll(listeners []net.Listener) (err error) {
	for _, l := range listeners {
		err = errors.Join(err, l.Close())
	}
	return err
}

// lockServer takes the lock of the server of a database, the same under every name of the file. The system
// releases it when the process ends.
func lockServer(database string) (unlock func(), err error) {
	name := dbfile.Beside(database, func(name string) string { return name + ".serve" })
	l := flock.New(name, flock.SetPermissions(0o600))
	locked, err := l.TryLock()
	switch {
	case err != nil:
		return nil, &hinted{fmt.Sprintf("the lock of the server, %s, cannot be taken: %s", name, durable.Reason(err).Error()),
			"make it and its directory writable"}
	case !locked:
		return nil, &hinted{database + " is served already by another fieldfolio serve", "stop that one first"}
	}
	return func() { _ = l.Unlock() }, nil
}

// hostKey reads the host key of a server, and makes it on first use.
func hostKey(file, database string) (ssh.Signer, error) {
	if file == "" {
		file = dbfile.Beside(database, func(name string) string { return name + ".host_key" })
	}
	const anew = "remove it, and a new one is made; people then confirm its fingerprint"
	text, err := readSecret(file, "host key", anew)
	if err == nil && text == nil {
		text, err = makeHostKey(file)
	}
	if err != nil {
		return nil, err
	}
	key, err := ssh.ParsePrivateKey(text)
	if err != nil || key.PublicKey().Type() != ssh.KeyAlgoED25519 {
		return nil, &hinted{"the host key " + file + " is not an Ed25519 key without a passphrase",
			"name another one with --host-key, or " + anew}
	}
	return key, nil
}

// newHostKey returns a new host key as OpenSSH writes it.
func newHostKey() ([]byte, error) {
	_, key, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		return nil, fmt.Errorf("draw a host key: %w", err)
	}
	block, err := ssh.MarshalPrivateKey(key, "fieldfolio")
	if err != nil {
		return nil, fmt.Errorf("write the host key: %w", err)
	}
	return pem.EncodeToMemory(block), nil
}

// makeHostKey makes the file of the host key. One that another process has made meanwhile counts.
func makeHostKey(file string) ([]byte, error) {
	text, err := newHostKey()
	if err != nil {
		return nil, err
	}
	err = durable.Build(file, durable.Secret, func(temporary string) error { return os.WriteFile(temporary, text, 0o600) })
	if errors.Is(err, fs.ErrExist) {
		return readSecret(file, "host key", "")
	}
	if err != nil {
		return nil, unwritable("the host key cannot be made", err)
	}
	return text, nil
}

// notThere reports whether an error says that a login does not exist.
func notThere(err error) bool {
	var none *fault.Invalid
	return errors.As(err, &none)
}

// unit prints a unit of systemd that runs this program with the same flags.
func (a *app) unit(o serving) error {
	if !slices.Contains(door.Units, o.unit) {
		return usageError("use "+strings.Join(door.Units, " or "), "--unit: %q is not a unit", o.unit)
	}
	socket, err := a.socketPath()
	if err != nil {
		return err
	}
	command, err := a.itself("serve")
	if err != nil {
		return err
	}
	for _, address := range o.listen {
		command = append(command, "--listen", address)
	}
	if o.hostKey != "" {
		command = append(command, "--host-key", fullPath(o.hostKey))
	}
	for _, d := range []struct {
		flag string
		is   time.Duration
	}{{"--idle", o.limits.Idle}, {"--max", o.limits.Total}} {
		if d.is > 0 {
			command = append(command, d.flag, d.is.String())
		}
	}
	db, err := a.database()
	if err != nil {
		return err
	}
	group := ""
	if id := share.Group(db); id != 0 {
		group = groupName(id)
	}
	_, err = a.out.WriteString(door.Unit(o.unit, socket, group, command))
	return err //nolint:wrapcheck // finish names the output
}

// groupName returns the name of a group, its number if it has none here.
func groupName(id int) string {
	number := strconv.Itoa(id)
	if g, err := user.LookupGroupId(number); err == nil {
		return g.Name
	}
	return number
}

// itself returns the words that run a command of this program on the same database, from anywhere.
func (a *app) itself(command string) ([]string, error) {
	program, err := os.Executable()
	if err != nil {
		return nil, fmt.Errorf("find this program: %w", err)
	}
	db, err := a.database()
	if err != nil {
		return nil, err
	}
	all := []string{filepath.Clean(program), command, "--db", fullPath(db)}
	if a.config != "" {
		all = append(all, "--config", fullPath(a.config))
	}
	if a.socket != "" {
		all = append(all, "--socket", fullPath(a.socket))
	}
	return all, nil
}

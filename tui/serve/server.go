package serve

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"net"
	"slices"
	"sync"

	"charm.land/ssh"
	gossh "golang.org/x/crypto/ssh"
)

// Config says what a server asks and tells its owner. HostKey, Handle, and the function of each door that is served
// are required. All functions are called from several goroutines at once.
type Config struct {
	HostKey gossh.Signer // Ed25519

	// Login returns whose the key is. It is called before the client has proven that it has the key, so it must not
	// record a login; Handle may. An error refuses the key; its text goes to Refused and not to the client.
	Login func(ctx context.Context, key gossh.PublicKey) (Person, error)
	// Person returns the person of the Unix door. The text of an error is shown to the client.
	Person func(ctx context.Context, name string) (Person, error)
	// Group may use the Unix door beside this account and root; 0: nobody else may.
	Group int

	// Handle runs a session and returns its exit status, 0 to 255. The context ends with the session; its cause is
	// ErrGone, ErrStalled or an *EndedError.
	Handle func(ctx context.Context, session *Session) int
	// Refused is told of refused connections and logins, at most refusalsPerMinute of them.
	Refused func(Refusal)

	Limits Limits
	Log    *slog.Logger // nil: slog.Default()
}

// Person is who a session belongs to.
type Person struct {
	Name   string
	Office string // code, or "" for none
}

// Server serves sessions. It is made by New.
type Server struct {
	config   Config
	ssh      *ssh.Server
	refusals refusals

	mu       sync.Mutex
	stopping bool
	doors    []net.Listener
	conns    map[*conn]struct{}
	live     map[*Session]struct{}
	running  sync.WaitGroup // sessions until their clients have been told how they ended
}

// New returns a server without listeners.
func New(config Config) (*Server, error) {
	if config.HostKey == nil || config.HostKey.PublicKey().Type() != gossh.KeyAlgoED25519 {
		return nil, errors.New("the host key is not an Ed25519 key; make one with ssh-keygen -t ed25519")
	}
	if config.Handle == nil {
		return nil, errors.New("serve.Config: Handle is missing")
	}
	config.Limits = config.Limits.withDefaults()
	if config.Log == nil {
		config.Log = slog.Default()
	}
	s := &Server{config: config, conns: map[*conn]struct{}{}, live: map[*Session]struct{}{}}
	s.refusals = refusals{tell: s.tellRefused}
	s.ssh = &ssh.Server{
		HostSigners:          []ssh.Signer{config.HostKey},
		Version:              "fieldfolio",
		HandshakeTimeout:     config.Limits.Handshake,
		ConnCallback:         s.admit,
		ServerConfigCallback: s.serverConfig,
		ChannelHandlers:      map[string]ssh.ChannelHandler{"session": s.channel},
		RequestHandlers:      map[string]ssh.RequestHandler{},
		SubsystemHandlers:    map[string]ssh.SubsystemHandler{},
		Handler:              func(ssh.Session) {},
	}
	return s, nil
}

// Serve accepts connections of a listener until Shutdown, and then returns nil. It closes the listener.
func (s *Server) Serve(listener net.Listener) error {
	if err := s.servable(listener); err != nil {
		return errors.Join(err, listener.Close())
	}
	err := s.ssh.Serve(listener)
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.stopping {
		return nil
	}
	return fmt.Errorf("accept connections on %s: %w", listener.Addr(), err)
}

// servable enters a listener among the doors, or says why it cannot be one.
func (s *Server) servable(listener net.Listener) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	door := doorOf(listener.Addr())
	switch {
	case s.stopping:
		return fmt.Errorf("%s: %w", listener.Addr(), errStopping)
	case door == Unix && s.config.Person == nil, door == TCP && s.config.Login == nil:
		return fmt.Errorf("%s: this server has no logins for %s", listener.Addr(), door)
	case door == Unix && !peersKnown:
		return fmt.Errorf("%s: this system does not tell who connects to a Unix socket; use TCP", listener.Addr())
	}
	s.doors = append(s.doors, listener)
	return nil
}

// Shutdown closes the listeners, ends every session, and waits until all have returned and their clients know. After
// Limits.Stop it closes the connections of the others. It returns an error if some are still running when ctx ends.
func (s *Server) Shutdown(ctx context.Context) error {
	s.mu.Lock()
	s.stopping = true
	for _, door := range s.doors {
		_ = door.Close() // by whoever comes first: Serve closes it too
	}
	s.mu.Unlock()
	for _, session := range s.sessions() {
		session.End(errStopping.Error())
	}
	finished := make(chan struct{})
	go func() {
		s.running.Wait()
		close(finished)
	}()
	defer s.closeAll()
	select {
	case <-finished:
		return nil
	case <-ctx.Done():
		return fmt.Errorf("%d sessions did not end: %w", len(s.sessions()), ctx.Err())
	}
}

func (s *Server) closeAll() {
	s.mu.Lock()
	conns := slices.Collect(maps.Keys(s.conns))
	s.mu.Unlock()
	for _, c := range conns {
		_ = c.Close()
	}
}

// join enters a session among the living, or reports that the server stops.
func (s *Server) join(session *Session) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.stopping {
		return false
	}
	s.live[session] = struct{}{}
	s.running.Add(1)
	return true
}

func (s *Server) leave(session *Session) {
	s.mu.Lock()
	delete(s.live, session)
	s.mu.Unlock()
}

func (s *Server) sessions() []*Session {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Collect(maps.Keys(s.live))
}

func (s *Server) tellRefused(r Refusal) {
	s.config.Log.Info("refused", "door", r.Door.String(), "from", r.From, "user", r.User, "key", r.Fingerprint,
		"reason", r.Reason, "skipped", r.Skipped)
	if s.config.Refused != nil {
		s.config.Refused(r)
	}
}

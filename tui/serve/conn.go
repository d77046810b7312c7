package serve

import (
	"context"
	"errors"
	"net"
	"net/netip"
	"strings"
	"sync"
	"time"
	"unicode"

	"charm.land/ssh"
)

// ErrGone is the cause of a session whose client is gone or closed it.
var ErrGone = errors.New("the client is gone")

// ErrStalled is the cause of a session whose client did not read what was sent to it.
var ErrStalled = errors.New("the client did not read for too long")

// ErrSilent is the cause of a session whose client does not answer.
var ErrSilent = errors.New("the client does not answer")

// errStopping is the cause of a connection that came too late.
var errStopping = errors.New("the server stops")

// drain is for how long what has arrived is still read from a connection that is cut.
const drain = 100 * time.Millisecond

// conn is the connection of a client, from its first byte on.
type conn struct {
	net.Conn
	server *Server
	door   Door
	from   string // address, or account
	// reached is where the client came in by TCP; invalid at the Unix door.
	reached netip.AddrPort
	account int    // id of that at the Unix door; -1 at TCP
	key     string // by what connections of one address are counted; "" at the Unix door

	ctx    context.Context //nolint:containedctx // ends with the connection, which has no call that lasts as long
	end    context.CancelCauseFunc
	closed sync.Once

	mu       sync.Mutex
	deadline time.Time // of the handshake, as set by the server of connections
	entered  bool
	person   string // who has entered
	ended    bool   // no session may begin
	channels int
	unused   time.Time // since when there has been no channel
	refusal  Refusal   // the last of this connection
}

// admit takes a connection, or refuses it with a sentence and returns nil.
func (s *Server) admit(ctx ssh.Context, raw net.Conn) net.Conn {
	c := &conn{Conn: raw, server: s, door: doorOf(raw.LocalAddr())}
	c.ctx, c.end = context.WithCancelCause(context.Background())
	err := c.identify(s.config.Group)
	if err == nil {
		err = s.register(c)
	}
	if errors.Is(err, errStopping) {
		c.end(err) // without a word: attach asks the next server
		return nil
	}
	if err != nil {
		s.refusals.add(Refusal{Door: c.door, From: c.from, Reason: err.Error()}, time.Now())
		c.end(err)
		// A client shows or logs lines before the version. Nobody waits for one that does not read it.
		_ = raw.SetWriteDeadline(time.Now().Add(time.Second))
		_, _ = raw.Write([]byte("fieldfolio: " + err.Error() + "\r\n"))
		return nil
	}
	ctx.SetValue(connKey{}, c)
	return c
}

// identify finds out who is at the other end, and for the Unix door whether it may be there.
func (c *conn) identify(group int) error {
	if c.door == Unix {
		var err error
		c.account, c.from, err = peer(c.Conn, group)
		return err
	}
	c.account = -1
	if at, err := netip.ParseAddrPort(c.LocalAddr().String()); err == nil {
		c.reached = netip.AddrPortFrom(at.Addr().Unmap().WithZone(""), at.Port())
	}
	c.from = c.RemoteAddr().String()
	if at, err := netip.ParseAddrPort(c.from); err == nil {
		c.from = at.Addr().Unmap().String()
		c.key = network(at.Addr().Unmap())
		return nil
	}
	c.key = c.from
	return nil
}

// network is what one host has of addresses: an IPv4 address, or 64 bits of an IPv6 address.
func network(address netip.Addr) string {
	if address.Is4() {
		return address.String()
	}
	prefix, err := address.WithZone("").Prefix(64)
	if err != nil {
		return address.String()
	}
	return prefix.String()
}

func (s *Server) register(c *conn) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.stopping {
		return errStopping
	}
	if len(s.conns) >= s.config.Limits.Connections {
		return errTooManyConnections
	}
	if c.key != "" {
		same := 0
		for other := range s.conns {
			if other.key == c.key {
				same++
			}
		}
		if same >= s.config.Limits.PerAddress {
			return errors.New("too many connections from this address")
		}
	}
	s.conns[c] = struct{}{}
	return nil
}

// refuse notes why a login was refused. It is told once, when the connection ends without one.
func (c *conn) refuse(user, fingerprint, reason string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if fingerprint == "" && c.refusal.Fingerprint != "" {
		return // what is said of a key says more
	}
	c.refusal = Refusal{Door: c.door, From: c.from, User: legible(user), Fingerprint: fingerprint, Reason: reason}
}

// legible returns the beginning of a name that anybody may have sent, without what a terminal would act on.
func legible(name string) string {
	const longest = 64
	return strings.Map(func(r rune) rune {
		if unicode.IsPrint(r) {
			return r
		}
		return '?'
	}, name[:min(len(name), longest)])
}

func (c *conn) enteredBy(person string) {
	c.mu.Lock()
	c.entered, c.person, c.unused = true, person, time.Now()
	c.mu.Unlock()
}

// dismiss lets no other session of a person begin, and closes the connection after Limits.Stop.
func (c *conn) dismiss(person string, cause error) {
	c.mu.Lock()
	mine := c.entered && c.person == person
	c.ended = c.ended || mine
	c.mu.Unlock()
	if mine {
		time.AfterFunc(c.server.config.Limits.Stop, func() { c.cut(cause) })
	}
}

// idle reports whether the connection has had no channel for Limits.Idle.
func (c *conn) idle() bool {
	limit := c.server.config.Limits.Idle
	c.mu.Lock()
	defer c.mu.Unlock()
	return limit > 0 && c.channels == 0 && time.Since(c.unused) >= limit
}

// SetDeadline is how the server of connections bounds the handshake.
func (c *conn) SetDeadline(t time.Time) error {
	c.mu.Lock()
	c.deadline = t
	c.mu.Unlock()
	return c.Conn.SetDeadline(t) //nolint:wrapcheck // is the connection
}

// Write fails if the client takes nothing for Limits.Stall, and then cuts the connection.
func (c *conn) Write(p []byte) (int, error) {
	if c.ctx.Err() != nil {
		return 0, context.Cause(c.ctx)
	}
	until := time.Now().Add(c.server.config.Limits.Stall)
	c.mu.Lock()
	handshake := !c.deadline.IsZero()
	if handshake && c.deadline.Before(until) {
		until = c.deadline
	}
	c.mu.Unlock()
	_ = c.SetWriteDeadline(until)
	n, err := c.Conn.Write(p)
	var timeout net.Error
	if errors.As(err, &timeout) && timeout.Timeout() && !handshake {
		c.cut(ErrStalled)
		return n, ErrStalled
	}
	return n, err //nolint:wrapcheck // is the connection
}

// cut ends the connection: nothing more is written, and what has arrived is read first.
func (c *conn) cut(cause error) {
	c.end(cause)
	_ = c.SetWriteDeadline(time.Now())
	time.AfterFunc(drain, func() { _ = c.Close() })
}

// Close closes the connection. It may be called again.
func (c *conn) Close() error {
	var err error
	c.closed.Do(func() {
		err = c.Conn.Close()
		c.end(ErrGone)
		c.server.mu.Lock()
		delete(c.server.conns, c)
		c.server.mu.Unlock()
		c.tellRefused()
	})
	return err //nolint:wrapcheck // is the connection
}

// tellRefused tells of a connection that ended without a login, unless it only looked whether somebody is there.
func (c *conn) tellRefused() {
	c.mu.Lock()
	refusal, entered := c.refusal, c.entered
	late := !c.deadline.IsZero() && !time.Now().Before(c.deadline)
	c.mu.Unlock()
	if entered {
		return
	}
	if refusal.Reason == "" && late {
		refusal = Refusal{Door: c.door, From: c.from, Reason: "did not log in in time"}
	}
	if refusal.Reason != "" {
		c.server.refusals.add(refusal, time.Now())
	}
}

// open counts a channel, or reports that there may be no other.
func (c *conn) open() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.ended || c.channels >= maxChannels {
		return false
	}
	c.channels++
	return true
}

func (c *conn) shut() {
	c.mu.Lock()
	c.channels--
	c.unused = time.Now()
	c.mu.Unlock()
}

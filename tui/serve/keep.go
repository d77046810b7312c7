package serve

import (
	"time"

	"charm.land/ssh"
	gossh "golang.org/x/crypto/ssh"
)

// keep asks the client of a connection whether it is there, and cuts it when it is not: a client that lost its power
// or its network says nothing, and would keep its sessions for ever.
func (s *Server) keep(ctx ssh.Context, c *conn) {
	every := s.config.Limits.Keepalive
	silence := time.AfterFunc(unanswered*every, func() { c.cut(ErrSilent) })
	defer silence.Stop()
	tick := time.NewTicker(every)
	defer tick.Stop()
	for {
		select {
		case <-c.ctx.Done():
			return
		case <-tick.C:
		}
		if c.idle() {
			c.cut(&EndedError{"the connection has no session"})
			return
		}
		// The connection is there once the handshake, in which this began, has ended.
		client, ok := ctx.Value(ssh.ContextKeyConn).(*gossh.ServerConn)
		if !ok {
			continue
		}
		// Any answer will do: a client that does not know the question says so.
		if _, _, err := client.SendRequest("keepalive@openssh.com", true, nil); err != nil {
			return
		}
		silence.Reset(unanswered * every)
	}
}

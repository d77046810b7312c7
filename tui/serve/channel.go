package serve

import (
	"charm.land/ssh"
	gossh "golang.org/x/crypto/ssh"
)

// channel serves one channel of a connection: what the client asks for, and the session that follows.
func (s *Server) channel(_ *ssh.Server, client *gossh.ServerConn, offered gossh.NewChannel, ctx ssh.Context) {
	c := connOf(ctx)
	if !c.open() {
		_ = offered.Reject(gossh.ResourceShortage, "this connection may not have another session")
		return
	}
	defer c.shut()
	channel, requests, err := offered.Accept()
	if err != nil {
		return
	}
	a := &asked{session: newSession(s, c, channel, personOf(client.Permissions))}
	taken := 0
	for request := range requests {
		if request.Type != "window-change" {
			taken++
		}
		before := a.begun
		_ = request.Reply(taken <= maxRequests && a.take(request), nil)
		if a.begun && !before {
			go a.session.run() // not before the reply: a session may be short
		}
	}
	a.session.end(ErrGone)
	a.sizes.close()
	close(a.session.closed)
	if a.begun {
		<-a.session.done // its channel counts until then
		s.running.Done()
	}
}

// asked is what a client has asked of one channel so far.
type asked struct {
	session *Session
	sizes   sizes
	env     environment
	begun   bool
}

// take does what a request asks for, and reports whether it was granted. It never waits for anybody.
func (a *asked) take(request *gossh.Request) bool {
	switch request.Type {
	case "env":
		var variable struct{ Name, Value string }
		return !a.begun && gossh.Unmarshal(request.Payload, &variable) == nil &&
			a.env.set(variable.Name, variable.Value, a.session.Door)
	case "pty-req":
		return !a.begun && a.terminal(request.Payload)
	case "window-change":
		var size windowChange
		if a.session.Terminal == nil || gossh.Unmarshal(request.Payload, &size) != nil {
			return false
		}
		a.sizes.change(size.Columns, size.Rows)
		return true
	case "shell":
		return !a.begun && a.begin("")
	case "exec":
		var command struct{ Raw string }
		return !a.begun && len(request.Payload) <= 4+maxCommand &&
			gossh.Unmarshal(request.Payload, &command) == nil && a.begin(command.Raw)
	}
	return false // no agent, no X11, no subsystem, no signals
}

type windowChange struct{ Columns, Rows, Width, Height uint32 }

func (a *asked) terminal(payload []byte) bool {
	var wanted struct {
		Term                         string
		Columns, Rows, Width, Height uint32
		Modes                        string
	}
	if a.session.Terminal != nil || gossh.Unmarshal(payload, &wanted) != nil || !a.env.term(wanted.Term) {
		return false
	}
	a.session.Terminal = a.sizes.open(wanted.Columns, wanted.Rows)
	return true
}

func (a *asked) begin(command string) bool {
	a.session.Raw = command
	a.session.Env = a.env.list()
	if a.env.client.IsValid() {
		a.session.From = a.env.client.String()
	}
	if a.env.server.IsValid() {
		a.session.Reached = a.env.server
	}
	a.begun = a.session.server.join(a.session)
	return a.begun
}

package serve

import "time"

// Limits is what clients may use. A zero field has the value of DefaultLimits.
type Limits struct {
	Connections int // open at a time, on both doors
	PerAddress  int // of them, on the TCP door from one IPv4 address or one IPv6 network of 64 bits

	Handshake time.Duration // from the connection to the end of the login
	Keepalive time.Duration // between two questions whether the client is there; three without answer end it
	Stall     time.Duration // for which a client may leave what is sent to it unread
	Stop      time.Duration // from the end of a session to the close of its connection
	Idle      time.Duration // without input, or for commands without output either; 0: without limit
	Total     time.Duration // of a session; 0: without limit
}

// DefaultLimits returns the limits of a server of which nothing else is said.
func DefaultLimits() Limits {
	return Limits{
		Connections: 500,
		PerAddress:  10,
		Handshake:   10 * time.Second,
		Keepalive:   30 * time.Second,
		Stall:       30 * time.Second,
		Stop:        3 * time.Second,
	}
}

func (l Limits) withDefaults() Limits {
	usual := DefaultLimits()
	for _, each := range []struct{ is, usual *int }{
		{&l.Connections, &usual.Connections},
		{&l.PerAddress, &usual.PerAddress},
	} {
		if *each.is == 0 {
			*each.is = *each.usual
		}
	}
	for _, each := range []struct{ is, usual *time.Duration }{
		{&l.Handshake, &usual.Handshake},
		{&l.Keepalive, &usual.Keepalive},
		{&l.Stall, &usual.Stall},
		{&l.Stop, &usual.Stop},
	} {
		if *each.is == 0 {
			*each.is = *each.usual
		}
	}
	return l
}

// Bounds of one connection and of its sessions.
const (
	maxWidth, maxHeight = 300, 100 // of a window, in cells
	maxChannels         = 4        // sessions of one connection
	maxAttempts         = 3        // of a login
	maxRequests         = 128      // of a session, sizes not counted
	maxEnv              = 64       // variables of a session
	maxEnvBytes         = 8 << 10  // names and values of them all
	maxCommand          = 32 << 10 // bytes of a command
	unanswered          = 3        // keepalives
)

package mailbox

import (
	"cmp"
	"context"
	"errors"
	"time"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapclient"
	"github.com/emersion/go-sasl"
)

// IMAP is a mailbox on a server (RFC 9051 and 3501). Its marks are the
// mailbox's UIDVALIDITY with the largest UID up to which all was dealt with,
// and with each UID that the server did not give out and the number of tries.
type IMAP struct {
	Mailbox
	limits limits // of a visit; the zero value is for the usual ones
}

// limits are those of a visit.
type limits struct {
	time    time.Duration
	silence time.Duration // of the server within an answer
	bytes   int64         // read
	mails   int           // handed over
}

var usual = limits{time: 20 * time.Minute, silence: patience, bytes: 256 << 20, mails: 2000}

// farewell is the time limit for the end of a session, on which nothing
// depends.
const farewell = 5 * time.Second

// searching is the time limit for a server that looks through its mails.
const searching = 5 * time.Minute

// mostListed is the maximum number of bytes of a list of UIDs.
const mostListed = 16 << 20

func (m *Mailbox) name() string { return cmp.Or(m.Mailbox, "INBOX") }

// session is a connection to the server with the mailbox selected.
type session struct {
	*imapclient.Client
	meter *meter
	end   time.Time // of the visit
	quiet time.Duration
	state *imap.SelectData
	watch func() // ends the watch over the context
}

// open opens a connection as the user and selects the mailbox. It ends with
// close, or with ctx.
func (m *IMAP) open(ctx context.Context, end time.Time) (*session, error) {
	s, err := m.connect(ctx, end)
	if err != nil {
		return nil, err
	}
	if err := m.login(ctx, s); err != nil {
		s.close()
		return nil, err
	}
	err = s.command(0, s.quiet, func() error {
		s.state, err = s.Select(m.name(), nil).Wait()
		return err
	})
	if err != nil {
		defer s.close()
		if _, answered := errorAs[*imap.Error](err); answered {
			return nil, trouble(err, "check mailbox in [imap]", "the mailbox %s cannot be opened", oneLine(m.name()))
		}
		return nil, m.lost(s, err)
	}
	return s, nil
}

// connect opens a connection and waits for the greeting.
func (m *IMAP) connect(ctx context.Context, end time.Time) (*session, error) {
	conn, config, err := m.dial(ctx)
	if err != nil {
		return nil, err
	}
	s := &session{meter: conn, end: end, quiet: m.limits.silence}
	s.watch = watching(ctx, conn, end)
	options := &imapclient.Options{TLSConfig: config}
	conn.expect(0, s.quiet, end)
	defer conn.rest()
	if m.TLS == startTLS {
		s.Client, err = imapclient.NewStartTLS(conn, options)
	} else {
		s.Client = imapclient.New(conn, options)
		err = greeted(s.Client)
	}
	if err != nil {
		s.watch()
		_ = conn.Close()
		if limit, _ := conn.ended(); limit != nil {
			err = limit
		}
		return nil, m.unreachable(err)
	}
	return s, nil
}

// greeted waits for the server's greeting. Of a server that has refused and gone, WaitGreeting tells either at random;
// why it refused is worth asking again.
func greeted(c *imapclient.Client) error {
	var err error
	for range 20 {
		var refused *imap.Error
		if err = c.WaitGreeting(); err == nil || errors.As(err, &refused) {
			break
		}
	}
	return err
}

// watching closes a connection when ctx ends, or soon after the end of the
// visit: go-imap may be busy with an answer and not read. It returns a function
// that ends the watch.
func watching(ctx context.Context, conn *meter, end time.Time) (unwatch func()) {
	ctx, cancel := context.WithDeadline(ctx, end.Add(farewell))
	stop := context.AfterFunc(ctx, func() { _ = conn.Close() })
	return func() {
		stop()
		cancel()
	}
}

func (m *IMAP) login(ctx context.Context, s *session) error {
	takes := func(mechanism string) bool {
		var caps imap.CapSet
		_ = s.command(0, s.quiet, func() error { caps = s.Caps(); return nil }) // nil if it gives none
		return caps.Has(imap.AuthCap(mechanism))
	}
	if m.Auth == byPassword && !takes(sasl.Plain) {
		secret, err := m.secret(ctx)
		if err != nil {
			return err
		}
		return m.admitted(s, s.command(0, s.quiet, func() error { return s.Login(m.User, secret).Wait() }))
	}
	proof, err := m.mechanism(ctx, takes)
	if err != nil {
		return err
	}
	return m.admitted(s, s.command(0, s.quiet, func() error { return s.Authenticate(proof) }))
}

// admitted returns the error of an authentication.
func (m *IMAP) admitted(s *session, err error) error {
	if err == nil {
		return nil
	}
	if _, answered := errorAs[*imap.Error](err); answered {
		return m.refused(err)
	}
	return m.lost(s, err)
}

// command runs a command whose answer has at most so many bytes beside its
// form, and in which the server may be silent for so long.
func (s *session) command(bytes int64, silence time.Duration, run func() error) error {
	s.meter.expect(bytes, silence, s.end)
	defer s.meter.rest()
	return run()
}

// close ends the session.
func (s *session) close() {
	s.end = time.Time{}
	_ = s.command(0, farewell, func() error { return s.Logout().Wait() }) // every mark is stored already
	s.watch()
	_ = s.Close()
}

// lost returns the error for people of a session that cannot go on.
func (m *IMAP) lost(s *session, err error) *Trouble {
	t := trouble(err, "nothing is lost: the next round goes on from there", "lost the connection to the mail server %s",
		m.Server.name())
	_, answered := errorAs[*imap.Error](err)
	limit, broken := s.meter.ended()
	switch {
	case limit != nil:
		t.What, t.Err = "cannot go on with the mail server "+m.Server.name(), limit
	case answered:
		t.What = "the mail server " + m.Server.name() + " refused to go on"
	case !broken:
		t.What = "the mail server " + m.Server.name() + " sends what cannot be read"
	}
	return t
}

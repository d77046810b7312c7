package mailbox

import (
	"bytes"
	"cmp"
	"context"
	"crypto/tls"
	"errors"
	"io"
	"net"
	"time"

	"github.com/emersion/go-smtp"

	"fieldfolio/portfolio/fault"
	"fieldfolio/sync/mail/compose"
)

// SMTP submits letters to a server (RFC 6409), all letters of a round over one
// connection.
type SMTP struct {
	Server
	client *smtp.Client
	meter  *meter        // of the connection
	stop   func() bool   // ends the watch over the connection
	lost   int           // connections, since the last letter that was sent
	down   error         // why it cannot go on; it is not tried again
	quiet  time.Duration // how long the server may be silent; the usual time if 0
}

// replying is how long a server may take for a reply: RFC 5321, section
// 4.5.3.2, has most limits at five minutes.
const replying = 5 * time.Minute

// Send submits a letter. After an error of the connection the next letter gets
// a new one; after a second one, or if the server has let the time pass, no
// further letter is tried.
func (s *SMTP) Send(ctx context.Context, l compose.Letter) (string, error) { return "", s.send(ctx, l) }

func (s *SMTP) send(ctx context.Context, l compose.Letter) error {
	raw, err := l.Bytes()
	if err != nil {
		return err
	}
	if err := s.connect(ctx); err != nil {
		return err
	}
	if err = s.submit(l, raw); err == nil {
		s.lost = 0
		return nil
	}
	if said, ok := errorAs[*smtp.SMTPError](err); ok {
		if s.reply(s.client.Reset) != nil {
			s.drop()
		}
		t := trouble(said, "if it is right, ask who runs the server", "the mail server %s does not take the mail to %s",
			s.name(), l.To)
		t.Do.Action = fault.CheckAddress
		return t
	}
	return s.broken(err)
}

// broken ends a connection that cannot go on, and returns why.
func (s *SMTP) broken(err error) *Trouble {
	limit, _ := s.meter.ended()
	s.drop()
	s.lost++
	t := trouble(err, "nothing is lost: the next round sends it again", "lost the connection to the mail server %s", s.name())
	if limit != nil {
		t.What, t.Err = "cannot go on with the mail server "+s.name(), limit
	}
	if t.Unreachable = limit != nil || s.lost > 1; t.Unreachable {
		s.down = t
	}
	return t
}

// reply runs a command that waits for a reply.
func (s *SMTP) reply(command func() error) error {
	s.meter.expect(0, cmp.Or(s.quiet, replying), time.Time{})
	return command()
}

func (s *SMTP) submit(l compose.Letter, raw []byte) error {
	err := s.reply(func() error { return s.client.Mail(l.From, &smtp.MailOptions{Size: int64(len(raw))}) })
	if err != nil {
		return err
	}
	if err := s.reply(func() error { return s.client.Rcpt(l.To, nil) }); err != nil {
		return err
	}
	var w *smtp.DataCommand
	err = s.reply(func() (err error) { w, err = s.client.Data(); return err })
	if err != nil {
		return err
	}
	if _, err := io.Copy(w, bytes.NewReader(raw)); err != nil {
		return errors.Join(err, s.reply(w.Close))
	}
	return s.reply(w.Close)
}

// connect connects and authenticates, unless there is a connection.
func (s *SMTP) connect(ctx context.Context) error {
	if s.client != nil || s.down != nil {
		return s.down
	}
	conn, config, err := s.dial(ctx)
	if err == nil {
		s.meter, s.stop = conn, context.AfterFunc(ctx, func() { _ = conn.Close() })
		err = s.greet(ctx, conn, config)
	}
	if err != nil {
		s.drop()
		s.down = err
	}
	return err
}

func (s *SMTP) greet(ctx context.Context, conn net.Conn, config *tls.Config) error {
	err := s.reply(func() error { return s.hello(conn, config) })
	if err != nil {
		if limit, _ := s.meter.ended(); limit != nil {
			err = limit
		}
		return s.unreachable(err)
	}
	if s.User == "" {
		return nil
	}
	proof, err := s.mechanism(ctx, s.client.SupportsAuth)
	if err != nil {
		return err
	}
	err = s.reply(func() error { return s.client.Auth(proof) })
	if _, answered := errorAs[*smtp.SMTPError](err); err != nil && !answered {
		t := s.broken(err)
		t.Unreachable = true
		return t
	}
	if err != nil {
		return s.refused(err)
	}
	return nil
}

// hello begins a session, with TLS if that is set.
func (s *SMTP) hello(conn net.Conn, config *tls.Config) (err error) {
	if s.TLS == startTLS {
		if s.client, err = smtp.NewClientStartTLS(conn, config); err != nil {
			s.client = nil
			_ = conn.Close()
			return err
		}
	} else {
		s.client = smtp.NewClient(conn)
	}
	return s.client.Hello("localhost")
}

// drop closes the connection.
func (s *SMTP) drop() {
	if s.client != nil {
		_ = s.client.Close() // it is of no use any more
		s.client = nil
	}
	if s.stop != nil {
		s.stop()
	}
}

// Close ends the session with QUIT. Every letter has been accepted before.
func (s *SMTP) Close() error {
	if s.client != nil {
		s.meter.expect(0, farewell, time.Time{})
		_ = s.client.Quit()
	}
	s.drop()
	return nil
}

package mailbox

import (
	"bytes"
	"context"
	"crypto/tls"
	"errors"
	"io"
	"net"

	"github.com/emersion/go-smtp"

	"fieldfolio/portfolio/fault"
	"fieldfolio/sync/mail"
)

// SMTP submits letters to a server (RFC 6409), all letters of a round over one
// connection.
type SMTP struct {
	Server
	client *smtp.Client
	stop   func() bool // ends the watch over the connection
	down   error       // why connecting failed; it is not tried again
}

// Send submits a letter. After an error of the connection the next letter gets
// a new one.
func (s *SMTP) Send(ctx context.Context, l mail.Letter) (string, error) { return "", s.send(ctx, l) }

func (s *SMTP) send(ctx context.Context, l mail.Letter) error {
	raw, err := l.Bytes()
	if err != nil {
		return err
	}
	if err := s.connect(ctx); err != nil {
		return err
	}
	if err = s.submit(l, raw); err == nil {
		return nil
	}
	if said, ok := errorAs[*smtp.SMTPError](err); ok {
		if s.client.Reset() != nil {
			s.drop()
		}
		t := trouble(said, "if it is right, ask who runs the server", "the mail server %s does not take the mail to %s",
			s.name(), l.To)
		t.Do.Action = fault.CheckAddress
		return t
	}
	s.drop()
	return trouble(err, "nothing is lost: the next round sends it again", "the connection to the mail server %s broke off",
		s.name())
}

func (s *SMTP) submit(l mail.Letter, raw []byte) error {
	if err := s.client.Mail(l.From, &smtp.MailOptions{Size: int64(len(raw))}); err != nil {
		return err
	}
	if err := s.client.Rcpt(l.To, nil); err != nil {
		return err
	}
	w, err := s.client.Data()
	if err != nil {
		return err
	}
	if _, err := io.Copy(w, bytes.NewReader(raw)); err != nil {
		return errors.Join(err, w.Close())
	}
	return w.Close()
}

// connect connects and authenticates, unless there is a connection.
func (s *SMTP) connect(ctx context.Context) error {
	if s.client != nil || s.down != nil {
		return s.down
	}
	conn, config, err := s.dial(ctx)
	if err == nil {
		s.stop = context.AfterFunc(ctx, func() { _ = conn.Close() })
		err = s.greet(ctx, conn, config)
	}
	if err != nil {
		s.drop()
		s.down = err
	}
	return err
}

func (s *SMTP) greet(ctx context.Context, conn net.Conn, config *tls.Config) error {
	var err error
	if s.TLS == startTLS {
		if s.client, err = smtp.NewClientStartTLS(conn, config); err != nil {
			s.client = nil
			_ = conn.Close()
			return s.unreachable(err)
		}
	} else {
		s.client = smtp.NewClient(conn)
	}
	if err := s.client.Hello("localhost"); err != nil {
		return s.unreachable(err)
	}
	if s.User == "" {
		return nil
	}
	proof, err := s.mechanism(ctx, s.client.SupportsAuth)
	if err != nil {
		return err
	}
	if err := s.client.Auth(proof); err != nil {
		return s.refused(err)
	}
	return nil
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
		_ = s.client.Quit()
	}
	s.drop()
	return nil
}

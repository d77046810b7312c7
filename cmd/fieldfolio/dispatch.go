package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/exchange"
	"fieldfolio/sync"
	"fieldfolio/sync/mail/compose"
	"fieldfolio/sync/mailbox"
)

// dispatch sends diffs and records those that were sent. One that cannot be sent remains to be
// sent, and does not hold up the others.
func dispatch(
	ctx context.Context, p *sync.Peer, by mailbox.Outgoing, list []exchange.Mail,
	sent func(m *exchange.Mail, file string) error,
) (err error) {
	defer func() { err = errors.Join(err, by.Close()) }()
	failed := 0
	var first error
	out := outbox{peer: p, sent: sent, since: time.Now()}
	defer func() { err = errors.Join(err, out.flush(ctx)) }()
	for i := range list {
		m := &list[i]
		file, err := by.Send(ctx, compose.Letter{From: m.From, To: m.To, Subject: m.Subject, Body: m.Body, Date: m.At})
		if err == nil {
			if err := out.add(ctx, m, file); err != nil {
				return err
			}
			continue
		}
		failed++
		if first == nil {
			first = err
		}
		if mailbox.Unreachable(err) || ctx.Err() != nil {
			failed += len(list) - i - 1
			break
		}
	}
	if failed == 0 {
		return nil
	}
	return fmt.Errorf("%s could not be sent: %w", portfolio.CountOf(failed, "mail"), first)
}

// outbox is the mails that were sent and not recorded yet. Several are recorded in one transaction;
// should the program be stopped before, they are sent again.
type outbox struct {
	peer  *sync.Peer
	sent  func(m *exchange.Mail, file string) error // called for each that was recorded
	mails []*exchange.Mail
	files []string
	since time.Time // of the last transaction
}

func (o *outbox) add(ctx context.Context, m *exchange.Mail, file string) error {
	o.mails, o.files = append(o.mails, m), append(o.files, file)
	if len(o.mails) < 32 && time.Since(o.since) < 2*time.Second {
		return nil
	}
	return o.flush(ctx)
}

// flush records the mails, also if ctx has ended since they were sent.
func (o *outbox) flush(ctx context.Context) error {
	if len(o.mails) == 0 {
		return nil
	}
	err := o.peer.Sent(context.WithoutCancel(ctx), o.mails...)
	for i := range o.mails {
		if err == nil {
			err = o.sent(o.mails[i], o.files[i])
		}
	}
	o.mails, o.files, o.since = nil, nil, time.Now()
	return err
}

// gone reports that a diff was sent, or to which file it was written.
func (a *app) gone(m *exchange.Mail, file string) error {
	a.done, a.told = "mail was sent", true
	more := ""
	if file != "" {
		more = ", in " + file
	}
	if m.More > 0 {
		more += fmt.Sprintf("; %d more follow after its answer", m.More)
	}
	return a.say("to %s: %s, %d bytes%s%s",
		m.Link.Office, portfolio.CountOf(m.Number, "change"), len(m.Body), encrypted(m), more)
}

package main

import (
	"context"
	"errors"
	"fmt"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/exchange"
	"fieldfolio/sync"
	"fieldfolio/sync/mail"
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
	for i := range list {
		m := &list[i]
		file, err := by.Send(ctx, mail.Letter{From: m.From, To: m.To, Subject: m.Subject, Body: m.Body, Date: m.At})
		if err == nil {
			if err = p.Sent(ctx, m); err == nil {
				err = sent(m, file)
			}
			if err != nil {
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

// gone reports that a diff was sent, or to which file it was written.
func (a *app) gone(m *exchange.Mail, file string) error {
	a.done = "mail was sent"
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

package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"fieldfolio/portfolio"
	"fieldfolio/sync"
	"fieldfolio/sync/mail"
)

// dispatch sends diffs and notes those that have gone out. What cannot be sent
// is owed still, and does not keep the others back.
func dispatch(ctx context.Context, p *sync.Peer, st sync.Status, by mail.Outgoing, list []sync.Outgoing, sent func(o sync.Outgoing, file string) error) (err error) {
	defer func() { err = errors.Join(err, by.Close()) }()
	failed := 0
	var first error
	for i, o := range list {
		file, err := by.Send(ctx, letterOf(st, o))
		if err == nil {
			if err = p.Sent(ctx, o); err == nil {
				err = sent(o, file)
			}
			if err != nil {
				return err //nolint:wrapcheck // says what is wrong
			}
			continue
		}
		failed++
		if first == nil {
			first = err
		}
		if mail.Unreachable(err) || ctx.Err() != nil {
			failed += len(list) - i - 1
			break
		}
	}
	if failed == 0 {
		return nil
	}
	return fmt.Errorf("%s could not be sent: %w", portfolio.CountOf(failed, "mail"), first)
}

// letterOf returns the mail around a diff.
func letterOf(st sync.Status, o sync.Outgoing) mail.Letter {
	l := mail.Letter{To: o.Email, Subject: "fieldfolio " + st.Self.Office, Body: o.Body, Date: time.Now()}
	if me, ok := st.Register.Office(st.Self.Office); ok {
		l.From = me.Email
	}
	if l.From == "" { // the register comes with headquarters' first answer
		l.From = st.Self.Email
	}
	if l.To == "" && o.To.Office == st.Self.Headquarter {
		l.To = st.Self.HQEmail
	}
	return l
}

// gone says of a diff that it has gone out, or into which file.
func (a *app) gone(o sync.Outgoing, file string) error {
	more := ""
	if file != "" {
		more = ", in " + file
	}
	if o.More > 0 {
		more += fmt.Sprintf("; %d more follow after its answer", o.More)
	}
	return a.say("to %s: %s, %d bytes%s%s", o.To.Office, portfolio.CountOf(o.Number, "change"), len(o.Body), sealed(o), more)
}

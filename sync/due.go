package sync

import (
	"time"

	"fieldfolio/portfolio/exchange"
)

// The pauses after which a mail is sent again. They double with each unanswered
// mail, up to 64 days.
const (
	again   = 24 * time.Hour
	quiet   = 7 * 24 * time.Hour
	silence = 5 // unanswered mails after which new changes are no longer sent at once
)

// hasMail reports whether there is anything to send on a link. A report about
// mail that could not be used is not: anybody can send such mail in the name of
// an office. It is part of the next mail.
func hasMail(l *exchange.Link) bool { return l.Owes || asks(l) }

// asks reports whether a mail on a link waits for an answer: it has changes, or
// the other side has not been heard from yet.
func asks(l *exchange.Link) bool { return l.Out > l.Acked || l.Incarnation == "" }

// due reports whether a mail is due on a link now.
func due(l *exchange.Link, now time.Time, superseded bool) bool {
	return now.Before(l.SentAt) || !now.Before(next(l, superseded)) // a clock may have been put back
}

// next returns when a mail is due on a link: an answer and new changes at once,
// the same again if it stays unanswered, or the positions at intervals.
func next(l *exchange.Link, superseded bool) time.Time {
	pause := func(unanswered int) time.Duration { return again << min(unanswered, 6) }
	switch {
	case l.Owes || l.SentAt.IsZero():
		return l.SentAt
	case l.Out > l.Sent && l.Unanswered < silence && !superseded:
		return l.SentAt
	case asks(l):
		return l.SentAt.Add(pause(l.Unanswered))
	}
	return l.SentAt.Add(max(pause(l.Tries), quiet))
}

// dueOn returns when the next mail on a link is sent: now if one is due.
func dueOn(l *exchange.Link, now time.Time, superseded bool) time.Time {
	if due(l, now, superseded) {
		return now
	}
	return next(l, superseded)
}

// heard is when offices were last heard from, through any of their copies.
type heard map[string]exchange.Heard

// superseded reports whether another copy of the same office was heard from
// later.
func (h heard) superseded(l *exchange.Link) bool {
	last := h[l.Office]
	return last.Compare(exchange.Heard{At: l.HeardAt, Now: last.Now}) > 0
}

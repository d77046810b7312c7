// Package mail carries diffs by ordinary e-mail.
//
// # Carrying
//
// A Letter is the mail to be sent. It goes out by an Outgoing: Submission
// (SMTP), Sendmail (a program), Directory or File. Mails come in by an
// Incoming: Maildir or IMAP. Config is the file that says which of them an
// office uses.
//
//	config, err := mail.ReadConfig("mail.toml")
//	out, err := config.Outgoing()
//	err = out.Send(ctx, mail.Letter{From: config.Address, To: "hq@example.org",
//		Subject: "fieldfolio roea 12", Body: diff, Date: now})
//
//	in, err := config.Incoming(memory)
//	err = in.Fetch(ctx, func(m mail.Message) error { return apply(m.Raw) })
//
// A carrier knows nothing of what it carries. It moves bytes, and a message
// counts as done only after the function that takes it has returned nil, so a
// crash between the two brings the message again and loses nothing. Every
// carrier passes the same conformance tests.
//
// Errors are one sentence for a person who may not know mail servers; what a
// server or a program said stands in them with its control characters taken
// out.
//
// # Libraries
//
// SMTP and IMAP are spoken by emersion's go-smtp and go-imap/v2. Of go-imap the
// second version was taken although its author still calls it a beta: the
// first has had no release since 2022 and its README sends readers to the
// second, which had one in December 2025; what is used here (SELECT, UID FETCH,
// UID STORE) has been the same in all of them. Mails are not written by
// go-message: five lines of ASCII need no encoder, and its header is longer.
package mail

import (
	"context"
	"errors"
	"fmt"
	"strings"
)

// Outgoing sends letters. After nil the letter has been handed over for good;
// after an error it may still have arrived, so whoever sends again must send
// what does no harm twice.
type Outgoing interface {
	Send(ctx context.Context, l Letter) error
}

// Incoming calls take for each new message, oldest first. A message is marked
// as done when take has returned nil for it. If take returns an error that is
// ErrLeave, the message stays new and the round goes on; any other error ends
// the round and is returned.
//
// Messages that could not be read do not end the round: they stay new, and
// each is told in the error at the end as a *Skipped.
type Incoming interface {
	Fetch(ctx context.Context, take func(Message) error) error
}

// ErrLeave is returned by the function that takes messages to leave one as
// new, so that the next round brings it again. For a mail that is none of ours
// it should return nil instead.
var ErrLeave = errors.New("leave this message as new")

// messageBytes is the size above which a message is skipped. The largest
// diffs have a few megabytes.
const messageBytes = 32 << 20

// Message is a mail as it was found.
type Message struct {
	Where string // for people: a file, or a mailbox and a number
	Raw   []byte // line ends as they were stored
}

// Skipped tells of a message that was left as new because it could not be
// read or marked.
type Skipped struct {
	Where string
	Err   error
}

// Error returns the sentence for a person.
func (s *Skipped) Error() string {
	return fmt.Sprintf("message %s is skipped: %v", s.Where, s.Err)
}

// Unwrap returns the reason.
func (s *Skipped) Unwrap() error { return s.Err }

// errTooLarge is the reason for leaving out what no diff can be.
var errTooLarge = fmt.Errorf("it is larger than %d MB", messageBytes>>20)

// oneLine makes one line of what a program or a server said: at most 200
// bytes of printable ASCII, everything else is turned into blanks.
func oneLine(said string) string {
	said = strings.Map(func(r rune) rune {
		if r < ' ' || r > '~' {
			return ' '
		}
		return r
	}, said)
	said = strings.Join(strings.Fields(said), " ")
	if len(said) > 200 {
		said = said[:197] + "..."
	}
	return said
}

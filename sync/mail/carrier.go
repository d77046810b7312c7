// Package mail writes mails with diffs and reads what became of them on their
// way.
//
// # Carrying
//
// A Letter is the mail to be sent. It goes out by an Outgoing: Sendmail (a
// program), Directory or File.
//
// # Reading
//
// Messages splits what a mailer delivered or a person saved; a Message finds the
// diffs in it. A mail is seen in several views: its parts as they describe
// themselves, then as they may be if they describe themselves wrongly. In each
// view the text between two fences is cleaned, split into keys and values, and
// written anew in every way in which its lines may have been wrapped. All of
// these are guesses, likeliest first; whoever reads them checks the signature.
//
//	raw -> message (mbox.go) -> view (part.go, transfer.go, html.go, charset.go)
//	    -> block (fence.go) -> statements (clean.go, lex.go) -> reading (repair.go)
//
// A carrier knows nothing of what it carries. It moves bytes.
//
// Errors are one sentence for a person who may not know mail servers; what a
// server or a program said stands in them with its control characters taken
// out.
package mail

import (
	"context"
	"strings"
)

// Outgoing sends letters. After nil the letter has been handed over for good;
// after an error it may still have arrived, so whoever sends again must send
// what does no harm twice.
type Outgoing interface {
	Send(ctx context.Context, l Letter) error
}

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

// Package mail carries diffs by ordinary e-mail.
//
// # Carrying
//
// A Letter is the mail to be sent. It goes out by an Outgoing: Sendmail (a
// program), Directory or File.
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

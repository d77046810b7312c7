package mailbox

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"fieldfolio/portfolio/fault"
	"fieldfolio/portfolio/legible"
	"fieldfolio/sync/mail/compose"
)

// Outgoing sends letters. If it returns nil, the letter has been handed over;
// after an error it may still have arrived, so a caller that sends again must
// send what does no harm twice.
type Outgoing interface {
	// Send sends a letter, or writes it to a file and returns the file's name.
	Send(ctx context.Context, l compose.Letter) (file string, err error)
	// Close releases what Send has opened.
	Close() error
}

// Mail is a mail from a mailbox.
type Mail struct {
	Name string // for people: sender, date and subject, or its place in the mailbox
	Raw  []byte
}

// Rest is what a visit of a mailbox has left there.
type Rest struct {
	Skipped []Skipped
	Left    int    // mails for the next visit
	Why     string // the limit that was reached, empty if none
}

// Skipped is a mail that could not be fetched. The others were.
type Skipped struct {
	Name string // for people
	Why  string
	Last bool // it is not tried again
}

// Incoming is a source of mail.
type Incoming interface {
	// Fetch calls take for the mails that have arrived since the marks were
	// made and may have to do with diffs, a few at a time. Take returns which
	// of them are ours; if it fails, that is as long as what was dealt with
	// before, and Fetch ends: the others are fetched again. Only after take
	// has returned are ours marked as read, and the marks stored.
	Fetch(ctx context.Context, marks Marks, take func([]Mail) (ours []bool, err error)) (Rest, error)
}

// Marks store which mails were fetched from mailboxes. They belong to the copy
// that received the mails: a copy restored from a backup fetches them again.
type Marks interface {
	// Marks returns the marks stored for a mailbox.
	Marks(ctx context.Context, mailbox string) ([]string, error)
	// Mark adds and deletes marks of a mailbox.
	Mark(ctx context.Context, mailbox string, add, drop []string) error
}

// The limits of what is handed over at once.
const (
	manyMails = 64
	manyBytes = 4 << 20
)

// MaxSize is the maximum number of bytes read of one mail, or of a file with
// several.
const MaxSize = 64 << 20

// Trouble is the error for mail that could not be sent or fetched.
type Trouble struct {
	What string // a sentence
	Do   fault.Remedy
	// Unreachable is true if the server could not be reached, so that other
	// letters need not be tried.
	Unreachable bool
	Err         error // behind it; may be nil
}

// Error returns the sentence with the message of the server or program.
func (t *Trouble) Error() string {
	if t.Err == nil {
		return t.What
	}
	return t.What + ": " + oneLine(t.Err.Error())
}

// Remedy returns what to do.
func (t *Trouble) Remedy() fault.Remedy { return t.Do }

// Unwrap returns the error behind it.
func (t *Trouble) Unwrap() error { return t.Err }

// Unreachable reports whether an error means that a server could not be
// reached.
func Unreachable(err error) bool {
	var t *Trouble
	return errors.As(err, &t) && t.Unreachable
}

func trouble(err error, do, format string, args ...any) *Trouble {
	return &Trouble{What: fmt.Sprintf(format, args...), Do: fault.Remedy{Text: do}, Err: err}
}

// oneLine converts a message of a program or a server to one line of at most
// 200 characters.
func oneLine(said string) string {
	said = strings.Join(strings.Fields(legible.Line(said)), " ")
	if runes := []rune(said); len(runes) > 200 {
		said = string(runes[:197]) + "..."
	}
	return said
}

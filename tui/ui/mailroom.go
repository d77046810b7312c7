package ui

import (
	"context"
	"time"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/exchange"
)

// Mailroom is what the view Sync asks: how this copy exchanges changes with
// other offices. An error is a sentence for people.
type Mailroom interface {
	PostOffice
	Review
}

// PostOffice composes mails and takes them in.
type PostOffice interface {
	// Status returns how this copy stands. It may bring up to date what is owed,
	// and changes nothing that people see.
	Status(ctx context.Context) (MailroomStatus, error)
	// Mails composes the mails that would go now: to some offices, or with nil to
	// all to whom something is owed. It says how they go out.
	Mails(ctx context.Context, offices []string) (Outgoing, error)
	// Send sends composed mails as they are, or none if others would be composed
	// now: then the error is portfolio.ErrMailChanged.
	Send(ctx context.Context, mails []exchange.Mail) error
	// Receive takes in a file, the files of a directory, or with an empty name
	// what is in the mailbox; says how far it is, and returns what came of it, of
	// all mails before an error. Each mail is taken whole or not at all; ctx stops
	// it between two.
	Receive(ctx context.Context, name string, far func(string)) (exchange.Reception, error)
}

// Review is what a person decides of what came.
type Review interface {
	// Judge accepts or rejects a change that is held at headquarters, with a
	// sentence that its office gets; a rejection needs one.
	Judge(ctx context.Context, person string, id portfolio.ID, what portfolio.Ruling, why string) error
	// Dismiss puts a refused mail out of sight.
	Dismiss(ctx context.Context, refused string) error
}

// MailroomStatus is how a copy stands, and what waits for a person.
type MailroomStatus struct {
	exchange.SyncStatus
	Judged  []exchange.HeldChange // held at headquarters; at an office its own that are held or rejected there
	Refused []RefusedMail         // the newest first
	Mailbox bool                  // mails can be fetched without naming a file
}

// RefusedMail is a mail that was not taken in.
type RefusedMail struct {
	Name string // by which it is dismissed
	File string // where it is kept, for people
	At   time.Time
	Why  string
	Do   string
}

// Outgoing is the mails that are ready to go.
type Outgoing struct {
	Mails []exchange.Mail
	Way   string // how they go out, such as: by mail.example.org
}

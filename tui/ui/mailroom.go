package ui

import (
	"context"
	"time"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/exchange"
	"fieldfolio/portfolio/fault"
)

// Mailroom exchanges changes with other offices, for the view Sync. Its errors are sentences for
// people.
type Mailroom interface {
	PostOffice
	Review
}

// PostOffice composes, sends and receives mails.
type PostOffice interface {
	// Status returns the status of this copy. It may update what is to be sent, and changes nothing
	// that people see.
	Status(ctx context.Context) (MailroomStatus, error)
	// Mails composes the mails to be sent now: to some offices, or with nil to all to which
	// something is to be sent. It also says how they are sent.
	Mails(ctx context.Context, offices []string) (Outgoing, error)
	// Send sends composed mails unchanged. If newer ones would differ, it sends none and returns
	// exchange.ErrMailChanged.
	Send(ctx context.Context, mails []exchange.Mail) error
	// Receive receives mails, and reports its progress to far. It returns the result, including that
	// of all mails before an error. Each mail is received as a whole or not at all; ctx stops between
	// two mails.
	Receive(ctx context.Context, from MailSource, far func(string)) (exchange.Reception, error)
	// Frozen says why nothing can be sent, received or ruled on; empty: it can. It stays the same.
	Frozen() string
}

// MailSource is where mails are received from. The zero value is the mailbox.
type MailSource struct {
	File string // a file, or a directory with files
	Text string // what was pasted, at most MostPasted bytes
}

// MostPasted is the maximum size of a text that is pasted to be received, in bytes.
const MostPasted = 8 << 20

// Review is how a person decides on what was received.
type Review interface {
	// Judge accepts or rejects a change held at headquarters, with a sentence for its office, which
	// a rejection requires.
	Judge(ctx context.Context, person string, id portfolio.ID, what portfolio.Ruling, why string) error
	// Dismiss removes a rejected mail from the list.
	Dismiss(ctx context.Context, refused string) error
	// DismissChange removes a rejected change of this office from the list.
	DismissChange(ctx context.Context, id portfolio.ID) error
	// RetireCopy ends the exchange with a copy that nobody uses, named office.incarnation, until it
	// is heard from again.
	RetireCopy(ctx context.Context, name string) error
}

// MailroomStatus is the status of a copy, and what a person has to settle.
type MailroomStatus struct {
	exchange.SyncStatus
	Judged  []exchange.HeldChange // held at headquarters; at an office, its own that are held or rejected there
	Refused []RefusedMail         // rejected mails, the newest first
	Mailbox bool                  // mails can be fetched without naming a file
	Pasting bool                  // no file can be named: mails are pasted as text

	Words map[fault.Action]string // words for remedies; nil: Remedies
}

// Remedies returns the words for remedies.
func (s *MailroomStatus) Remedies() map[fault.Action]string {
	if s == nil || s.Words == nil {
		return Remedies
	}
	return s.Words
}

// RefusedMail is a rejected mail.
type RefusedMail struct {
	Name string // for Dismiss
	File string // where it is kept, for people; empty: at a place of the server that they cannot reach
	At   time.Time
	Why  string
	Do   string
}

// Outgoing is mails ready to be sent.
type Outgoing struct {
	Mails []exchange.Mail
	Way   string // how they are sent, such as: by mail.example.org
}

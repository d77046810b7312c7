package tui

import (
	"context"
	"time"

	"fieldfolio/portfolio"
)

// Mailroom is what the view Sync asks: how this copy exchanges changes with
// other offices. An error is a sentence for people.
type Mailroom interface {
	postOffice
	review
}

// postOffice composes mails and takes them in.
type postOffice interface {
	// Status returns how this copy stands. It may bring up to date what is owed,
	// and changes nothing that people see.
	Status(ctx context.Context) (ExchangeStatus, error)
	// Mails returns the mails that would go now: to some offices, or with nil to
	// all to whom something is owed.
	Mails(ctx context.Context, offices []string) ([]OutMail, error)
	// Send sends them, and returns what was done.
	Send(ctx context.Context, offices []string) (report string, err error)
	// Receive takes in a file, the files of a directory, or with an empty name
	// what is in the mailbox; says how far it is, and returns what came of it, mail
	// by mail. Each mail is taken whole or not at all; ctx stops it between two.
	Receive(ctx context.Context, name string, far func(string)) (report []string, err error)
}

// review is what a person decides of what came.
type review interface {
	// Judge accepts or rejects a change that is held at headquarters, with a
	// sentence that its office gets; a rejection needs one.
	Judge(ctx context.Context, person string, id portfolio.ID, what portfolio.Ruling, why string) error
	// Dismiss puts a refused mail out of sight.
	Dismiss(ctx context.Context, refused string) error
}

// ExchangeStatus is how a copy stands with those with which it exchanges.
type ExchangeStatus struct {
	Self     portfolio.Self // of office local if it exchanges with nobody
	Register portfolio.Register
	Links    []ExchangeLink
	Judged   []JudgedChange // held at headquarters; at an office its own that are held or rejected there
	Refused  []RefusedMail  // the newest first
	Waiting  int            // changes that headquarters has not received yet, at an office
	Mailbox  bool           // mails can be fetched without naming a file
	Now      time.Time
}

// ExchangeLink is a link with another copy and what is owed on it.
type ExchangeLink struct {
	portfolio.Link
	ToSend int64 // changes that were never sent
	Open   int64 // changes that were sent and not acknowledged
	Barred bool  // no mail is composed: it cannot be encrypted to the key in the register
}

// JudgedChange is a change that headquarters holds or has rejected.
type JudgedChange struct {
	Change portfolio.Change
	Record portfolio.Record
	portfolio.Judgement
}

// RefusedMail is a mail that was not taken in.
type RefusedMail struct {
	Name string // by which it is dismissed
	File string // where it is kept, for people
	At   time.Time
	Why  string
	Do   string
}

// OutMail is a mail that is ready to go.
type OutMail struct {
	Office  string
	Copy    string // incarnation; empty until it was heard
	Address string // empty if none is known
	Subject string
	Text    string // of the diff, readable
	Size    int    // bytes of the diff as it goes
	Packed  bool   // it goes compressed
	Sealed  bool   // it goes encrypted
	Number  int    // changes in it
	More    int64  // changes that it leaves out for the mail limit
	Way     string // how it goes out, such as: by mail.example.org
}

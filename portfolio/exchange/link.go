package exchange

import (
	"crypto/sha256"
	"time"

	"fieldfolio/portfolio"
)

// Self identifies the copy that a database is.
type Self struct {
	Office      string // LocalOffice until it joins one
	Incarnation string
	Roots       Roots    // headquarters' keys, first from the invitation; empty until there is one
	Confirmed   string   // fingerprint of headquarters' keys that a person has confirmed and no mail has brought yet
	Again       bool     // at headquarters: its database was lost; it had a key, or succeeds others
	Stolen      string   // at headquarters: its last key that others may have; empty for none
	Claimed     string   // fingerprint of the other keys with which mail of headquarters came last, and was refused
	Headquarter string   // code of headquarters
	Secret      string   // of the invitation, until the register received here has this copy's key
	Email       string   // of this office, from the invitation
	HQEmail     string   // of headquarters, from the invitation
	HQRecipient string   // age recipient of headquarters, from the invitation; empty if it has none
	Local       []string // incarnations of this copy while its office was local, and earlier copies as office.incarnation
	N           int64    // the largest change number seen
}

// Arrival is a change with its position in the order of arrival in this copy.
type Arrival struct {
	Seq    int64
	Change portfolio.Change
	Link   int64  // the link on which it arrived as the next position; 0 otherwise
	Doubt  string // why its author is not certain; empty if it is
}

// Incoming is a change that another copy sent.
type Incoming struct {
	Change portfolio.Change
	Link   int64
	Doubt  string
}

// Left is a headquarters that this office has left.
type Left struct {
	Code    string
	Roots   Roots
	Offices []string // codes in its register, as far as it had come
}

// Aside is a change that came in a diff with a valid signature and breaks a rule
// of this release. It is kept apart from the log, so that it is shown and sent
// to nobody else, and is taken in once a release allows it.
type Aside struct {
	Change portfolio.Change // as it was signed; need not pass Change.Check
	From   string           // office that sent it
	Doubt  string           // why its author is not certain; empty if it is
	Why    string           // the rule that it breaks
	Day    portfolio.Date   // of arrival here
}

// RulesRefuse begins the reason for which headquarters holds a change that breaks
// a rule of its release.
const RulesRefuse = "the rules refuse it: "

// Refused reports whether a rule of this release refuses the change, which a later
// one may allow. Any other change kept apart is one that this copy cannot trust,
// such as a receipt that headquarters has not signed.
func (a *Aside) Refused() bool { return a.Change.Check() != nil }

// Sentence says which change was kept apart, and why.
func (a *Aside) Sentence() string {
	return "from " + a.From + ", set aside: change " + a.Change.ID.String() + ": " + a.Why
}

// Link is the connection between this incarnation of a copy and one of another
// copy. Each side has an outbox for it; positions in it count from 1.
type Link struct {
	ID          int64 // 0 until it is saved
	Mine        string
	Office      string
	Incarnation string // empty until the other side was first heard from

	In      int64  // position up to which the other side's outbox was received
	InChain Chain  // over the changes up to it
	Out     int64  // length of the outbox here
	Acked   int64  // position up to which the other side has acknowledged it
	Sent    int64  // position up to which it was sent at least once
	Chain   Chain  // over the whole outbox
	Filled  int64  // arrival up to which the outbox is filled, unless Fed
	Fed     bool   // it is filled up to the common position of this copy
	Scope   string // scope with which it was filled

	Retired bool      // a person has said that nobody uses the other copy; over once it is heard from again
	Owes    bool      // an answer is due
	HeardAt time.Time // zero for never
	SentAt  time.Time
	Tries   int // mails since the other side was last heard from
	// Unanswered are those of the tries that wait for an answer: with changes, or
	// to a copy that was not heard from yet.
	Unanswered int
	WaitsSince time.Time // when the first mail that still waits for an answer was sent; zero for none
	Version    string    // release of the other side's program
	Rejected   string    // why mail in its name was rejected, to be told with the next mail
	Told       string    // what the other side reported about mail from here
	Behind     int64     // changes that the other side has not sent yet, by its own count
}

// RefusedMail begins what another office reports about a mail in this office's
// name that it could not read; the day and the reason follow.
const RefusedMail = "mail in your name that came on "

// Chain is a hash over the changes of an outbox up to a position.
type Chain [10]byte

// Next returns the chain extended by one change.
func (k Chain) Next(digest [sha256.Size]byte) Chain {
	h := sha256.New()
	h.Write(k[:])
	h.Write(digest[:])
	var out Chain
	copy(out[:], h.Sum(nil))
	return out
}

// String returns the first 40 bits, the form used in acknowledgements.
func (k Chain) String() string { return portfolio.HashText.EncodeToString(k[:5]) }

// Posted is a change in an outbox.
type Posted struct {
	Arrival
	Pos   int64
	Chain Chain
}

// NoteDepth is the depth to which notes on notes are sent with their record.
// Deeper ones are sent to every office.
const NoteDepth = 3

// Tx is the transaction in which a diff is received or composed, completely or
// not at all.
type Tx interface {
	LogTx
	LinkTx
}

// LogTx reads and adds changes.
type LogTx interface {
	// Self returns the identity of this copy.
	Self() (Self, error)
	// SetSelf saves the identity of this copy; for a new incarnation use
	// Renew.
	SetSelf(Self) error
	// Renew gives the copy a new incarnation.
	Renew() error
	// Leave takes all changes but this copy's own out of the log and keeps them
	// apart, with the headquarters from which they came. It forgets all links and
	// rulings.
	Leave(own func(portfolio.ID) bool) error
	// Left returns the headquarters that this copy has left.
	Left() ([]Left, error)
	// Take adds changes to the log and reports which were new. A known change
	// in doubt loses its doubt if it arrives again without one.
	Take(changes []Incoming) (fresh []bool, err error)
	// SetAside keeps changes apart from the log, and returns how many were not
	// kept yet.
	SetAside(changes []Aside) (fresh int, err error)
	// Asides returns the changes kept apart, in order of arrival.
	Asides() ([]Aside, error)
	// DropAside ends the keeping of a change apart.
	DropAside(id portfolio.ID) error
	// Record returns a record, and false if there is none.
	Record(name string) (portfolio.Record, bool, error)
	// Register returns the register, made of confirmed changes only.
	Register() (Register, error)
	// Now returns the local time in whole seconds.
	Now() time.Time
	// Author returns who makes a change here, by the name and the login of the
	// operating system that were given: in a session the person who has logged in,
	// and the office of the login.
	Author(person, login string) (name, kept string, err error)
	ClockTx
}

// ClockTx reads and corrects days.
type ClockTx interface {
	// ClockFacts returns what this copy knows of its machine's clock.
	ClockFacts() (ClockFacts, error)
	// LastChanges returns, of each copy of some offices that has made any, the
	// change with the largest number, by id.
	LastChanges(offices ...string) ([]LastChange, error)
	// ReceivedOn returns the changes that were received on a day; receipts are
	// received at headquarters on the day on which they are given.
	ReceivedOn(day portfolio.Date) ([]Arrival, error)
	// Redate sets the day on which this copy received a change that no receipt
	// lists.
	Redate(id portfolio.ID, day portfolio.Date) error
	// DoubtfulDays returns the days on which changes are said to have been
	// received and which cannot be right.
	DoubtfulDays() ([]DoubtfulDay, error)
}

// LinkTx reads arrivals and keeps links.
type LinkTx interface {
	// Arrivals returns at most limit arrivals after a position, in order.
	Arrivals(after int64, limit int) ([]Arrival, error)
	// Find returns the arrivals of those changes that this copy has.
	Find(ids ...portfolio.ID) ([]Arrival, error)
	// Related returns the arrivals of a record, of the notes on it, and of the
	// notes on those, NoteDepth deep.
	Related(record string) ([]Arrival, error)
	// Receipts returns the arrivals of the receipts that list a change.
	Receipts(id portfolio.ID) ([]Arrival, error)
	// Judgement returns headquarters' ruling on a change.
	Judgement(id portfolio.ID) (portfolio.Judgement, error)
	// Unjudged returns the changes that no receipt with a day lists.
	Unjudged() ([]Arrival, error)
	// Judged returns the changes with the given ruling.
	Judged(what portfolio.Ruling) ([]Arrival, error)
	// Dismiss notes that a person has seen to what a receipt says of a change.
	Dismiss(id, by portfolio.ID) error
	// Dismissed reports whether a person has seen to what a receipt says of a change.
	Dismissed(id, by portfolio.ID) (bool, error)
	// Links returns all links of this copy.
	Links() ([]Link, error)
	// LinksOf returns the links with copies of an office.
	LinksOf(office string) ([]Link, error)
	// Link returns a link, and false if there is none with the ID.
	Link(id int64) (Link, bool, error)
	// Fed returns the common position up to which outboxes are filled, and the
	// last arrival.
	Fed() (fed, last int64, err error)
	// SetFed saves the common position.
	SetFed(fed int64) error
	// SaveLink saves a link, and sets the ID of a new one.
	SaveLink(l *Link) error
	// Post appends changes to a link's outbox.
	Post(link int64, posts []Posted) error
	// Outbox returns at most limit changes of an outbox after a position.
	Outbox(link, after int64, limit int) ([]Posted, error)
	// ChainAt returns the chain at a position of an outbox.
	ChainAt(link, pos int64) (Chain, error)
	// InOutbox reports whether an arrival is in an outbox.
	InOutbox(link, seq int64) (bool, error)
}

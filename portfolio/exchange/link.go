package exchange

import (
	"crypto/sha256"
	"time"

	"fieldfolio/portfolio"
)

// Self says which copy a database is.
type Self struct {
	Office      string // LocalOffice while it has joined none
	Incarnation string
	Root        string   // headquarters' signing key, in base64, as the invitation gave it; empty while there is none
	Headquarter string   // code of headquarters
	Secret      string   // of the invitation, until the register here has this copy's key
	Email       string   // of this office, as the invitation had it
	HQEmail     string   // of headquarters, as the invitation had it
	HQRecipient string   // age recipient of headquarters, as the invitation had it; empty if it had none
	Local       []string // incarnations that it had as office local
	N           int64    // the largest number of a change seen
}

// Arrival is a change in the order in which it came into this copy.
type Arrival struct {
	Seq    int64
	Change portfolio.Change
	Link   int64  // the link whose next position it came as; 0 otherwise
	Doubt  string // why it is not sure who made it; empty if it is
}

// Incoming is a change that another copy sent.
type Incoming struct {
	Change portfolio.Change
	Link   int64
	Doubt  string
}

// Link is what joins this incarnation of a copy to one of another copy. Each
// side has an outbox for it; positions in it count from 1.
type Link struct {
	ID          int64 // 0 for one that is not kept yet
	Mine        string
	Office      string
	Incarnation string // empty until the other side was heard

	In      int64  // position up to which the other side's outbox was taken in
	InChain Chain  // over the changes up to it
	Out     int64  // length of the outbox here
	Acked   int64  // position up to which the other side has taken it in
	Sent    int64  // position up to which it was sent at least once
	Chain   Chain  // over the whole outbox
	Filled  int64  // arrival up to which the outbox has been filled
	Scope   string // with which it was filled

	Owes     bool      // an answer
	HeardAt  time.Time // zero for never
	SentAt   time.Time
	Tries    int    // mails since the other side was last heard
	Version  string // of the other side's program
	Rejected string // what to tell the other side of mail that could not be used
	Told     string // what the other side told of mail from here
	Behind   int64  // changes that the other side said it has still to send
}

// Chain is a hash over the changes of an outbox up to a position.
type Chain [10]byte

// Next returns the chain up to one change more.
func (k Chain) Next(digest [sha256.Size]byte) Chain {
	h := sha256.New()
	h.Write(k[:])
	h.Write(digest[:])
	var out Chain
	copy(out[:], h.Sum(nil))
	return out
}

// String returns the first 40 bits, as they stand in acknowledgements.
func (k Chain) String() string { return portfolio.HashText.EncodeToString(k[:5]) }

// Posted is a change in an outbox.
type Posted struct {
	Arrival
	Pos   int64
	Chain Chain
}

// NoteDepth is how deep notes on notes belong to a record. Deeper ones go
// everywhere.
const NoteDepth = 3

// Tx is what can be done in the transaction in which a diff is taken in
// or composed: all of it or nothing.
type Tx interface {
	LogTx
	LinkTx
}

// LogTx reads and adds changes.
type LogTx interface {
	// Self returns which copy this is.
	Self() (Self, error)
	// SetSelf changes that; a new incarnation is drawn with Renew.
	SetSelf(Self) error
	// Renew gives the copy a new incarnation.
	Renew() error
	// Take adds changes to the log and reports which were new. A change that is
	// here with a doubt loses it when it comes without.
	Take(changes []Incoming) (fresh []bool, err error)
	// Record returns a record, and false if nothing is known of it.
	Record(name string) (portfolio.Record, bool, error)
	// Register returns the register, of confirmed changes.
	Register() (Register, error)
	// Now returns the clock here, whole seconds.
	Now() time.Time
}

// LinkTx reads arrivals and keeps links.
type LinkTx interface {
	// Arrivals returns at most limit arrivals after one, in order.
	Arrivals(after int64, limit int) ([]Arrival, error)
	// Find returns the arrivals of changes that are here.
	Find(ids ...portfolio.ID) ([]Arrival, error)
	// Related returns the arrivals of a record, of the notes on it, and of the
	// notes on those, NoteDepth deep.
	Related(record string) ([]Arrival, error)
	// Receipts returns the arrivals of the receipts that list a change.
	Receipts(id portfolio.ID) ([]Arrival, error)
	// Judgement returns what headquarters has said of a change.
	Judgement(id portfolio.ID) (portfolio.Judgement, error)
	// Unjudged returns the changes that no receipt with a day lists.
	Unjudged() ([]Arrival, error)
	// Judged returns the changes of which headquarters says this.
	Judged(what portfolio.Ruling) ([]Arrival, error)
	// Links returns all links of this copy.
	Links() ([]Link, error)
	// SaveLink keeps a link, and gives a new one its ID.
	SaveLink(l *Link) error
	// Post appends changes to a link's outbox.
	Post(link int64, posts []Posted) error
	// Outbox returns at most limit changes of an outbox after a position.
	Outbox(link, after int64, limit int) ([]Posted, error)
	// ChainAt returns the chain at a position of an outbox.
	ChainAt(link, pos int64) (Chain, error)
	// InOutbox reports whether an arrival stands in an outbox.
	InOutbox(link, seq int64) (bool, error)
}

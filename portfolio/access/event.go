package access

import "time"

// Event is an entry of the audit trail. It has no secrets: no keys but their fingerprints, and no
// values of fields.
type Event struct {
	ID      int64     // its place in the trail of this copy, by which pages of it follow one another; 0 before it is noted
	At      time.Time // whole seconds, UTC, by the clock of this copy
	Kind    EventKind
	Person  string // who did it; empty if nobody has logged in
	Office  string // code of the person's office; empty: none
	Session string // empty outside a session
	From    string // address of the client; empty if it is not known
	What    string // what was done or refused, one line
}

// EventKind is what happened.
type EventKind string

// The kinds of events.
const (
	LoggedIn  EventKind = "login"
	LoggedOut EventKind = "logout" // with the reason for which the session ended
	Refused   EventKind = "refused"
	Exported  EventKind = "export"
	Changed   EventKind = "change"
	Synced    EventKind = "sync"   // with another office: what came, what was sent, and what was dismissed of it
	Served    EventKind = "server" // the server has started, or stopped
	Managed   EventKind = "logins" // a login was added, changed or removed
)

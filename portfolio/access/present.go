package access

import "time"

// Present is a session that is in a server now.
type Present struct {
	Visitor
	Role    Role      // as the session began
	Office  string    // code of the person's office; empty: none
	Since   time.Time // when the session began; whole seconds, UTC
	Acted   time.Time // when the person last did something there; whole seconds, UTC
	Editing string    // id of the record that is edited there now; empty: none, or a new one
}

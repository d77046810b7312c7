package access

import "time"

// Login is a person who may use the copy over SSH.
type Login struct {
	Person string // the name that changes carry, at most 80 characters, unique among the logins
	Role   Role
	Office string // code of the person's office in the register; empty: none
	Email  string // where exports go by mail; empty: nowhere
	Keys   []Key  // in the order in which they were added
	Added  time.Time
	By     string // who added it
}

// Key is a public SSH key with which a person logs in.
type Key struct {
	Text        string // as in authorized_keys: type, base64 and comment, without options
	Fingerprint string // SHA256:…, unique among all logins
	Added       time.Time
}

// Visitor is a session of a person who has logged in.
type Visitor struct {
	Session string // unique among all sessions that the copy ever had, such as 16 random letters
	Person  string // of the login
	From    string // address of the client; empty if it is not known
}

package access

import (
	"slices"
	"strings"

	"fieldfolio/portfolio/fault"
)

// Role is what a login may do.
type Role string

// The roles, each of which may do what those before it may.
const (
	Viewer      Role = "viewer"      // reads
	Editor      Role = "editor"      // changes records in the scope of the login's office; changes outside it are held
	Coordinator Role = "coordinator" // does everything that the copy may, including review
)

// Roles are all roles, the least first.
var Roles = []Role{Viewer, Editor, Coordinator}

// ParseRole reads a role in any case. It returns a *fault.Invalid for anything else.
func ParseRole(text string) (Role, error) {
	r := Role(strings.ToLower(strings.TrimSpace(text)))
	if slices.Contains(Roles, r) {
		return r, nil
	}
	return "", &fault.Invalid{Field: "role", Value: text, Why: "is not a role", Do: "use viewer, editor or coordinator"}
}

// Edits reports whether the role changes records.
func (r Role) Edits() bool { return r == Editor || r == Coordinator }

// Reviews reports whether the role decides on changes of others and on all that concerns the whole copy.
func (r Role) Reviews() bool { return r == Coordinator }

// Anybody reports true: every role may do what concerns the person alone.
func (r Role) Anybody() bool { return true }

// Refusal returns a *Denied for what the role may not do, such as change records.
func (r Role) Refusal(what string) error { return &Denied{Role: r, What: what} }

// Denied is the error for what a role may not do.
type Denied struct {
	Role Role
	What string // what was tried, after "may not", such as change records
}

// Error says what your role may not do.
func (d *Denied) Error() string {
	return "your login has the role " + string(d.Role) + ", which may not " + d.What
}

// Remedy says who can do it.
func (d *Denied) Remedy() fault.Remedy {
	return fault.Remedy{Text: "ask a coordinator to do it, or for another role"}
}

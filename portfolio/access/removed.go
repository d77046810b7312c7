package access

import "fieldfolio/portfolio/fault"

// Removed is the error for anything that a person does whose login was removed since they
// logged in.
type Removed struct{ Person string }

// Error says whose login is gone.
func (r *Removed) Error() string { return "the login of " + r.Person + " was removed" }

// Remedy says who can add it again.
func (r *Removed) Remedy() fault.Remedy {
	return fault.Remedy{Text: "ask a coordinator to add it again; nothing was changed"}
}

package exchange

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/fault"
)

// LinkStatus is how one link stands.
type LinkStatus struct {
	Link
	Scope     []string
	Stale     bool
	Encrypted bool    // mail to it is
	Barred    *Barred // why no mail is composed for it; nil if it is
	ToSend    int64   // changes that were never sent
	Open      int64   // changes sent and not acknowledged
}

// Heard is when the other side was last heard.
func (s *LinkStatus) Heard(now time.Time) Heard { return Heard{At: s.HeardAt, Now: now} }

// Barred is why no mail is composed for offices: they want it encrypted, and to
// what the register says it cannot be. It is never sent plainly instead.
type Barred struct {
	Offices []string
	Do      []fault.Remedy // for each, what to do
}

// Error returns one sentence.
func (e *Barred) Error() string {
	return "no mail is composed for " + strings.Join(e.Offices, ", ") +
		": it cannot be encrypted to the key that the register has"
}

// SyncStatus is how a copy stands with those with which it exchanges changes.
type SyncStatus struct {
	Self      Self // of office local if it exchanges with nobody
	Register  Register
	Links     []LinkStatus
	Held      int  // changes that wait for a person at headquarters
	Waiting   int  // changes of this office that headquarters has not received yet
	Rejected  int  // changes of this office that headquarters rejected, and that it has not replaced
	Encrypted bool // mail to this office is, as far as the register here says
	Lost      bool // and this copy has not the identity to read it
	Now       time.Time
}

// Barred returns why no mail is composed for some of the offices, all if none
// is named; nil if it is for each.
func (st *SyncStatus) Barred(offices []string) *Barred {
	all := &Barred{}
	for _, l := range st.Links {
		asked := len(offices) == 0 || slices.Contains(offices, l.Office)
		if asked && l.Barred != nil && !slices.Contains(all.Offices, l.Office) {
			all.Offices, all.Do = append(all.Offices, l.Barred.Offices...), append(all.Do, l.Barred.Do...)
		}
	}
	if len(all.Offices) == 0 {
		return nil
	}
	return all
}

// Alone reports whether a copy exchanges with nobody.
func (s *Self) Alone() bool { return s.Office == portfolio.LocalOffice }

// AtHeadquarters reports whether a copy is that of headquarters.
func (s *Self) AtHeadquarters() bool { return !s.Alone() && s.Office == s.Headquarter }

// Parent returns the office with which a copy exchanges on the way up, empty at
// headquarters.
func (s *Self) Parent(r *Register) string {
	if s.AtHeadquarters() {
		return ""
	}
	return cmp.Or(r.Parent(s.Office), s.Headquarter)
}

// Address returns where mail to an office goes: until the register has come,
// headquarters' address is that of the invitation. It is empty if none is known.
func (s *Self) Address(r *Register, office string) string {
	if o, ok := r.Office(office); ok && o.Email != "" {
		return o.Email
	}
	if office == s.Headquarter {
		return s.HQEmail
	}
	return ""
}

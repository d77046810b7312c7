package exchange

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/fault"
)

// LinkStatus is the state of one link.
type LinkStatus struct {
	Link
	Scope     []string
	Stale     bool
	Earlier   bool      // another copy of the same office was heard from later
	Dead      bool      // it is one, and probably nobody uses it: it is stale, or of headquarters, which has one copy
	Encrypted bool      // mail to the other side is encrypted
	Clock     string    // why its clock, or the one here, is far off; empty if nothing speaks against it
	Barred    *Barred   // why no mail is composed for it; nil if mail is composed
	ToSend    int64     // changes that were never sent
	Open      int64     // changes sent and not acknowledged
	Next      time.Time // when a mail is due, unless something new happens before
}

// Heard returns when the other side was last heard from.
func (s *LinkStatus) Heard(now time.Time) Heard { return Heard{At: s.HeardAt, Now: now} }

// Says tells what the other side has reported; empty for nothing.
func (s *LinkStatus) Says() string {
	if s.Told == "" {
		return ""
	}
	return s.Office + " says: " + s.Told
}

// Refuses reports whether the other side has said that it could not read a mail
// from here, and has not received since what was sent.
func (s *LinkStatus) Refuses() bool { return strings.Contains(s.Told, RefusedMail) }

// CopyName returns office.incarnation of the other copy.
func (s *LinkStatus) CopyName() string { return s.Office + "." + s.Incarnation }

// Barred is the error that mail to some offices must be encrypted and cannot
// be, because of what the register says. Such mail is never sent unencrypted
// instead.
type Barred struct {
	Offices []string
	Do      []fault.Remedy // for each office
}

// Error returns one sentence.
func (e *Barred) Error() string {
	return "no mail is composed for " + strings.Join(e.Offices, ", ") +
		": it cannot be encrypted to the key that the register has"
}

// SyncStatus is the state of a copy's exchange with others.
type SyncStatus struct {
	Self      Self // office local if it exchanges with nobody
	Register  Register
	Links     []LinkStatus
	Held      int     // changes that wait for a person at headquarters
	Aside     []Aside // changes that another office sent and the rules here refuse; none at headquarters, which holds them
	Waiting   int     // changes of this office that headquarters has not received yet
	Rejected  int     // changes of this office that headquarters rejected and that it has neither replaced nor dismissed
	Guest     bool    // it is for somebody who rules on nothing: Held and Rejected count what their office wants
	Retired   string  // that this office is retired, since when and why; empty if it is not
	Encrypted bool    // mail to this office is encrypted, according to the register received here
	Lost      bool    // this copy lacks the identity to decrypt it
	Now       time.Time
	Absent    []portfolio.ID // changes that wait for a record that is not here, so that they cannot be judged
	Clock     string         // why this machine's clock is far off; empty if nothing speaks against it
	Doubtful  []DoubtfulDay  // days of receipt that cannot be right, at headquarters, which corrects them
	Desk      Desk           // what Peer.Status does not see; to be filled in by its caller
}

// Rules reports whether whoever the status is for rules on changes here.
func (st *SyncStatus) Rules() bool { return st.Self.AtHeadquarters() && !st.Guest }

// Barred returns why no mail is composed for some of the offices, all of them
// if none is given; nil if mail can be composed for each.
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

// Alone reports whether the copy exchanges with nobody.
func (s *Self) Alone() bool { return s.Office == portfolio.LocalOffice }

// Restoring says how offices bring a headquarters back that has lost its database.
const Restoring = "the third mail of an office that stays without an answer shows who it is; " +
	"do not add the offices again"

// Restoring reports whether this is headquarters that has lost its database, and no
// office has brought the register yet.
func (st *SyncStatus) Restoring() bool {
	return st.Self.AtHeadquarters() && st.Self.Again && len(st.Links) == 0 && len(st.Register.Offices()) < 2
}

// Accepts reports whether a person has confirmed other keys of headquarters. Those
// of another headquarters are never accepted: this office would have to leave its
// own first.
func (s *Self) Accepts(keys Roots) bool {
	return keys.Fingerprint() == s.Confirmed && (keys.Meets(s.Roots) || !keys.Whole())
}

// Signing returns the keys of headquarters under which a receipt counts that is
// not here yet. At an office they are all if it came from the office above, and
// otherwise the present one: others may have the former ones. At headquarters,
// which may have lost what it has signed, they are all but those that were stolen.
func (s *Self) Signing(above bool) Roots {
	switch {
	case s.AtHeadquarters():
		return s.Roots[slices.Index(s.Roots, s.Stolen)+1:]
	case above || len(s.Roots) == 0:
		return s.Roots
	}
	return Roots{s.Roots.Current()}
}

// Was reports whether a change is of this copy before it joined its office.
func (s *Self) Was(id portfolio.ID) bool { return slices.Contains(s.Local, earlier(id)) }

// AtHeadquarters reports whether the copy is headquarters'.
func (s *Self) AtHeadquarters() bool { return !s.Alone() && s.Office == s.Headquarter }

// Parent returns the office through which a copy exchanges, its hub or
// headquarters; empty at headquarters. As long as it answers an invitation, that is
// headquarters, whatever hub an earlier register names.
func (s *Self) Parent(r *Register) string {
	switch {
	case s.AtHeadquarters():
		return ""
	case s.Secret != "":
		return s.Headquarter
	}
	return cmp.Or(r.Parent(s.Office), s.Headquarter)
}

// Address returns the email address of an office. Until the register has
// arrived, that of headquarters is the one in the invitation. It is empty if
// none is known.
func (s *Self) Address(r *Register, office string) string {
	if o, ok := r.Office(office); ok && o.Email != "" {
		return o.Email
	}
	if office == s.Headquarter {
		return s.HQEmail
	}
	return ""
}

package exchange

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/fault"
)

// Need is something that a person has to see to; it is there as long as it
// lasts.
type Need struct {
	Short   string   // for a caption, such as 3 held
	What    string   // a clause, such as 3 changes held
	More    []string // sentences about each of several things; none if What says all
	Offices []string // the offices concerned, if it is about offices
	Do      fault.Remedy
}

// Desk counts what needs a person on a copy beside its exchange with others.
type Desk struct {
	Conflicts int
	Misfits   int    // values that do not fit together
	Refused   int    // rejected mails that nobody has dismissed
	Skipped   int    // mails that the mailbox did not give out in this round
	Keyless   bool   // the signing key is not beside the database
	Key       string // the public key of the one that is, empty if it cannot be read
}

// InvitationWarning is how long before the last day of an unanswered invitation
// a person is needed.
const InvitationWarning = 14 * 24 * time.Hour

// Needs returns everything on a copy that needs a person: first what has to be
// decided, then what keeps mail from being exchanged.
func (st *SyncStatus) Needs() []Need {
	var out []Need
	d := st.Desk
	add := func(n int, noun, how, short string, do fault.Action) {
		if n > 0 {
			what := portfolio.CountOf(n, noun) + how
			out = append(out, Need{Short: cmp.Or(short, what), What: what, Do: fault.Remedy{Action: do}})
		}
	}
	shortly := func(n int, how string) string { return portfolio.Count(n).Shown() + how }
	if st.Rules() {
		add(st.Held, "change", " held", shortly(st.Held, " held"), fault.ListHeld)
	}
	add(d.Conflicts, "conflict", "", "", fault.ListConflicts)
	fit := " do not fit"
	if d.Misfits == 1 {
		fit = " does not fit"
	}
	add(d.Misfits, "value", fit, "", fault.ListConflicts)
	add(st.Rejected, "change", " rejected by headquarters", shortly(st.Rejected, " rejected"), fault.ListRejected)
	add(d.Refused, "mail", " rejected", "", fault.ListMails)
	add(d.Skipped, "mail", " not given out by the mailbox", shortly(d.Skipped, " not given out"), fault.ReadMailbox)
	out = append(out, st.asides()...)
	for _, need := range []*Need{st.claimed(), st.retired(), st.keyless(), st.replaced(), st.lost(), st.unencrypted(),
		st.unheard(), st.silent(), st.unanswered()} {
		if need != nil {
			out = append(out, *need)
		}
	}
	return append(append(out, st.refused()...), st.clocks()...)
}

// refused returns the needs to send again what others could not read, as long as
// it is the last that they say of mail from here.
func (st *SyncStatus) refused() []Need {
	var out []Need
	for i := range st.Links {
		if l := &st.Links[i]; l.Refuses() && !l.Earlier {
			out = append(out, Need{Short: "mail rejected by " + l.Office, What: l.Says(), Offices: []string{l.Office},
				Do: fault.Remedy{Action: fault.SendAgain, Of: l.Office}})
		}
	}
	return out
}

// asides returns the needs to see to changes kept apart: those that the rules of
// this release refuse, and those that this copy cannot trust.
func (st *SyncStatus) asides() (out []Need) {
	for _, kind := range []struct {
		refused bool
		how     string
		do      fault.Action
	}{{true, " set aside, which the rules of this release refuse", fault.AllowAside},
		{false, " set aside, which this copy cannot trust", fault.DismissAside}} {
		var more []string
		for i := range st.Aside {
			if a := &st.Aside[i]; a.Refused() == kind.refused {
				more = append(more, a.Sentence())
			}
		}
		if len(more) > 0 {
			out = append(out, Need{Short: portfolio.Count(len(more)).Shown() + " set aside",
				What: portfolio.CountOf(len(more), "change") + kind.how, More: more, Do: fault.Remedy{Action: kind.do}})
		}
	}
	return out
}

// clocks returns the needs to set clocks that are far off, and to correct the
// days that headquarters' clock has given wrongly.
func (st *SyncStatus) clocks() []Need {
	var out []Need
	set := fault.Remedy{Action: fault.SetClock}
	if st.Clock != "" {
		out = append(out, Need{Short: "clock far off", What: st.Clock, Do: set})
	}
	for i := range st.Links {
		if l := &st.Links[i]; l.Clock != "" {
			out = append(out, Need{Short: "clock of " + l.Office, What: l.Clock, Offices: []string{l.Office}, Do: set})
		}
	}
	for _, d := range st.Doubtful {
		out = append(out, Need{Short: "wrong days", What: d.Sentence(), Do: fault.Remedy{Action: fault.CorrectDays}})
	}
	return out
}

// claimed returns the need to compare the fingerprint of another key under which
// mail of headquarters came.
func (st *SyncStatus) claimed() *Need {
	if st.Self.Claimed == "" {
		return nil
	}
	return &Need{Short: "another key", What: "mail of headquarters came under another key",
		Do: fault.Remedy{Action: fault.ConfirmKey, Of: st.Self.Claimed}}
}

// retired returns the need to ask headquarters why this office is retired.
func (st *SyncStatus) retired() *Need {
	if st.Retired == "" {
		return nil
	}
	return &Need{Short: "office retired", What: st.Retired, Do: fault.Remedy{Action: fault.BringBack, Of: st.Self.Office}}
}

// keyless returns the need for the signing key of this copy.
func (st *SyncStatus) keyless() *Need {
	if !st.Desk.Keyless || st.Self.Alone() {
		return nil
	}
	return &Need{Short: "signing key missing",
		What: "the signing key of " + st.Self.Office + " is not beside the database",
		Do:   st.Self.RestoreKey()}
}

// replaced returns the need to use another copy of this office, or to have this
// one invited again: headquarters has replaced its key.
func (st *SyncStatus) replaced() *Need {
	o, known := st.Register.Office(st.Self.Office)
	if !known || st.Self.AtHeadquarters() || slices.Contains(o.Keys, st.Desk.Key) ||
		!slices.Contains(o.FormerKeys, st.Desk.Key) {
		return nil
	}
	return &Need{Short: "signing key replaced",
		What: "headquarters has replaced the signing key of this copy, and holds what it sends",
		Do:   fault.Remedy{Action: fault.InviteCopy, Of: st.Self.Office}}
}

// RestoreKey is the remedy if the signing key of this copy is missing.
func (s *Self) RestoreKey() fault.Remedy {
	if s.AtHeadquarters() {
		return fault.Remedy{Action: fault.ReplaceRoot, Of: s.Office}
	}
	return fault.Remedy{Text: "put the key file of " + s.Office + " back beside the database, " +
		"or ask headquarters for a new invitation"}
}

// lost returns the need for the identity of this copy.
func (st *SyncStatus) lost() *Need {
	if !st.Lost {
		return nil
	}
	return &Need{Short: "identity missing", What: "mail to this office is encrypted to a key that is not here",
		Do: fault.Remedy{Action: fault.RestoreIdentity}}
}

// unencrypted returns the need for keys to which mail can be encrypted.
func (st *SyncStatus) unencrypted() *Need {
	b := st.Barred(nil)
	if b == nil {
		return nil
	}
	return &Need{Short: "no mail to " + named(b.Offices), What: b.Error(), Offices: b.Offices, Do: b.Do[0]}
}

// unheard returns the need to ask headquarters, which has not answered for longer
// than AnswerWithin this copy's answer to its invitation. The invitation may be one
// that another copy has used: headquarters has no link on which it could say so.
func (st *SyncStatus) unheard() *Need {
	if since := st.unheardSince(); !since.IsZero() {
		what := st.Self.Headquarter + " has not answered this office's first mail since " + portfolio.DateOf(since).Shown()
		return &Need{Short: "invitation not answered", What: what, Offices: []string{st.Self.Headquarter},
			Do: fault.Remedy{Text: "ask headquarters whether it arrived, and for a new invitation if another copy " +
				"has used this one"}}
	}
	return nil
}

// AnswerWithin is the time within which headquarters usually answers the first mail of
// an office.
const AnswerWithin = 7 * 24 * time.Hour

// unheardSince returns since when this copy's answer to its invitation has waited for
// headquarters longer than AnswerWithin, zero if it does not.
func (st *SyncStatus) unheardSince() time.Time {
	if st.Self.Secret == "" {
		return time.Time{}
	}
	for i := range st.Links {
		l := &st.Links[i]
		if l.Office == st.Self.Headquarter && l.HeardAt.IsZero() && !l.WaitsSince.IsZero() &&
			st.Now.Sub(l.WaitsSince) > AnswerWithin {
			return l.WaitsSince
		}
	}
	return time.Time{}
}

// silent returns the need to ask offices that were not heard from for longer
// than StaleAfter. One that was never heard from is silent since the first mail
// to it.
func (st *SyncStatus) silent() *Need {
	var offices []string
	longest := Heard{Now: st.Now}
	for _, code := range partnersOf(st.Self, st.Register) {
		heard := st.heardFrom(code)
		if heard.At.IsZero() || !heard.Stale() || code == st.Self.Headquarter && !st.unheardSince().IsZero() {
			continue
		}
		offices = append(offices, code)
		if longest.At.IsZero() || heard.Compare(longest) < 0 {
			longest = heard
		}
	}
	if len(offices) == 0 {
		return nil
	}
	what := offices[0] + " not heard from for " + longest.Age()
	if len(offices) > 1 {
		what = fmt.Sprintf("%d offices not heard from for up to %s: %s", len(offices), longest.Age(), named(offices))
	}
	return &Need{Short: fmt.Sprint(len(offices), " silent"), What: what, Offices: offices,
		Do: fault.Remedy{Action: fault.AskSilent}}
}

// heardFrom returns when an office was last heard from, by any copy; of one that
// was never heard from, since when mail to it waits for an answer. It is zero if
// nothing was sent to it yet.
func (st *SyncStatus) heardFrom(office string) Heard {
	heard, waits := Heard{Now: st.Now}, time.Time{}
	for i := range st.Links {
		l := &st.Links[i]
		if l.Office != office {
			continue
		}
		if h := l.Heard(st.Now); h.Compare(heard) > 0 {
			heard = h
		}
		if waits.IsZero() || !l.WaitsSince.IsZero() && l.WaitsSince.Before(waits) {
			waits = l.WaitsSince
		}
	}
	if heard.At.IsZero() {
		heard.At = waits
	}
	return heard
}

// unanswered returns the need for new invitations, or for reminders: offices
// that have not joined, with an invitation that has ended or is about to.
func (st *SyncStatus) unanswered() *Need {
	if !st.Self.AtHeadquarters() {
		return nil
	}
	var offices []string
	var first portfolio.Date
	today := portfolio.DateOf(st.Now)
	for _, o := range st.Register.Offices() {
		_, text, _ := strings.Cut(o.Invitation, " ")
		until, err := portfolio.ParseDate(text)
		if len(o.Keys) > 0 || o.Retired || err != nil || until > portfolio.DateOf(st.Now.Add(InvitationWarning)) {
			continue
		}
		offices = append(offices, o.Code)
		if !first.Known() || until < first {
			first = until
		}
	}
	ends := "ends on "
	if first < today {
		ends = "ended on "
	}
	switch len(offices) {
	case 0:
		return nil
	case 1:
		return &Need{Short: "1 not joined", What: offices[0] + " has not joined, and its invitation " + ends + first.Shown(),
			Offices: offices, Do: fault.Remedy{Action: fault.InviteAgain, Of: offices[0]}}
	}
	return &Need{Short: fmt.Sprint(len(offices), " not joined"), Offices: offices,
		What: fmt.Sprintf("%d offices have not joined, and the first of their invitations %s%s: %s", len(offices), ends,
			first.Shown(), named(offices)), Do: fault.Remedy{Action: fault.InviteAgain, Of: "CODE"}}
}

// named returns the first codes of a list, and how many more there are.
func named(offices []string) string {
	const most = 5
	if more := len(offices) - most; more > 1 {
		offices = append(slices.Clone(offices[:most]), portfolio.Count(more).Shown()+" more")
	}
	return portfolio.Enumerate(offices)
}

// Unanswered is mail on a link that waits for an answer.
type Unanswered struct {
	Since time.Time // when the first mail that waits was sent
	Tries int       // mails sent since
	Next  time.Time // when it is sent again
}

// Sentence tells it of an office, such as roea has not answered since 3 Nov 2026
// (2 mails); the next one is due on 9 Nov 2026.
func (u Unanswered) Sentence(office string) string {
	return fmt.Sprintf("%s has not answered since %s (%s); the next one is due on %s", office,
		portfolio.DateOf(u.Since).Shown(), portfolio.CountOf(u.Tries, "mail"), portfolio.DateOf(u.Next).Shown())
}

// Waits returns the mail on a link that waits for an answer, and false if there
// is none. Mail that was only sent just now is not counted, nor mail to a copy
// of an office of which another copy was heard from later.
func (s *LinkStatus) Waits(now time.Time) (Unanswered, bool) {
	u := Unanswered{Since: s.WaitsSince, Tries: s.Unanswered, Next: s.Next}
	return u, !s.Earlier && !s.WaitsSince.IsZero() && s.Unanswered > 0 && now.Sub(s.WaitsSince) >= time.Hour
}

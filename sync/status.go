package sync

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"fieldfolio/portfolio"
)

// Standing is how one link stands.
type Standing struct {
	portfolio.Link
	Scope  []string
	Stale  bool
	Sealed bool    // mail to it is encrypted
	Barred *Barred // why no mail is composed for it; nil if it is
	ToSend int64   // changes that were never sent
	Open   int64   // changes sent and not acknowledged
}

// Status is how a copy stands with those with which it exchanges.
type Status struct {
	Self     portfolio.Self
	Register portfolio.Register
	Links    []Standing
	Held     int  // changes that wait for a person here, at headquarters
	Waiting  int  // changes of this copy for which no receipt has come
	Rejected int  // changes of this office that headquarters rejected, and for which it has not set others since
	Sealed   bool // mail to this office is encrypted, as far as the register here says
	Lost     bool // and this copy has not the identity to read it
	Now      time.Time
}

// Status returns how this copy stands. It changes nothing but the outboxes,
// into which it puts what has arrived.
func (p *Peer) Status(ctx context.Context) (Status, error) {
	var st Status
	err := p.exchange(ctx, func(d *desk) error {
		st = Status{Self: d.self, Register: d.reg, Now: d.tx.Now()}
		if d.self.Office == portfolio.LocalOffice {
			return nil
		}
		held, err := d.tx.Judged(portfolio.Held)
		if err != nil {
			return err
		}
		st.Held = len(held)
		waiting, err := d.tx.Unjudged()
		if err != nil {
			return err
		}
		if !d.headquarters() {
			st.Waiting = len(waiting)
			if st.Rejected, err = d.rejectedHere(); err != nil {
				return err
			}
		}
		if me, ok := d.reg.Office(d.self.Office); ok && me.Recipient != "" {
			st.Sealed, st.Lost = true, !p.Opens(me.Recipient)
		}
		links, err := d.tx.Links()
		if err != nil {
			return err
		}
		for i := range links {
			if err := d.standing(&links[i], &st, waiting); err != nil {
				return err
			}
		}
		return nil
	})
	return st, err
}

// standing adds how a link stands. waiting are the changes that headquarters is
// going to give receipts, and then to send.
func (d *desk) standing(l *portfolio.Link, st *Status, waiting []portfolio.Arrival) error {
	o, known := d.reg.Office(l.Office)
	if l.Mine != d.self.Incarnation || known && o.Retired {
		return nil
	}
	if err := d.fill(l); err != nil {
		return err
	}
	if gone, err := d.handedOver(l); err != nil || gone {
		return err
	}
	s := Standing{Link: *l, ToSend: max(0, l.Out-max(l.Sent, l.Acked)), Stale: portfolio.Heard{At: l.HeardAt, Now: st.Now}.Stale()}
	s.Open = l.Out - l.Acked - s.ToSend
	if d.headquarters() {
		f := d.filler(l)
		for i := range waiting {
			in, err := f.isWithin(waiting[i].Change.Target())
			if err != nil {
				return err
			}
			if in {
				s.ToSend++
			}
		}
	}
	s.Barred, s.Sealed = d.barred(l), d.recipient(l) != ""
	if known {
		s.Scope = o.Scope
	}
	st.Links = append(st.Links, s)
	return nil
}

// encrypted says in which directions mail on a link is encrypted: no, to it, from
// it or both. The other side may not know it yet.
func (st *Status) encrypted(l *Standing) string {
	switch {
	case l.Sealed && st.Sealed:
		return "both"
	case l.Sealed:
		return "to it"
	case st.Sealed:
		return "from it"
	}
	return "no"
}

// Barred returns why no mail is composed for some of the offices, all if none
// is named; nil if it is for each.
func (st *Status) Barred(offices []string) *Barred {
	all := &Barred{}
	for _, l := range st.Links {
		if l.Barred != nil && (len(offices) == 0 || slices.Contains(offices, l.Office)) && !slices.Contains(all.Offices, l.Office) {
			all.Offices, all.Do = append(all.Offices, l.Barred.Offices...), append(all.Do, l.Barred.Do...)
		}
	}
	if len(all.Offices) == 0 {
		return nil
	}
	return all
}

// Table returns the status: a row a link, with office, incarnation, encrypted
// (no, to it, from it, both), heard (the time, UTC), to_send and unacknowledged
// (numbers of changes).
func (st Status) Table() portfolio.Table {
	t := portfolio.Table{Name: "sync", Title: "Office " + st.Self.Office, Columns: []portfolio.Column{
		{Name: "office", Head: "OFFICE"}, {Name: "copy", Head: "COPY", Brief: 1}, {Name: "encrypted", Head: "ENCRYPTED", Brief: 2}, {Name: "heard", Head: "LAST HEARD"},
		{Name: "to_send", Head: "TO SEND", Numeric: true}, {Name: "unacknowledged", Head: "UNACKNOWLEDGED", Numeric: true}}}
	if st.Self.Office == portfolio.LocalOffice {
		t.Title = "This copy has joined no office: it exchanges nothing"
		return t
	}
	t.Notes = append(t.Notes, st.first()...)
	for _, l := range st.Links {
		t.Rows = append(t.Rows, []portfolio.Value{portfolio.Text(l.Office), portfolio.Text(l.Incarnation), portfolio.Text(st.encrypted(&l)), l.Heard(st.Now),
			portfolio.Text(fmt.Sprint(l.ToSend)), portfolio.Text(fmt.Sprint(l.Open))})
		if l.Told != "" {
			t.Notes = append(t.Notes, portfolio.Remarks(l.Office+" says: "+l.Told)...)
		}
		if l.Barred == nil {
			continue
		}
		note := portfolio.Remark{Text: l.Barred.Error() + "; %s", Remedy: l.Barred.Do[0]}
		if !slices.Contains(t.Notes, note) { // once for all copies of an office
			t.Notes = append(t.Notes, note)
		}
	}
	see := func(text string, do portfolio.Action) {
		t.Notes = append(t.Notes, portfolio.Remark{Text: text, Remedy: portfolio.Remedy{Action: do}})
	}
	if st.Lost {
		see("mail to this office is encrypted to a key that is not here: %s", portfolio.RestoreIdentity)
	}
	if st.Held > 0 {
		see(fmt.Sprint(st.Held)+" held at headquarters: %s", portfolio.ListHeld)
	}
	if st.Rejected > 0 {
		see(fmt.Sprint(st.Rejected)+" rejected by headquarters: %s", portfolio.ListRejected)
	}
	if st.Waiting > 0 {
		t.Notes = append(t.Notes, portfolio.Remarks(fmt.Sprintf("%d not yet received by headquarters", st.Waiting))...)
	}
	return t
}

// first is who has not answered an invitation, or what to do where nothing was
// exchanged yet.
func (st *Status) first() []portfolio.Remark {
	var invited []string
	for _, o := range st.Register.Offices() {
		if o.Code != st.Self.Office && len(o.Keys) == 0 && !o.Retired {
			invited = append(invited, o.Code)
		}
	}
	switch {
	case st.Self.Office == st.Self.Headquarter && len(invited) > 0:
		return portfolio.Remarks("invited, and not heard yet: " + strings.Join(invited, ", "))
	case len(st.Links) > 0:
		return nil
	case st.Self.Office == st.Self.Headquarter:
		return []portfolio.Remark{{Text: "no office exchanges with headquarters yet: %s",
			Remedy: portfolio.Remedy{Action: portfolio.AddOffice}}}
	}
	return []portfolio.Remark{{Text: "nothing was sent yet: %s", Remedy: portfolio.Remedy{Action: portfolio.SendFirst,
		Of: st.Self.Headquarter}}}
}

// Answers reports whether this copy has answered an invitation, or is going to:
// then it keeps the key with which it does.
func (st *Status) Answers(inv *Invitation) bool {
	me, known := st.Register.Office(st.Self.Office)
	return st.Self.Secret == inv.Secret || known && st.Self.Office == inv.Office && strings.HasPrefix(me.Invitation, SecretHash(inv.Secret)+" ")
}

// Heard is when the other side was last heard.
func (s Standing) Heard(now time.Time) portfolio.Heard {
	return portfolio.Heard{At: s.HeardAt, Now: now}
}

// OfficesTable returns the register, without secrets.
func OfficesTable(reg portfolio.Register) portfolio.Table {
	t := portfolio.Table{Name: "office", Columns: []portfolio.Column{{Name: "office", Head: "OFFICE"}, {Name: "role", Head: "ROLE"}, {Name: "scope", Head: "SCOPE"},
		{Name: "email", Head: "ADDRESS"}, {Name: "hub", Head: "HUB", Brief: 1}, {Name: "state", Head: "STATE"}}}
	if len(reg.Offices()) == 0 {
		t.Notes = []portfolio.Remark{{Text: "no register is here: it comes with headquarters' first mail, or %s",
			Remedy: portfolio.Remedy{Action: portfolio.BeginRegister}}}
	}
	for _, o := range reg.Offices() {
		state := "invited"
		switch {
		case o.Retired:
			state = "retired"
		case len(o.Keys) > 0:
			state = "joined"
		}
		t.Rows = append(t.Rows, []portfolio.Value{portfolio.Text(o.Code), portfolio.Text(o.Role), portfolio.Text(joinedBy(o.Scope, ",")), portfolio.Text(o.Email),
			portfolio.Text(o.Hub), portfolio.Text(state)})
	}
	return t
}

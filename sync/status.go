package sync

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/exchange"
	"fieldfolio/portfolio/fault"
	"fieldfolio/sync/wire"
)

// Status returns the state of this copy's exchange. It changes nothing but the
// outboxes, to which it appends what has arrived.
func (p *Peer) Status(ctx context.Context) (st exchange.SyncStatus, err error) {
	err = p.Filled(ctx, func(ctx context.Context) error {
		st, err = p.StatusAsItIs(ctx)
		return err
	})
	return st, err
}

// errUnfilled says that something has arrived that outboxes do not have yet.
var errUnfilled = errors.New("outboxes are to be filled")

// Filled calls read, and as long as that finds in StatusAsItIs that something has arrived
// which the outboxes do not have, again after it is in them.
func (p *Peer) Filled(ctx context.Context, read func(context.Context) error) error {
	for {
		err := read(ctx)
		if !errors.Is(err, errUnfilled) {
			return err
		}
		if err := p.fill(ctx); err != nil {
			return err
		}
	}
}

// StatusAsItIs is as Status, but only reads: for Filled.
func (p *Peer) StatusAsItIs(ctx context.Context) (exchange.SyncStatus, error) {
	var st exchange.SyncStatus
	err := p.view(ctx, func(d *txn) error {
		st = exchange.SyncStatus{Self: d.self, Register: d.reg, Now: d.tx.Now()}
		if d.self.Alone() {
			return d.addClocks(&st)
		}
		links, err := d.links()
		if err != nil {
			return err
		}
		if full, err := d.full(links); err != nil || !full {
			return cmp.Or(err, errUnfilled)
		}
		waiting, err := d.addChanges(&st)
		if err != nil {
			return err
		}
		if st.Retired, err = d.retirement(d.self.Office); err != nil {
			return err
		}
		if me, ok := d.reg.Office(d.self.Office); ok && me.Recipient != "" {
			st.Encrypted, st.Lost = true, p.KeysOf == "" && !p.Opens(me.Recipient)
		}
		unsent, err := d.unsent(links, waiting)
		if err != nil {
			return err
		}
		heard := heard(exchange.LastHeard(links, st.Now))
		for i := range links {
			if links[i].Incarnation == "" && heard.superseded(&links[i]) {
				continue // not a copy
			}
			if err := d.addLink(&links[i], &st, unsent[links[i].ID]); err != nil {
				return err
			}
		}
		for i := range st.Links {
			l := &st.Links[i]
			l.Earlier = heard.superseded(&l.Link)
			l.Next = dueOn(&l.Link, st.Now, l.Earlier)
			l.Dead = l.Earlier && (l.Stale || l.Office == d.self.Headquarter)
		}
		return d.addClocks(&st)
	})
	return st, err
}

// addChanges counts the changes that wait or were rejected, and returns those
// without a receipt.
func (d *txn) addChanges(st *exchange.SyncStatus) (waiting []exchange.Arrival, err error) {
	held, err := d.tx.Judged(portfolio.Held)
	if err != nil {
		return nil, err
	}
	if st.Aside, err = d.openAsides(); err != nil {
		return nil, err
	}
	st.Held = len(held)
	if waiting, err = d.tx.Unjudged(); err != nil {
		return nil, err
	}
	if waiting, err = d.present(waiting, st); err != nil {
		return nil, err
	}
	if d.headquarters() {
		too, err := d.asidesAs(portfolio.Held)
		st.Held, st.Aside = st.Held+len(too), nil // they are held as others are
		return waiting, err
	}
	st.Waiting = len(waiting)
	rejected, err := d.ownJudged(portfolio.Rejected)
	st.Rejected = len(rejected)
	return waiting, err
}

// present moves those of the changes that wait for a record that is not here to
// the status, and returns the others.
func (d *txn) present(waiting []exchange.Arrival, st *exchange.SyncStatus) (present []exchange.Arrival, err error) {
	for i := range waiting {
		absent, err := d.absent(&waiting[i].Change)
		if err != nil {
			return nil, err
		}
		if absent {
			st.Absent = append(st.Absent, waiting[i].Change.ID)
		} else {
			present = append(present, waiting[i])
		}
	}
	return present, nil
}

// unsent returns by link how many of the changes that wait for receipts
// headquarters is going to send on it, once it has issued these.
func (d *txn) unsent(links []exchange.Link, waiting []exchange.Arrival) (map[int64]int64, error) {
	counts := map[int64]int64{}
	if !d.headquarters() || len(waiting) == 0 {
		return counts, nil
	}
	f := d.feed(inFeed(links))
	for i := range waiting {
		to, err := f.reach(waiting[i].Change.Target())
		if err != nil {
			return nil, err
		}
		for _, o := range to {
			counts[o.link.ID]++
		}
	}
	return counts, nil
}

// addClocks adds what is wrong with the clocks here and at the other ends of
// the links, and with the days that headquarters has given.
func (d *txn) addClocks(st *exchange.SyncStatus) error {
	here, err := d.tx.ClockFacts()
	if err != nil {
		return err
	}
	st.Clock = here.Fault()
	offices := make([]string, len(st.Links))
	for i := range st.Links {
		offices[i] = st.Links[i].Office
	}
	faults, err := d.clockFaults(&here, offices...)
	if err != nil {
		return err
	}
	for i := range st.Links {
		l := &st.Links[i]
		l.Clock = faults[wire.Copy{Office: l.Office, Incarnation: l.Incarnation}]
	}
	if d.headquarters() {
		st.Doubtful, err = d.tx.DoubtfulDays()
	}
	return err
}

// addLink adds the state of a link. unsent is the number of changes that are
// going to be sent beside those in its outbox.
func (d *txn) addLink(l *exchange.Link, st *exchange.SyncStatus, unsent int64) error {
	o, known := d.reg.Office(l.Office)
	if l.Retired || known && o.Retired {
		return nil
	}
	if gone, err := d.handedOver(l); err != nil || gone {
		return err
	}
	s := exchange.LinkStatus{Link: *l, ToSend: max(0, l.Out-max(l.Sent, l.Acked))}
	s.Stale = s.Heard(st.Now).Stale()
	s.Open = l.Out - l.Acked - s.ToSend
	s.ToSend += unsent
	s.Barred, s.Encrypted = d.barred(l), d.recipient(l) != ""
	if known {
		s.Scope = o.Scope
	}
	st.Links = append(st.Links, s)
	return nil
}

// encryption returns the directions in which mail on a link is encrypted: no,
// to it, from it or both. The other side may not know it yet.
func encryption(st *exchange.SyncStatus, l *exchange.LinkStatus) string {
	switch {
	case l.Encrypted && st.Encrypted:
		return "both"
	case l.Encrypted:
		return "to it"
	case st.Encrypted:
		return "from it"
	}
	return "no"
}

// StatusTable returns the state for programs: one row per link, with office,
// incarnation, encrypted (no, to it, from it, both), heard (the time, UTC),
// to_send and unacknowledged (numbers of changes), waits_since (since when mail
// waits for an answer) and next_mail (when a round sends the next one). Below is
// what needs a person, then what else is to be known.
func StatusTable(st *exchange.SyncStatus) portfolio.Table {
	t := portfolio.Table{Name: "sync", Title: "Office " + st.Self.Office, Columns: []portfolio.Column{
		{Name: "office", Head: "OFFICE"}, {Name: "copy", Head: "COPY", DropOrder: 1},
		{Name: "encrypted", Head: "ENCRYPTED", DropOrder: 2}, {Name: "heard", Head: "LAST HEARD"},
		{Name: "to_send", Head: "TO SEND", Numeric: true}, {Name: "unacknowledged", Head: "UNACKNOWLEDGED", Numeric: true},
		{Name: "waits_since", Head: "WAITS SINCE", DropOrder: 4}, {Name: "next_mail", Head: "NEXT MAIL", DropOrder: 3}}}
	if st.Self.Alone() {
		t.Title = "This copy has joined no office: it exchanges nothing"
		t.Notes = needed(st)
		return t
	}
	for _, l := range st.Links {
		t.Rows = append(t.Rows, []portfolio.Value{portfolio.Text(l.Office), portfolio.Text(l.Incarnation),
			portfolio.Text(encryption(st, &l)), l.Heard(st.Now),
			portfolio.Text(fmt.Sprint(l.ToSend)), portfolio.Text(fmt.Sprint(l.Open)),
			dayOf(l.WaitsSince), dayOf(l.Next)})
	}
	t.Notes = needed(st)
	if st.Held > 0 && !st.Self.AtHeadquarters() {
		t.Notes = append(t.Notes, fault.Remarks(portfolio.CountOf(st.Held, "change")+" held at headquarters")...)
	}
	if st.Waiting > 0 {
		t.Notes = append(t.Notes, fault.Remarks(portfolio.CountOf(st.Waiting, "change")+
			" not yet received by headquarters")...)
	}
	t.Notes = append(t.Notes, st.Notes()...)
	return t
}

// needed says what needs a person.
func needed(st *exchange.SyncStatus) []fault.Remark {
	var out []fault.Remark
	for _, n := range st.Needs() {
		out = append(out, fault.Remark{Text: n.What + ": %s", Remedy: n.Do})
	}
	return out
}

// dayOf returns the day of a time, unknown for the zero time.
func dayOf(t time.Time) portfolio.Date {
	if t.IsZero() {
		return 0
	}
	return portfolio.DateOf(t)
}

// Answered reports whether a copy has answered the invitation with its key, or is
// going to. With a key that headquarters has replaced nothing can be answered.
func Answered(inv *wire.Invitation, st *exchange.SyncStatus, key string) bool {
	me, known := st.Register.Office(st.Self.Office)
	switch {
	case key == "" || known && slices.Contains(me.FormerKeys, key):
		return false
	case st.Self.Secret == inv.Secret:
		return true
	}
	return known && st.Self.Office == inv.Office && slices.Contains(me.Keys, key) &&
		strings.HasPrefix(me.Invitation, SecretHash(inv.Secret)+" ")
}

// OfficesTable returns the register, without secrets.
func OfficesTable(reg exchange.Register) portfolio.Table {
	t := portfolio.Table{Name: "office", Columns: []portfolio.Column{{Name: "office", Head: "OFFICE"},
		{Name: "role", Head: "ROLE"}, {Name: "scope", Head: "SCOPE"},
		{Name: "email", Head: "ADDRESS"}, {Name: "hub", Head: "HUB", DropOrder: 1}, {Name: "state", Head: "STATE"}}}
	if len(reg.Offices()) == 0 {
		t.Notes = []fault.Remark{{Text: "no register is here: it comes with headquarters' first mail, or %s",
			Remedy: fault.Remedy{Action: fault.BeginRegister}}}
	}
	for _, o := range reg.Offices() {
		state := "invited"
		switch {
		case o.Retired:
			state = "retired"
		case len(o.Keys) > 0:
			state = "joined"
		}
		t.Rows = append(t.Rows, []portfolio.Value{portfolio.Text(o.Code), portfolio.Text(o.Role),
			portfolio.Text(strings.Join(o.Scope, ",")), portfolio.Text(o.Email),
			portfolio.Text(o.Hub), portfolio.Text(state)})
	}
	return t
}

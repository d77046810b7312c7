package sync

import (
	"slices"
	"strings"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/exchange"
)

// filler appends to one link's outbox the changes that have arrived since the
// outbox was last filled.
type filler struct {
	*txn
	link  *exchange.Link
	up    bool     // toward headquarters: everything is sent
	scope []string // regions and countries that are sent to the other side
	below []string // offices that exchange through this link
	seen  map[string]bool
	posts []exchange.Posted
	in    map[int64]bool // arrivals in posts
}

func (d *txn) filler(l *exchange.Link) *filler {
	f := &filler{txn: d, link: l, up: !d.below(l.Office), in: map[int64]bool{}, seen: map[string]bool{}}
	if f.up {
		return f
	}
	f.scope = d.reg.ScopeOf(l.Office)
	for _, o := range d.reg.Offices() {
		if d.reg.Below(o.Code, l.Office) {
			f.below = append(f.below, o.Code)
		}
	}
	return f
}

// batch is the number of arrivals that are read at once.
const batch = 1000

// reachRule names the rule by which records reach an office. A release with
// another rule changes it: then outboxes that were filled by the earlier rule
// are filled again, and what they have is left out.
const reachRule = " with countries"

// fill appends to a link's outbox the changes that have arrived since, in
// order: toward headquarters all, otherwise those in scope. A change that
// arrived as the link's own next position is left out. If the scope grows,
// records that enter it are appended with their whole history.
func (d *txn) fill(l *exchange.Link) error {
	f, scope := d.filler(l), "up"
	if !f.up {
		scope = strings.Join(f.scope, ",") + " " + strings.Join(f.below, ",") + reachRule
	}
	if scope != l.Scope {
		l.Scope, l.Filled = scope, 0
	}
	for {
		some, err := d.tx.Arrivals(l.Filled, batch)
		if err != nil {
			return err
		}
		for i := range some {
			if err := f.route(&some[i]); err != nil {
				return err
			}
			l.Filled = some[i].Seq
		}
		if err := f.flush(); err != nil {
			return err
		}
		if len(some) < batch {
			return d.tx.SaveLink(l)
		}
	}
}

// flush writes the appended changes.
func (f *filler) flush() error {
	err := f.tx.Post(f.link.ID, f.posts)
	f.posts = f.posts[:0]
	clear(f.in)
	return err
}

// route appends an arrival to the outbox if it is in scope, with the changes
// that have to accompany it.
func (f *filler) route(a *exchange.Arrival) error {
	if f.up {
		return f.post(a)
	}
	if r, ok := exchange.ReceiptOf(&a.Change); ok {
		return f.receipt(a, &r)
	}
	name := a.Change.Target()
	if within, err := f.isWithin(name); err != nil || !within {
		return err
	}
	if !a.Change.Widens() {
		return f.send(a)
	}
	all, err := f.tx.Related(name)
	if err != nil {
		return err
	}
	for i := range all {
		if err := f.send(&all[i]); err != nil {
			return err
		}
	}
	return nil
}

// isWithin is within, cached for the duration of the transaction.
func (f *filler) isWithin(name string) (bool, error) {
	in, known := f.seen[name]
	if known {
		return in, nil
	}
	in, err := f.within(name, 0)
	f.seen[name] = in
	return in, err
}

// within reports whether a record is in the link's scope.
func (f *filler) within(name string, depth int) (bool, error) {
	r, ok, err := f.tx.Record(name)
	if err != nil || !ok {
		return false, err
	}
	reach := r.Reach()
	if reach.Within(f.scope) {
		return true, nil
	}
	for _, on := range reach.On {
		if depth >= exchange.NoteDepth || on == name {
			return true, nil // deeper notes on notes are sent to every office
		}
		if in, err := f.within(on, depth+1); in || err != nil {
			return in, err
		}
	}
	return false, nil
}

// receipt appends a receipt if a change that it lists is in scope or by an
// office below, and then those of its changes that wait for it.
func (f *filler) receipt(a *exchange.Arrival, r *exchange.Receipt) error {
	ids := make([]portfolio.ID, len(r.Changes))
	wanted := false
	for i, ref := range r.Changes {
		ids[i] = ref.ID
		o, ok := f.reg.Of(ref.ID)
		wanted = wanted || ok && slices.Contains(f.below, o.Code)
	}
	listed, err := f.tx.Find(ids...)
	if err != nil {
		return err
	}
	var send []exchange.Arrival
	for _, x := range listed {
		in, err := f.isWithin(x.Change.Target())
		if err != nil {
			return err
		}
		if in {
			send = append(send, x)
		}
	}
	if !wanted && len(send) == 0 {
		return nil
	}
	if err := f.post(a); err != nil || !f.headquarters() {
		return err
	}
	for i := range send {
		if err := f.send(&send[i]); err != nil {
			return err
		}
	}
	return nil
}

// send appends a change after the receipts that list it. Headquarters sends no
// change without a receipt, so that whoever returns the change can prove it.
// The receipts are sent even if the change was sent before: its record may have
// left the scope and entered it again.
func (f *filler) send(a *exchange.Arrival) error {
	list, err := f.tx.Receipts(a.Change.ID)
	if err != nil {
		return err
	}
	if len(list) == 0 && f.headquarters() {
		return nil
	}
	for i := range list {
		if err := f.post(&list[i]); err != nil {
			return err
		}
	}
	return f.post(a)
}

// has reports whether an arrival is in the outbox or came from the other side.
func (f *filler) has(a *exchange.Arrival) (bool, error) {
	if a.Link == f.link.ID || f.in[a.Seq] {
		return true, nil
	}
	return f.tx.InOutbox(f.link.ID, a.Seq)
}

// post appends an arrival to the outbox, unless it is there.
func (f *filler) post(a *exchange.Arrival) error {
	if in, err := f.has(a); in || err != nil {
		return err
	}
	f.link.Out++
	f.link.Chain = f.link.Chain.Next(a.Change.Digest())
	f.posts = append(f.posts, exchange.Posted{Arrival: *a, Pos: f.link.Out, Chain: f.link.Chain})
	f.in[a.Seq] = true
	return nil
}

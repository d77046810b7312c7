package sync

import (
	"context"
	"slices"
	"time"

	"fieldfolio/portfolio/exchange"
)

// batch is the number of arrivals that are read at once.
const batch = 1000

// turn is how long a transaction goes on with work that another one can
// continue, so that other programs can write in between.
const turn = 250 * time.Millisecond

// late reports whether the transaction should leave the rest to another one.
func (d *txn) late() bool { return time.Since(d.began) > turn }

// links returns the links of this incarnation.
func (d *txn) links() ([]exchange.Link, error) {
	all, err := d.tx.Links()
	return slices.DeleteFunc(all, func(l exchange.Link) bool { return l.Mine != d.self.Incarnation }), err
}

// partner reports whether anything is to be sent on a link.
func (d *txn) partner(l *exchange.Link) bool {
	o, known := d.reg.Office(l.Office)
	return !l.Retired && (l.Office == d.parent() || known && !o.Retired)
}

// fill appends to the outboxes of all links of this incarnation what has arrived
// since they were last filled, in order: toward headquarters all changes, otherwise
// those in scope. A change that arrived as a link's own next position is left out
// of its outbox. If the scope of a link grows, records that enter it are appended
// with their whole history.
//
// Arrivals are read once for all links that are filled up to the common position,
// and a link to which nothing is appended is not touched. One that is behind, such
// as a new one, catches up before. fill returns false if it has to be continued in
// another transaction.
func (d *txn) fill(links []exchange.Link) (done bool, err error) {
	fed, last, err := d.tx.Fed()
	if err != nil || len(links) == 0 {
		return true, err
	}
	for i := range links {
		if !d.regroup(&links[i], fed) {
			continue
		}
		if err := d.tx.SaveLink(&links[i]); err != nil {
			return false, err
		}
	}
	if len(inFeed(links)) == 0 && fed != last { // nothing waits there
		fed, err = last, d.tx.SetFed(last)
	}
	for group, to := d.behind(links, fed); err == nil && len(group) > 0; group, to = d.behind(links, fed) {
		if err = d.catchUp(group, fed, to); d.late() {
			return false, err
		}
	}
	if fed == last || err != nil {
		return true, err
	}
	f := d.feed(inFeed(links))
	at, err := f.read(fed, last)
	if err != nil {
		return false, err
	}
	if err := d.tx.SetFed(at); err != nil {
		return false, err
	}
	return at == last, f.flush()
}

// full reports whether fill has nothing to do.
func (d *txn) full(links []exchange.Link) (bool, error) {
	fed, last, err := d.tx.Fed()
	if err != nil || fed != last && len(links) > 0 {
		return false, err
	}
	for i := range links {
		if l := links[i]; d.regroup(&l, fed) {
			return false, nil
		}
	}
	group, _ := d.behind(links, fed)
	return len(group) == 0, nil
}

// fill fills the outboxes, in as many transactions as it takes.
func (p *Peer) fill(ctx context.Context) error {
	for done := false; !done; {
		err := p.exchange(ctx, func(d *txn) error {
			links, err := d.links()
			if err == nil {
				done, err = d.fill(links)
			}
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// regroup takes a link out of the common position if nothing is sent on it, or if
// it has to be filled again because its scope is another one. It reports whether
// that is so.
func (d *txn) regroup(l *exchange.Link, fed int64) bool {
	switch scope, partner := d.scopeOf(l), d.partner(l); {
	case partner && scope != l.Scope:
		l.Scope, l.Filled, l.Fed = scope, 0, false
	case !partner && l.Fed:
		l.Filled, l.Fed = fed, false
	default:
		return false
	}
	return true
}

// inFeed returns the links at the common position.
func inFeed(links []exchange.Link) (out []*exchange.Link) {
	for i := range links {
		if links[i].Fed {
			out = append(out, &links[i])
		}
	}
	return out
}

// behind returns the links that are farthest behind the common position, and the
// arrival up to which they go on together.
func (d *txn) behind(links []exchange.Link, fed int64) (group []*exchange.Link, to int64) {
	to = fed
	for i := range links {
		l := &links[i]
		switch {
		case l.Fed || !d.partner(l):
		case len(group) == 0 || l.Filled == group[0].Filled:
			group = append(group, l)
		case l.Filled < group[0].Filled:
			group, to = []*exchange.Link{l}, min(to, group[0].Filled)
		default:
			to = min(to, l.Filled)
		}
	}
	return group, to
}

// catchUp fills the outboxes of links that are all at the same arrival.
func (d *txn) catchUp(group []*exchange.Link, fed, to int64) error {
	f := d.feed(group)
	at, err := f.read(group[0].Filled, to)
	if err != nil {
		return err
	}
	for _, o := range f.outlets {
		o.link.Filled, o.link.Fed, o.touched = at, at >= fed, true
	}
	return f.flush()
}

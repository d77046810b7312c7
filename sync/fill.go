package sync

import (
	"slices"
	"strings"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/exchange"
)

// feed appends arrivals to the outboxes of links.
type feed struct {
	*txn
	outlets []*outlet            // in order of their links
	up      []*outlet            // toward headquarters: everything is sent
	all     []*outlet            // to which every record is sent
	areas   map[string][]*outlet // by the regions and countries in their scopes
	below   map[string][]*outlet // by the offices that exchange through them
	reached map[string][]*outlet // by records, as far as it was asked
}

// outlet is a link whose outbox is filled.
type outlet struct {
	link    *exchange.Link
	posts   []exchange.Posted
	in      map[int64]bool // arrivals in posts
	touched bool
}

func (d *txn) feed(links []*exchange.Link) *feed {
	f := &feed{txn: d, areas: map[string][]*outlet{}, below: map[string][]*outlet{}, reached: map[string][]*outlet{}}
	for _, l := range links {
		o := &outlet{link: l, in: map[int64]bool{}}
		f.outlets = append(f.outlets, o)
		if !d.below(l.Office) {
			f.up = append(f.up, o)
			continue
		}
		for _, area := range d.reg.ScopeOf(l.Office) {
			if area == portfolio.ScopeAll {
				f.all = append(f.all, o)
			}
			f.areas[area] = append(f.areas[area], o)
		}
		for _, code := range d.reg.Through(l.Office) {
			f.below[code] = append(f.below[code], o)
		}
	}
	return f
}

// reachRule names the rule by which records reach an office. A release with
// another rule changes it: then outboxes that were filled by the earlier rule
// are filled again, and what they have is left out.
const reachRule = " with countries"

// scopeOf returns the text by which a link notes what it was filled with.
func (d *txn) scopeOf(l *exchange.Link) string {
	if !d.below(l.Office) {
		return "up"
	}
	return strings.Join(d.reg.ScopeOf(l.Office), ",") + " " + strings.Join(d.reg.Through(l.Office), ",") + reachRule
}

// read appends the arrivals after one up to another to the outboxes, or as many
// as there is time for, and returns the last of them.
func (f *feed) read(after, to int64) (int64, error) {
	for after < to {
		some, err := f.tx.Arrivals(after, batch)
		if err != nil {
			return after, err
		}
		for i := range some {
			if some[i].Seq > to {
				return to, nil
			}
			if err := f.route(&some[i]); err != nil {
				return after, err
			}
			if after = some[i].Seq; f.late() {
				return after, nil
			}
		}
		if len(some) < batch {
			return to, nil
		}
	}
	return after, nil
}

// flush writes the outboxes and the links that were touched.
func (f *feed) flush() error {
	for _, o := range f.outlets {
		if !o.touched {
			continue
		}
		if err := f.tx.Post(o.link.ID, o.posts); err != nil {
			return err
		}
		if err := f.tx.SaveLink(o.link); err != nil {
			return err
		}
	}
	return nil
}

// route appends an arrival to the outboxes in whose scope it is, with the changes
// that have to accompany it.
func (f *feed) route(a *exchange.Arrival) error {
	if err := f.post(a, f.up); err != nil || len(f.up) == len(f.outlets) {
		return err
	}
	if r, ok := exchange.ReceiptOf(&a.Change); ok && r.Corrects {
		return f.post(a, f.down()) // it may list receipts, which are in no scope
	} else if ok {
		return f.receipt(a, &r)
	}
	name := a.Change.Target()
	to, err := f.reach(name)
	if err != nil || len(to) == 0 {
		return err
	}
	if !a.Change.Widens() {
		return f.send(a, to)
	}
	all, err := f.tx.Related(name)
	if err != nil {
		return err
	}
	for i := range all {
		if err := f.send(&all[i], to); err != nil {
			return err
		}
	}
	return nil
}

// reach returns the outlets in whose scope a record is.
func (f *feed) reach(name string) ([]*outlet, error) {
	if to, known := f.reached[name]; known {
		return to, nil
	}
	var to []*outlet
	if err := f.within(name, 0, func(some []*outlet) { to = append(to, some...) }); err != nil {
		return nil, err
	}
	to = once(to)
	f.reached[name] = to
	return to, nil
}

// within adds the outlets in whose scope a record is.
func (f *feed) within(name string, depth int, add func([]*outlet)) error {
	r, here, err := f.tx.Record(name)
	if err != nil || !here {
		return err
	}
	reach := r.Reach()
	add(f.all)
	if reach.All {
		add(f.down())
	}
	for _, area := range reach.Areas {
		add(f.areas[area])
	}
	for _, on := range reach.On {
		if depth >= exchange.NoteDepth || on == name {
			add(f.down()) // deeper notes on notes are sent to every office
			continue
		}
		if err := f.within(on, depth+1, add); err != nil {
			return err
		}
	}
	return nil
}

// down returns the outlets that have a scope.
func (f *feed) down() []*outlet {
	return slices.DeleteFunc(slices.Clone(f.outlets), func(o *outlet) bool { return slices.Contains(f.up, o) })
}

// once returns each outlet once, in order of their links.
func once(some []*outlet) []*outlet {
	slices.SortFunc(some, func(a, b *outlet) int { return int(a.link.ID - b.link.ID) })
	return slices.Compact(some)
}

// receipt appends a receipt where a change that it lists is in scope or by an
// office below, and then those of its changes that wait for it.
func (f *feed) receipt(a *exchange.Arrival, r *exchange.Receipt) error {
	ids := make([]portfolio.ID, len(r.Changes))
	var wanted []*outlet
	for i, ref := range r.Changes {
		ids[i] = ref.ID
		if o, ok := f.reg.Of(ref.ID); ok {
			wanted = append(wanted, f.below[o.Code]...)
		}
	}
	listed, err := f.tx.Find(ids...)
	if err != nil {
		return err
	}
	within := make([][]*outlet, len(listed))
	for i := range listed {
		if within[i], err = f.reach(listed[i].Change.Target()); err != nil {
			return err
		}
		wanted = append(wanted, within[i]...)
	}
	if err := f.post(a, once(wanted)); err != nil || !f.headquarters() {
		return err
	}
	for i := range listed {
		if err := f.send(&listed[i], within[i]); err != nil {
			return err
		}
	}
	return nil
}

// send appends a change after the receipts that list it. Headquarters sends no
// change without a receipt, so that whoever returns the change can prove it.
// The receipts are sent even if the change was sent before: its record may have
// left the scope and entered it again.
func (f *feed) send(a *exchange.Arrival, to []*outlet) error {
	list, err := f.tx.Receipts(a.Change.ID)
	if err != nil {
		return err
	}
	if len(list) == 0 && f.headquarters() {
		return nil
	}
	for i := range list {
		if err := f.post(&list[i], to); err != nil {
			return err
		}
	}
	return f.post(a, to)
}

// post appends an arrival to outboxes, unless it is there or came from the other
// side.
func (f *feed) post(a *exchange.Arrival, to []*outlet) error {
	for _, o := range to {
		if a.Link == o.link.ID || o.in[a.Seq] {
			continue
		}
		if in, err := f.tx.InOutbox(o.link.ID, a.Seq); err != nil {
			return err
		} else if in {
			continue
		}
		o.link.Out++
		o.link.Chain = o.link.Chain.Next(a.Change.Digest())
		o.posts = append(o.posts, exchange.Posted{Arrival: *a, Pos: o.link.Out, Chain: o.link.Chain})
		o.in[a.Seq], o.touched = true, true
	}
	return nil
}

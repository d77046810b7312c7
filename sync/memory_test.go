package sync

import (
	"bytes"
	"context"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"time"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/exchange"
	"fieldfolio/portfolio/fault"
	"fieldfolio/sync/wire"
)

// memory is a store in memory, behind the same interface as the real one.
type memory struct {
	state
	cat    *portfolio.Catalogue
	base   map[string]*portfolio.Project
	rng    *rand.Rand
	clock  *time.Time
	offset time.Duration // of this copy's clock

	failAt int                             // the write that fails; 0 for none
	writes int                             // since failAt was set
	acked  string                          // the hash in the diff that is being received
	saw    map[portfolio.ID][]portfolio.ID // what the authors of changes saw
	broken *broken                         // what is wrong with the protocol; nil for nothing
}

// state is what a backup keeps.
type state struct {
	self     exchange.Self
	arrivals []exchange.Arrival
	at       map[portfolio.ID]int    // the first arrival
	doubt    map[portfolio.ID]string // that stand
	records  map[string][]int        // arrivals by record
	notesOn  map[string][]string     // records of notes, by what they are on
	judged   map[portfolio.ID]portfolio.Judgement
	listedBy map[portfolio.ID][]int          // receipts
	came     map[portfolio.ID]portfolio.Date // when they arrived here, by the clock here
	links    []exchange.Link
	outbox   map[int64][]exchange.Posted
	fed      int64
	register *exchange.Register // nil after what it follows from has changed
	asides   []exchange.Aside
	seenTo   map[portfolio.ID]portfolio.ID // the receipts of dismissed changes
	left     []exchange.Left
}

func (s *state) clone() state {
	c := *s
	c.self.Local = slices.Clone(s.self.Local)
	c.arrivals = s.arrivals[:len(s.arrivals):len(s.arrivals)]
	c.at, c.doubt, c.judged = maps.Clone(s.at), maps.Clone(s.doubt), maps.Clone(s.judged)
	c.came, c.seenTo = maps.Clone(s.came), maps.Clone(s.seenTo)
	c.records, c.notesOn, c.listedBy, c.outbox = clones(s.records), clones(s.notesOn), clones(s.listedBy), clones(s.outbox)
	c.links, c.asides = slices.Clone(s.links), slices.Clone(s.asides)
	return c
}

// clones copies a map of slices that are only appended to.
func clones[K comparable, V any](m map[K][]V) map[K][]V {
	out := make(map[K][]V, len(m))
	for k, v := range m {
		out[k] = v[:len(v):len(v)]
	}
	return out
}

func newMemory(cat *portfolio.Catalogue, base []portfolio.Project, rng *rand.Rand, clock *time.Time) *memory {
	m := &memory{cat: cat, rng: rng, clock: clock, base: map[string]*portfolio.Project{}}
	for i := range base {
		m.base[base[i].ID] = &base[i]
	}
	m.state = state{at: map[portfolio.ID]int{}, doubt: map[portfolio.ID]string{}, records: map[string][]int{}, notesOn: map[string][]string{},
		judged: map[portfolio.ID]portfolio.Judgement{}, listedBy: map[portfolio.ID][]int{}, came: map[portfolio.ID]portfolio.Date{}, outbox: map[int64][]exchange.Posted{}, seenTo: map[portfolio.ID]portfolio.ID{}}
	m.self.Office = portfolio.LocalOffice
	_ = m.Renew()
	return m
}

func (m *memory) Catalogue(context.Context) (*portfolio.Catalogue, error) { return m.cat, nil }

// errCrash is what a crash leaves of a transaction.
var errCrash = fmt.Errorf("the power failed")

func (m *memory) ReadExchange(_ context.Context, fn func(exchange.Tx) error) error {
	return fn(exchangeOf(m))
}

func (m *memory) Exchange(_ context.Context, fn func(exchange.Tx) error) error {
	before := m.clone()
	err := fn(exchangeOf(m))
	if err != nil {
		m.failAt = 0 // there is power again
		after := m.state
		m.state = before
		if m.broken != nil && m.broken.apart {
			m.links = after.links // positions are kept though the changes are not
		}
	}
	return err
}

// write counts a write and fails where a crash is due.
func (m *memory) write() error {
	if m.writes++; m.writes == m.failAt {
		return errCrash
	}
	return nil
}

func (m *memory) Author(person, login string) (string, string, error) { return person, login, nil }

func (m *memory) Now() time.Time { return m.clock.Add(m.offset).UTC().Truncate(time.Second) }

func (m *memory) Self() (exchange.Self, error) { return m.self, nil }

func (m *memory) SetSelf(s exchange.Self) error {
	s.N = m.self.N
	m.self, m.register = s, nil
	return m.write()
}

func (m *memory) Renew() error {
	m.self.Incarnation = strconv.FormatUint(m.rng.Uint64()>>32, 36)
	return m.write()
}

func (m *memory) Leave(own func(portfolio.ID) bool) error {
	was := m.state
	m.state = newMemory(m.cat, nil, m.rng, m.clock).state
	m.self = was.self
	m.self.N = 0
	m.left = append(slices.Clone(was.left), exchange.Left{Code: was.self.Headquarter, Roots: was.self.Roots})
	for i := range was.arrivals {
		if a := was.arrivals[i]; own(a.Change.ID) {
			if _, err := m.take(&exchange.Incoming{Change: a.Change, Doubt: was.doubt[a.Change.ID]}); err != nil {
				return err
			}
		}
	}
	return m.write()
}

func (m *memory) Left() ([]exchange.Left, error) { return m.left, nil }

func (m *memory) Take(changes []exchange.Incoming) ([]bool, error) {
	fresh := make([]bool, len(changes))
	for i := range changes {
		var err error
		if fresh[i], err = m.take(&changes[i]); err != nil {
			return nil, err
		}
	}
	return fresh, nil
}

func (m *memory) take(in *exchange.Incoming) (bool, error) {
	c := &in.Change
	if err := m.write(); err != nil {
		return false, err
	}
	i, here := m.at[m.broken.id(c.ID)]
	if here {
		if m.arrivals[i].Change.Digest() != c.Digest() && !m.broken.bareIDs() {
			return false, fmt.Errorf("change %s %w", c.ID, fault.ErrOtherContent)
		}
		if m.doubt[c.ID] != "" && in.Doubt == "" {
			delete(m.doubt, c.ID)
			m.register = nil
			m.arrive(in)
		}
		return false, nil
	}
	m.at[m.broken.id(c.ID)] = len(m.arrivals)
	m.came[c.ID] = portfolio.DateOf(m.Now())
	if in.Doubt != "" {
		m.doubt[c.ID] = in.Doubt
	}
	name := c.Target()
	if m.self.N = max(m.self.N, c.ID.N); c.Creates == portfolio.ReceiptRecord || portfolio.KindOf(name) == portfolio.OfficeRecord {
		m.register = nil
	}
	m.records[name] = append(m.records[name], len(m.arrivals))
	if on, ok := c.Setting(portfolio.FieldOn); ok && !slices.Contains(m.notesOn[on.Value], name) {
		m.notesOn[on.Value] = append(m.notesOn[on.Value], name)
	}
	if r, ok := exchange.ReceiptOf(c); ok {
		for _, ref := range r.Changes {
			j := m.judged[ref.ID]
			exchange.AddReceipt(&j, &r, ref.More)
			m.judged[ref.ID] = j
			m.listedBy[ref.ID] = append(m.listedBy[ref.ID], len(m.arrivals))
		}
	}
	m.arrive(in)
	return true, nil
}

func (m *memory) arrive(in *exchange.Incoming) {
	m.arrivals = append(m.arrivals, exchange.Arrival{Seq: int64(len(m.arrivals) + 1), Change: in.Change, Link: in.Link, Doubt: in.Doubt})
}

func (m *memory) Record(name string) (portfolio.Record, bool, error) {
	r := portfolio.Record{ID: name, Kind: portfolio.KindOf(name), Base: m.base[name]}
	changes := make([]portfolio.Change, 0, len(m.records[name]))
	for _, i := range m.records[name] {
		c := m.arrivals[i].Change
		changes = append(changes, c)
		if c.Creates != "" {
			r.Kind = c.Creates
		}
	}
	r.Log = portfolio.NewLog(changes...)
	for _, c := range changes {
		if j := m.judged[c.ID]; j.Ruling != portfolio.Taken {
			r.Log.Hold(c.ID, true)
		}
	}
	return r, r.Base != nil || len(changes) > 0, nil
}

func (m *memory) Register() (exchange.Register, error) {
	if m.register != nil {
		return *m.register, nil
	}
	var records []portfolio.Record
	for name := range m.records {
		if strings.HasPrefix(name, exchange.OfficeKey("")) {
			r, _, _ := m.Record(name)
			records = append(records, r)
		}
	}
	reg := exchange.NewRegister(records, func(c *portfolio.Change) bool {
		j := m.judged[c.ID]
		return exchange.Confirms(&j, c) || c.ID.Office == m.self.Office && m.self.Office == m.self.Headquarter && m.doubt[c.ID] == ""
	})
	m.register = &reg
	return reg, nil
}

func (m *memory) arrival(i int) exchange.Arrival {
	a := m.arrivals[i]
	a.Doubt = m.doubt[a.Change.ID]
	return a
}

func (m *memory) some(at []int) ([]exchange.Arrival, error) {
	out := make([]exchange.Arrival, len(at))
	for i, k := range at {
		out[i] = m.arrival(k)
	}
	return out, nil
}

func (m *memory) Arrivals(after int64, limit int) ([]exchange.Arrival, error) {
	var out []exchange.Arrival
	for i := int(after); i < len(m.arrivals) && len(out) < limit; i++ {
		out = append(out, m.arrival(i))
	}
	return out, nil
}

func (m *memory) Find(ids ...portfolio.ID) ([]exchange.Arrival, error) {
	var at []int
	for _, id := range ids {
		if i, ok := m.at[m.broken.id(id)]; ok {
			at = append(at, i)
		}
	}
	return m.some(at)
}

func (m *memory) Related(record string) ([]exchange.Arrival, error) {
	var at []int
	for depth, names := 0, []string{record}; depth <= exchange.NoteDepth; depth++ {
		var notes []string
		for _, n := range names {
			at = append(at, m.records[n]...)
			notes = append(notes, m.notesOn[n]...)
		}
		names = notes
	}
	slices.Sort(at)
	return m.some(slices.Compact(at))
}

func (m *memory) Receipts(id portfolio.ID) ([]exchange.Arrival, error) {
	return m.some(m.listedBy[id])
}

func (m *memory) Judgement(id portfolio.ID) (portfolio.Judgement, error) {
	j := m.judged[id]
	j.Earlier = slices.Clone(j.Earlier)
	m.regive(&j.Decision)
	for i := range j.Earlier {
		m.regive(&j.Earlier[i])
	}
	return j, nil
}

// regive sets the day of a decision to what a correction says of it.
func (m *memory) regive(d *portfolio.Decision) {
	if c := m.judged[d.By]; c.Correction != (portfolio.ID{}) {
		d.On = c.Day
	}
}

func (m *memory) Judged(what portfolio.Ruling) ([]exchange.Arrival, error) {
	var at []int
	for id, j := range m.judged {
		if i, here := m.at[m.broken.id(id)]; here && j.Ruling == what {
			at = append(at, i)
		}
	}
	slices.Sort(at)
	return m.some(at)
}

func (m *memory) Dismiss(id, by portfolio.ID) error {
	m.seenTo[id] = by
	return m.write()
}

func (m *memory) Dismissed(id, by portfolio.ID) (bool, error) {
	was, known := m.seenTo[id]
	return known && was == by, nil
}

func (m *memory) Unjudged() ([]exchange.Arrival, error) {
	var at []int
	for id, i := range m.at {
		if m.arrivals[i].Change.Creates != portfolio.ReceiptRecord && !m.judged[id].Receipted {
			at = append(at, i)
		}
	}
	slices.Sort(at)
	return m.some(at)
}

func (m *memory) Links() ([]exchange.Link, error) { return slices.Clone(m.links), nil }

func (m *memory) LinksOf(office string) ([]exchange.Link, error) {
	return slices.DeleteFunc(slices.Clone(m.links), func(l exchange.Link) bool { return l.Office != office }), nil
}

func (m *memory) Link(id int64) (exchange.Link, bool, error) {
	if id < 1 || id > int64(len(m.links)) {
		return exchange.Link{}, false, nil
	}
	return m.links[id-1], true, nil
}

func (m *memory) Fed() (fed, last int64, err error) { return m.fed, int64(len(m.arrivals)), nil }

func (m *memory) SetFed(fed int64) error {
	m.fed = fed
	return m.write()
}

func (m *memory) SaveLink(l *exchange.Link) error {
	if l.ID == 0 {
		l.ID = int64(len(m.links) + 1)
		m.links = append(m.links, *l)
	}
	m.links[l.ID-1] = *l
	return m.write()
}

func (m *memory) Post(link int64, posts []exchange.Posted) error {
	m.outbox[link] = append(m.outbox[link], posts...)
	return m.write()
}

func (m *memory) Outbox(link, after int64, limit int) ([]exchange.Posted, error) {
	box := m.outbox[link]
	box = box[min(int(after), len(box)):]
	out := slices.Clone(box[:min(limit, len(box))])
	for i := range out {
		out[i].Doubt = m.doubt[out[i].Change.ID]
	}
	return out, nil
}

func (m *memory) ChainAt(link, pos int64) (exchange.Chain, error) {
	if pos == 0 {
		return exchange.Chain{}, nil
	}
	return m.outbox[link][pos-1].Chain, nil
}

func (m *memory) ClockFacts() (exchange.ClockFacts, error) {
	f := exchange.ClockFacts{Now: portfolio.DateOf(m.Now()), Document: m.cat.Document}
	for id := range m.at {
		f.Newest = max(f.Newest, m.dayOf(id))
	}
	return f, nil
}

// dayOf returns the day on which a change was received, as this copy has it.
func (m *memory) dayOf(id portfolio.ID) portfolio.Date {
	if j := m.judged[id]; j.Day.Known() {
		return j.Day
	}
	return m.came[id]
}

func (m *memory) LastChanges(offices ...string) ([]exchange.LastChange, error) {
	last := map[wire.Copy]*portfolio.Change{}
	for i := range m.arrivals {
		c := &m.arrivals[i].Change
		if of := wire.CopyOf(c.ID); slices.Contains(offices, of.Office) && later(c, last[of]) {
			last[of] = c
		}
	}
	var out []exchange.LastChange
	for _, c := range last {
		out = append(out, exchange.LastChange{Change: *c, Day: m.dayOf(c.ID)})
	}
	slices.SortFunc(out, func(a, b exchange.LastChange) int { return a.Change.ID.Compare(b.Change.ID) })
	return out, nil
}

// later reports whether a change has a larger number than the last one of its
// copy; of two with the same number, the one with the smaller hash counts.
func later(c, last *portfolio.Change) bool {
	return last == nil || c.ID.N > last.ID.N || c.ID.N == last.ID.N && c.ID.Hash < last.ID.Hash
}

func (m *memory) ReceivedOn(day portfolio.Date) ([]exchange.Arrival, error) {
	var at []int
	for id, i := range m.at {
		if m.dayOf(id) == day {
			at = append(at, i)
		}
	}
	slices.Sort(at)
	return m.some(at)
}

func (m *memory) Redate(id portfolio.ID, day portfolio.Date) error {
	m.came[id] = day
	return m.write()
}

func (*memory) DoubtfulDays() ([]exchange.DoubtfulDay, error) { return nil, nil } // the real store looks for them

func (m *memory) InOutbox(link, seq int64) (bool, error) {
	return slices.ContainsFunc(m.outbox[link], func(p exchange.Posted) bool { return p.Seq == seq }), nil
}

// edit makes a change as a person does.
func (m *memory) edit(person, record string, creates portfolio.RecordKind, settings ...portfolio.Setting) portfolio.ID {
	c, seen := m.draft(person, "", record, creates, settings...)
	if _, err := m.take(&exchange.Incoming{Change: c}); err != nil {
		panic(err)
	}
	m.saw[c.ID] = seen
	return c.ID
}

// draft returns a change as a person makes it here, who is of another office if login
// is its code, and the changes that they have seen.
func (m *memory) draft(person, login, record string, creates portfolio.RecordKind, settings ...portfolio.Setting) (c portfolio.Change, seen []portfolio.ID) {
	self, _ := m.Self()
	r, _, _ := m.Record(record)
	names := make([]string, len(settings))
	for i, s := range settings {
		names[i] = s.Field
	}
	c = portfolio.Change{ID: portfolio.ID{Office: self.Office, Incarnation: self.Incarnation, N: self.N + 1}, Person: person, Login: login, At: m.Now(),
		Record: record, Creates: creates, Fields: settings}
	if creates == "" {
		c.Over = r.Log.Heads(names...)
	}
	seen = c.Over
	if m.broken != nil && m.broken.forgetsOver && bytes.Contains([]byte(person), []byte("2")) {
		c.Over = nil
	}
	c.Finish()
	return c, seen
}

func (m *memory) SetAside(changes []exchange.Aside) (fresh int, err error) {
	for _, a := range changes {
		if !slices.ContainsFunc(m.asides, func(o exchange.Aside) bool { return o.Change.ID == a.Change.ID }) {
			m.asides = append(m.asides, a)
			fresh++
		}
	}
	return fresh, m.write()
}

func (m *memory) Asides() ([]exchange.Aside, error) { return slices.Clone(m.asides), nil }

func (m *memory) DropAside(id portfolio.ID) error {
	m.asides = slices.DeleteFunc(slices.Clone(m.asides), func(a exchange.Aside) bool { return a.Change.ID == id })
	return m.write()
}

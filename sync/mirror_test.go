package sync

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"testing"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/exchange"
	"fieldfolio/portfolio/sqlite"
)

// mirrored does everything in memory and in a real database, and sees that
// both say the same.
type mirrored struct {
	mem  *memory
	real *sqlite.Store
	t    testing.TB
}

func (s *mirrored) Catalogue(ctx context.Context) (*portfolio.Catalogue, error) {
	return s.mem.Catalogue(ctx)
}

func (s *mirrored) Exchange(ctx context.Context, fn func(exchange.Tx) error) error {
	return s.real.Exchange(ctx, func(tx exchange.Tx) error {
		return s.mem.Exchange(ctx, func(m exchange.Tx) error { return fn(&both{m.(*memory), tx, s.t}) })
	})
}

func (s *mirrored) ReadExchange(ctx context.Context, fn func(exchange.Tx) error) error {
	return s.real.ReadExchange(ctx, func(tx exchange.Tx) error {
		return s.mem.ReadExchange(ctx, func(m exchange.Tx) error { return fn(&both{m.(*memory), tx, s.t}) })
	})
}

// both is the two transactions.
type both struct {
	*memory
	tx exchange.Tx
	t  testing.TB
}

// same compares what the two say.
func same[T any](b *both, what string, m T, err error, r T, realErr error) (T, error) {
	if x, y := fmt.Sprintf("%+v", m), fmt.Sprintf("%+v", r); x != y || realErr != nil {
		b.t.Errorf("%s:\nreal   %s %v\nmemory %s", what, y, realErr, x)
	}
	return m, err
}

func (b *both) Self() (exchange.Self, error) {
	m, err := b.memory.Self()
	r, realErr := b.tx.Self()
	return same(b, "Self", m, err, r, realErr)
}

func (b *both) SetSelf(s exchange.Self) error {
	return first(b.tx.SetSelf(s), b.memory.SetSelf(s))
}

func first(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// Renew has both draw one, and keeps that of the real one.
func (b *both) Renew() error {
	if err := b.tx.Renew(); err != nil {
		return err
	}
	s, err := b.tx.Self()
	if err != nil {
		return err
	}
	b.self.Incarnation = s.Incarnation
	return b.write()
}

func (b *both) Leave(own func(portfolio.ID) bool) error {
	return first(b.tx.Leave(own), b.memory.Leave(own))
}

func (b *both) Take(changes []exchange.Incoming) ([]bool, error) {
	m, err := b.memory.Take(changes)
	if err != nil {
		return m, err
	}
	r, realErr := b.tx.Take(changes)
	return same(b, "Take", m, err, r, realErr)
}

func (b *both) Record(name string) (portfolio.Record, bool, error) {
	m, ok, err := b.memory.Record(name)
	r, realOK, realErr := b.tx.Record(name)
	if m.Base != nil {
		r.Base = m.Base // the real one has more of it
	}
	_, _ = same(b, "Record "+name, shape(b.memory, &m)+fmt.Sprint(m.Kind, ok), err, shape(b.memory, &r)+fmt.Sprint(r.Kind, realOK), realErr)
	return m, ok, err
}

func (b *both) Register() (exchange.Register, error) {
	m, err := b.memory.Register()
	r, realErr := b.tx.Register()
	return same(b, "Register", m, err, r, realErr)
}

func (b *both) Arrivals(after int64, limit int) ([]exchange.Arrival, error) {
	m, err := b.memory.Arrivals(after, limit)
	r, realErr := b.tx.Arrivals(after, limit)
	return same(b, "Arrivals", m, err, r, realErr)
}

func (b *both) Find(ids ...portfolio.ID) ([]exchange.Arrival, error) {
	m, err := b.memory.Find(ids...)
	r, realErr := b.tx.Find(ids...)
	return same(b, "Find", m, err, r, realErr)
}

// LastChanges compares all but the days: the real database has the real clock's.
func (b *both) LastChanges(offices ...string) ([]exchange.LastChange, error) {
	m, err := b.memory.LastChanges(offices...)
	r, realErr := b.tx.LastChanges(offices...)
	bare := func(last []exchange.LastChange) (out []portfolio.Change) {
		for i := range last {
			out = append(out, last[i].Change)
		}
		return out
	}
	_, _ = same(b, "LastChanges", bare(m), err, bare(r), realErr)
	return m, err
}

func (b *both) Related(record string) ([]exchange.Arrival, error) {
	m, err := b.memory.Related(record)
	r, realErr := b.tx.Related(record)
	return same(b, "Related", m, err, r, realErr)
}

func (b *both) Receipts(id portfolio.ID) ([]exchange.Arrival, error) {
	m, err := b.memory.Receipts(id)
	r, realErr := b.tx.Receipts(id)
	return same(b, "Receipts", m, err, r, realErr)
}

func (b *both) Judgement(id portfolio.ID) (portfolio.Judgement, error) {
	m, err := b.memory.Judgement(id)
	r, realErr := b.tx.Judgement(id)
	return same(b, "Judgement", m, err, r, realErr)
}

func (b *both) Judged(what portfolio.Ruling) ([]exchange.Arrival, error) {
	m, err := b.memory.Judged(what)
	r, realErr := b.tx.Judged(what)
	return same(b, "Judged", m, err, r, realErr)
}

func (b *both) Dismiss(id, by portfolio.ID) error {
	return first(b.memory.Dismiss(id, by), b.tx.Dismiss(id, by))
}

func (b *both) Dismissed(id, by portfolio.ID) (bool, error) {
	m, err := b.memory.Dismissed(id, by)
	r, realErr := b.tx.Dismissed(id, by)
	return same(b, "Dismissed", m, err, r, realErr)
}

func (b *both) Unjudged() ([]exchange.Arrival, error) {
	m, err := b.memory.Unjudged()
	r, realErr := b.tx.Unjudged()
	return same(b, "Unjudged", m, err, r, realErr)
}

func (b *both) Links() ([]exchange.Link, error) {
	m, err := b.memory.Links()
	r, realErr := b.tx.Links()
	return same(b, "Links", m, err, r, realErr)
}

func (b *both) LinksOf(office string) ([]exchange.Link, error) {
	m, err := b.memory.LinksOf(office)
	r, realErr := b.tx.LinksOf(office)
	return same(b, "LinksOf", m, err, r, realErr)
}

func (b *both) Link(id int64) (exchange.Link, bool, error) {
	m, ok, err := b.memory.Link(id)
	r, realOK, realErr := b.tx.Link(id)
	_, _ = same(b, "Link", ok, err, realOK, realErr)
	m, err = same(b, "Link", m, err, r, realErr)
	return m, ok, err
}

func (b *both) Fed() (fed, last int64, err error) {
	fed, last, err = b.memory.Fed()
	realFed, realLast, realErr := b.tx.Fed()
	_, _ = same(b, "Fed", []int64{fed, last}, err, []int64{realFed, realLast}, realErr)
	return fed, last, err
}

func (b *both) SetFed(fed int64) error { return first(b.memory.SetFed(fed), b.tx.SetFed(fed)) }

func (b *both) SaveLink(l *exchange.Link) error {
	anew := *l
	if err := b.memory.SaveLink(l); err != nil {
		return err
	}
	if err := b.tx.SaveLink(&anew); err != nil {
		return err
	}
	_, err := same(b, "SaveLink", l.ID, nil, anew.ID, nil)
	return err
}

func (b *both) Post(link int64, posts []exchange.Posted) error {
	return first(b.memory.Post(link, posts), b.tx.Post(link, posts))
}

func (b *both) Outbox(link, after int64, limit int) ([]exchange.Posted, error) {
	m, err := b.memory.Outbox(link, after, limit)
	r, realErr := b.tx.Outbox(link, after, limit)
	for i := range r {
		r[i].Chain = m[i].Chain // asked for with ChainAt
	}
	return same(b, "Outbox", m, err, r, realErr)
}

func (b *both) ChainAt(link, pos int64) (exchange.Chain, error) {
	m, err := b.memory.ChainAt(link, pos)
	r, realErr := b.tx.ChainAt(link, pos)
	return same(b, "ChainAt", m, err, r, realErr)
}

func (b *both) InOutbox(link, seq int64) (bool, error) {
	m, err := b.memory.InOutbox(link, seq)
	r, realErr := b.tx.InOutbox(link, seq)
	return same(b, "InOutbox", m, err, r, realErr)
}

// database opens the real database of a site, empty or from a backup.
func (w *world) database(backup string) *sqlite.Store {
	ctx := context.Background()
	file := backup
	if file == "" {
		file = filepath.Join(w.t.TempDir(), "site.db")
	}
	if backup == "" {
		if err := sqlite.Create(ctx, file, &portfolio.Document{Catalogue: *w.cat, Projects: w.base}); err != nil {
			w.t.Fatal(err)
		}
	}
	s, err := sqlite.Open(ctx, file)
	if err != nil {
		w.t.Fatal(err)
	}
	w.t.Cleanup(func() { _ = s.Close() })
	return s
}

// leaves is a schedule in which offices leave headquarters for another one.
const leaves = 13

// TestRealStores plays schedules with real databases beside the memory.
func TestRealStores(t *testing.T) {
	seeds := []int{leaves}
	for seed := range number("FIELDFOLIO_REAL", orShort(3, 1)) {
		if seed != leaves {
			seeds = append(seeds, seed)
		}
	}
	for _, seed := range seeds {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			w := newWorldWith(t, uint64(seed), nil, true)
			if why := w.play(60); why != "" {
				t.Error(why)
			}
			all := w.sites
			if w.losses.second != nil {
				all = slices.Concat(all, w.losses.second.sites)
			}
			for _, s := range all {
				if faults, err := s.real.real.Check(context.Background()); err != nil || len(faults) > 0 {
					t.Errorf("%s: %v %v", s.name(), faults, err)
				}
			}
		})
	}
}

func (b *both) SetAside(changes []exchange.Aside) (int, error) {
	m, err := b.memory.SetAside(changes)
	r, realErr := b.tx.SetAside(changes)
	return same(b, "SetAside", m, err, r, realErr)
}

func (b *both) Asides() ([]exchange.Aside, error) {
	m, err := b.memory.Asides()
	r, realErr := b.tx.Asides()
	return same(b, "Asides", m, err, r, realErr)
}

func (b *both) DropAside(id portfolio.ID) error {
	return first(b.tx.DropAside(id), b.memory.DropAside(id))
}

package sqlite_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"reflect"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/access"
	"fieldfolio/portfolio/exchange"
	"fieldfolio/portfolio/report/overview"
	"fieldfolio/portfolio/sqlite"
	"fieldfolio/seed"
)

// survey makes an overview.
func survey(t testing.TB, s *sqlite.Store, scope portfolio.Query) *overview.Report {
	t.Helper()
	o, err := overview.Survey(context.Background(), viewed{s}, overview.Spec{AsOf: asOf, Scope: scope})
	if err != nil {
		t.Error(err)
	}
	return o
}

// TestSharedIsOfTheState has sessions with each role and another process change the portfolio: what a session is
// told, which may be what another one was told, equals what a store says that has just been opened.
func TestSharedIsOfTheState(t *testing.T) {
	doc := document(t)
	s := open(t, doc)
	h, outside := host(t, s), another(t, s)
	addLogin(t, s, access.Login{Person: "Vera", Role: access.Viewer})
	scopes := []portfolio.Query{{}, query(t, "region:west-africa", &doc.Catalogue), query(t, "region:east-africa", &doc.Catalogue)}
	var sessions []*sqlite.Store
	for i, person := range []string{"Awa", "Ben", "Vera", "Awa"} {
		sessions = append(sessions, enter(t, h, fmt.Sprint("s", i), person))
	}
	writers := []*sqlite.Store{sessions[0], sessions[1], outside, outside}
	random := rand.New(rand.NewPCG(3, 4))
	for step := range 8 {
		fields := []portfolio.Setting{set("approved", fmt.Sprint(random.IntN(9_000_000)))}
		if step%3 == 1 {
			fields = []portfolio.Setting{set("end", fmt.Sprintf("%d-06-30", 2012+random.IntN(50)))}
		}
		record := []string{"COLR52", "RLAX07", "PERU08", "XAMT72", "GLOT60"}[random.IntN(5)]
		change(t, writers[random.IntN(len(writers))], portfolio.Edit{Record: record, Fields: fields})
		fresh := reopen(t, s.Path())
		var all sync.WaitGroup
		for _, scope := range scopes {
			want := survey(t, fresh, scope)
			for i, x := range sessions {
				all.Go(func() {
					if got := survey(t, x, scope); !reflect.DeepEqual(got, want) {
						t.Errorf("step %d, session %d, scope %q:\n%+v, not\n%+v", step, i, scope, got, want)
					}
				})
			}
		}
		all.Wait()
		_ = fresh.Close()
	}
}

// TestSharedOfManyAtOnce has sessions make overviews while another process changes an amount: each is of a state that
// the portfolio had, none of one before that of the last, and all its figures are of that state.
func TestSharedOfManyAtOnce(t *testing.T) {
	s := open(t, document(t))
	h, outside := host(t, s), another(t, s)
	const changes = 10
	amount := func(n int64) portfolio.Cents { return portfolio.Dollars(2_129_827 - n) } // less than in the document
	whole := portfolio.Dollars(189_538_627)
	var done atomic.Bool
	var all sync.WaitGroup
	for i := range 8 {
		x := enter(t, h, fmt.Sprint("s", i), "Awa")
		all.Go(func() {
			for last := int64(0); !done.Load(); {
				o := survey(t, x, portfolio.Query{})
				n := o.Latest.Changes
				if got := o.Kinds[0].Totals.Approved.Cents; n < last || got != whole-portfolio.Dollars(2_129_827)+amount(n) {
					t.Errorf("after %d of %d changes: %s", n, last, got.Shown())
					return
				}
				last = n
			}
		})
	}
	for n := range int64(changes) {
		change(t, outside, edit("PERU08", set("approved", amount(n+1).Plain())))
	}
	done.Store(true)
	all.Wait()
	if got := survey(t, s, portfolio.Query{}); got.Latest.Changes != changes {
		t.Errorf("%d changes", got.Latest.Changes)
	}
}

// TestSharedIsReadOnce has sessions ask the same at once: one of them reads. After a change, in the exchange with
// other offices too, and when time has passed, it is read again.
func TestSharedIsReadOnce(t *testing.T) {
	now := time.Date(2011, 5, 1, 12, 0, 0, 0, time.UTC)
	s := open(t, seed.Synthetic(5, 3))
	s.SetClock(func() time.Time { return now })
	h, outside := host(t, s), another(t, s)
	var reads atomic.Int64
	var sessions []*sqlite.Store
	for i := range 20 {
		sessions = append(sessions, enter(t, h, fmt.Sprint(i), "Awa"))
	}
	ask := func(after string, want int64) {
		t.Helper()
		var all sync.WaitGroup
		for _, x := range sessions {
			all.Go(func() {
				got, err := x.Shared(t.Context(), "q", func(ctx context.Context) (any, error) {
					reads.Add(1)
					return x.State(ctx)
				})
				if state, _ := s.State(t.Context()); err != nil || got != state {
					t.Errorf("after %s: %v, %v, not %v", after, got, err, state)
				}
			})
		}
		all.Wait()
		if n := reads.Load(); n != want {
			t.Errorf("after %s: %d readings, want %d", after, n, want)
		}
	}
	ask("nothing", 1)
	ask("nothing", 1)
	now = now.Add(time.Second)
	ask("a second", 2)
	record := everything(t, s)[0].ID
	change(t, sessions[0], edit(record, set("title", "By a session")))
	ask("a change", 3)
	change(t, outside, edit(record, set("title", "By another process")))
	ask("a change from outside", 4)
	if err := outside.Exchange(t.Context(), func(tx exchange.Tx) error { return tx.SaveLink(&exchange.Link{Office: "roea"}) }); err != nil {
		t.Fatal(err)
	}
	ask("a link from outside", 5)
	if err := sessions[1].SetPreference(t.Context(), "", "theme", "dark"); err != nil {
		t.Fatal(err)
	}
	ask("a preference", 5)
}

// TestReadExchange refuses to write, to whomever.
func TestReadExchange(t *testing.T) {
	s := open(t, seed.Synthetic(5, 3))
	before, err := s.State(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for what, write := range map[string]func(exchange.Tx) error{
		"SetFed":   func(tx exchange.Tx) error { return tx.SetFed(7) },
		"SaveLink": func(tx exchange.Tx) error { return tx.SaveLink(&exchange.Link{}) },
		"Post":     func(tx exchange.Tx) error { return tx.Post(1, []exchange.Posted{{Pos: 1}}) },
		"Renew":    exchange.Tx.Renew,
		"SetSelf":  func(tx exchange.Tx) error { return tx.SetSelf(exchange.Self{Office: "hq"}) },
	} {
		if err := s.ReadExchange(t.Context(), write); err == nil {
			t.Errorf("%s is not refused", what)
		}
	}
	broken := errors.New("broken")
	if err := s.ReadExchange(t.Context(), func(exchange.Tx) error { return broken }); !errors.Is(err, broken) {
		t.Error(err)
	}
	if after, err := s.State(t.Context()); err != nil || after != before {
		t.Errorf("%v, %v, not %v", after, err, before)
	}
}

package sqlite_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/breakdown"
	"fieldfolio/portfolio/reconcile"
	"fieldfolio/portfolio/sqlite"
	"fieldfolio/seed"
)

// given are answers that a store keeps.
type given struct {
	findings, current []reconcile.Finding
	totals, ending    breakdown.ListTotals
	kinds, money      []breakdown.Cell
	assumed           int64
	plan              []portfolio.SubProgramme
	published         []portfolio.Published
}

// ask asks a store for answers that it keeps.
func ask(t testing.TB, s *sqlite.Store, q portfolio.Query) (g given) {
	t.Helper()
	ctx := context.Background()
	var errs [9]error
	g.findings, errs[0] = s.Findings(ctx, true, false)
	g.current, errs[1] = s.Findings(ctx, false, true)
	g.totals, errs[2] = s.Totals(ctx, breakdown.ListSpec{AsOf: asOf})
	g.ending, errs[3] = s.Totals(ctx, breakdown.ListSpec{Query: q, AsOf: asOf})
	g.kinds, errs[4] = s.Cells(ctx, breakdown.BreakdownSpec{By: []breakdown.Dimension{breakdown.ByKind, breakdown.ByStatus},
		Measures: []breakdown.Measure{breakdown.ProjectCount, breakdown.Approved}, AsOf: asOf})
	g.money, errs[5] = s.Cells(ctx, breakdown.BreakdownSpec{By: []breakdown.Dimension{breakdown.ByRegion}, AsOf: asOf})
	g.assumed, errs[6] = s.Assumed(ctx, q, asOf)
	g.plan, errs[7] = s.SubProgrammes(ctx)
	g.published, errs[8] = s.Published(ctx)
	if err := errors.Join(errs[:]...); err != nil {
		t.Fatal(err)
	}
	byCodes := func(a, b breakdown.Cell) int { return slices.Compare(a.Codes, b.Codes) }
	slices.SortFunc(g.kinds, byCodes)
	slices.SortFunc(g.money, byCodes)
	return g
}

// TestAnswersAreThoseOfTheLog makes random changes through two stores of one file:
// what each has kept equals what a store says that has just been opened.
func TestAnswersAreThoseOfTheLog(t *testing.T) {
	doc := document(t)
	a := open(t, doc)
	b := reopen(t, a.Path())
	ending := query(t, "end:+6m", &doc.Catalogue)
	random := rand.New(rand.NewPCG(1, 2))
	one := func(of ...string) string { return of[random.IntN(len(of))] }
	for step := range 16 {
		amount := fmt.Sprint(random.IntN(9_000_000))
		edit := portfolio.Edit{Record: one("COLR52", "RLAX07", "PERU08", "XAMT72", "GLOT60")}
		switch step % 4 {
		case 0:
			edit.Fields = []portfolio.Setting{set("approved", amount)}
		case 1:
			edit.Fields = []portfolio.Setting{set("title", "Title "+amount)}
		case 2:
			edit.Fields = []portfolio.Setting{set("end", fmt.Sprintf("%d-06-30", 2012+random.IntN(50)))}
		case 3:
			edit = portfolio.Edit{Record: "outcome:1.1", Fields: []portfolio.Setting{set("budget", amount)}}
		}
		change(t, []*sqlite.Store{a, b}[random.IntN(2)], edit)
		if step%5 == 4 {
			if _, _, err := a.Rebuild(context.Background()); err != nil {
				t.Fatal(err)
			}
		}
		want := ask(t, reopen(t, a.Path()), ending)
		for i, s := range []*sqlite.Store{a, b, a} {
			if got := ask(t, s, ending); !reflect.DeepEqual(got, want) {
				t.Fatalf("step %d: store %d says\n%+v, not\n%+v", step, i, got, want)
			}
		}
	}
}

// TestAnswersAreNotTheCallers changes what a store answered: the next one who asks
// does not see it.
func TestAnswersAreNotTheCallers(t *testing.T) {
	s := open(t, document(t))
	want := ask(t, s, portfolio.Query{})
	got := ask(t, s, portfolio.Query{})
	clear(got.findings)
	clear(got.current)
	clear(got.kinds)
	clear(got.money)
	clear(got.plan)
	clear(got.published)
	if again := ask(t, s, portfolio.Query{}); !reflect.DeepEqual(again, want) {
		t.Errorf("%+v, not\n%+v", again, want)
	}
}

// TestAnswersOfManyAtOnce has many ask while one changes an amount: each total is
// one that the portfolio had, none is earlier than one seen before, and the last is
// that of the last change.
func TestAnswersOfManyAtOnce(t *testing.T) {
	ctx := context.Background()
	s := open(t, seed.Synthetic(50, 3))
	all := everything(t, s)
	var base portfolio.Cents
	for _, p := range all[1:] {
		base += p.Amounts.Approved.Cents
	}
	const changes = 12
	amount := func(i int) portfolio.Cents { return portfolio.Dollars(int64(1_000_000 + i)) }
	put := func(i int) {
		if _, err := s.Change(ctx, Editor, portfolio.Edit{Record: all[0].ID, Fields: []portfolio.Setting{set("approved", amount(i).Plain())}}); err != nil {
			t.Error(err)
		}
	}
	put(0)
	var done atomic.Bool
	var wait sync.WaitGroup
	for range 12 {
		wait.Go(func() {
			last := base + amount(0)
			for !done.Load() {
				got, err := s.Totals(ctx, breakdown.ListSpec{AsOf: asOf})
				if sum := got.Approved.Cents; err != nil || sum < last || sum > base+amount(changes) {
					t.Errorf("%d after %d, %v", sum, last, err)
					return
				}
				last = got.Approved.Cents
			}
		})
	}
	for i := range changes {
		put(i + 1)
	}
	done.Store(true)
	wait.Wait()
	if got, err := s.Totals(ctx, breakdown.ListSpec{AsOf: asOf}); err != nil || got.Approved.Cents != base+amount(changes) {
		t.Errorf("%d, %v", got.Approved.Cents, err)
	}
}

// TestAnswersAreReadOnce has many ask the same at once: one of them reads. One who
// no longer waits, and one whose reading fails, leave it to the next. Not more
// answers are kept than there is room for.
func TestAnswersAreReadOnce(t *testing.T) {
	s := open(t, seed.Synthetic(5, 3))
	var reads atomic.Int64
	begun, goOn := make(chan struct{}), make(chan struct{})
	var wait sync.WaitGroup
	for range 20 {
		wait.Go(func() {
			n, err := s.Once(t.Context(), "q", func() (int, error) {
				if reads.Add(1) == 1 {
					close(begun)
					<-goOn
				}
				return 7, nil
			})
			if n != 7 || err != nil {
				t.Errorf("%d, %v", n, err)
			}
		})
	}
	<-begun
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := s.Once(gone, "q", nil); !errors.Is(err, context.Canceled) {
		t.Errorf("waited: %v", err)
	}
	close(goOn)
	wait.Wait()
	if reads.Load() != 1 {
		t.Errorf("%d readings", reads.Load())
	}
	broken := errors.New("broken")
	if _, err := s.Once(t.Context(), "r", func() (int, error) { return 0, broken }); !errors.Is(err, broken) {
		t.Errorf("%v", err)
	}
	if n, err := s.Once(t.Context(), "r", func() (int, error) { return 3, nil }); n != 3 || err != nil {
		t.Errorf("%d, %v", n, err)
	}
	for i := range 200 {
		if _, err := s.Once(t.Context(), fmt.Sprint(i), func() (int, error) { return i, nil }); err != nil {
			t.Fatal(err)
		}
	}
	if n := s.AnswersKept(); n > 64 {
		t.Errorf("%d answers are kept", n)
	}
	if n, err := s.Once(t.Context(), "199", nil); n != 199 || err != nil {
		t.Errorf("%d, %v", n, err)
	}
}

// TestAnswersInOneState asks within OneState on every connection, while somebody
// who asks the same waits for one: nobody waits for the other.
func TestAnswersInOneState(t *testing.T) {
	s := open(t, seed.Synthetic(5, 3))
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	ask := func(ctx context.Context) {
		if n, err := s.Once(ctx, "q", func() (int, error) { return 7, nil }); n != 7 || err != nil {
			t.Errorf("%d, %v", n, err)
		}
	}
	var wait, held sync.WaitGroup
	goOn := make(chan struct{})
	for range sqlite.Connections {
		held.Add(1)
		wait.Go(func() {
			err := s.OneState(ctx, func(ctx context.Context) error {
				held.Done()
				<-goOn
				ask(ctx)
				return nil
			})
			if err != nil {
				t.Error(err)
			}
		})
	}
	held.Wait()
	wait.Go(func() { ask(ctx) })
	time.Sleep(100 * time.Millisecond) // until it waits for a connection
	close(goOn)
	wait.Wait()
}

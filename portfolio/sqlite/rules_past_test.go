package sqlite

import (
	"context"
	"crypto/ed25519"
	"slices"
	"testing"
	"time"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/exchange"
)

// TestRulesOfThePast has a test for each rule of SYNC.md of what --at and --since
// tell. That every day is seen again as it was: TestAt.
func TestRulesOfThePast(t *testing.T) {
	for _, r := range []struct {
		name string
		test func(*testing.T)
	}{
		{"the past goes by the day of the receipt, whatever the author's clock says", pastByReceipt},
		{"by the arrival here while there is no receipt", pastByArrival},
		{"a new copy, and any order of arrival, tell the same past", pastOfNewCopy},
	} {
		t.Run(r.name, r.test)
	}
}

// noon is the clock of a copy on a day of May 2011.
func noon(day int) time.Time { return time.Date(2011, 5, day, 12, 0, 0, 0, time.UTC) }

// renamed is a change by an office with its clock far off.
func renamed(n int64, title string) portfolio.Change {
	c := portfolio.Change{ID: portfolio.ID{Office: "roea", Incarnation: "1a2b3c4d", N: n}, Person: "A. Desk", At: time.Date(2099, 1, 1, 0, 0, 0, 0, time.UTC), Record: "MLIU58",
		Fields: []portfolio.Setting{{Field: portfolio.FieldTitle, Value: title}}}
	c.Finish()
	return c
}

// receipted is a receipt of a change with a day.
func receipted(n int64, day portfolio.Date, c portfolio.Change) portfolio.Change {
	key := ed25519.NewKeyFromSeed(slices.Repeat([]byte{1}, ed25519.SeedSize))
	return exchange.NewReceipt(exchange.Receipt{ID: portfolio.ID{Office: "hq", Incarnation: "9f8e7d6c", N: n}, Changes: []exchange.ReceiptRef{exchange.RefOf(&c)}, Day: day,
		Person: "headquarters"}, noon(1), key)
}

// takeOn has a store take in changes on a day.
func takeOn(t *testing.T, s *Store, day int, changes ...portfolio.Change) {
	t.Helper()
	s.now = func() time.Time { return noon(day) }
	err := s.Exchange(context.Background(), func(x exchange.Tx) error {
		for _, c := range changes {
			if _, err := x.Take([]exchange.Incoming{{Change: c}}); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// titleAt returns the title of MLIU58 at the end of a day, and whether the
// project changed since.
func titleAt(t *testing.T, s *Store, day portfolio.Date) (title string, changed bool) {
	t.Helper()
	ctx := context.Background()
	old, err := s.At(ctx, day)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = old.Close() }()
	p, err := old.Project(ctx, "MLIU58")
	if err != nil {
		t.Fatal(err)
	}
	before, _, err := s.ChangedSince(ctx, day)
	if err != nil {
		t.Fatal(err)
	}
	return p.Title, len(before) > 0
}

// tells checks when a title came in.
func tells(t *testing.T, s *Store, title string, from portfolio.Date) {
	t.Helper()
	if before, changed := titleAt(t, s, from-1); before == title || !changed {
		t.Errorf("the day before: %q, changed since %v", before, changed)
	}
	if on, changed := titleAt(t, s, from); on != title || changed {
		t.Errorf("on the day: %q, changed since %v", on, changed)
	}
}

func pastByReceipt(t *testing.T) {
	s := checked(t)
	c := renamed(1, "Renamed")
	takeOn(t, s, 20, c, receipted(2, 20110510, c))
	tells(t, s, "Renamed", 20110510)
}

func pastByArrival(t *testing.T) {
	s := checked(t)
	c := renamed(1, "Renamed")
	takeOn(t, s, 20, c)
	tells(t, s, "Renamed", 20110520)
	takeOn(t, s, 25, receipted(2, 20110515, c))
	tells(t, s, "Renamed", 20110515)
	takeOn(t, s, 26, receipted(3, 20110518, c)) // not the earliest day
	tells(t, s, "Renamed", 20110515)
}

func pastOfNewCopy(t *testing.T) {
	one, two := renamed(1, "One"), renamed(2, "Two")
	all := []portfolio.Change{one, two, receipted(3, 20110510, one), receipted(4, 20110512, two), receipted(5, 20110511, two)}
	want := ""
	for turn := range all {
		s := checked(t)
		for i := range all {
			takeOn(t, s, 13+i, all[(turn+i)%len(all)])
		}
		got := ""
		for day := portfolio.Date(20110509); day < 20110514; day++ {
			title, changed := titleAt(t, s, day)
			if changed {
				title += " changed since"
			}
			got += title + "\n"
		}
		if want == "" {
			want = got
		}
		if got != want {
			t.Errorf("after %d turns:\n%s\nnot\n%s", turn, got, want)
		}
		faults, err := s.Check(context.Background())
		if err != nil || len(faults) > 0 {
			t.Errorf("%v %v", faults, err)
		}
	}
}

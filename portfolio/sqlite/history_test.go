package sqlite_test

import (
	"context"
	"crypto/ed25519"
	"testing"
	"time"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/sqlite"
)

// takeReceipt takes in what headquarters says of a change.
func takeReceipt(t *testing.T, s *sqlite.Store, n int64, of *portfolio.Change, r portfolio.Receipt) {
	t.Helper()
	r.ID, r.Changes, r.Person = portfolio.ID{Office: "hq", Incarnation: "a1", N: n}, []portfolio.ReceiptRef{portfolio.RefOf(of)}, "B. Coord"
	key := ed25519.NewKeyFromSeed(make([]byte, ed25519.SeedSize))
	c := portfolio.NewReceipt(r, time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC), key)
	err := s.Exchange(t.Context(), func(tx portfolio.Exchange) error {
		_, err := tx.Take([]portfolio.Incoming{{Change: c}})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// A history says what headquarters says of each change; a copy that exchanges
// with nobody waits for nobody.
func TestHistoryHeadquarters(t *testing.T) {
	ctx := context.Background()
	s := open(t, document(t))
	made := change(t, s, portfolio.Edit{Record: "MLIU58", Fields: []portfolio.Setting{set("approved", "1000")}})
	says := func(want string, brief string) {
		t.Helper()
		h, err := s.History(ctx, portfolio.HistorySpec{})
		if err != nil || len(h.Entries) != 1 || h.Entries[0].Headquarters() != want || h.Entries[0].Brief() != brief {
			t.Errorf("%v %+v, want %q", err, h.Entries, want)
		}
		r, err := s.Record(ctx, "MLIU58")
		if err != nil || r.History()[0].Headquarters() != want {
			t.Errorf("the record says %q, want %q (%v)", r.History()[0].Headquarters(), want, err)
		}
	}
	become := func(office string) {
		t.Helper()
		err := s.Exchange(ctx, func(tx portfolio.Exchange) error {
			self, err := tx.Self()
			self.Office, self.Headquarter = office, "hq"
			if err != nil {
				return err
			}
			return tx.SetSelf(self)
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	says("", "current")
	become("hq")
	says("", "current")
	become("roea")
	says("waiting for headquarters", "waiting")
	takeReceipt(t, s, 100, &made[0], portfolio.Receipt{Day: 20261124, Verdict: portfolio.Held, Why: "approved needs headquarters"})
	says("held by headquarters: approved needs headquarters", "held")
	takeReceipt(t, s, 101, &made[0], portfolio.Receipt{Verdict: portfolio.Rejected, Why: "the donor has not signed"})
	says("rejected by headquarters: the donor has not signed", "rejected")
	takeReceipt(t, s, 102, &made[0], portfolio.Receipt{})
	says("", "current")
}

package sqlite_test

import (
	"context"
	"crypto/ed25519"
	"slices"
	"strconv"
	"testing"
	"time"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/exchange"
	"fieldfolio/portfolio/provenance"
	"fieldfolio/portfolio/sqlite"
)

// takeReceipt takes in what headquarters says of a change.
func takeReceipt(t *testing.T, s *sqlite.Store, n int64, of *portfolio.Change, r exchange.Receipt) {
	t.Helper()
	r.ID, r.Changes, r.Person = portfolio.ID{Office: "hq", Incarnation: "a1", N: n}, []exchange.ReceiptRef{exchange.RefOf(of)}, "B. Coord"
	key := ed25519.NewKeyFromSeed(make([]byte, ed25519.SeedSize))
	c := exchange.NewReceipt(r, time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC), key)
	err := s.Exchange(t.Context(), func(tx exchange.Tx) error {
		_, err := tx.Take([]exchange.Incoming{{Change: c}})
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
		h, err := s.History(ctx, provenance.HistorySpec{})
		if err != nil || len(h.Entries) != 1 || h.Entries[0].Headquarters() != want || h.Entries[0].StateWord() != brief {
			t.Errorf("%v %+v, want %q", err, h.Entries, want)
		}
		r, err := s.Record(ctx, "MLIU58")
		if err != nil || provenance.HistoryOf(r)[0].Headquarters() != want {
			t.Errorf("the record says %q, want %q (%v)", provenance.HistoryOf(r)[0].Headquarters(), want, err)
		}
	}
	become := func(office string) {
		t.Helper()
		err := s.Exchange(ctx, func(tx exchange.Tx) error {
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
	takeReceipt(t, s, 100, &made[0], exchange.Receipt{Day: 20261124, Ruling: portfolio.Held, Why: "approved needs headquarters"})
	says("held by B. Coord, headquarters, 24 Nov 2026: approved needs headquarters", "held")
	takeReceipt(t, s, 101, &made[0], exchange.Receipt{Ruling: portfolio.Rejected, Why: "the donor has not signed"})
	says("rejected by B. Coord, headquarters, 24 Nov 2026: the donor has not signed", "rejected")
	takeReceipt(t, s, 102, &made[0], exchange.Receipt{})
	says("accepted by B. Coord, headquarters, 24 Nov 2026", "current")
}

// Any part of a history, and any words, give what the whole has of them.
func TestHistoryParts(t *testing.T) {
	ctx := context.Background()
	s := open(t, document(t))
	for i := range 30 {
		record := []string{"MLIU58", "PERU08", "outcome:1.1"}[i%3]
		field := []string{"approved", "title", "budget"}[i%3]
		value := []string{strconv.Itoa(1000 + i), "Piracy, part " + strconv.Itoa(i), strconv.Itoa(i * 10)}[i%3]
		change(t, s, portfolio.Edit{Record: record, Fields: []portfolio.Setting{set(field, value)}, Reason: []string{"as agreed", ""}[i%2]})
	}
	whole, err := s.History(ctx, provenance.HistorySpec{})
	if err != nil || whole.Changes != 30 || len(whole.Entries) != 30 {
		t.Fatalf("%d changes, %v", whole.Changes, err)
	}
	for _, text := range []string{"", "piracy", "peru08 agreed", "outcome", "budget", "10", "nobody"} {
		for _, record := range []string{"", "PERU08"} {
			for _, part := range [][2]int{{0, 0}, {0, 3}, {2, 3}, {4, 100}, {50, 3}} {
				spec := provenance.HistorySpec{Record: record, Text: text, Offset: part[0], Limit: part[1]}
				want := foundIn(whole, spec)
				got, err := s.History(ctx, spec)
				if err != nil || int(got.Changes) != len(want) {
					t.Fatalf("%+v: %d changes, want %d, %v", spec, got.Changes, len(want), err)
				}
				want = want[min(spec.Offset, len(want)):]
				if spec.Limit > 0 {
					want = want[:min(spec.Limit, len(want))]
				}
				if !slices.EqualFunc(got.Entries, want, func(a, b provenance.Entry) bool { return a.Change.ID == b.Change.ID && a.Field == b.Field }) {
					t.Errorf("%+v: %d lines, want %d", spec, len(got.Entries), len(want))
				}
			}
		}
	}
}

// Changes are found by what is shown of them, and by what is stored.
func TestHistoryFindsWhatIsShown(t *testing.T) {
	s := open(t, document(t))
	change(t, s, portfolio.Edit{Record: "MLIU58", Fields: []portfolio.Setting{set("approved", "7500000"), set("end", "2013-06-30")},
		Reason: "revision"})
	change(t, s, portfolio.Edit{Record: "PERU08", Fields: []portfolio.Setting{set("overall", "120000")}})
	for text, want := range map[string]int64{
		"approved": 1, "approved budget": 1, "7500000": 1, "7,500,000": 1, "30 Jun 2013": 1, "2013-06-30": 1, "last day": 1,
		"MLIU58": 1, "mali": 1, "revision": 1, "overall": 1, "budget": 2, "7,500,001": 0, "nobody": 0,
	} {
		h, err := s.History(context.Background(), provenance.HistorySpec{Text: text})
		if err != nil || h.Changes != want {
			t.Errorf("%q: %d changes, want %d, %v", text, h.Changes, want, err)
		}
	}
}

// foundIn returns the lines of a history, each of one change, that a spec finds.
func foundIn(h provenance.History, spec provenance.HistorySpec) []provenance.Entry {
	var out []provenance.Entry
	for _, e := range h.Entries {
		if (spec.Record == "" || e.Record == spec.Record) && spec.Finds(e.Change, e.Kind, e.Name) {
			out = append(out, e)
		}
	}
	return out
}

// TestHistorySteps: what was saved together is one step, whatever part is read; the changes of one
// step can be read by themselves.
func TestHistorySteps(t *testing.T) {
	ctx := context.Background()
	s := open(t, document(t))
	change(t, s, portfolio.Edit{Record: "MLIU58", Fields: []portfolio.Setting{set("title", "Before")}})
	made := change(t, s, titled(t, s, "All")...)
	change(t, s, portfolio.Edit{Record: "MLIU58", Fields: []portfolio.Setting{set("title", "After"), set("country", "Ruritania")}})
	step := provenance.StepOf(&made[0])
	for _, c := range []struct {
		spec           provenance.HistorySpec
		steps, changes int64
		entries        int
	}{
		{provenance.HistorySpec{}, 3, int64(len(made)) + 2, len(made) + 3},
		{provenance.HistorySpec{Limit: 1}, 3, int64(len(made)) + 2, 2},
		{provenance.HistorySpec{Limit: 2}, 3, int64(len(made)) + 2, len(made) + 2},
		{provenance.HistorySpec{Offset: 1, Limit: 1}, 3, int64(len(made)) + 2, len(made)},
		{provenance.HistorySpec{Record: recordID(t, s, "MLIU58")}, 3, 3, 4},
		{provenance.HistorySpec{Text: "MLIU58 title All"}, 1, 1, 1},
		{provenance.HistorySpec{Step: step}, int64(len(made)), int64(len(made)), len(made)},
		{provenance.HistorySpec{Step: step, Offset: 2, Limit: 3}, int64(len(made)), int64(len(made)), 3},
		{provenance.HistorySpec{Offset: 3}, 3, int64(len(made)) + 2, 0},
		{provenance.HistorySpec{PerStep: 10}, 3, int64(len(made)) + 2, 10 + 3},
		{provenance.HistorySpec{Limit: 2, PerStep: 10}, 3, int64(len(made)) + 2, 10 + 2},
		{provenance.HistorySpec{Text: "All", PerStep: 10}, 1, int64(len(made)), 10},
		{provenance.HistorySpec{Step: step, PerStep: 10}, int64(len(made)), int64(len(made)), len(made)},
	} {
		h, err := s.History(ctx, c.spec)
		if err != nil || h.Steps != c.steps || h.Changes != c.changes || len(h.Entries) != c.entries {
			t.Errorf("%+v: %d steps, %d changes, %d lines, %v; want %+v", c.spec, h.Steps, h.Changes, len(h.Entries), err, c)
		}
		if c.spec.Text == "All" && provenance.Step(h.Entries).Rest() != int64(len(made)-10) {
			t.Errorf("%+v: %d changes are left out", c.spec, provenance.Step(h.Entries).Rest())
		}
	}
}

func recordID(t *testing.T, s *sqlite.Store, number string) string {
	t.Helper()
	r, err := s.Record(context.Background(), number)
	if err != nil {
		t.Fatal(err)
	}
	return r.ID
}

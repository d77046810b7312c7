package sqlite_test

import (
	"context"
	"crypto/ed25519"
	"errors"
	"testing"
	"time"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/exchange"
	"fieldfolio/portfolio/provenance"
	"fieldfolio/portfolio/sqlite"
)

// misdated are the receipts for a change that headquarters, at 2031 by its
// clock, received, held and accepted; then two by which a person corrects the day
// of the change, and of both receipts.
func misdated(of *portfolio.Change) []portfolio.Change {
	key := ed25519.NewKeyFromSeed(make([]byte, ed25519.SeedSize))
	at := time.Date(2031, 1, 3, 9, 0, 0, 0, time.UTC)
	n := int64(100)
	give := func(r exchange.Receipt, changes ...*portfolio.Change) portfolio.Change {
		n++
		r.ID = portfolio.ID{Office: "hq", Incarnation: "a1", N: n}
		for _, c := range changes {
			r.Changes = append(r.Changes, exchange.RefOf(c))
		}
		return exchange.NewReceipt(r, at, key)
	}
	held := give(exchange.Receipt{Day: 20310103, Ruling: portfolio.Held, Why: "review", Person: portfolio.Program}, of)
	accepted := give(exchange.Receipt{Person: "B. Coord", Login: "bcoord", Why: "signed"}, of)
	at = time.Date(2026, 11, 29, 9, 0, 0, 0, time.UTC)
	corrected := exchange.Receipt{Day: 20261128, Corrects: true, Person: "A. Desk"}
	return []portfolio.Change{held, accepted, give(corrected, of), give(corrected, &held, &accepted)}
}

// corrected fails unless a copy tells the change and both rulings of the
// corrected day, now and in the past, and finds no fault.
func corrected(t *testing.T, s *sqlite.Store) {
	t.Helper()
	ctx := context.Background()
	h, err := s.History(ctx, provenance.HistorySpec{Record: "MLIU58"})
	if err != nil || len(h.Entries) != 1 {
		t.Fatalf("%v %+v", err, h)
	}
	e := h.Entries[0]
	if want := (portfolio.DayReceived{Day: 20261128, Corrected: true}); e.Received != want {
		t.Errorf("received %+v, want %+v", e.Received, want)
	}
	const ruling = "accepted by B. Coord (bcoord), headquarters, 28 Nov 2026: signed"
	if e.Headquarters() != ruling || len(e.Judgement.Earlier) != 1 || e.Judgement.Earlier[0].On != 20261128 {
		t.Errorf("%q, %+v", e.Headquarters(), e.Judgement.Earlier)
	}
	days, err := s.DoubtfulDays(ctx, true)
	if err != nil || len(days) != 0 {
		t.Errorf("days in doubt: %v %v", days, err)
	}
	for day, want := range map[portfolio.Date]string{20261127: "3475033", 20261128: "1000"} {
		past, err := s.At(ctx, day)
		if err != nil {
			t.Fatal(err)
		}
		r, err := past.Record(ctx, "MLIU58")
		if err != nil || r.Value("approved").Text != want {
			t.Errorf("approved %s on %s, want %s; %v", r.Value("approved").Text, day.Plain(), want, err)
		}
		if err := past.Close(); err != nil {
			t.Error(err)
		}
	}
	sound(t, s)
}

// midNovember is an open portfolio in which one change was made, in mid November
// 2026, at an office.
func midNovember(t *testing.T) (*sqlite.Store, *portfolio.Change) {
	t.Helper()
	s := open(t, document(t))
	s.SetClock(func() time.Time { return time.Date(2026, 11, 15, 9, 0, 0, 0, time.UTC) })
	made := change(t, s, portfolio.Edit{Record: "MLIU58", Fields: []portfolio.Setting{set("approved", "1000")}})
	s.SetClock(func() time.Time { return time.Date(2026, 11, 29, 9, 0, 0, 0, time.UTC) })
	return s, &made[0]
}

func takes(t *testing.T, s *sqlite.Store, changes ...portfolio.Change) {
	t.Helper()
	err := s.Exchange(t.Context(), func(tx exchange.Tx) error {
		for _, c := range changes {
			if _, err := tx.Take([]exchange.Incoming{{Change: c}}); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// Receipts and corrections give the same days and rulings in whatever order they
// arrive.
func TestCorrectedDays(t *testing.T) {
	for _, order := range [][4]int{{0, 1, 2, 3}, {3, 2, 1, 0}, {2, 0, 3, 1}, {1, 3, 0, 2}} {
		s, made := midNovember(t)
		all := misdated(made)
		for _, i := range order {
			takes(t, s, all[i])
		}
		corrected(t, s)
	}
}

// A change that was held, then rejected, and whose days were corrected has the
// same ruling, days and effect in all 120 orders in which it and the receipts
// arrive, kept aside or not.
func TestRejectedInAnyOrder(t *testing.T) {
	s := open(t, document(t))
	s.SetClock(func() time.Time { return time.Date(2026, 11, 29, 9, 0, 0, 0, time.UTC) })
	err := s.Exchange(t.Context(), func(tx exchange.Tx) error {
		for n := range 120 {
			id, record, err := rejectedIn(tx, n)
			j, err2 := tx.Judgement(id)
			r, _, err3 := tx.Record(record)
			if err := errors.Join(err, err2, err3); err != nil {
				return err
			}
			if j.Ruling != portfolio.Rejected || j.Why != "not so" || len(j.Earlier) != 1 || j.On != 20261128 ||
				j.Earlier[0].On != 20261128 || j.Day != 20261128 || !j.Receipted || !r.Log.Held(id) {
				t.Errorf("order %d: %+v, without effect %v", n, j, r.Log.Held(id))
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	sound(t, s)
}

// rejectedIn takes in a new note and its receipts in one of 120 orders.
func rejectedIn(tx exchange.Tx, order int) (portfolio.ID, string, error) {
	c := portfolio.Change{ID: portfolio.ID{Office: "of1", Incarnation: "b1", N: int64(order) + 1}, Person: "B. Field",
		At: time.Date(2026, 11, 15, 9, 0, 0, 0, time.UTC), Creates: portfolio.NoteRecord,
		Fields: []portfolio.Setting{set(portfolio.FieldOn, "MLIU58"), set(portfolio.FieldText, "late")}}
	c.Finish()
	for left := rejected(&c); len(left) > 0; {
		i := order % len(left)
		order /= len(left)
		if _, err := tx.Take([]exchange.Incoming{{Change: left[i]}}); err != nil {
			return c.ID, "", err
		}
		left = append(left[:i:i], left[i+1:]...)
	}
	return c.ID, c.Target(), nil
}

// rejected are a change and receipts like those of misdated, of which the second
// rejects it.
func rejected(of *portfolio.Change) []portfolio.Change {
	all := misdated(of)
	r, _ := exchange.ReceiptOf(&all[1])
	r.Ruling, r.Why = portfolio.Rejected, "not so"
	key := ed25519.NewKeyFromSeed(make([]byte, ed25519.SeedSize))
	all[1] = exchange.NewReceipt(r, all[1].At, key)
	days, _ := exchange.ReceiptOf(&all[3])
	days.Changes = []exchange.ReceiptRef{exchange.RefOf(&all[0]), exchange.RefOf(&all[1])}
	all[3] = exchange.NewReceipt(days, all[3].At, key)
	return append(all, *of)
}

// A database of an earlier release, which took corrections for receipts and a
// name with its login for a name, is read again.
func TestCorrectedDaysOfEarlierRelease(t *testing.T) {
	s, made := midNovember(t)
	takes(t, s, misdated(made)...)
	file := backup(t, s)
	execute(t, file, `UPDATE receipt SET person = person || char(160) || '(' || login || ')' WHERE login <> '';
		UPDATE receipt SET given = 20310103 WHERE by LIKE 'hq.a1:101-%' OR by LIKE 'hq.a1:102-%'; `+toVersion8+"PRAGMA user_version = 8")
	old := reopen(t, file)
	old.SetClock(func() time.Time { return time.Date(2026, 11, 29, 9, 0, 0, 0, time.UTC) })
	corrected(t, old)
}

// Before they are corrected, the days are in doubt; the day of an arrival that no
// receipt lists is corrected here.
func TestDoubtfulDays(t *testing.T) {
	s, made := midNovember(t)
	takes(t, s, misdated(made)[:2]...)
	days, err := s.DoubtfulDays(t.Context(), false)
	want := exchange.DoubtfulDay{Day: 20310103, Changes: 1, Why: "it is after today"}
	if err != nil || len(days) != 1 || days[0] != want {
		t.Errorf("%+v %v, want %+v", days, err, want)
	}
	f, err := s.ClockFacts(t.Context())
	if err != nil || f.Newest != 20310103 || f.Fault() == "" {
		t.Errorf("%+v %v", f, err)
	}
	own := open(t, document(t))
	own.SetClock(func() time.Time { return time.Date(2031, 1, 3, 9, 0, 0, 0, time.UTC) })
	late := change(t, own, portfolio.Edit{Record: "MLIU58", Fields: []portfolio.Setting{set("approved", "1000")}})
	own.SetClock(func() time.Time { return time.Date(2026, 11, 29, 9, 0, 0, 0, time.UTC) })
	err = own.Exchange(t.Context(), func(tx exchange.Tx) error { return tx.Redate(late[0].ID, 20261129) })
	if days, other := own.DoubtfulDays(t.Context(), true); err != nil || other != nil || len(days) != 1 || days[0].Day != 20261129 {
		t.Errorf("%+v %v %v", days, err, other)
	}
	sound(t, own)
}

package sync

import (
	"context"
	"crypto/ed25519"
	"slices"
	"strings"
	"testing"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/exchange"
	"fieldfolio/sync/wire"
)

func verdict(w *world, id portfolio.ID) portfolio.Judgement { return w.hq().mem.judged[id] }

// TestFormerKeyAgain has a stolen laptop send the same change again and again,
// and the new copy give back what it got of it from headquarters: it stays held.
// The receipt that holds it for its origin vouches for nothing.
func TestFormerKeyAgain(t *testing.T) {
	w, lost, _ := pair(t)
	ctx := context.Background()
	inv, err := w.hq().Rekey(ctx, "A. Desk", "roea")
	w.hq().must(err)
	id := lost.change("A. Desk", "ABCX01", "", set("title", "Stolen"))
	still := func(when string) {
		t.Helper()
		if j := verdict(w, id); j.Ruling != portfolio.Held || !strings.HasPrefix(j.Why, doubtKey) {
			t.Fatalf("%s: %+v", when, j)
		}
	}
	for range 3 {
		if _, err := w.hq().Receive(ctx, written(t, lost)); err != nil {
			t.Fatal(err)
		}
		still("sent again")
	}
	fresh := w.site("roea", 12)
	fresh.must(fresh.Accept(ctx, inv, ""))
	w.heal()
	still("after all mail")
	fresh.must(fresh.exchange(ctx, func(d *txn) error { return d.renew() })) // gives all back
	if o := written(t, fresh); !slices.ContainsFunc(o.Changes, func(p wire.Posted) bool { return p.ID == id && p.Doubt != "" }) {
		t.Error("it is not given back in doubt")
	}
	w.heal()
	still("given back")
	if why := w.check(); why != "" {
		t.Error(why)
	}
	w.hq().must(w.hq().Rule(ctx, "B. Desk", portfolio.Taken, "", id))
	w.heal()
	if j := verdict(w, id); j.Ruling != portfolio.Taken {
		t.Errorf("a person accepted it: %+v", j)
	}
}

// TestHeldKeyProvesNothing has an office enter another key for itself, which is
// held, and bring the receipt as if it confirmed that.
func TestHeldKeyProvesNothing(t *testing.T) {
	w, a, _ := pair(t)
	ctx := context.Background()
	thief := keyOf(77)
	id := a.change("A. Desk", exchange.OfficeKey("roea"), "", set("key", portfolio.FormatKey(thief.Public().(ed25519.PublicKey))))
	w.heal()
	if j := verdict(w, id); j.Ruling != portfolio.Held {
		t.Fatalf("%+v", j)
	}
	d := written(t, a)
	a.must(a.Store.Exchange(ctx, func(tx exchange.Tx) error {
		entry, err := tx.Related(exchange.OfficeKey("roea"))
		for _, x := range entry {
			list, err := tx.Receipts(x.Change.ID)
			if err != nil {
				return err
			}
			for _, r := range append(list, x) {
				d.Extra = append(d.Extra, wire.Posted{Change: r.Change})
			}
		}
		return err
	}))
	if !slices.ContainsFunc(d.Extra, func(p wire.Posted) bool { return p.ID == id }) {
		t.Fatal("it is not brought along")
	}
	d.Extra = slices.CompactFunc(d.Extra, func(x, y wire.Posted) bool { return x.ID == y.ID })
	forged := wire.Sign(d.Diff, thief)
	refused(t, w, &forged, "the signature does not match")
}

package sync

import (
	"context"
	"reflect"
	"slices"
	"strings"
	"testing"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/exchange"
	"fieldfolio/sync/wire"
)

// TestRulesOfCarrying has a test for each rule of the section Who may carry what
// of SYNC.md. What is shown elsewhere:
//
//   - an office cannot carry the change of another one: it is held, and released
//     by its author's own mail: TestOthersChanges
//   - a receipt that holds a change for its origin vouches for nothing:
//     TestFormerKeyAgain, TestHeldKeyProvesNothing
//   - an office can neither forge a receipt nor change the register:
//     TestForgedReceipt, TestOnlyOwnRecipient
//   - a signature that does not fit, an unknown sender, another receiver:
//     TestSpoofedSender, TestChangedOrder, TestForSomebodyElse, TestForwarded
//   - From and Subject are ignored; what is not taken is kept under rejected with the
//     reason: rules-carrying.txtar, sync.txtar
//   - figures of regions outside the scope are marked: TestFreshness in portfolio,
//     sync.txtar
//
// As built, other people's changes go back up with headquarters' receipts, not in
// the signed diff in which they came: the receipts vouch for them.
func TestRulesOfCarrying(t *testing.T) {
	for _, r := range []struct {
		name string
		test func(*testing.T)
	}{
		{"upward a sender carries its own changes", carriesOwn},
		{"a hub carries the changes of the offices registered below it", carriesBelow},
		{"a hub carries no changes of an office that is not below it", carriesNoOther},
		{"downward anything in scope may come", carriesDown},
		{"what headquarters had receipted is believed, whoever gives it back", receiptVouches},
		{"what nobody vouches for is taken and held when it is given back", unvouchedIsHeld},
		{"a hub passes receipts down and cannot forge them", hubForgesNothing},
		{"a hub cannot change the register for the offices below it", hubChangesNoRegister},
		{"a receipt is for one content only", receiptOfContent},
		{"after unanswered mails a sender brings its own entry of the register, with its receipts", entryAfterSilence},
		{"fields and kinds that this release does not know are sent on and acknowledged", unknownGoesOn},
		{"another format is not taken", anotherFormat},
		{"under the name of the seed nothing is taken", nothingOfSeed},
		{"a sender is told in the next diff, whose key had verified before", senderIsTold},
		{"whoever was never heard is told nothing", strangerIsNotTold},
	} {
		t.Run(r.name, r.test)
	}
}

// below adds an office below roea to a pair.
func below(t *testing.T) (w *world, hub, other, kenya *site) {
	w, hub, other = pair(t)
	kenya, _ = w.invited("kenya", regions[2], "roea", 20)
	w.heal()
	if why := w.check(); why != "" {
		t.Fatal(why)
	}
	return w, hub, other, kenya
}

func carriesOwn(t *testing.T) {
	w, a, _ := pair(t)
	id := a.title("ABCX01", "Own")
	takes(t, w.hq(), sends(t, a, w.hq()))
	if j := verdict(w, id); j.By == (portfolio.ID{}) || j.Ruling != portfolio.Taken {
		t.Errorf("%+v", j)
	}
}

func carriesBelow(t *testing.T) {
	w, hub, _, kenya := below(t)
	id := kenya.title("ABCX03", "From below")
	takes(t, hub, sends(t, kenya, hub))
	d := sends(t, hub, w.hq())
	bringsExactly(t, d, true, id)
	takes(t, w.hq(), d)
	if j := verdict(w, id); j.By == (portfolio.ID{}) || j.Ruling != portfolio.Taken {
		t.Errorf("%+v", j)
	}
}

// smuggle has a site send a change of another one to a third.
func smuggle(t *testing.T, from, to *site, c portfolio.Change) exchange.ReceivedDiff {
	t.Helper()
	d := sends(t, from, to)
	d.Changes = append(d.Changes, wire.Posted{Change: c})
	forged := wire.Sign(d.Diff, from.Key)
	return takes(t, to, &forged)
}

func (s *site) find(id portfolio.ID) portfolio.Change { return s.mem.arrivals[s.mem.at[id]].Change }

func carriesNoOther(t *testing.T) {
	w, hub, other, kenya := below(t)
	id := other.title("ABCX02", "Of rosen")
	smuggle(t, hub, w.hq(), other.find(id))
	if j := verdict(w, id); j.Ruling != portfolio.Held || !strings.HasPrefix(j.Why, doubtCarrier) {
		t.Errorf("%+v", j)
	}
	up := other.title("ABCX02", "Of rosen, from below")
	smuggle(t, kenya, hub, other.find(up))
	if hub.mem.doubt[up] == "" {
		t.Error("the hub takes it from below without a doubt")
	}
	takes(t, w.hq(), sends(t, hub, w.hq()))
	if j := verdict(w, up); j.Ruling != portfolio.Held {
		t.Errorf("%+v", j)
	}
}

func carriesDown(t *testing.T) {
	w, hub, other, kenya := below(t)
	ids := []portfolio.ID{other.change("A. Desk", "ABCX03", "", set("country", "By rosen")), w.hq().title("ABCX03", "By headquarters")}
	takes(t, w.hq(), sends(t, other, w.hq()))
	takes(t, hub, sends(t, w.hq(), hub))
	takes(t, kenya, sends(t, hub, kenya))
	for _, id := range ids {
		if _, here := kenya.mem.at[id]; !here || kenya.mem.doubt[id] != "" {
			t.Errorf("%s is here %v, doubt %q", id, here, kenya.mem.doubt[id])
		}
	}
}

// receiptVouches has a headquarters that was put back hear of a change of rosen
// from roea alone.
func receiptVouches(t *testing.T) {
	w, a, b := pair(t)
	night := w.backUp(w.hq())
	id := b.change("B. Desk", "outcome:1.1", "", set("label", "For all"))
	takes(t, w.hq(), sends(t, b, w.hq()))
	w.hq().must(w.hq().Rule(context.Background(), "B. Desk", portfolio.Taken, "", id))
	was := verdict(w, id)
	takes(t, a, sends(t, w.hq(), a))
	w.hq().putBack(night)
	if d := sends(t, a, w.hq()); takes(t, w.hq(), d).Anew {
		takes(t, a, sends(t, w.hq(), a))
	}
	takes(t, w.hq(), sends(t, a, w.hq()))
	if j := verdict(w, id); !reflect.DeepEqual(j, was) || w.hq().mem.doubt[id] != "" {
		t.Errorf("%+v, was %+v; doubt %q", j, was, w.hq().mem.doubt[id])
	}
}

func unvouchedIsHeld(t *testing.T) {
	w, a, b := pair(t)
	id := b.change("B. Desk", "outcome:1.1", "", set("label", "For all"))
	c := b.find(id)
	a.must(a.Store.Exchange(context.Background(), func(tx exchange.Tx) error {
		_, err := tx.Take([]exchange.Incoming{{Change: c}}) // by hand, from a stick
		return err
	}))
	if r := takes(t, w.hq(), sends(t, a, w.hq())); r.Held != 1 || r.Fresh != 1 {
		t.Errorf("%+v", r)
	}
	if j := verdict(w, id); !j.Day.Known() || !strings.Contains(j.Why, "roea, which cannot vouch for rosen") {
		t.Errorf("%+v", j)
	}
}

func hubForgesNothing(t *testing.T) {
	w, hub, _, kenya := below(t)
	id := kenya.change("A. Desk", "ABCX03", "", set("approved", "9"))
	takes(t, hub, sends(t, kenya, hub))
	takes(t, w.hq(), sends(t, hub, w.hq()))
	takes(t, hub, sends(t, w.hq(), hub))
	d, c := sends(t, hub, kenya), kenya.find(id)
	forged := exchange.NewReceipt(exchange.Receipt{ID: portfolio.ID{Office: "hq", Incarnation: "x", N: 900}, Changes: []exchange.ReceiptRef{exchange.RefOf(&c)}}, w.clock, hub.Key)
	bad := *d
	bad.Changes = append(slices.Clone(d.Changes), wire.Posted{Change: forged})
	signed := wire.Sign(bad.Diff, hub.Key)
	takes(t, kenya, &signed)
	asideWith(t, kenya, forged, "headquarters has not signed")
	if j := kenya.mem.judged[id]; j.Ruling != portfolio.Held {
		t.Errorf("%+v", j)
	}
}

// hubChangesNoRegister has a hub enter another key for headquarters' own entry,
// under its own name and under headquarters'.
func hubChangesNoRegister(t *testing.T) {
	_, hub, _, kenya := below(t)
	before := entryAt(kenya, "rosen")
	for _, office := range []string{"roea", "hq"} {
		c := portfolio.Change{ID: portfolio.ID{Office: office, Incarnation: "x", N: 900}, Person: "A. Desk", At: hub.mem.Now(), Record: exchange.OfficeKey("rosen"),
			Fields: []portfolio.Setting{set(portfolio.FieldEmail, "x@example.org")}}
		c.Finish()
		smuggle(t, hub, kenya, c)
		if _, here := kenya.mem.at[c.ID]; !here || entryAt(kenya, "rosen").Email != before.Email {
			t.Errorf("by %s: here %v, %+v", office, here, entryAt(kenya, "rosen"))
		}
	}
}

func receiptOfContent(t *testing.T) {
	w, a, b := pair(t)
	c := b.find(b.title("ABCX02", "One"))
	ref := exchange.RefOf(&c)
	for _, x := range []struct {
		more string
		held bool
	}{{ref.More, false}, {"00000000", true}} {
		receipt := exchange.NewReceipt(exchange.Receipt{ID: portfolio.ID{Office: "hq", Incarnation: "x", N: 900}, Changes: []exchange.ReceiptRef{{ID: ref.ID, More: x.more}}}, w.clock, w.hq().Key)
		d := &wire.Signed{Diff: wire.Diff{Changes: []wire.Posted{{Change: receipt}, {Change: c}}}}
		w.hq().must(w.hq().exchange(context.Background(), func(k *txn) error {
			why := k.doubts(d, sender{code: a.code})(&d.Changes[1])
			if (why != "") != x.held {
				t.Errorf("more %s: %q", x.more, why)
			}
			return nil
		}))
	}
}

// entryAfterSilence has headquarters put back to before it knew the only office
// that still writes: changes, or later acknowledgements alone.
func entryAfterSilence(t *testing.T) {
	entryAfter(t, 2, func(s *site) { s.title("ABCX01", "Sent") })
	entryAfter(t, 4, func(*site) {})
}

func entryAfter(t *testing.T, mails int, edit func(*site)) {
	t.Helper()
	w := newWorld(t, 1, nil)
	w.calm = true
	night := w.backUp(w.hq())
	s, _ := w.invited("kenya", regions[2], "", 20)
	w.heal()
	w.hq().putBack(night)
	edit(s)
	for n := range mails + 1 {
		d := sends(t, s, w.hq())
		if n < mails {
			refused(t, w, d, "not in the register")
			continue
		}
		if len(d.Extra) == 0 {
			t.Fatal("it brings nothing along")
		}
		takes(t, w.hq(), d)
	}
	if o := entryAt(w.hq(), "kenya"); len(o.Keys) != 1 {
		t.Errorf("%+v", o)
	}
}

func anotherFormat(t *testing.T) {
	w, a, _ := pair(t)
	a.title("ABCX01", "One")
	d := sends(t, a, w.hq())
	if _, err := wire.Parse(d.Text() + "later = 1\n"); err == nil || !strings.Contains(err.Error(), "a newer program has written it") {
		t.Error(err)
	}
	if !strings.HasPrefix(string(d.Content()[1:]), "fieldfolio 1") {
		t.Errorf("the signature is over no format: %q", d.Content()[:20])
	}
	for _, key := range []string{"from", "to", "after", "sign"} {
		bad := strings.Replace(d.Text(), key+" = ", key+"s = ", 1)
		if _, err := wire.Parse(bad); err == nil {
			t.Errorf("read without %s", key)
		}
	}
}

func nothingOfSeed(t *testing.T) {
	w, a, _ := pair(t)
	c := portfolio.Change{ID: portfolio.ID{Office: portfolio.SeedOffice, Incarnation: "x", N: 900}, Person: "A. Desk", At: w.clock, Record: "ABCX01", Fields: []portfolio.Setting{set("title", "Corrected")}}
	c.Finish()
	d := sends(t, a, w.hq())
	d.Changes = append(d.Changes, wire.Posted{Change: c})
	signed := wire.Sign(d.Diff, a.Key)
	takes(t, w.hq(), &signed)
	asideWith(t, w.hq(), c, "claims to correct the seed")
	down := sends(t, w.hq(), a)
	down.Changes = append(down.Changes, wire.Posted{Change: c})
	signed = wire.Sign(down.Diff, w.hq().Key)
	takes(t, a, &signed)
	asideWith(t, a, c, "claims to correct the seed")
}

func senderIsTold(t *testing.T) {
	w, a, _ := pair(t)
	told, err := w.hq().Tell(context.Background(), "ROEA@example.org", "it was cut")
	if err != nil || told != "roea" {
		t.Fatal(told, err)
	}
	if d := sends(t, w.hq(), a); !strings.Contains(d.Told, "it was cut") {
		t.Errorf("%q", d.Told)
	}
	if d := sends(t, w.hq(), a); d.Told != "" {
		t.Errorf("told again: %q", d.Told)
	}
}

func strangerIsNotTold(t *testing.T) {
	w, _, _ := pair(t)
	w.invited("kenya", regions[2], "", 20)
	for _, who := range []string{"kenya", "kenya@example.org", "nobody", "x@example.org", ""} {
		if told, err := w.hq().Tell(context.Background(), who, "it was cut"); err != nil || told != "" {
			t.Errorf("%q: told %v, %v", who, told, err)
		}
	}
}

func unknownGoesOn(t *testing.T) {
	w, a, _ := pair(t)
	field := a.change("A. Desk", "ABCX01", "", set("sdg_target", "16.4"))
	kind := a.change("A. Desk", "", "survey", set("question", "How many?"))
	down := w.hq().change("B. Desk", "ABCX01", "", set("sdg_indicator", "16.4.1"))
	w.heal()
	for _, id := range []portfolio.ID{field, kind, down} {
		for _, s := range []*site{w.hq(), a} {
			if _, ok := s.mem.at[id]; !ok {
				t.Errorf("%s lacks %s", s.name(), id)
			}
		}
	}
	if l := linkWith(t, a, w.hq()); l.Acked != l.Out || l.Out == 0 {
		t.Errorf("%d of %d acknowledged", l.Acked, l.Out)
	}
	r, _, _ := w.hq().mem.Record("ABCX01")
	if v := r.Log.State("sdg_target").Value; v.Text != "16.4" {
		t.Errorf("%+v", v)
	}
}

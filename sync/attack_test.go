package sync

import (
	"context"
	"crypto/ed25519"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/exchange"
	"fieldfolio/sync/wire"
)

// pair is headquarters and two offices that have joined.
func pair(t testing.TB) (w *world, a, b *site) { return pairIn(t, newWorld(t, 1, nil)) }

func pairIn(t testing.TB, w *world) (_ *world, a, b *site) {
	w.calm = true
	for i, code := range []string{"roea", "rosen"} {
		inv, err := w.hq().Invite(context.Background(), "A. Desk", Entry{Code: code, Scope: regions[i], Email: code + "@example.org", Days: MaxDays})
		if err != nil {
			t.Fatal(err)
		}
		s := w.site(code, byte(10+i))
		s.must(s.Accept(context.Background(), inv, ""))
		w.codes = append(w.codes, code)
	}
	w.heal()
	return w, w.sites[1], w.sites[2]
}

func set(field, value string) portfolio.Setting { return portfolio.Setting{Field: field, Value: value} }

// written returns what a site would send, read back.
func written(t testing.TB, s *site) *wire.Signed {
	t.Helper()
	out, err := s.Compose(context.Background(), Which{Offices: []string{"hq"}})
	if err != nil || len(out) == 0 {
		t.Fatal(out, err)
	}
	d, err := (&Peer{}).Read(between(out[len(out)-1].Body))
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// refused sends a diff to headquarters and expects that nothing of it is taken.
func refused(t *testing.T, w *world, d *wire.Signed, why string) {
	t.Helper()
	before := len(w.hq().mem.arrivals)
	_, err := w.hq().Receive(context.Background(), d)
	var r *Refused
	if !errors.As(err, &r) || !strings.Contains(err.Error(), why) {
		t.Errorf("%v, wanted %q", err, why)
	}
	if now := len(w.hq().mem.arrivals); now != before {
		t.Errorf("%d changes of it were taken", now-before)
	}
}

func TestSpoofedSender(t *testing.T) {
	w, a, b := pair(t)
	a.change("A. Desk", "ABCX01", "", set("title", "Forged"))
	d := written(t, a)
	forged := wire.Sign(d.Diff, b.Key)
	refused(t, w, &forged, "the signature does not match")
	forged.From = wire.Copy{Office: "nobody", Incarnation: "x"}
	forged = wire.Sign(forged.Diff, b.Key)
	refused(t, w, &forged, "not in the register")
}

func TestReplay(t *testing.T) {
	w, a, _ := pair(t)
	a.change("A. Desk", "ABCX01", "", set("title", "Once"))
	d := written(t, a)
	for range 100 {
		if _, err := w.hq().Receive(context.Background(), d); err != nil {
			t.Fatal(err)
		}
		a.change("A. Desk", "ABCX01", "", set("title", "Again"))
	}
	w.heal()
	if why := w.check(); why != "" {
		t.Error(why)
	}
}

// TestOthersChanges has an office sign a change that claims to be by another
// one: it is held, and becomes what its author's own mail makes of it.
func TestOthersChanges(t *testing.T) {
	w, a, b := pair(t)
	id := b.change("B. Desk", "ABCX02", "", set("title", "By rosen"))
	c := b.mem.arrivals[b.mem.at[id]].Change
	a.must(a.Store.Exchange(context.Background(), func(tx exchange.Tx) error {
		_, err := tx.Take([]exchange.Incoming{{Change: c}})
		return err
	}))
	if _, err := w.hq().Receive(context.Background(), written(t, a)); err != nil {
		t.Fatal(err)
	}
	hq := w.hq().mem
	if j := hq.judged[id]; j.Ruling != portfolio.Held || !strings.Contains(j.Why, "came through roea") {
		t.Errorf("%+v", j)
	}
	w.heal()
	if j := hq.judged[id]; j.Ruling != portfolio.Taken {
		t.Errorf("after its own mail: %+v", j)
	}
	if why := w.check(); why != "" {
		t.Error(why)
	}
}

func TestForSomebodyElse(t *testing.T) {
	w, a, _ := pair(t)
	d := written(t, a)
	d.To.Office = "rosen"
	other := wire.Sign(d.Diff, a.Key)
	refused(t, w, &other, "it is for rosen")
}

func TestChangedOrder(t *testing.T) {
	w, a, _ := pair(t)
	a.change("A. Desk", "ABCX01", "", set("title", "One"))
	a.change("A. Desk", "ABCX01", "", set("country", "Two"))
	d := written(t, a)
	slices.Reverse(d.Changes)
	refused(t, w, d, "the signature does not match")
}

// TestForgedReceipt has an office make a receipt itself, and change the
// register.
func TestForgedReceipt(t *testing.T) {
	w, a, _ := pair(t)
	id := a.change("A. Desk", "ABCX01", "", set("approved", "9"))
	c := a.mem.arrivals[a.mem.at[id]].Change
	forged := exchange.NewReceipt(exchange.Receipt{ID: portfolio.ID{Office: "hq", Incarnation: "x", N: 900}, Changes: []exchange.ReceiptRef{exchange.RefOf(&c)}}, w.clock, a.Key)
	d := written(t, a)
	d.Changes = append(d.Changes, wire.Posted{Change: forged})
	signed := wire.Sign(d.Diff, a.Key)
	takes(t, w.hq(), &signed)
	asideWith(t, w.hq(), forged, "a receipt that headquarters has not signed")

	a.change("A. Desk", exchange.OfficeKey("rosen"), "", set("key", portfolio.FormatKey(make([]byte, 32))))
	before, _ := w.hq().mem.Register()
	w.heal()
	after, _ := w.hq().mem.Register()
	mine, _ := a.mem.Register()
	for _, reg := range []exchange.Register{after, mine} {
		o, _ := before.Office("rosen")
		if n, _ := reg.Office("rosen"); n.Keys[0] != o.Keys[0] {
			t.Error("an office has swapped the key of another one")
		}
	}
}

// TestHostileText has control characters, escape sequences and line ends in
// what a diff says: the change is marked, and no reason shows it.
func TestHostileText(t *testing.T) {
	for _, hostile := range []string{"\x1b[2J", "a\r\nBcc: x", "\u202egnp", "\x00", "\u009b31m"} {
		d := wire.Diff{From: wire.Copy{Office: "roea", Incarnation: "a"}, To: wire.Copy{Office: "hq", Incarnation: ""}}
		c := portfolio.Change{ID: portfolio.ID{Office: "roea", Incarnation: "a", N: 1}, Person: "A. Desk", Record: "XEAU75", Fields: []portfolio.Setting{set("title", hostile)}}
		c.At = c.At.AddDate(2010, 0, 0)
		c.Finish()
		d.Changes = []wire.Posted{{Change: c}}
		s := wire.Sign(d, keyOf(1))
		switch got, err := wire.Parse(s.Text()); {
		case err != nil || !got.Verify(keyOf(1).Public().(ed25519.PublicKey)):
			t.Errorf("%q cannot be read: %v", hostile, err)
		case !strings.HasPrefix(got.Changes[0].Wrong, "field title has the control character U+"):
			t.Errorf("%q: %q", hostile, got.Changes[0].Wrong)
		}
	}
	for _, told := range []string{"\x1b[2J", "one\ntwo"} {
		s := wire.Sign(wire.Diff{From: wire.Copy{Office: "roea", Incarnation: "a"}, To: wire.Copy{Office: "hq", Incarnation: ""}, Told: told, Program: "\x1b"}, keyOf(1))
		got, err := wire.Parse(s.Text())
		if err != nil || wire.HeadText(got.Told) != "" || wire.HeadText(got.Program) != "" {
			t.Errorf("told %q is shown: %v", told, err)
		}
	}
}

// TestNumbers has an office use up the numbers of changes.
func TestNumbers(t *testing.T) {
	w, a, _ := pair(t)
	d := written(t, a)
	c := portfolio.Change{ID: portfolio.ID{Office: "roea", Incarnation: a.mem.self.Incarnation, N: portfolio.MaxNumber - 1}, Person: "A. Desk", At: w.clock, Record: "ABCX01",
		Fields: []portfolio.Setting{set("title", "Last")}}
	c.Finish()
	d.Changes = append(d.Changes, wire.Posted{Change: c})
	s := wire.Sign(d.Diff, a.Key)
	takes(t, w.hq(), &s)
	asideWith(t, w.hq(), c, "its number is too large")
}

// TestInventedDoubt has an office say itself why its changes, and forged ones of
// another office, are in doubt: what a person at headquarters reads still says
// through whom they came, and the next office can read it.
func TestInventedDoubt(t *testing.T) {
	w, a, b := pair(t)
	d := written(t, a)
	soothing := strings.TrimSpace(strings.Repeat("agreed by telephone ", 25))
	for i, of := range []*site{a, b} {
		c := portfolio.Change{ID: portfolio.ID{Office: of.code, Incarnation: of.mem.self.Incarnation, N: int64(900 + i)}, Person: "A. Desk", At: w.clock, Record: "ABCX02", Fields: []portfolio.Setting{set("title", "Forged")}}
		c.Finish()
		d.Changes = append(d.Changes, wire.Posted{Change: c, Doubt: soothing})
	}
	s := wire.Sign(d.Diff, a.Key)
	for range 3 {
		if _, err := w.hq().Receive(context.Background(), must(wire.Parse(s.Text()))); err != nil {
			t.Fatal(err)
		}
	}
	w.heal()
	for i, said := range []string{"it came through roea, which says: agreed", "it came through roea, which cannot vouch for rosen"} {
		if j := verdict(w, d.Changes[len(d.Changes)-2+i].ID); j.Ruling != portfolio.Held || !strings.HasPrefix(j.Why, said) {
			t.Errorf("%+v", j)
		}
	}
	if why := w.check(); why != "" {
		t.Error(why)
	}
}

// TestSwappedKey has a second copy answer an invitation that is used up, with a
// key of its own, and that of a thief who has seen the secret.
func TestSwappedKey(t *testing.T) {
	w, a, _ := pair(t)
	ctx := context.Background()
	inv, err := w.hq().Invite(ctx, "A. Desk", Entry{Code: "romena", Scope: regions[2], Email: "romena@example.org", Days: MaxDays})
	w.hq().must(err)
	first, second := w.site("romena", 20), w.site("romena", 21)
	first.must(first.Accept(ctx, inv, ""))
	second.must(second.Accept(ctx, inv, ""))
	join := written(t, first)
	join.Join.Key = portfolio.FormatKey(keyOf(21).Public().(ed25519.PublicKey))
	refused(t, w, join, "the signature does not match")
	if _, err := w.hq().Receive(ctx, written(t, first)); err != nil {
		t.Fatal(err)
	}
	refused(t, w, written(t, second), "another copy has joined with this invitation already")

	// An office that is a member answers once more, with another key.
	d := written(t, a)
	d.Join = &wire.Join{Key: portfolio.FormatKey(keyOf(22).Public().(ed25519.PublicKey)), Secret: inv.Secret}
	s := wire.Sign(d.Diff, keyOf(22))
	refused(t, w, &s, "it answers another invitation than the one here")
}

// TestOwnEntry has an office change every field of its own entry and of another
// one's: but for its recipient nothing has effect anywhere, and all is held.
func TestOwnEntry(t *testing.T) {
	w, a, b := pair(t)
	reg, _ := w.hq().mem.Register()
	before := fmt.Sprint(reg.Offices())
	values := map[string]string{portfolio.FieldRole: portfolio.RoleHeadquarters, portfolio.FieldScope: portfolio.ScopeAll, portfolio.FieldHub: "rosen", portfolio.FieldEmail: "thief@example.org", portfolio.FieldHeld: "title",
		portfolio.FieldMailLimit: "4000", portfolio.FieldKey: portfolio.FormatKey(keyOf(77).Public().(ed25519.PublicKey)), portfolio.FieldFormerKeys: "x", portfolio.FieldInvitation: "x 2099-01-01",
		portfolio.FieldLocal: b.mem.self.Incarnation, portfolio.FieldRetired: portfolio.Yes}
	var ids []portfolio.ID
	for _, spec := range portfolio.FieldsOf(portfolio.OfficeRecord) {
		if spec.Name == portfolio.FieldRecipient {
			continue
		}
		if values[spec.Name] == "" {
			t.Fatalf("no value for %s", spec.Name)
		}
		for _, code := range []string{"roea", "rosen", "hq"} {
			ids = append(ids, a.change("A. Desk", exchange.OfficeKey(code), "", set(spec.Name, values[spec.Name])))
		}
	}
	ids = append(ids, a.change("A. Desk", exchange.OfficeKey("rosen"), "", set(portfolio.FieldRecipient, recipientOf(identities[0]))))
	w.heal()
	for _, id := range ids {
		if j := verdict(w, id); j.Ruling != portfolio.Held {
			t.Errorf("%s: %+v", id, j)
		}
	}
	for _, s := range w.sites {
		reg, _ := s.mem.Register()
		if now := fmt.Sprint(reg.Offices()); now != before {
			t.Errorf("at %s the register is\n%s\nnot\n%s", s.code, now, before)
		}
	}
	if why := w.check(); why != "" {
		t.Error(why)
	}
}

// TestNobodysRecord has an office change a receipt, and a project that is in no
// document and that nobody has made: a person sees both.
func TestNobodysRecord(t *testing.T) {
	w, a, _ := pairIn(t, newWorldWith(t, 1, nil, true))
	a.change("A. Desk", "ABCX02", "", set("title", "One"))
	w.heal()
	var receipt string
	for _, x := range w.hq().mem.arrivals {
		if x.Change.Creates == portfolio.ReceiptRecord {
			receipt = x.Change.Target()
		}
	}
	for record, why := range map[string]string{receipt: "it changes a receipt", "ABCX99": "ABCX99 is in no document"} {
		id := a.change("A. Desk", record, "", set("title", "Whose?"), set(exchange.FieldRuling, "rejected"))
		w.heal()
		if j := verdict(w, id); j.Ruling != portfolio.Held || !strings.HasPrefix(j.Why, why) {
			t.Errorf("%s: %+v", record, j)
		}
	}
	if why := w.check(); why != "" {
		t.Error(why)
	}
}

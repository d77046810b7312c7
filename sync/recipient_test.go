package sync

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"filippo.io/age"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/exchange"
	"fieldfolio/portfolio/fault"
	"fieldfolio/sync/wire"
)

// encrypts gives a site an identity and has mail to it encrypted.
func (w *world) encrypts(s *site, i age.Identity) {
	s.Identities = append(s.Identities, i)
	s.must(s.Encrypt(context.Background(), "A. Desk", recipientOf(i)))
}

// letterTo returns the mail that a site would send to an office.
func letterTo(t *testing.T, s *site, office string) exchange.Mail {
	t.Helper()
	out, err := s.Compose(context.Background(), Which{Offices: []string{office}})
	if err != nil || len(out) != 1 {
		t.Fatal(out, err)
	}
	return out[0]
}

func isEncrypted(body string) bool {
	_, err := wire.Unarmour(between(body))
	return errors.Is(err, wire.ErrEncrypted)
}

// opens has a site open a body as it opens mail.
func opens(t *testing.T, s *site, body string) ([]exchange.ReceivedDiff, *Refused) {
	t.Helper()
	r := s.Open(context.Background(), Opening{Readings: slices.Values([]string{between(body)}), Diffs: 1})
	if r.Err != nil {
		t.Fatal(r.Err)
	}
	return r.Taken, r.Refused
}

func recipientAt(s *site, office string) string {
	reg, _ := s.mem.Register()
	o, _ := reg.Office(office)
	return o.Recipient
}

// TestEncryptedBothWays has headquarters and an office encrypt what they send to
// one another, while a third gets plain mail.
func TestEncryptedBothWays(t *testing.T) {
	w, a, b := pair(t)
	w.encrypts(w.hq(), identities[0])
	w.encrypts(a, identities[1])
	if recipientAt(a, "roea") != "" {
		t.Error("it counts before headquarters has it")
	}
	w.heal()
	for _, s := range w.sites {
		if recipientAt(s, "hq") != recipientOf(identities[0]) || recipientAt(s, "roea") != recipientOf(identities[1]) {
			t.Errorf("%s has %q and %q", s.code, recipientAt(s, "hq"), recipientAt(s, "roea"))
		}
	}
	for i, s := range w.sites {
		s.change("A. Desk", "ABCX01", "", set("title", "Title "+string(rune('A'+i))))
	}
	w.hq().change("A. Desk", "ABCX02", "", set("title", "For rosen"))
	for _, x := range []struct {
		from, to *site
		sealed   bool
	}{{a, w.hq(), true}, {b, w.hq(), true}, {w.hq(), a, true}, {w.hq(), b, false}} {
		o := letterTo(t, x.from, x.to.code)
		if (o.Recipient != "") != x.sealed || isEncrypted(o.Body) != x.sealed || !strings.Contains(o.Text, "set.title") {
			t.Errorf("%s to %s: sealed %v, %s", x.from.code, x.to.code, o.Recipient, o.Body)
		}
		if taken, refused := opens(t, x.to, o.Body); len(taken) != 1 {
			t.Errorf("%s does not read %s: %v", x.to.code, x.from.code, refused)
		}
	}
	w.heal()
	if why := w.check(); why != "" {
		t.Error(why)
	}
	st, err := a.Status(context.Background())
	if err != nil || !st.Encrypted || st.Lost || !st.Links[0].Encrypted || encryption(&st, &st.Links[0]) != "both" {
		t.Errorf("%+v %v", st, err)
	}
	if err := a.Encrypt(context.Background(), "A. Desk", recipientOf(identities[1])); !errors.Is(err, portfolio.ErrNothing) {
		t.Error(err)
	}
	a.must(a.Encrypt(context.Background(), "A. Desk", ""))
	w.heal()
	if recipientAt(w.hq(), "roea") != "" || recipientAt(b, "roea") != "" {
		t.Error("it is encrypted still")
	}
}

// TestOnlyOwnRecipient has an office change the register in other ways: all is
// held and has no effect anywhere.
func TestOnlyOwnRecipient(t *testing.T) {
	w, a, b := pair(t)
	a.Identities = identities[:1]
	r := recipientOf(identities[0])
	zero := "age1qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqq5cu47z" // a point that takes no key
	mine := exchange.OfficeKey("roea")
	ids := map[string]portfolio.ID{
		"another office":   a.change("A. Desk", exchange.OfficeKey("rosen"), "", set("recipient", r)),
		"headquarters":     a.change("A. Desk", exchange.OfficeKey("hq"), "", set("recipient", r)),
		"with an address":  a.change("A. Desk", mine, "", set("recipient", r), set("email", "x@example.org")),
		"an address alone": a.change("A. Desk", mine, "", set("email", "x@example.org")),
		"its scope":        a.change("A. Desk", mine, "", set("scope", portfolio.ScopeAll)),
		"no recipient":     a.change("A. Desk", mine, "", set("recipient", "age1x")),
		"an empty one":     a.change("A. Desk", mine, "", set("recipient", "")),
		"a wrong sum":      a.change("A. Desk", mine, "", set("recipient", zero[:61]+"q")),
		"a useless point":  a.change("A. Desk", mine, "", set("recipient", zero)),
	}
	w.heal()
	for name, id := range ids {
		if j := verdict(w, id); j.Ruling != portfolio.Held {
			t.Errorf("%s: %+v", name, j)
		}
	}
	for _, s := range w.sites {
		reg, _ := s.mem.Register()
		for _, o := range reg.Offices() {
			if o.Recipient != "" || o.Email == "x@example.org" {
				t.Errorf("%s has %+v", s.code, o)
			}
		}
	}
	good := a.change("A. Desk", mine, "", set("recipient", r))
	w.heal()
	if j := verdict(w, good); j.Ruling != portfolio.Taken || recipientAt(b, "roea") != r {
		t.Errorf("%+v", j)
	}
}

// TestBarred has a recipient in the register that takes no key: mail to its
// office is not composed, neither plainly, and other mail goes.
func TestBarred(t *testing.T) {
	w, a, _ := pair(t)
	zero := "age1qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqq5cu47z"
	ctx := context.Background()
	if err := w.hq().Amend(ctx, "A. Desk", "roea", set("recipient", zero)); err == nil {
		t.Error("headquarters has entered it")
	}
	id := a.change("A. Desk", exchange.OfficeKey("roea"), "", set("recipient", zero))
	w.heal()
	w.hq().must(w.hq().Rule(ctx, "B. Desk", portfolio.Taken, "", id))
	w.hq().change("A. Desk", "ABCX01", "", set("title", "Waiting"))
	for range 2 {
		out, err := w.hq().Compose(ctx, Which{})
		if err != nil || len(out) != 1 || out[0].Link.Office != "rosen" {
			t.Fatal(out, err)
		}
	}
	st, err := w.hq().Status(ctx)
	w.hq().must(err)
	if b := st.Barred(nil); b == nil || !strings.Contains(b.Error(), "for roea:") ||
		!slices.Equal(b.Do, []fault.Remedy{{Action: fault.SendPlainly, Of: "roea"}}) ||
		st.Barred([]string{"rosen"}) != nil {
		t.Error(st.Barred(nil))
	}
	w.encrypts(a, identities[2]) // it hears nothing, and can be heard
	if taken, refused := opens(t, w.hq(), letterTo(t, a, "hq").Body); len(taken) != 1 || recipientAt(w.hq(), "roea") != recipientOf(identities[2]) {
		t.Error(refused)
	}
	w.heal()
	if why := w.check(); why != "" {
		t.Error(why)
	}
}

// TestLostIdentity has an office lose its identities and make a new one: mail
// that it cannot read is refused with what to do, and comes again.
func TestLostIdentity(t *testing.T) {
	w, a, _ := pair(t)
	w.encrypts(a, identities[0])
	w.heal()
	w.hq().change("A. Desk", "ABCX01", "", set("title", "Secret"))
	late := letterTo(t, w.hq(), "roea")
	a.Identities = nil
	taken, refused := opens(t, a, late.Body)
	if len(taken) > 0 || refused == nil || !strings.Contains(refused.Why, "a key that is not here") ||
		refused.Do.Action != fault.ReceiverIdentity {
		t.Fatal(taken, refused)
	}
	if told, err := a.Tell(context.Background(), "hq@example.org", refused.Why); err != nil || told == "" {
		t.Error(told, err)
	}
	if st, err := a.Status(context.Background()); err != nil || !st.Lost {
		t.Error(st, err)
	}
	w.encrypts(a, identities[1])
	got, refused := opens(t, w.hq(), letterTo(t, a, "hq").Body)
	if len(got) != 1 || !strings.Contains(got[0].Told, "a key that is not here") {
		t.Error(got, refused)
	}
	if taken, refused = opens(t, a, letterTo(t, w.hq(), "roea").Body); len(taken) != 1 || taken[0].Fresh == 0 {
		t.Error(taken, refused)
	}
	a.Identities = append(a.Identities, identities[0])
	if taken, refused = opens(t, a, late.Body); len(taken) != 1 { // the file was found again
		t.Error(refused)
	}
	w.heal()
	if why := w.check(); why != "" {
		t.Error(why)
	}
}

// TestBothLost has headquarters and an office lose their identities at once.
// Neither can read in the other's mail to which key its own has to go now, so
// each says that plainly in every other mail, and nothing else.
func TestBothLost(t *testing.T) {
	w, a, _ := pair(t)
	w.encrypts(w.hq(), identities[0])
	w.encrypts(a, identities[1])
	w.heal()
	a.Identities, w.hq().Identities = nil, nil
	w.encrypts(w.hq(), identities[2])
	w.encrypts(a, identities[3])
	id := a.change("A. Desk", "ABCX01", "", set("title", "Secret"))
	plain := 0
	for range 6 {
		for _, s := range []*site{a, w.hq()} {
			to := map[*site]string{a: "hq", w.hq(): "roea"}[s]
			o := letterTo(t, s, to)
			if o.Recipient == "" {
				plain++
				if o.Number > 0 || strings.Contains(o.Body, "Secret") || strings.Contains(o.Body, "set.title") {
					t.Errorf("%s writes plainly: %s", s.code, o.Text)
				}
			}
			s.must(s.Sent(context.Background(), &o))
			other := map[*site]*site{a: w.hq(), w.hq(): a}[s]
			_, _ = opens(t, other, o.Body)
		}
	}
	if plain == 0 {
		t.Error("nobody says to which key its mail goes")
	}
	if _, here := w.hq().mem.at[id]; !here {
		t.Error("headquarters never reads the office again")
	}
	w.heal()
	if why := w.check(); why != "" {
		t.Error(why)
	}
}

// TestLostLaptopEncrypts has a laptop stolen with its identity: headquarters
// encrypts to it no more, whatever it said before and comes later, even through
// a hub that has not heard.
func TestLostLaptopEncrypts(t *testing.T) {
	w, hub, _ := pair(t)
	ctx := context.Background()
	inv, err := w.hq().Invite(ctx, "A. Desk", Entry{Code: "kenya", Scope: regions[0], Email: "kenya@example.org", Hub: "roea", Days: MaxDays})
	w.hq().must(err)
	lost := w.site("kenya", 20)
	lost.must(lost.Accept(ctx, inv, ""))
	if err := lost.Encrypt(ctx, "A. Desk", recipientOf(identities[0])); err == nil {
		t.Error("encrypted before the register came")
	}
	w.heal()
	w.encrypts(lost, identities[0])
	if _, refused := opens(t, hub, letterTo(t, lost, "roea").Body); refused != nil {
		t.Fatal(refused)
	}
	id := lost.mem.arrivals[len(lost.mem.arrivals)-1].Change.ID

	inv, err = w.hq().Rekey(ctx, "A. Desk", "kenya")
	w.hq().must(err)
	if _, refused := opens(t, w.hq(), letterTo(t, hub, "hq").Body); refused != nil {
		t.Fatal(refused)
	}
	if j := verdict(w, id); j.Ruling != portfolio.Held || !strings.Contains(j.Why, "without knowing") || recipientAt(w.hq(), "kenya") != "" {
		t.Errorf("%+v, %q", j, recipientAt(w.hq(), "kenya"))
	}
	fresh := w.site("kenya", 21)
	fresh.must(fresh.Accept(ctx, inv, ""))
	w.heal()
	w.encrypts(fresh, identities[1])
	w.encrypts(lost, identities[2]) // the thief, under the former key
	mark := len(w.log)
	stolen := lost.mem.arrivals[len(lost.mem.arrivals)-1].Change.ID
	w.heal()
	if j := verdict(w, stolen); j.Ruling != portfolio.Held {
		t.Log(strings.Join(w.log[mark:], "\n"), lost.name(), fresh.name(), stolen)
		t.Errorf("%+v", j)
	}
	for _, s := range []*site{w.hq(), hub, fresh} {
		if got := recipientAt(s, "kenya"); got != recipientOf(identities[1]) {
			t.Errorf("%s encrypts to %q", s.code, got)
		}
	}
}

// TestRekeyClears has the recipient go with the key, and one that was entered
// before an office joined go when it does.
func TestRekeyClears(t *testing.T) {
	w, a, _ := pair(t)
	ctx := context.Background()
	w.encrypts(a, identities[0])
	w.heal()
	if recipientAt(w.hq(), "roea") == "" {
		t.Fatal("it was not set")
	}
	inv, err := w.hq().Rekey(ctx, "A. Desk", "roea")
	w.hq().must(err)
	if got := recipientAt(w.hq(), "roea"); got != "" {
		t.Errorf("encrypted to %q still", got)
	}
	if o := letterTo(t, w.hq(), "roea"); o.Recipient != "" || isEncrypted(o.Body) {
		t.Error("encrypted still")
	}
	w.hq().must(w.hq().Amend(ctx, "A. Desk", "roea", set("recipient", recipientOf(identities[3]))))
	fresh := w.site("roea", 22)
	fresh.must(fresh.Accept(ctx, inv, ""))
	if _, refused := opens(t, w.hq(), letterTo(t, fresh, "hq").Body); refused != nil {
		t.Fatal(refused)
	}
	if got := recipientAt(w.hq(), "roea"); got != "" {
		t.Errorf("encrypted to %q after another copy joined", got)
	}
}

// TestForwarded has an office encrypt anew to another one what headquarters sent
// to it: the signature is headquarters', and names the receiver.
func TestForwarded(t *testing.T) {
	w, a, b := pair(t)
	w.encrypts(a, identities[0])
	w.encrypts(b, identities[1])
	w.heal()
	w.hq().change("A. Desk", "ABCX01", "", set("title", "For roea alone"))
	text, err := wire.Unarmour(between(letterTo(t, w.hq(), "roea").Body), a.Identities...)
	if err != nil {
		t.Fatal(err)
	}
	forward := func(text, to string) *Refused {
		t.Helper()
		inner, err := wire.Encrypted(text, to)
		if err != nil {
			t.Fatal(err)
		}
		before := len(b.mem.arrivals)
		taken, refused := opens(t, b, wire.Begin+"\n"+inner+wire.End+"\n")
		if len(taken) > 0 || refused == nil || len(b.mem.arrivals) != before {
			t.Fatal(taken, refused)
		}
		return refused
	}
	if r := forward(text, recipientOf(identities[1])); r.Why != "it is for roea, not for rosen" {
		t.Error(r)
	}
	d, err := wire.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	d.To.Office = "rosen"
	if r := forward(d.Text(), recipientOf(identities[1])); !strings.Contains(r.Why, "not headquarters'") {
		t.Error(r)
	}
}

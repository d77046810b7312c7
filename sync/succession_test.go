package sync

import (
	"crypto/ed25519"
	"errors"
	"strings"
	"testing"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/exchange"
	"fieldfolio/portfolio/fault"
	"fieldfolio/sync/wire"
)

// claims has an office receive a diff in the name of headquarters.
func claims(t *testing.T, s *site, key byte, roots exchange.Roots) *Refused {
	t.Helper()
	d := wire.Sign(wire.Diff{From: wire.Copy{Office: "hq", Incarnation: "forged"}, To: wire.Copy{Office: s.code, Incarnation: s.mem.self.Incarnation}, Roots: roots}, keyOf(key))
	_, err := s.Receive(t.Context(), &d)
	if err == nil {
		return nil
	}
	no, is := errors.AsType[*Refused](err)
	if !is {
		t.Fatal(err)
	}
	return no
}

func keyText(n byte) string {
	return portfolio.FormatKey(keyOf(n).Public().(ed25519.PublicKey))
}

// TestSuccessor has headquarters succeed its key: nobody but a person at an
// office who enters the fingerprint makes that office trust another key.
func TestSuccessor(t *testing.T) {
	w, a, b := pair(t)
	hq, first := w.hq(), keyText(1)
	other := exchange.Roots{first, keyText(7)}
	if no := claims(t, a, 7, other); no == nil || no.Do.Action != fault.ConfirmKey || no.Do.Of != other.Fingerprint() ||
		a.mem.self.Claimed != other.Fingerprint() {
		t.Errorf("a successor that nobody has confirmed: %+v, claimed %q", no, a.mem.self.Claimed)
	}
	for name, no := range map[string]*Refused{
		"a key without a statement":         claims(t, a, 7, nil),
		"keys that others have signed":      claims(t, a, 8, other),
		"another headquarters":              claims(t, a, 7, exchange.Roots{keyText(7)}),
		"the present key, with a successor": claims(t, a, 1, exchange.Roots{first, keyText(9)}),
	} {
		if no == nil {
			t.Errorf("%s is taken", name)
		}
	}
	takes(t, a, sends(t, hq, a))
	if a.mem.self.Claimed != "" {
		t.Error("headquarters still signs with its key, and people are told of another one")
	}
	hq.Key = keyOf(2)
	a.must(hq.Succeed(t.Context(), "A. Desk", nil, true))
	roots := hq.mem.self.Roots
	for _, s := range []*site{a, b} {
		known, err := s.Confirm(t.Context(), roots.Fingerprint())
		if known || err != nil {
			t.Error(known, err)
		}
		if no := claims(t, s, 7, other); no == nil {
			t.Error("a key is taken whose fingerprint nobody has confirmed")
		}
		w.sendNow(hq)
		if s.mem.self.Roots.Fingerprint() != roots.Fingerprint() || s.mem.self.Confirmed != "" {
			t.Errorf("%s has %v", s.code, s.mem.self.Roots)
		}
		if _, err := s.Confirm(t.Context(), exchange.Fingerprint(first)); err == nil || s.mem.self.Confirmed != "" {
			t.Errorf("the former key is confirmed: %q, %v", s.mem.self.Confirmed, err)
		}
		if no := claims(t, s, 1, nil); no == nil || !strings.Contains(no.Why, "a former key of headquarters") {
			t.Errorf("the former key: %v", no)
		}
		if no := claims(t, s, 1, exchange.Roots{first}); no == nil {
			t.Error("the former key, with a statement, is taken")
		}
	}
}

// TestConfirmAnother has a person confirm the fingerprint of another
// headquarters by mistake: what was exchanged with two is never mixed.
func TestConfirmAnother(t *testing.T) {
	_, a, _ := pair(t)
	other := exchange.Roots{keyText(7)}
	_, err := a.Confirm(t.Context(), other.Fingerprint())
	a.must(err)
	if no := claims(t, a, 7, other); no == nil || !strings.Contains(no.Why, "another headquarters with the code hq") {
		t.Errorf("another headquarters: %v", no)
	}
}

// TestConfirmCorrected has a person enter the fingerprint that a forger has
// told, and then the right one: from then on the forger's is not accepted.
func TestConfirmCorrected(t *testing.T) {
	_, a, _ := pair(t)
	forged := exchange.Roots{keyText(1), keyText(7)}
	for _, print := range []string{forged.Fingerprint(), a.mem.self.Roots.Fingerprint()} {
		if _, err := a.Confirm(t.Context(), print); err != nil {
			t.Fatal(err)
		}
	}
	if no := claims(t, a, 7, forged); no == nil {
		t.Error("the forger's key is taken")
	}
}

// TestStolenKey has a thief with a key of headquarters that it has replaced make
// up receipts, which enter an office of his own in the register.
func TestStolenKey(t *testing.T) {
	w, a, _ := pair(t)
	hq, thief := w.hq(), keyOf(66)
	hq.Key = keyOf(2)
	a.must(hq.Succeed(t.Context(), "A. Desk", nil, true))
	roots := hq.mem.self.Roots
	if _, err := a.Confirm(t.Context(), roots.Fingerprint()); err != nil {
		t.Fatal(err)
	}
	w.sendNow(hq)
	for _, s := range []*site{hq, a} {
		entry := s.crafted("hq", "aaaaaaaa", 1, exchange.OfficeKey("evil"), set(portfolio.FieldRole, portfolio.RoleOffice),
			set(portfolio.FieldScope, portfolio.ScopeAll), set(portfolio.FieldHub, s.code), set(portfolio.FieldKey, keyText(66)))
		receipt := exchange.NewReceipt(exchange.Receipt{ID: portfolio.ID{Office: "hq", Incarnation: "aaaaaaaa", N: entry.ID.N + 1},
			Changes: []exchange.ReceiptRef{exchange.RefOf(&entry)}, Day: portfolio.DateOf(s.mem.Now()), Person: portfolio.Program},
			s.mem.Now(), keyOf(1))
		d := wire.Sign(wire.Diff{From: wire.Copy{Office: "evil", Incarnation: "eeeeeeee"},
			To:    wire.Copy{Office: s.code, Incarnation: s.mem.self.Incarnation},
			Extra: []wire.Posted{{Change: receipt}, {Change: entry}}}, thief)
		_, err := s.Receive(t.Context(), &d)
		reg, _ := s.mem.Register()
		if o, known := reg.Office("evil"); err == nil || known {
			t.Errorf("%s: the thief's office is in the register: %+v, %v", s.code, o, err)
		}
	}
}

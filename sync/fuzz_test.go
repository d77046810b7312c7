package sync

import (
	"context"
	"crypto/ed25519"
	"errors"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/BurntSushi/toml"

	"fieldfolio/portfolio"
	"fieldfolio/sync/mail/mailtest"
	"fieldfolio/sync/wire"
)

// FuzzParse reads anything, and what it reads writes and reads the same. What
// was altered is signed again, so that it gets past the signature.
func FuzzParse(f *testing.F) {
	w := newWorld(f, 2, nil)
	w.calm = true
	for range 3 {
		w.invite()
	}
	for _, s := range w.sites[1:] {
		w.edit(s)
		w.send(s, false)
	}
	for _, l := range w.mail {
		f.Add(between(l.body))
	}
	f.Add("from = \"roea.a\"\nto = \"hq\"\nafter = 0\nsign = \"\"\n")
	f.Fuzz(func(t *testing.T, text string) {
		s, err := wire.Parse(text)
		if err != nil {
			return
		}
		again := wire.Sign(s.Diff, keyOf(1))
		back, err := wire.Parse(again.Text())
		if err != nil {
			t.Fatalf("%v\n%s", err, again.Text())
		}
		if back.Text() != again.Text() || !back.Verify(ed25519.PublicKey(keyOf(1)[32:])) {
			t.Fatalf("%s\nreads as\n%s", again.Text(), back.Text())
		}
	})
}

// FuzzReceive alters diffs that offices and headquarters have written and signs
// them again with their keys: whatever such a diff says, it is taken in whole or
// not at all, the same once more changes nothing, mail can still be written, and
// after some mail all copies agree.
func FuzzReceive(f *testing.F) {
	_, mails := correspondence(f)
	for i, text := range mails {
		for seed := range uint64(8) {
			f.Add(text, seed*31+uint64(i))
		}
	}
	f.Fuzz(func(t *testing.T, text string, seed uint64) {
		s, err := wire.Parse(text)
		if err != nil {
			return
		}
		w, _ := correspondence(t)
		forgery := forgerOf(w, seed).forge(s.Diff)
		if to, taken := w.deceive(t, &forgery); taken && !exhausts(&forgery) {
			w.heal()
			if why := w.check(); why != "" {
				t.Errorf("%s: after some mail %s\n%s", to.name(), why, forgery.Text())
			}
		}
	})
}

// exhausts reports whether headquarters itself uses up the numbers of changes,
// which nobody below it can refuse.
func exhausts(s *wire.Signed) bool {
	return s.From.Office == "hq" && slices.ContainsFunc(slices.Concat(s.Extra, s.Changes), func(p wire.Posted) bool { return p.ID.N > ahead })
}

// correspondence is three copies, and a mail of each to the other side.
func correspondence(t testing.TB) (w *world, mails []string) {
	w, a, b := pair(t)
	a.change("A. Desk", "ABCX01", "", set("title", "One"))
	a.change("A. Desk", "ABCX01", "", set("title", "Two"), set("approved", "9"))
	b.change("B. Desk", "", "note", set("on", "ABCX02"), set("text", "one\ntwo"))
	mails = append(mails, written(t, a).Text(), written(t, b).Text())
	w.hq().change("C. Desk", "ABCX02", "", set("country", "Mali"))
	if _, err := w.hq().Receive(context.Background(), written(t, a)); err != nil {
		t.Fatal(err)
	}
	out, err := w.hq().Compose(context.Background(), Which{})
	if err != nil {
		t.Fatal(err)
	}
	for _, o := range out {
		mails = append(mails, between(o.Text))
	}
	return w, mails
}

// deceive has the site to which a forged diff is addressed receive it.
func (w *world) deceive(t testing.TB, forgery *wire.Signed) (to *site, taken bool) {
	ctx := context.Background()
	for _, s := range w.sites {
		if s.code == forgery.To.Office {
			to = s
		}
	}
	if to == nil {
		to = w.hq()
	}
	back, err := wire.Parse(forgery.Text())
	if err != nil {
		return to, false // nobody can read it
	}
	before := contentsOf(to)
	var no *Refused
	_, err = to.Receive(ctx, back)
	if err != nil {
		if !errors.As(err, &no) {
			t.Fatalf("%v\n%s", err, forgery.Text())
		}
		if contentsOf(to) != before {
			t.Fatalf("it was refused, and not wholly: %v\n%s", err, forgery.Text())
		}
		return to, false
	}
	n := len(to.mem.arrivals)
	if again, err := to.Receive(ctx, back); err != nil && !errors.As(err, &no) || again.Fresh > 0 {
		t.Fatalf("the same again: %+v %v\n%s", again, err, forgery.Text())
	}
	if grown := len(to.mem.arrivals) - n; grown > 0 {
		t.Fatalf("the same again brought %d changes\n%s", grown, forgery.Text())
	}
	if _, err := to.Compose(ctx, Which{}); err != nil {
		t.Fatalf("nothing can be written any more: %v\n%s", err, forgery.Text())
	}
	return to, true
}

// FuzzMail damages mails that hold signed diffs: whatever is read of them is one
// of those that were signed.
func FuzzMail(f *testing.F) {
	rng := rand.New(rand.NewPCG(1, 3))
	signed := map[string]bool{}
	damages := mailtest.Damages()
	for _, s := range samples() {
		signed[string(s.signed.Content())] = true
		for range 4 {
			f.Add([]byte(damages[rng.IntN(len(damages))].Apply(rng, mailtest.Mail(s.body))))
		}
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		if len(raw) > 1<<16 {
			t.Skip()
		}
		for _, content := range reads(string(raw)) {
			if !signed[content] {
				t.Errorf("it was read as %q", content)
			}
		}
	})
}

// FuzzInvitation reads invitations that somebody has altered and signed again
// with the key in them: a copy takes one or refuses it whole, and the mail that
// it writes then can be read, whatever the addresses say.
func FuzzInvitation(f *testing.F) {
	inv, err := newWorld(f, 1, nil).hq().Invite(context.Background(), "A. Desk", Entry{Code: "roea", Scope: "arab-states", Email: "roea@example.org"})
	if err != nil {
		f.Fatal(err)
	}
	f.Add(must(inv.Text()))
	for _, hostile := range []string{"x\r\nBcc: y", "-oQ/tmp@example.org", "\x1b[2J", strings.Repeat("x", 9000)} {
		bad := inv
		bad.Email, bad.Address = hostile, hostile
		f.Add(must(bad.Text()))
	}
	f.Fuzz(func(t *testing.T, text string) {
		var inv wire.Invitation
		if _, err := toml.Decode(text, &inv); err != nil {
			if _, err := wire.ParseInvitation(text); err == nil {
				t.Fatal("it is no TOML and was taken")
			}
			return
		}
		inv.Key = portfolio.FormatKey(keyOf(1).Public().(ed25519.PublicKey))
		inv.Sign(keyOf(1))
		s := newWorld(t, 1, nil).site("local", 9)
		before := contentsOf(s)
		again, err := inv.Text()
		if err == nil {
			inv, err = wire.ParseInvitation(again)
		}
		if err == nil {
			err = s.Accept(context.Background(), inv, "")
		}
		if err != nil {
			if contentsOf(s) != before {
				t.Fatalf("it was refused, and not wholly: %v", err)
			}
			return
		}
		out, err := s.Compose(context.Background(), Which{})
		if err != nil {
			t.Fatal(err)
		}
		for _, o := range out {
			if _, err := wire.Parse(between(o.Text)); err != nil {
				t.Fatalf("%v\n%s", err, o.Text)
			}
		}
	})
}

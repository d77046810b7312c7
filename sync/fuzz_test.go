package sync

import (
	"context"
	"crypto/ed25519"
	"errors"
	"slices"
	"testing"
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
		s, err := Parse(text)
		if err != nil {
			return
		}
		again := Sign(s.Diff, keyOf(1))
		back, err := Parse(again.Text())
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
		s, err := Parse(text)
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
func exhausts(s *Signed) bool {
	return s.From.Office == "hq" && slices.ContainsFunc(slices.Concat(s.Extra, s.Changes), func(p Posted) bool { return p.ID.N > ahead })
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
func (w *world) deceive(t testing.TB, forgery *Signed) (to *site, taken bool) {
	ctx := context.Background()
	for _, s := range w.sites {
		if s.code == forgery.To.Office {
			to = s
		}
	}
	if to == nil {
		to = w.hq()
	}
	back, err := Parse(forgery.Text())
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

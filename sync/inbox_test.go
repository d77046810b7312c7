package sync

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/exchange"
	"fieldfolio/sync/wire"
)

// othersDue takes all letters to an office that are due out of the mail.
func (w *world) othersDue(to string) (due []letter) {
	w.mail = slices.DeleteFunc(w.mail, func(l letter) bool {
		is := l.to == to && !l.due.After(w.clock)
		if is {
			due = append(due, l)
		}
		return is
	})
	return due
}

// receiveTogether delivers letters to one office as a mailbox does: several are
// opened at once.
func (w *world) receiveTogether(letters []letter) {
	var at []*site
	for _, s := range w.sites {
		if s.code == letters[0].to {
			at = append(at, s)
		}
	}
	if !w.calm && len(at) > 0 {
		at = []*site{at[w.rng.IntN(len(at))]}
	}
	for _, s := range at {
		var open []Opening
		for _, l := range letters {
			readings := w.damaged(l.body)
			for _, r := range readings {
				switch _, err := wire.Unarmour(r, s.Identities...); {
				case errors.Is(err, wire.ErrEncrypted):
					s.locked = true
					w.lost++
				case strings.Contains(r, "="):
				case err == nil:
					if _, err := wire.Unarmour(r); errors.Is(err, wire.ErrEncrypted) {
						w.sealed++
					}
				}
			}
			open = append(open, Opening{Readings: slices.Values(readings), Diffs: 1})
		}
		for _, r := range s.OpenAll(context.Background(), open...) {
			w.opened(s, &r)
		}
	}
}

func (w *world) opened(s *site, r *Opened) {
	w.note("%s opens with others: %+v %v %v", s.name(), r.Taken, r.Refused, r.Err)
	if r.Err != nil && !errors.Is(r.Err, errCrash) {
		w.fail("%s opens mails: %v", s.name(), r.Err)
	}
	w.expired = w.expired || r.Refused != nil && strings.Contains(r.Refused.Why, "the invitation ended")
}

// opening returns what a site writes to another one as a mail to be opened.
func opening(t *testing.T, from, to *site) Opening {
	t.Helper()
	return Opening{Readings: slices.Values([]string{sends(t, from, to).Text()}), Diffs: 1}
}

// TestOpenAll opens good mails and bad ones at once: each good one is taken in,
// in order, in one transaction, and the others are refused with their own reasons.
func TestOpenAll(t *testing.T) {
	w, a, b := pair(t)
	counted := &counting{Store: w.hq().Store}
	w.hq().Store = counted
	first := a.title("ABCX01", "First")
	one := opening(t, a, w.hq())
	second := a.title("ABCX01", "Second")
	two := opening(t, a, w.hq())
	other := b.title("ABCX02", "Other")
	forged := sends(t, b, w.hq())
	forged.Told = "forged"
	mails := []Opening{one, {Readings: slices.Values([]string{"nonsense"}), Diffs: 1}, two, {Readings: slices.Values([]string{forged.Text()}), Diffs: 1},
		{Readings: slices.Values([]string{sends(t, w.hq(), a).Text()}), Diffs: 1}, opening(t, b, w.hq()),
		{Readings: slices.Values([]string{forged.Text(), sends(t, b, w.hq()).Text()}), Diffs: 1}}
	counted.n = 0
	got := w.hq().OpenAll(context.Background(), mails...)
	for i, want := range []string{"1 fresh", "the diff cannot be read", "1 fresh", "the signature does not match", "from this office itself", "1 fresh",
		"0 fresh"} {
		text := "nothing"
		switch r := got[i]; {
		case r.Err != nil:
			text = r.Err.Error()
		case r.Refused != nil:
			text = r.Refused.Why
		case len(r.Taken) > 0:
			text = fmt.Sprintf("%d fresh", r.Taken[0].Fresh)
		}
		if !strings.Contains(text, want) {
			t.Errorf("mail %d: %s, want %s", i, text, want)
		}
	}
	if counted.n > 3 {
		t.Errorf("it took %d transactions", counted.n)
	}
	var order []portfolio.ID
	for _, x := range w.hq().mem.arrivals {
		if slices.Contains([]portfolio.ID{first, second, other}, x.Change.ID) {
			order = append(order, x.Change.ID)
		}
	}
	if !slices.Equal(order, []portfolio.ID{first, second, other}) {
		t.Errorf("they came as %v", order)
	}
}

// counting counts transactions.
type counting struct {
	Store
	n int
}

func (c *counting) Exchange(ctx context.Context, fn func(exchange.Tx) error) error {
	c.n++
	return c.Store.Exchange(ctx, fn)
}

// TestOpenJoined opens the answer to an invitation and further mails by the same
// office at once: their key is in the register only after the first.
func TestOpenJoined(t *testing.T) {
	ctx := context.Background()
	w, _, _ := pair(t)
	inv := must(w.hq().Invite(ctx, "A. Desk", Entry{Code: "kenya", Scope: regions[0], Email: "kenya@example.org", Days: MaxDays}))
	s := w.site("kenya", 20)
	s.must(s.Accept(ctx, inv, ""))
	s.title("ABCX01", "With the answer")
	answer := opening(t, s, w.hq())
	d := must(s.Read(between(letterTo(t, s, "hq").Body)))
	d.Join, d.Changes = nil, nil
	late := wire.Sign(d.Diff, s.Key)
	got := w.hq().OpenAll(ctx, answer, Opening{Readings: slices.Values([]string{late.Text()}), Diffs: 1})
	if len(got[0].Taken) != 1 || !got[0].Taken[0].Joined || len(got[1].Taken) != 1 {
		t.Errorf("%+v, %v", got, got[1].Refused)
	}
}

// poisoned is a store that cannot take one change, as if the disk were full.
type poisoned struct {
	Store
	id portfolio.ID
}

var errPoison = errors.New("it cannot be written")

func (p *poisoned) Exchange(ctx context.Context, fn func(exchange.Tx) error) error {
	return p.Store.Exchange(ctx, func(tx exchange.Tx) error { return fn(&poisonedTx{tx, p.id}) })
}

type poisonedTx struct {
	exchange.Tx
	id portfolio.ID
}

func (p *poisonedTx) Take(all []exchange.Incoming) ([]bool, error) {
	fresh, err := p.Tx.Take(all)
	if slices.ContainsFunc(all, func(in exchange.Incoming) bool { return in.Change.ID == p.id }) {
		return fresh, errPoison
	}
	return fresh, err
}

// TestOpenFailing opens mails of which one fails, and one is refused after it was
// begun: nothing is left of them, and the others are taken in.
func TestOpenFailing(t *testing.T) {
	for _, mirror := range []bool{false, true} {
		w, a, b := pairIn(t, newWorldWith(t, 1, nil, mirror))
		hq := w.hq()
		before := opening(t, a, hq)
		bad := a.title("ABCX01", "Poison")
		failing := opening(t, a, hq)
		good := b.title("ABCX02", "Good")
		mails := []Opening{before, failing, opening(t, b, hq)}
		links := len(hq.mem.arrivals)
		store := hq.Store
		hq.Store = &poisoned{store, bad}
		got := hq.OpenAll(context.Background(), mails...)
		if len(got[0].Taken) != 1 || !errors.Is(got[1].Err, errPoison) || len(got[1].Taken) > 0 || len(got[2].Taken) != 1 || got[2].Err != nil {
			t.Errorf("mirror %v: %+v", mirror, got)
		}
		_, here := hq.mem.at[bad]
		if _, other := hq.mem.at[good]; here || !other || len(hq.mem.arrivals) != links+2 { // the good one and its receipt
			t.Errorf("mirror %v: the failing one is here: %v, the good one: %v, %d arrivals more", mirror, here, other, len(hq.mem.arrivals)-links)
		}
		hq.Store = store
		if got = hq.OpenAll(context.Background(), mails...); len(got[1].Taken) != 1 || got[1].Taken[0].Fresh != 1 {
			t.Errorf("mirror %v: again: %+v", mirror, got[1])
		}
	}
}

// TestOpenUncommitted has the transaction of several mails fail at its end: none
// is said to be taken.
func TestOpenUncommitted(t *testing.T) {
	w, a, b := pair(t)
	a.title("ABCX01", "One")
	b.title("ABCX02", "Other")
	mails := []Opening{opening(t, a, w.hq()), opening(t, b, w.hq())}
	store := w.hq().Store
	w.hq().Store = undoing{store, errPoison}
	for _, r := range w.hq().OpenAll(context.Background(), mails...) {
		if len(r.Taken) > 0 || !errors.Is(r.Err, errPoison) {
			t.Errorf("%+v", r)
		}
	}
	w.hq().Store = store
	for _, r := range w.hq().OpenAll(context.Background(), mails...) {
		if len(r.Taken) != 1 || r.Taken[0].Fresh != 1 {
			t.Errorf("again: %+v", r)
		}
	}
}

package sync

import (
	"errors"
	"strings"
	"testing"

	"fieldfolio/portfolio"
	"fieldfolio/sync/wire"
)

// TestRetiredOffice has an office retired that knows nothing of it: what it
// sends is held with the reason, and it is told once for each mail, until it
// knows and sends nothing more but what it has.
func TestRetiredOffice(t *testing.T) {
	w, a, _ := pair(t)
	ctx := t.Context()
	since := portfolio.DateOf(w.clock)
	w.hq().must(w.hq().RetireOffice(ctx, "A. Coord", "roea", ""))
	w.clock = w.clock.AddDate(0, 0, 3)
	w.hq().must(w.hq().RetireOffice(ctx, "B. Coord", "roea", "the office was closed"))
	for _, reason := range []string{"", "the office was closed"} {
		if err := w.hq().RetireOffice(ctx, "B. Coord", "roea", reason); !errors.Is(err, portfolio.ErrNothing) {
			t.Errorf("an office is retired twice with the reason %q: %v", reason, err)
		}
	}
	if err := w.hq().RetireOffice(ctx, "B. Coord", "hq", ""); err == nil {
		t.Error("headquarters is retired")
	}
	w.hq().change("B. Desk", "ABCX01", "", set("title", "Nothing for roea"))
	mails := func(s *site) int {
		list, err := s.Compose(ctx, Which{Due: true})
		s.must(err)
		n := 0
		for _, m := range list {
			if m.Link.Office == "roea" || s == a {
				n++
			}
		}
		return n
	}
	lost := sends(t, w.hq(), a) // it is told once
	if n := mails(w.hq()); n != 0 || len(lost.Changes) != 0 {
		t.Errorf("%d mails to an office that is retired and says nothing", n)
	}
	id := a.change("A. Desk", "ABCX01", "", set("country", "Kenya"))
	d := sends(t, a, w.hq())
	if r, err := w.hq().Receive(ctx, d); err != nil || r.Fresh != 1 || r.Held != 1 {
		t.Fatalf("received %+v %v", r, err)
	}
	held, err := w.hq().Held(ctx, portfolio.Held)
	if err != nil || len(held) != 1 || held[0].Change.ID != id || !strings.Contains(held[0].Why, "roea is retired") {
		t.Fatalf("held %+v %v", held, err)
	}
	told := sends(t, w.hq(), a)
	if len(told.Changes) > 0 || !strings.Contains(told.Told, "office roea is retired since "+since.Shown()+", by B. Coord: the office was closed; what it sends is held") {
		t.Errorf("told %q, with %d changes", told.Told, len(told.Changes))
	}
	if n := mails(w.hq()); n != 0 {
		t.Errorf("%d mails after it was told", n)
	}
	if _, err := a.Receive(ctx, told); err != nil {
		t.Fatal(err)
	}
	st, err := a.Status(ctx)
	if err != nil || !strings.HasPrefix(st.Retired, "office roea is retired since") || len(st.Needs()) != 1 {
		t.Errorf("the office knows %q, needs %+v %v", st.Retired, st.Needs(), err)
	}
	for _, mail := range []struct{ from, to *site }{{a, w.hq()}, {w.hq(), a}} { // what came outside the outbox goes back once
		if _, err := mail.to.Receive(ctx, sends(t, mail.from, mail.to)); err != nil {
			t.Fatal(err)
		}
	}
	if l := linkWith(t, a, w.hq()); l.Acked != l.Out {
		t.Errorf("%d of %d acknowledged", l.Acked, l.Out)
	}
	w.clock = w.clock.AddDate(1, 0, 0)
	if n := mails(a); n != 0 {
		t.Errorf("a retired office sends %d mails of which it knows that nobody wants them", n)
	}
	w.hq().must(w.hq().Rule(ctx, "B. Coord", portfolio.Taken, "", id))
	if r, err := a.Receive(ctx, sends(t, w.hq(), a)); err != nil || len(r.Judged) != 1 || !r.Judged[0].Accepted() {
		t.Errorf("the office is told %+v %v", r, err)
	}
	if r, _, _ := w.hq().mem.Record("ABCX01"); r.Log.State("country").Value.Text != "Kenya" {
		t.Error("what was accepted has no effect")
	}
}

// TestRetiredOfficeForged has nobody else make headquarters answer a retired
// office.
func TestRetiredOfficeForged(t *testing.T) {
	w, a, _ := pair(t)
	w.hq().must(w.hq().RetireOffice(t.Context(), "B. Coord", "roea", ""))
	sends(t, w.hq(), a)
	d := sends(t, a, w.hq())
	forged := wire.Sign(d.Diff, keyOf(99))
	refused(t, w, &forged, "signature")
	if l := linkWith(t, w.hq(), a); l.Owes {
		t.Error("a forged mail is answered")
	}
}

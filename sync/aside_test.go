package sync

import (
	"slices"
	"strings"
	"testing"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/exchange"
)

// asideWith fails unless a change is kept apart for a reason, and is not in the
// log.
func asideWith(t *testing.T, s *site, c portfolio.Change, why string) {
	t.Helper()
	i := slices.IndexFunc(s.mem.asides, func(a exchange.Aside) bool { return a.Change.Digest() == c.Digest() })
	if i < 0 || !strings.Contains(s.mem.asides[i].Why, why) {
		t.Errorf("%s keeps apart %+v, wanted %s for %q", s.code, s.mem.asides, c.ID, why)
	}
	if at, here := s.mem.at[c.ID]; here && s.mem.arrivals[at].Change.Digest() == c.Digest() {
		t.Errorf("%s is in the log of %s", c.ID, s.code)
	}
}

// tooLong is a change that this release refuses and a later one may allow.
func (s *site) tooLong(ahead int64) portfolio.Change {
	return s.crafted(s.code, s.mem.self.Incarnation, ahead, "ABCX01",
		set("title", strings.Repeat("x", portfolio.MaxFieldText+1)))
}

// TestRefusedText has an office send a change that the rules refuse among
// others, which arrive, also with later mails: headquarters holds the bad one,
// with the reason, and the office hears so.
func TestRefusedText(t *testing.T) {
	for _, mirror := range []bool{false, true} {
		w, a, _ := pairIn(t, newWorldWith(t, 1, nil, mirror))
		bad := a.tooLong(1)
		good := a.crafted(a.code, a.mem.self.Incarnation, 2, "ABCX01", set("title", "Good"))
		r, err := slips(t, a, w.hq(), bad, good)
		if err != nil {
			t.Fatal(err)
		}
		if r.Fresh != 1 || r.Aside != 1 {
			t.Errorf("mirror %v: %+v", mirror, r)
		}
		asideWith(t, w.hq(), bad, "field title has 20001 characters")
		if j := verdict(w, bad.ID); j.Ruling != portfolio.Held || !strings.HasPrefix(j.Why, exchange.RulesRefuse) {
			t.Errorf("mirror %v: %+v", mirror, j)
		}
		if j := verdict(w, good.ID); j.Ruling != portfolio.Taken || j.By == (portfolio.ID{}) {
			t.Errorf("mirror %v: the change behind it: %+v", mirror, j)
		}
		if again, _ := slips(t, a, w.hq(), bad, good); again.Fresh != 0 || again.Aside != 0 || len(w.hq().mem.asides) != 1 {
			t.Errorf("mirror %v: again: %+v", mirror, again)
		}
		back := sends(t, w.hq(), a)
		if end := a.mem.links[0].Acked + 2; back.In != end {
			t.Errorf("mirror %v: headquarters acknowledges %d of %d", mirror, back.In, end)
		}
		takes(t, a, back)
		if j := a.mem.judged[bad.ID]; j.Ruling != portfolio.Held || !strings.Contains(j.Why, "has 20001 characters") {
			t.Errorf("mirror %v: the office hears %+v", mirror, j)
		}
	}
}

// TestRefusedTextIsRuledOn has a person at headquarters rule on a change that
// the rules refuse: it can be rejected, and not accepted.
func TestRefusedTextIsRuledOn(t *testing.T) {
	w, a, _ := pair(t)
	bad := a.tooLong(1)
	if _, err := slips(t, a, w.hq(), bad); err != nil {
		t.Fatal(err)
	}
	held, err := w.hq().Held(t.Context(), portfolio.Held)
	if err != nil || len(held) != 1 || held[0].Change.ID != bad.ID {
		t.Fatalf("held: %+v %v", held, err)
	}
	if st, err := w.hq().Status(t.Context()); err != nil || st.Held != 1 {
		t.Errorf("status: %+v %v", st.Held, err)
	}
	err = w.hq().Rule(t.Context(), "B. Coord", portfolio.Taken, "", bad.ID)
	if err == nil || !strings.Contains(err.Error(), "cannot be accepted: the rules refuse it: field title has 20001 characters") {
		t.Errorf("accepted: %v", err)
	}
	if err := w.hq().Rule(t.Context(), "B. Coord", portfolio.Rejected, "write a short title", bad.ID); err != nil {
		t.Fatal(err)
	}
	if held, err = w.hq().Held(t.Context(), portfolio.Held); err != nil || len(held) != 0 {
		t.Errorf("still held: %+v %v", held, err)
	}
	takes(t, a, sends(t, w.hq(), a))
	if j := a.mem.judged[bad.ID]; j.Ruling != portfolio.Rejected || j.Why != "write a short title" {
		t.Errorf("the office hears %+v", j)
	}
}

// TestLaterRelease shows that a change kept apart is taken in once the rules
// allow it, and that headquarters then rules on it as on any other.
func TestLaterRelease(t *testing.T) {
	for _, mirror := range []bool{false, true} {
		w, a, _ := pairIn(t, newWorldWith(t, 1, nil, mirror))
		c := a.crafted(a.code, a.mem.self.Incarnation, 1, "ABCX01", set("title", "Allowed by now"))
		hq := w.hq()
		if err := hq.exchange(t.Context(), func(d *txn) error {
			_, err := d.setAside(nil, []exchange.Aside{{Change: c, From: a.code, Why: "field title has 14 characters",
				Day: portfolio.DateOf(w.clock)}})
			return err
		}); err != nil {
			t.Fatal(err)
		}
		if j := verdict(w, c.ID); j.Ruling != portfolio.Held {
			t.Fatalf("mirror %v: %+v", mirror, j)
		}
		back := sends(t, hq, a)
		if j := verdict(w, c.ID); j.Ruling != portfolio.Taken || len(hq.mem.asides) != 0 {
			t.Errorf("mirror %v: %+v, kept apart: %d", mirror, j, len(hq.mem.asides))
		}
		if r, _, _ := hq.mem.Record("ABCX01"); r.Value("title").Text != "Allowed by now" {
			t.Errorf("mirror %v: title %q", mirror, r.Value("title").Text)
		}
		takes(t, a, back)
		if j := a.mem.judged[c.ID]; j.Ruling != portfolio.Taken {
			t.Errorf("mirror %v: the office hears %+v", mirror, j)
		}
	}
}

// TestRefusedTextBelowHub has a hub keep apart what an office below it sends,
// and tell the office so with its next diff.
func TestRefusedTextBelowHub(t *testing.T) {
	_, hub, _, kenya := below(t)
	bad := kenya.tooLong(1)
	if r, err := slips(t, kenya, hub, bad); err != nil || r.Aside != 1 {
		t.Fatalf("%+v %v", r, err)
	}
	asideWith(t, hub, bad, "has 20001 characters")
	d := sends(t, hub, kenya)
	if !strings.Contains(d.Told, exchange.RulesRefuse+"field title has 20001 characters") {
		t.Errorf("told %q", d.Told)
	}
	if st, err := hub.Status(t.Context()); err != nil || len(st.Aside) != 1 {
		t.Errorf("status: %+v %v", st.Aside, err)
	}
}

// TestAsideDismissed has a person at a hub see to what it keeps apart: no person is
// needed for it any more, also if it comes again.
func TestAsideDismissed(t *testing.T) {
	_, hub, _, kenya := below(t)
	bad := kenya.tooLong(1)
	if _, err := slips(t, kenya, hub, bad); err != nil {
		t.Fatal(err)
	}
	if err := kenya.Dismiss(t.Context(), bad.ID); err == nil || !strings.Contains(err.Error(), "nor one set aside") {
		t.Errorf("dismissed where it is not set aside: %v", err)
	}
	if err := hub.Dismiss(t.Context(), bad.ID); err != nil {
		t.Fatal(err)
	}
	if _, err := slips(t, kenya, hub, bad); err != nil {
		t.Fatal(err)
	}
	if st, err := hub.Status(t.Context()); err != nil || len(st.Aside) != 0 || len(hub.mem.asides) != 1 {
		t.Errorf("still to be seen to: %+v, kept apart: %d, %v", st.Aside, len(hub.mem.asides), err)
	}
}

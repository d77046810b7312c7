package sync

import (
	"context"
	"strings"
	"testing"

	"fieldfolio/portfolio"
)

// TestStatusCounts has what headquarters and an office change themselves counted
// at once, for those alone to whom it goes.
func TestStatusCounts(t *testing.T) {
	w, a, _ := pair(t)
	toSend := func(s *site, office string) int64 {
		st, err := s.Status(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		for _, l := range st.Links {
			if l.Office == office {
				return l.ToSend
			}
		}
		t.Fatalf("%s has no link with %s", s.code, office)
		return 0
	}
	w.hq().title("ABCX01", "For roea")
	a.title("ABCX01", "For headquarters")
	for _, x := range []struct {
		at     *site
		office string
		want   int64
	}{{w.hq(), "roea", 1}, {w.hq(), "rosen", 0}, {a, "hq", 1}} {
		if n := toSend(x.at, x.office); n != x.want {
			t.Errorf("%s has %d for %s, want %d", x.at.code, n, x.office, x.want)
		}
	}
}

// TestStatusRejected has an office see what was rejected until it sets another
// value.
func TestStatusRejected(t *testing.T) {
	w, a, _ := pair(t)
	id := a.change("B. Field", "ABCX01", "", set("approved", "5"))
	takes(t, w.hq(), sends(t, a, w.hq()))
	if err := w.hq().Rule(context.Background(), "A. Desk", portfolio.Rejected, "Not signed", id); err != nil {
		t.Fatal(err)
	}
	r := takes(t, a, sends(t, w.hq(), a))
	if len(r.Judged) != 1 || r.Judged[0].Sentence() != "rejected by A. Desk, headquarters, 22 Oct 2012: ABCX01 approved: Not signed" {
		t.Errorf("%+v", r.Judged)
	}
	rejected := func() int {
		st, err := a.Status(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		return st.Rejected
	}
	if n := rejected(); n != 1 {
		t.Errorf("%d rejected", n)
	}
	a.change("B. Field", "ABCX01", "", set("approved", "6"))
	if n := rejected(); n != 0 {
		t.Errorf("%d rejected after another value", n)
	}
}

// TestDismiss has an office agree with a rejection: no person is needed for it
// until there is another ruling, also on a copy put back from a backup.
func TestDismiss(t *testing.T) {
	ctx := t.Context()
	w, a, b := pair(t)
	id := a.change("B. Field", "ABCX01", "", set("approved", "5"))
	takes(t, w.hq(), sends(t, a, w.hq()))
	hears := func(what portfolio.Ruling, why string) {
		t.Helper()
		if err := w.hq().Rule(ctx, "A. Desk", what, why, id); err != nil {
			t.Fatal(err)
		}
		takes(t, a, sends(t, w.hq(), a))
	}
	needs := func(want int, when string) {
		t.Helper()
		st, err := a.Status(ctx)
		judged, judgedErr := a.Judged(ctx)
		if err != nil || judgedErr != nil || st.Rejected != want || len(judged) != want {
			t.Errorf("%s: %d need a person, and are listed %+v, %v %v", when, st.Rejected, judged, err, judgedErr)
		}
	}
	refused := func(p *site, when string) {
		t.Helper()
		err := p.Dismiss(ctx, id)
		if err == nil || !strings.Contains(err.Error(), id.String()+`" is neither a rejected change of this office nor one set aside`) {
			t.Errorf("%s: %v", when, err)
		}
	}
	refused(a, "before a ruling")
	hears(portfolio.Rejected, "Not signed")
	needs(1, "after the ruling")
	refused(w.hq(), "at headquarters")
	refused(b, "at another office")
	wrong := id
	wrong.N += 1000
	if err := a.Dismiss(ctx, id, wrong); err == nil {
		t.Error("dismisses what is not here")
	}
	needs(1, "after a dismissal with a wrong id")
	if err := a.Dismiss(ctx, id, id); err != nil {
		t.Fatal(err)
	}
	needs(0, "after the dismissal")
	held, err := a.Held(ctx, portfolio.Rejected)
	if err != nil || len(held) != 1 || held[0].Change.ID != id || !held[0].Dismissed {
		t.Errorf("rejected: %+v, %v", held, err)
	}
	if n := len(held); n == 1 {
		row := HeldReport{Held: held, What: portfolio.Rejected}.Table()
		if last := row.Rows[0][len(row.Columns)-1]; row.Columns[len(row.Columns)-1].Name != "dismissed" || last.Plain() != "yes" {
			t.Errorf("the table says %q", last.Plain())
		}
	}
	hears(portfolio.Rejected, "Still not signed")
	needs(1, "after another ruling")
	if err := a.Dismiss(ctx, id); err != nil {
		t.Fatal(err)
	}
	hears(portfolio.Taken, "Signed")
	needs(0, "once it is accepted")
}

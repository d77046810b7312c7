package sync

import (
	"context"
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

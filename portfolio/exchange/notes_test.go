package exchange

import (
	"slices"
	"testing"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/fault"
)

// TestNotes has what is to be known and needs nobody, and none of it twice.
func TestNotes(t *testing.T) {
	roots := Roots{"key"}
	knows := "headquarters hq has the fingerprint " + roots.Fingerprint()
	told := func(text string) []LinkStatus {
		return []LinkStatus{{Link: Link{Office: "hq", HeardAt: freshDay, Told: text}}}
	}
	self := Self{Office: "east", Headquarter: "hq", Roots: roots}
	for _, c := range []struct {
		name string
		st   SyncStatus
		want []string
	}{
		{"a clock that is told", SyncStatus{Self: self, Links: told("of your mail of 2026-11-01: clock")}, []string{knows, "hq says: of your mail of 2026-11-01: clock"}},
		{"a mail that was rejected is a need", SyncStatus{Self: self, Links: told(RefusedMail + "2026-11-01: cut")}, []string{knows}},
		{"a retired office has that need", SyncStatus{Self: self, Retired: "office east is retired", Links: told("office east is retired; what it sends is held")}, []string{knows}},
		{"nothing was sent", SyncStatus{Self: self}, []string{knows, "nothing was sent yet: send to hq"}},
		{"a copy that nobody uses", SyncStatus{Self: self, Links: []LinkStatus{{Link: Link{Office: "hq", Incarnation: "a1", HeardAt: freshDay}, Dead: true}}},
			[]string{knows, "hq.a1: another copy of hq was heard later; if nobody uses this one: retire hq.a1"}},
		{"a change that is set aside", SyncStatus{Self: self, Links: told(""), Aside: []Aside{{From: "hq", Why: "it is too long", Change: portfolio.Change{ID: portfolio.ID{Office: "hq", Incarnation: "a", N: 3, Hash: "h"}}}}},
			[]string{knows, "from hq, set aside: change hq.a:3-h: it is too long"}},
	} {
		c.st.Now = freshDay
		var got []string
		for _, n := range c.st.Notes() {
			got = append(got, n.Words(map[fault.Action]string{fault.SendFirst: "send to %s", fault.RetireCopy: "retire %s"}))
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s:\n%q, want\n%q", c.name, got, c.want)
		}
	}
}

package sync

import (
	"testing"

	"fieldfolio/portfolio/exchange"
)

// TestLeaveForgetsTheRegister has an office that has its mail encrypted leave for
// another headquarters: its own changes go along, but not the one of its entry in
// the former register, by which mail would be encrypted to a key that it may not
// have any more.
func TestLeaveForgetsTheRegister(t *testing.T) {
	for _, mirror := range []bool{false, true} {
		w, a, _ := pairIn(t, newWorldWith(t, 1, nil, mirror))
		takes(t, w.hq(), sends(t, a, w.hq()))
		takes(t, a, sends(t, w.hq(), a))
		w.encrypts(a, identities[0])
		id := a.title("ABCX01", "Goes along")
		a.Identities = nil

		second := newWorldWith(t, 2, nil, mirror)
		second.sites = nil
		hq := second.site("hq", 200)
		hq.must(hq.Found(t.Context(), Founding{Code: "hq", Email: "hq@second.example.org"}))
		inv, err := hq.Invite(t.Context(), "A. Desk", Entry{Code: "roea", Scope: regions[0], Email: "roea@example.org", Days: MaxDays})
		if err != nil {
			t.Fatal(err)
		}
		a.must(a.Accept(t.Context(), inv, "hq"))
		a.Key = keyOf(201)
		takes(t, hq, sends(t, a, hq))
		if _, here := hq.mem.at[id]; !here {
			t.Errorf("mirror %v: the office's own change does not go along", mirror)
		}
		if r := recipientAt(hq, "roea"); r != "" {
			t.Errorf("mirror %v: mail to the office would be encrypted to %s", mirror, r)
		}
		if r, _, _ := hq.mem.Record(exchange.OfficeKey("roea")); len(r.Log.Changes()) != 2 { // the invitation and the key
			t.Errorf("mirror %v: its entry has %d changes", mirror, len(r.Log.Changes()))
		}
		takes(t, a, sends(t, hq, a))
	}
}

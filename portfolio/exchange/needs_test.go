package exchange

import (
	"slices"
	"strings"
	"testing"
	"time"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/fault"
)

// invitedOffice returns the entry of an office whose invitation ends on a day.
func invitedOffice(code, until string) portfolio.Record {
	return entryWith(code, portfolio.Setting{Field: portfolio.FieldInvitation, Value: "HASH " + until})
}

// entryWith returns the entry of an office that was set to more.
func entryWith(code string, more ...portfolio.Setting) portfolio.Record {
	r := entryOf(code, portfolio.RoleOffice, "", "", "south")
	c := portfolio.Change{ID: portfolio.ID{Office: "hq", Incarnation: "a", N: 9}, Person: "B. Coord", At: freshDay, Record: r.ID,
		Fields: more}
	c.Finish()
	r.Log.Add(c)
	return r
}

// asideOf returns a change kept apart, which sets a title.
func asideOf(title string) Aside {
	c := portfolio.Change{ID: portfolio.ID{Office: "hq", Incarnation: "a", N: 9}, Person: "B. Coord", At: freshDay, Record: "XEAU75",
		Fields: []portfolio.Setting{{Field: portfolio.FieldTitle, Value: title}}}
	c.Finish()
	return Aside{Change: c, From: "hq", Why: "it is not as it should be"}
}

// TestNeeds has everything that needs a person at headquarters and at an
// office, with its words and where it is seen to.
func TestNeeds(t *testing.T) {
	key := strings.Repeat("A", 43)
	register := func(more ...portfolio.Record) Register {
		all := append([]portfolio.Record{entryOf("hq", portfolio.RoleHeadquarters, "", key, "all"),
			entryOf("east", portfolio.RoleOffice, "", key, "east"), entryOf("west", portfolio.RoleOffice, "", key, "west")}, more...)
		return NewRegister(all, func(*portfolio.Change) bool { return true })
	}
	ago := func(days int) time.Time { return freshDay.AddDate(0, 0, -days) }
	heard := func(office string, days int) LinkStatus {
		return LinkStatus{Link: Link{Office: office, HeardAt: ago(days)}}
	}
	never := LinkStatus{Link: Link{Office: "west", WaitsSince: ago(35)}}
	hq := Self{Office: "hq", Headquarter: "hq"}
	for _, c := range []struct {
		name string
		st   SyncStatus
		want []string
	}{
		{"nothing", SyncStatus{Self: hq, Register: register(), Links: []LinkStatus{heard("east", 30), heard("west", 1)}}, nil},
		{"what waits on the desk", SyncStatus{Self: hq, Register: register(), Held: 2, Desk: Desk{Conflicts: 1, Misfits: 1200, Refused: 1, Skipped: 2}},
			[]string{"2 held|2 changes held", "1 conflict|1 conflict", "1,200 values do not fit|1,200 values do not fit", "1 mail rejected|1 mail rejected", "2 not given out|2 mails not given out by the mailbox"}},
		{"another key of headquarters", SyncStatus{Self: Self{Office: "east", Headquarter: "hq", Claimed: "4v0b"}, Links: []LinkStatus{heard("hq", 1)}},
			[]string{"another key|mail of headquarters came under another key"}},
		{"an office sees what was rejected, and not what is held", SyncStatus{Self: Self{Office: "east", Headquarter: "hq"}, Register: register(), Held: 2, Rejected: 1, Links: []LinkStatus{heard("hq", 1)}},
			[]string{"1 rejected|1 change rejected by headquarters"}},
		{"headquarters without its key", SyncStatus{Self: hq, Register: register(), Desk: Desk{Keyless: true}, Links: []LinkStatus{heard("east", 1), heard("west", 1)}},
			[]string{"signing key missing|the signing key of hq is not beside the database"}},
		{"an office whose key was replaced", SyncStatus{Self: Self{Office: "old", Headquarter: "hq"}, Desk: Desk{Key: key}, Links: []LinkStatus{heard("hq", 1)},
			Register: register(entryWith("old", portfolio.Setting{Field: portfolio.FieldFormerKeys, Value: key}))},
			[]string{"signing key replaced|headquarters has replaced the signing key of this copy, and holds what it sends"}},
		{"an office whose key is its former one and the present one", SyncStatus{Self: Self{Office: "old", Headquarter: "hq"}, Desk: Desk{Key: key}, Links: []LinkStatus{heard("hq", 1)},
			Register: register(entryWith("old", portfolio.Setting{Field: portfolio.FieldFormerKeys, Value: key}, portfolio.Setting{Field: portfolio.FieldKey, Value: key}))}, nil},
		{"nobody's database without a key", SyncStatus{Self: Self{Office: portfolio.LocalOffice}, Desk: Desk{Keyless: true}}, nil},
		{"a silent office", SyncStatus{Self: hq, Register: register(), Links: []LinkStatus{heard("east", 31), heard("west", 1)}},
			[]string{"1 silent|east not heard from for 31 days"}},
		{"one of two copies was heard from", SyncStatus{Self: hq, Register: register(), Links: []LinkStatus{heard("east", 400), heard("east", 2), heard("west", 1)}}, nil},
		{"one of which another copy was heard from under a clock that ran ahead", SyncStatus{Self: hq, Register: register(),
			Links: []LinkStatus{heard("east", 31), heard("east", -1500), heard("west", 1)}}, []string{"1 silent|east not heard from for 31 days"}},
		{"one that was never heard from", SyncStatus{Self: hq, Register: register(), Links: []LinkStatus{heard("east", 2), never}},
			[]string{"1 silent|west not heard from for 35 days"}},
		{"several", SyncStatus{Self: hq, Register: register(), Links: []LinkStatus{heard("east", 366), never}},
			[]string{"2 silent|2 offices not heard from for up to 366 days: east and west"}},
		{"headquarters, before its first mail", SyncStatus{Self: Self{Office: "east", Headquarter: "hq"}, Links: []LinkStatus{{Link: Link{Office: "hq", WaitsSince: ago(40)}}}},
			[]string{"1 silent|hq not heard from for 40 days"}},
		{"headquarters that does not answer the invitation", SyncStatus{Self: Self{Office: "east", Headquarter: "hq", Secret: "S"}, Links: []LinkStatus{{Link: Link{Office: "hq", WaitsSince: ago(40)}}}},
			[]string{"invitation not answered|hq has not answered this office's first mail since " + portfolio.DateOf(ago(40)).Shown()}},
		{"headquarters that has had a week for it", SyncStatus{Self: Self{Office: "east", Headquarter: "hq", Secret: "S"}, Links: []LinkStatus{{Link: Link{Office: "hq", WaitsSince: ago(7)}}}}, nil},
		{"an answer under a key that does not count yet", SyncStatus{Self: Self{Office: "east", Headquarter: "hq", Secret: "S"}, Links: []LinkStatus{{Link: Link{Office: "hq", WaitsSince: ago(8), HeardAt: ago(1)}}}}, nil},
		{"changes set aside", SyncStatus{Self: Self{Office: "east", Headquarter: "hq"}, Links: []LinkStatus{heard("hq", 1)}, Aside: []Aside{asideOf("x"), asideOf(strings.Repeat("x", portfolio.MaxFieldText+1)), asideOf("y")}},
			[]string{"1 set aside|1 change set aside, which the rules of this release refuse", "2 set aside|2 changes set aside, which this copy cannot trust"}},
		{"an invitation for weeks", SyncStatus{Self: hq, Register: register(invitedOffice("new", "2026-12-09"))}, nil},
		{"one that is about to end", SyncStatus{Self: hq, Register: register(invitedOffice("new", "2026-12-08"))},
			[]string{"1 not joined|new has not joined, and its invitation ends on 8 Dec 2026"}},
		{"one that has ended", SyncStatus{Self: hq, Register: register(invitedOffice("new", "2026-11-23"))},
			[]string{"1 not joined|new has not joined, and its invitation ended on 23 Nov 2026"}},
		{"two", SyncStatus{Self: hq, Register: register(invitedOffice("new", "2026-12-08"), invitedOffice("newer", "2026-12-01"))},
			[]string{"2 not joined|2 offices have not joined, and the first of their invitations ends on 1 Dec 2026: new and newer"}},
		{"an office cannot invite", SyncStatus{Self: Self{Office: "east", Headquarter: "hq"}, Register: register(invitedOffice("new", "2026-11-23"))}, nil},
		{"a mail that headquarters could not read, beside what it says of a clock", SyncStatus{Self: Self{Office: "east", Headquarter: "hq"},
			Links: []LinkStatus{{Link: Link{Office: "hq", HeardAt: ago(1), Told: "of your mail of 2026-11-01: clock; " + RefusedMail + "2026-11-02: it was cut off"}}}},
			[]string{"mail rejected by hq|hq says: of your mail of 2026-11-01: clock; mail in your name that came on 2026-11-02: it was cut off"}},
		{"what headquarters says of a clock", SyncStatus{Self: Self{Office: "east", Headquarter: "hq"},
			Links: []LinkStatus{{Link: Link{Office: "hq", HeardAt: ago(1), Told: "of your mail of 2026-11-01: clock"}}}}, nil},
		{"a copy that was replaced has said so", SyncStatus{Self: hq, Register: register(),
			Links: []LinkStatus{{Link: Link{Office: "east", HeardAt: ago(2), Told: RefusedMail + "2026-11-02: cut"}, Earlier: true}, heard("east", 1), heard("west", 1)}}, nil},
		{"no key", SyncStatus{Self: hq, Register: register(), Lost: true, Links: []LinkStatus{{Link: Link{Office: "east", HeardAt: ago(1)},
			Barred: &Barred{Offices: []string{"east"}, Do: []fault.Remedy{{Text: "x"}}}}}},
			[]string{"identity missing|mail to this office is encrypted to a key that is not here", "no mail to east|no mail is composed for east: it cannot be encrypted to the key that the register has"}},
		{"alone", SyncStatus{Self: Self{Office: portfolio.LocalOffice}, Desk: Desk{Conflicts: 3}}, []string{"3 conflicts|3 conflicts"}},
	} {
		c.st.Now = freshDay
		var got []string
		for _, n := range c.st.Needs() {
			if got = append(got, n.Short+"|"+n.What); n.Do == (fault.Remedy{}) {
				t.Errorf("%s: nothing is said to do", n.What)
			}
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s:\n%q, want\n%q", c.name, got, c.want)
		}
	}
}

func TestManyNamed(t *testing.T) {
	if got := named([]string{"a", "b", "c", "d", "e", "f"}); got != "a, b, c, d, e and f" {
		t.Error(got)
	}
	if got := named([]string{"a", "b", "c", "d", "e", "f", "g"}); got != "a, b, c, d, e and 2 more" {
		t.Error(got)
	}
}

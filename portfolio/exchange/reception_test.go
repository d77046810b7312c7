package exchange_test

import (
	"errors"
	"slices"
	"testing"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/exchange"
	"fieldfolio/portfolio/fault"
)

// What came of mails is said mail by mail, and counted; remedies have the words of
// whoever says it.
func TestReception(t *testing.T) {
	refused := &fault.Invalid{Field: "office", Value: "x", Why: "is not in the register", Action: fault.ListOffices}
	rejected := exchange.HeldChange{
		Change: portfolio.Change{Fields: []portfolio.Setting{{Field: portfolio.FieldTitle, Value: "T"}}},
		Record: portfolio.Record{ID: "XEAX20", Kind: portfolio.ProjectRecord},
	}
	rejected.Ruling, rejected.Why = portfolio.Rejected, "it is too long"
	r := exchange.Reception{Others: 1, Mails: []exchange.ReceivedMail{
		{Where: "a.eml", Diffs: []exchange.ReceivedDiff{{From: "roea", Fresh: 1, Known: 2, Held: 3, Joined: true, More: 4}}},
		{Where: "b.eml", Diffs: []exchange.ReceivedDiff{{From: "hq", Told: "thanks", Judged: []exchange.HeldChange{rejected}}}},
		{Where: "c.eml", Refused: refused, Told: "x"},
		{Where: "d.eml", Refused: errors.New("it is cut off"), Again: true},
		{Where: "e.eml", Own: true},
	}}
	want := []string{
		"from roea: 1 new change, 2 known already, 3 held for review; 4 more follow once this is answered; it has joined",
		"from hq: 0 new changes; it says: thanks",
		"  rejected by headquarters: XEAX20 title: it is too long",
		`rejected, c.eml: office "x" is not in the register; look there`,
		"the next mail to x, when one is due, says so",
		"rejected again, d.eml: it is cut off",
		"skipped e.eml: it is from this office itself",
	}
	words := map[fault.Action]string{fault.ListOffices: "look there"}
	if got := r.Words(words); !slices.Equal(got, want) {
		t.Errorf("says %q, want %q", got, want)
	}
	if held, rejected, refused := r.Needs(); held != 3 || rejected != 1 || refused != 2 {
		t.Errorf("counts %d held, %d rejected, %d refused", held, rejected, refused)
	}
	for _, x := range []struct {
		r    exchange.Reception
		want string
	}{
		{r, "1 other mail or file without a diff, left as they are"},
		{exchange.Reception{Mails: r.Mails}, ""},
		{exchange.Reception{Mailbox: "a maildir"}, "nothing new in a maildir"},
		{exchange.Reception{}, "there is no file in it"},
	} {
		if got := x.r.Rest(); got != x.want {
			t.Errorf("the rest is %q, want %q", got, x.want)
		}
	}
	left := exchange.Reception{Left: 1200, Limit: "20 minutes are over", Skipped: []exchange.SkippedMail{
		{Where: `mail from a@b, "c"`, Why: "the connection is lost at it"}, {Where: "mail 7 of the mailbox", Why: "the server says: no", Last: true}}}
	want = []string{
		`skipped mail from a@b, "c": the connection is lost at it; the next round tries again`,
		"skipped mail 7 of the mailbox: the server says: no; it is not tried again; look at it in a mail program",
		"20 minutes are over: 1,200 mails left for the next round",
	}
	if got := left.Words(words); !slices.Equal(got, want) {
		t.Errorf("says %q, want %q", got, want)
	}
	r = exchange.Reception{Mailbox: "a maildir", Mails: r.Mails[4:]}
	if got := r.Words(words); len(got) > 0 {
		t.Errorf("of its own mail in its mailbox it says %q", got)
	}
}

package sync

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/exchange"
	"fieldfolio/portfolio/fault"
	"fieldfolio/sync/mail"
	"fieldfolio/sync/wire"
)

// crafted returns a change by an office as a site might make it, with the next number.
func (s *site) crafted(office, incarnation string, ahead int64, record string, fields ...portfolio.Setting) portfolio.Change {
	c := portfolio.Change{ID: portfolio.ID{Office: office, Incarnation: incarnation, N: s.mem.self.N + ahead}, Person: "Eve", At: s.mem.Now(), Record: record, Fields: fields}
	c.Finish()
	return c
}

// slips has an office send changes that no program of ours makes.
func slips(t *testing.T, from, to *site, changes ...portfolio.Change) (exchange.ReceivedDiff, error) {
	t.Helper()
	d := sends(t, from, to)
	for _, c := range changes {
		d.Changes = append(d.Changes, wire.Posted{Change: c})
	}
	s := wire.Sign(d.Diff, from.Key)
	read, err := wire.Parse(s.Text())
	if err != nil {
		t.Fatal(err)
	}
	return to.Receive(context.Background(), read)
}

func verdictOf(s *site, id portfolio.ID) portfolio.Ruling { return s.mem.judged[id].Ruling }

// TestForgedRights has an office write under headquarters' name that it may do
// everything, and use that in the same mail and later: what is in doubt gives no
// rights and moves no project.
func TestForgedRights(t *testing.T) {
	for _, mirror := range []bool{false, true} {
		w, a, _ := pairIn(t, newWorldWith(t, 1, nil, mirror))
		inc := a.mem.self.Incarnation
		entry, _, _ := a.mem.Record(exchange.OfficeKey("roea"))
		rights := a.crafted("hq", "evil", 1000, exchange.OfficeKey("roea"), set("held_fields", "note"), set("scope", "all"))
		rights.Over = entry.Log.Heads("scope", "held_fields")
		rights.Finish()
		move := a.crafted("hq", "evil", 1001, "ABCX03", set("programme", regions[0]))
		mine := a.crafted("roea", inc, 1002, "ABCX03", set("approved", "999999"), set("title", "Mine"))
		if _, err := slips(t, a, w.hq(), rights, move, mine); err != nil {
			t.Fatal(err)
		}
		later := a.crafted("roea", inc, 1003, "ABCX03", set("title", "Mine now"))
		if _, err := slips(t, a, w.hq(), later); err != nil {
			t.Fatal(err)
		}
		for _, c := range []portfolio.Change{rights, move, mine, later} {
			if verdictOf(w.hq(), c.ID) != portfolio.Held {
				t.Errorf("mirror %v: %s of %s is not held", mirror, c.Fields[0].Field, c.Record)
			}
		}
	}
}

// TestUnwritable has an office send what cannot be sent on as it came: it would
// cut off everybody to whom headquarters sends it.
func TestUnwritable(t *testing.T) {
	many := make([]portfolio.Setting, 60)
	for i := range many {
		many[i] = set(fmt.Sprintf("f%02d", i), strings.Repeat("\U0001F600", 20000))
	}
	for name, c := range map[string]portfolio.Change{
		"a step with another colon": {Record: "ABCX01", Fields: []portfolio.Setting{set("title", "x")}, Step: "roea.1a2b3c4d:a:b"},
		"a step without any":        {Record: "ABCX01", Fields: []portfolio.Setting{set("title", "x")}, Step: "a"},
		"a kind with a blank":       {Creates: "odd kind", Fields: []portfolio.Setting{set("a", "b")}},
		"a record with a blank":     {Record: "odd record", Fields: []portfolio.Setting{set("a", "b")}},
		"texts that grow":           {Creates: "oddity", Fields: many},
	} {
		c.ID = portfolio.ID{Office: "roea", Incarnation: "1a2b3c4d", N: 9}
		c.Finish()
		if c.Check() == nil {
			t.Errorf("%s is taken", name)
		}
	}
}

// sameID are two changes of an office with one id, which are found in seconds.
func sameID(t *testing.T) (one, other portfolio.Change) {
	t.Helper()
	try := func(i int) portfolio.Change {
		c := portfolio.Change{ID: portfolio.ID{Office: "roea", Incarnation: "aaaaaaaa", N: 9}, Person: "Eve",
			At: time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC), Record: "ABCX01", Fields: []portfolio.Setting{set("title", fmt.Sprint("T", i))}}
		c.Finish()
		return c
	}
	if one, other = try(930645), try(1192662); one.ID == other.ID {
		return one, other
	}
	for seen, i := map[string]int{}, 0; ; i++ {
		c := try(i)
		if before, found := seen[c.ID.Hash]; found {
			t.Errorf("changes are hashed otherwise now; to spare this search, try %d and %d", before, i)
			return try(before), c
		}
		seen[c.ID.Hash] = i
	}
}

// TestSameID has an office use one id for two contents: the second is refused
// apart, and set aside in one diff, and the exchange goes on.
func TestSameID(t *testing.T) {
	one, other := sameID(t)
	for _, mirror := range []bool{false, true} {
		w, a, _ := pairIn(t, newWorldWith(t, 1, nil, mirror))
		if _, err := slips(t, a, w.hq(), one, other); err != nil {
			t.Errorf("mirror %v: both at once: %v", mirror, err)
		}
		asideWith(t, w.hq(), other, "two contents")
		if have := w.hq().find(one.ID); have.Digest() != one.Digest() {
			t.Errorf("mirror %v: not the first of them is in the log", mirror)
		}
		var no *Refused
		if _, err := slips(t, a, w.hq(), other); !errors.As(err, &no) || !strings.Contains(no.Why, "another content") {
			t.Errorf("mirror %v: one after the other: %v", mirror, err)
		}
		if _, err := w.hq().Compose(t.Context(), Which{}); err != nil {
			t.Errorf("mirror %v: headquarters sends nothing any more: %v", mirror, err)
		}
		asideWith(t, w.hq(), other, "two contents")
	}
}

// TestLongReceipt has a hub bring changes by offices with long codes in turn:
// more than one receipt has room for.
func TestLongReceipt(t *testing.T) {
	w := newWorld(t, 1, nil)
	w.calm = true
	code := "country-office-of-somewhere"
	hub, _ := w.invited(code+"-1", regions[0], "", 10)
	below, _ := w.invited(code+"-2", regions[0], code+"-1", 11)
	w.heal()
	var all []portfolio.Change
	for i := range int64(400) {
		by := []*site{hub, below}[i%2]
		all = append(all, hub.crafted(by.code, by.mem.self.Incarnation, i+1, "ABCX01", set("title", fmt.Sprint("T", i))))
	}
	if r, err := slips(t, hub, w.hq(), all...); err != nil || r.Fresh != 400 {
		t.Fatal(r.Fresh, err)
	}
	for _, c := range all {
		if w.hq().mem.judged[c.ID].By == (portfolio.ID{}) {
			t.Fatalf("%s has no receipt", c.ID)
		}
	}
}

// TestThiefAcknowledges has a stolen laptop, whose key was replaced, acknowledge
// what was never sent: headquarters starts nothing anew for it.
func TestThiefAcknowledges(t *testing.T) {
	w, a, _ := pair(t)
	if _, err := w.hq().Rekey(context.Background(), "A. Desk", "roea"); err != nil {
		t.Fatal(err)
	}
	was := w.hq().mem.self.Incarnation
	s := wire.Sign(wire.Diff{From: wire.Copy{Office: "roea", Incarnation: "thief"}, To: wire.Copy{Office: "hq", Incarnation: was}, In: 1000, InChain: "00000000"}, a.Key)
	if r, err := w.hq().Receive(context.Background(), &s); err != nil || r.Anew || w.hq().mem.self.Incarnation != was {
		t.Errorf("%+v %v", r, err)
	}
}

// TestReplacedKeyJoins has an office answer a new invitation with the key that
// was replaced.
func TestReplacedKeyJoins(t *testing.T) {
	w, a, _ := pair(t)
	inv, err := w.hq().Rekey(context.Background(), "A. Desk", "roea")
	if err != nil {
		t.Fatal(err)
	}
	a.must(a.Accept(context.Background(), inv, ""))
	var no *Refused
	if _, err := w.hq().Receive(context.Background(), written(t, a)); !errors.As(err, &no) ||
		no.Do.Action != fault.JoinAgain {
		t.Fatal(err)
	}
	a.Key = keyOf(77)
	if r, err := w.hq().Receive(context.Background(), written(t, a)); err != nil || !r.Joined {
		t.Fatal(r, err)
	}
}

// TestTwoSignatures has copies of a receipt with another spelling of its
// signature.
func TestTwoSignatures(t *testing.T) {
	w, a, _ := pair(t)
	i := slices.IndexFunc(a.mem.arrivals, func(x exchange.Arrival) bool { _, is := exchange.ReceiptOf(&x.Change); return is })
	c := a.mem.arrivals[i].Change
	c.Fields = slices.Clone(c.Fields)
	for k := range c.Fields {
		if f := &c.Fields[k]; f.Field == exchange.FieldSignature {
			f.Value = f.Value[:10] + "\n" + f.Value[10:]
		}
	}
	c.Finish()
	if _, err := slips(t, a, w.hq(), c); err != nil {
		t.Error(err)
	}
	asideWith(t, w.hq(), c, "a receipt that headquarters has not signed")
}

// TestTwoAttachments has a person send on the mails of two offices in one.
func TestTwoAttachments(t *testing.T) {
	w, a, b := pair(t)
	one, two := a.title("ABCX01", "By one"), b.title("ABCX02", "By the other")
	raw := "From: a@example.org\nSubject: two files\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=\"bb\"\n\n--bb\nContent-Type: text/plain\n\nsee attached\n"
	for i, s := range []*site{a, b} {
		raw += fmt.Sprintf("--bb\nContent-Disposition: attachment; filename=%d.txt\n\n%s", i, letterTo(t, s, "hq").Body)
	}
	for m := range mail.Messages([]byte(raw + "--bb--\n")) {
		if r := w.hq().Open(context.Background(), Opening{Readings: m.Readings(), Diffs: m.Most}); len(r.Taken) != 2 || r.Err != nil {
			t.Error(len(r.Taken), r.Refused, r.Err)
		}
	}
	for _, id := range []portfolio.ID{one, two} {
		if _, here := w.hq().mem.at[id]; !here {
			t.Errorf("%s is not read", id)
		}
	}
}

// TestNoteOnNote has a project with a note, and a note on that, enter a scope.
func TestNoteOnNote(t *testing.T) {
	for _, mirror := range []bool{false, true} {
		w, a, _ := pairIn(t, newWorldWith(t, 1, nil, mirror))
		on := "ABCX03"
		var notes []portfolio.ID
		for range exchange.NoteDepth {
			id := w.hq().change("A. Desk", "", portfolio.NoteRecord, set(portfolio.FieldOn, on), set(portfolio.FieldText, "note"))
			notes, on = append(notes, id), id.String()
		}
		w.heal()
		w.hq().change("A. Desk", "ABCX03", "", set("programme", regions[0]))
		w.heal()
		for depth, id := range notes {
			if _, here := a.mem.at[id]; !here {
				t.Errorf("mirror %v: note %d deep does not come", mirror, depth+1)
			}
		}
	}
}

// TestWrongKey has a key file beside a database that is another one's: nothing
// is signed with it, and nothing is lost.
func TestWrongKey(t *testing.T) {
	w, a, _ := pair(t)
	for _, s := range []*site{w.hq(), a} {
		own := s.Key
		s.title("ABCX01", "To be sent")
		for _, key := range [][]byte{nil, keyOf(99)} {
			s.Key = key
			var invalid *fault.Invalid
			if _, err := s.Compose(context.Background(), Which{}); !errors.As(err, &invalid) || invalid.Field != "the signing key" {
				t.Errorf("%s sends: %v", s.code, err)
			}
			if _, err := s.Invite(context.Background(), "A. Desk", Entry{Code: "kenya", Scope: regions[0], Email: "k@example.org"}); err == nil {
				t.Errorf("%s invites", s.code)
			}
		}
		s.Key = own
	}
	w.heal()
	if why := w.check(); why != "" {
		t.Error(why)
	}
}

// TestAnsweredElsewhere has a headquarters answer an incarnation that was put
// back, and then be put back itself: the office shows its invitation until it
// can show headquarters' own word of its key.
func TestAnsweredElsewhere(t *testing.T) {
	w, a, _ := pair(t)
	secret := a.mem.self.Secret
	if secret != "" {
		t.Fatal("it has joined and still shows its invitation")
	}
	s, _ := w.invited("kenya", regions[2], "", 20)
	night := w.backUp(s)
	takes(t, w.hq(), sends(t, s, w.hq()))
	answer := sends(t, w.hq(), s)
	s.putBack(night)
	later := *answer
	later.After, later.Changes = answer.End(), nil
	gap := wire.Sign(later.Diff, w.hq().Key)
	takes(t, s, &gap)
	if s.mem.self.Secret == "" {
		t.Error("an answer without its entry ends its invitation")
	}
	takes(t, s, answer)
	if s.mem.self.Secret != "" {
		t.Error("its entry in the register does not end its invitation")
	}
}

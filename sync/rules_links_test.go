package sync

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/exchange"
	"fieldfolio/sync/wire"
)

// TestRulesOfLinks has a test for each rule of the section Links of SYNC.md. What
// is shown elsewhere:
//
//   - repeated mail changes nothing, a hundred times: TestReplay
//   - a link with nothing to say states its positions weekly; unacknowledged
//     changes wait for the next new one or a growing pause; a silent or replaced
//     copy gets mail ever more rarely: TestDue
//   - mail is marked as read only after what is in it was kept: TestMaildir and TestIMAP
//     in sync/mail
//   - all of it together, with every rule broken in turn: TestPromise, TestBroken
func TestRulesOfLinks(t *testing.T) {
	for _, r := range []struct {
		name string
		test func(*testing.T)
	}{
		{"a link joins two incarnations", linkOfCopies},
		{"an outbox is only appended to", outboxGrows},
		{"with a new incarnation below, the link starts anew and everything goes up, whoever the author", anewUpward},
		{"with a new incarnation above, the link starts anew and everything in scope comes down, whoever the author", anewDownward},
		{"the seed puts a record into a scope", scopeOfSeed},
		{"a record that ever was in a scope stays in it", scopeStays},
		{"the scope of a link is the union over the offices below", scopeOfHub},
		{"the plan and the register are in every scope", scopeOfPlan},
		{"what enters a scope comes with its whole history and its notes", scopeEntered},
		{"a diff carries everything behind the acknowledgement, sent or not", nothingLeftOut},
		{"a mail limit gives a prefix and says how many follow", prefixForLimit},
		{"an acknowledgement is a position with a hash over the changes up to it", acknowledgesByHash},
		{"an acknowledgement that falls is honoured", acknowledgementFalls},
		{"restore gives a new incarnation, and brings back what is lost and what was saved", restored},
		{"an acknowledgement beyond the outbox gives a new incarnation", acknowledgementBeyond},
		{"an acknowledgement whose hash does not fit gives a new incarnation", acknowledgementMisfit},
		{"an acknowledgement of an earlier incarnation gives none", acknowledgementOfFormer},
		{"changes and positions are kept in one transaction", receivedAtOnce},
		{"a change taken as the next position is withheld from its sender", nextIsWithheld},
		{"a change not taken as the next position goes back to its sender too", otherGoesBack},
		{"taking a diff in again changes nothing", receivedAgain},
		{"a position beyond what is here is answered", beyondIsAnswered},
		{"an acknowledgement alone is never answered", bareIsNotAnswered},
	} {
		t.Run(r.name, r.test)
	}
}

// sends has a site compose for another one, and notes that it was sent.
func sends(t *testing.T, from, to *site) *wire.Signed {
	t.Helper()
	out, err := from.Compose(context.Background(), Which{Offices: []string{to.code}})
	if err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(out, func(m exchange.Mail) bool {
		return m.Link.Incarnation == "" || m.Link.Incarnation == to.mem.self.Incarnation
	})
	if i < 0 {
		t.Fatalf("%s has nothing for %s: %v", from.name(), to.name(), out)
	}
	from.must(from.Sent(context.Background(), &out[i]))
	d, err := to.Read(between(out[i].Body))
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// takes has a site take in a diff.
func takes(t *testing.T, s *site, d *wire.Signed) exchange.ReceivedDiff {
	t.Helper()
	r, err := s.Receive(context.Background(), d)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// linkWith returns the link of two copies as the first one has it.
func linkWith(t *testing.T, s, other *site) exchange.Link {
	t.Helper()
	for _, l := range s.mem.links {
		if l.Mine == s.mem.self.Incarnation && l.Office == other.code && l.Incarnation == other.mem.self.Incarnation {
			return l
		}
	}
	t.Fatalf("%s has no link with %s", s.name(), other.name())
	return exchange.Link{}
}

func brings(d *wire.Signed, id portfolio.ID) bool {
	return slices.ContainsFunc(d.Changes, func(p wire.Posted) bool { return p.ID == id })
}

// bringsExactly says which of the changes should or should not be in a diff.
func bringsExactly(t *testing.T, d *wire.Signed, want bool, ids ...portfolio.ID) {
	t.Helper()
	for _, id := range ids {
		if brings(d, id) != want {
			t.Errorf("%s to %s brings %s: %v, want %v", d.From, d.To, id, !want, want)
		}
	}
}

// title changes the title of a project.
func (s *site) title(project, title string) portfolio.ID {
	return s.change("A. Desk", project, "", set(portfolio.FieldTitle, title))
}

// renews gives a site a new incarnation.
func (s *site) renews() {
	s.must(s.exchange(context.Background(), func(d *txn) error { return d.renew() }))
}

func linkOfCopies(t *testing.T) {
	w, a, _ := pair(t)
	first := linkWith(t, w.hq(), a)
	a.renews()
	takes(t, w.hq(), sends(t, a, w.hq()))
	second := linkWith(t, w.hq(), a)
	if second.ID == first.ID || second.Acked != 0 {
		t.Errorf("the other copy has link %+v, the first one %+v", second, first)
	}
	if was := w.hq().mem.links[first.ID-1]; was.In != first.In || was.Acked != first.Acked {
		t.Errorf("mail of the other copy moved %+v to %+v", first, was)
	}
}

func outboxGrows(t *testing.T) {
	w, a, _ := pair(t)
	hq := w.hq()
	link := linkWith(t, hq, a).ID
	before := slices.Clone(hq.mem.outbox[link])
	hq.title("ABCX01", "New")
	hq.must(hq.Amend(context.Background(), "A. Desk", "roea", set(portfolio.FieldScope, regions[2])))
	sends(t, hq, a)
	after := hq.mem.outbox[link]
	if len(after) <= len(before) || !reflect.DeepEqual(after[:len(before)], before) {
		t.Errorf("%d changes, then %d, not behind them", len(before), len(after))
	}
	for i, p := range after {
		if p.Pos != int64(i)+1 {
			t.Errorf("change %d stands at position %d", i+1, p.Pos)
		}
	}
}

func anewUpward(t *testing.T) {
	w, a, _ := pair(t)
	w.hq().title("ABCX01", "By headquarters")
	a.title("ABCX01", "By the office")
	w.heal()
	a.renews()
	d := sends(t, a, w.hq())
	if d.After != 0 || d.In != 0 {
		t.Errorf("it starts at %d and acknowledges %d", d.After, d.In)
	}
	for _, x := range a.mem.arrivals {
		bringsExactly(t, d, true, x.Change.ID)
	}
}

func anewDownward(t *testing.T) {
	w, a, b := pair(t)
	in := []portfolio.ID{w.hq().title("ABCX01", "By headquarters"), a.title("ABCX01", "By the office"), b.title("ABCX01", "By another one")}
	out := b.title("ABCX02", "Of its own region")
	w.heal()
	w.hq().renews()
	d := sends(t, w.hq(), a)
	if d.After != 0 || d.In != 0 {
		t.Errorf("it starts at %d and acknowledges %d", d.After, d.In)
	}
	bringsExactly(t, d, true, in...)
	bringsExactly(t, d, false, out)
}

func scopeOfSeed(t *testing.T) {
	w, a, b := pair(t)
	id := w.hq().title("ABCX01", "In West Africa")
	bringsExactly(t, sends(t, w.hq(), a), true, id)
	bringsExactly(t, sends(t, w.hq(), b), false, id)
}

func scopeStays(t *testing.T) {
	w, a, b := pair(t)
	moved := w.hq().change("A. Desk", "ABCX01", "", set(portfolio.FieldProgramme, regions[1]))
	later := w.hq().title("ABCX01", "In Eastern Africa")
	bringsExactly(t, sends(t, w.hq(), a), true, moved, later)
	bringsExactly(t, sends(t, w.hq(), b), true, moved, later)
}

func scopeOfHub(t *testing.T) {
	w, a, b := pair(t)
	inv, err := w.hq().Invite(context.Background(), "A. Desk", Entry{Code: "kenya", Scope: regions[2], Email: "kenya@example.org", Hub: "roea", Days: MaxDays})
	w.hq().must(err)
	kenya := w.site("kenya", 20)
	kenya.must(kenya.Accept(context.Background(), inv, ""))
	w.heal()
	ids := []portfolio.ID{w.hq().title("ABCX01", "Of the hub"), w.hq().title("ABCX03", "Of the office below")}
	bringsExactly(t, sends(t, w.hq(), b), false, ids...)
	d := sends(t, w.hq(), a)
	bringsExactly(t, d, true, ids...)
	takes(t, a, d)
	d = sends(t, a, kenya)
	bringsExactly(t, d, false, ids[0])
	bringsExactly(t, d, true, ids[1])
}

func scopeOfPlan(t *testing.T) {
	w, a, b := pair(t)
	ids := []portfolio.ID{
		w.hq().change("A. Desk", "outcome:1.1", "", set("budget", "1")), w.hq().change("A. Desk", "activity:1.1/1", "", set("shortfall", "1")),
		w.hq().change("A. Desk", "subprogramme:evaluation", "", set("shortfall", "1")), w.hq().change("A. Desk", exchange.OfficeKey("rosen"), "", set("email", "x@example.org"))}
	for _, s := range []*site{a, b} {
		bringsExactly(t, sends(t, w.hq(), s), true, ids...)
	}
}

func scopeEntered(t *testing.T) {
	w, a, _ := pair(t)
	hq := w.hq()
	ids := []portfolio.ID{hq.title("ABCX03", "One"), hq.title("ABCX03", "Two"),
		hq.change("A. Desk", "", portfolio.NoteRecord, set(portfolio.FieldOn, "ABCX03"), set(portfolio.FieldText, "Three")), hq.title("ABCX03", "Four")}
	bringsExactly(t, sends(t, hq, a), false, ids...)
	w.heal()
	hq.must(hq.Amend(context.Background(), "A. Desk", "roea", set(portfolio.FieldScope, regions[2])))
	bringsExactly(t, sends(t, hq, a), true, ids...)
	w.heal()
	moved := hq.change("A. Desk", "ABCX04", "", set(portfolio.FieldTitle, "Elsewhere"))
	w.heal()
	into := hq.change("A. Desk", "ABCX04", "", set(portfolio.FieldProgramme, regions[2]))
	bringsExactly(t, sends(t, hq, a), true, moved, into)
}

func nothingLeftOut(t *testing.T) {
	w, a, _ := pair(t)
	one := a.title("ABCX01", "Lost")
	lost := sends(t, a, w.hq())
	two := a.title("ABCX01", "Next")
	d := sends(t, a, w.hq())
	bringsExactly(t, d, true, one, two)
	if d.After != lost.After {
		t.Errorf("it starts at %d, the one that was not acknowledged at %d", d.After, lost.After)
	}
	takes(t, w.hq(), d)
	takes(t, a, sends(t, w.hq(), a))
	bringsExactly(t, sends(t, a, w.hq()), false, one, two)
}

func prefixForLimit(t *testing.T) {
	w, a, _ := pair(t)
	a.Form = wire.FormReadable // armoured, the changes fit into one mail
	const limit = 20_000       // bytes
	w.hq().must(w.hq().Amend(context.Background(), "A. Desk", "hq", set(portfolio.FieldMailLimit, fmt.Sprint(limit))))
	w.heal()
	var ids []portfolio.ID
	for range 200 {
		ids = append(ids, a.title("ABCX01", fmt.Sprint("Long ", len(ids), strings.Repeat(" word", 30))))
	}
	for mails := 0; len(ids) > 0; mails++ {
		o := letterTo(t, a, "hq")
		d := sends(t, a, w.hq())
		n := len(d.Changes)
		if len(o.Body) > limit || n == 0 || d.More != int64(len(ids)-n) || mails == 0 && d.More == 0 {
			t.Fatalf("mail %d has %d bytes, %d changes and says that %d of %d follow", mails, len(o.Body), n, d.More, len(ids))
		}
		bringsExactly(t, d, true, ids[:n]...)
		ids = ids[n:]
		takes(t, w.hq(), d)
		takes(t, a, sends(t, w.hq(), a))
	}
}

func acknowledgesByHash(t *testing.T) {
	w, a, _ := pair(t)
	w.hq().title("ABCX01", "One")
	takes(t, a, sends(t, w.hq(), a))
	d, out := sends(t, a, w.hq()), w.hq().mem.outbox[linkWith(t, w.hq(), a).ID]
	var chain exchange.Chain
	for i := range out {
		chain = chain.Next(out[i].Change.Digest())
	}
	if d.In != int64(len(out)) || d.InChain != chain.String() {
		t.Errorf("acknowledges %d-%s, want %d-%s", d.In, d.InChain, len(out), chain)
	}
}

// putBack puts a site back to a backup.
func (s *site) putBack(b backup) { s.mem.state = b.clone() }

func acknowledgementFalls(t *testing.T) {
	w, a, _ := pair(t)
	night := w.backUp(a)
	before := linkWith(t, w.hq(), a).Acked
	id := w.hq().title("ABCX01", "Read and lost")
	takes(t, a, sends(t, w.hq(), a))
	takes(t, w.hq(), sends(t, a, w.hq()))
	if now := linkWith(t, w.hq(), a).Acked; now <= before {
		t.Fatalf("acknowledged %d, then %d", before, now)
	}
	a.putBack(night)
	takes(t, w.hq(), sends(t, a, w.hq()))
	if now := linkWith(t, w.hq(), a).Acked; now != before {
		t.Errorf("%d counts as acknowledged, the office says %d", now, before)
	}
	d := sends(t, w.hq(), a)
	bringsExactly(t, d, true, id)
	if r := takes(t, a, d); r.Anew || r.Fresh == 0 {
		t.Errorf("%+v", r)
	}
}

// lostDay puts an office back to before a change that headquarters has, has it
// edit meanwhile or not, and returns what headquarters sends then.
func lostDay(t *testing.T, edits bool) (w *world, a *site, id portfolio.ID, d *wire.Signed) {
	w, a, _ = pair(t)
	night := w.backUp(a)
	id = a.title("ABCX01", "Sent and lost")
	takes(t, w.hq(), sends(t, a, w.hq()))
	a.putBack(night)
	if edits {
		a.title("ABCX01", "Another one")
		sends(t, a, w.hq())
	}
	return w, a, id, sends(t, w.hq(), a)
}

func anew(t *testing.T, edits bool) {
	w, a, id, d := lostDay(t, edits)
	was := a.mem.self.Incarnation
	if r := takes(t, a, d); !r.Anew || a.mem.self.Incarnation == was {
		t.Fatalf("%+v, incarnation %s", r, a.mem.self.Incarnation)
	}
	w.heal()
	if _, here := a.mem.at[id]; !here {
		t.Error("what was lost does not come back")
	}
	if why := w.check(); why != "" {
		t.Error(why)
	}
}

func restored(t *testing.T) {
	w, a, _ := pair(t)
	night := w.backUp(a)
	sent := a.title("ABCX01", "Sent and lost")
	takes(t, w.hq(), sends(t, a, w.hq()))
	heard := w.hq().title("ABCX01", "Heard and lost")
	takes(t, a, sends(t, w.hq(), a))
	saved := a.title("ABCX01", "Never sent")
	own := a.find(saved)
	was := a.mem.self.Incarnation
	a.putBack(night)
	r, err := a.Restore(context.Background(), []exchange.Incoming{{Change: own}})
	if err != nil || r.Taken != 1 || r.Office != "roea" || a.mem.self.Incarnation == was {
		t.Fatalf("%+v, incarnation %s, %v", r, a.mem.self.Incarnation, err)
	}
	bringsExactly(t, sends(t, a, w.hq()), true, saved)
	w.heal()
	for _, id := range []portfolio.ID{sent, heard, saved} {
		if _, here := a.mem.at[id]; !here {
			t.Errorf("%s does not come back", id)
		}
	}
	if why := w.check(); why != "" {
		t.Error(why)
	}
}

func acknowledgementBeyond(t *testing.T) { anew(t, false) }

func acknowledgementMisfit(t *testing.T) { anew(t, true) }

func acknowledgementOfFormer(t *testing.T) {
	w, a, _ := pair(t)
	a.title("ABCX01", "To be acknowledged")
	takes(t, w.hq(), sends(t, a, w.hq()))
	d := sends(t, w.hq(), a)
	a.renews()
	was := a.mem.self.Incarnation
	if r := takes(t, a, d); r.Anew || a.mem.self.Incarnation != was || d.In == 0 {
		t.Errorf("%+v, incarnation %s, then %s", r, was, a.mem.self.Incarnation)
	}
	if l := linkWith(t, a, w.hq()); l.In != 0 || !l.Owes {
		t.Errorf("%+v", l)
	}
}

func receivedAtOnce(t *testing.T) {
	w, a, _ := pair(t)
	a.title("ABCX01", "One")
	a.title("ABCX02", "Two")
	d, hq := sends(t, a, w.hq()), w.hq()
	for n := 1; ; n++ {
		before := hq.mem.clone()
		hq.mem.writes, hq.mem.failAt = 0, n
		_, err := hq.Receive(context.Background(), d)
		hq.mem.failAt = 0
		if err == nil {
			if n < 5 {
				t.Errorf("only %d writes", n)
			}
			return
		}
		if !errors.Is(err, errCrash) || len(hq.mem.arrivals) != len(before.arrivals) || !reflect.DeepEqual(hq.mem.links, before.links) {
			t.Fatalf("write %d: %v, and half is kept", n, err)
		}
	}
}

func nextIsWithheld(t *testing.T) {
	w, a, b := pair(t)
	id := a.title("ABCX01", "Once")
	other := a.change("A. Desk", "outcome:1.1", "", set("label", "For all"))
	takes(t, w.hq(), sends(t, a, w.hq()))
	bringsExactly(t, sends(t, w.hq(), a), false, id, other)
	bringsExactly(t, sends(t, w.hq(), b), true, other)
}

func otherGoesBack(t *testing.T) {
	w, a, _ := pair(t)
	a.title("ABCX01", "Missing")
	id := a.title("ABCX01", "Behind a gap")
	d := sends(t, a, w.hq())
	d.After, d.Changes = d.After+1, d.Changes[1:]
	gap := wire.Sign(d.Diff, a.Key)
	in := linkWith(t, w.hq(), a).In
	if r := takes(t, w.hq(), &gap); r.Fresh != 1 {
		t.Errorf("%+v", r)
	}
	if now := linkWith(t, w.hq(), a).In; now != in {
		t.Errorf("position %d, then %d", in, now)
	}
	bringsExactly(t, sends(t, w.hq(), a), true, id)
}

func receivedAgain(t *testing.T) {
	w, a, _ := pair(t)
	a.title("ABCX01", "Once")
	d := sends(t, a, w.hq())
	takes(t, w.hq(), d)
	before, links := len(w.hq().mem.arrivals), slices.Clone(w.hq().mem.links)
	if r := takes(t, w.hq(), d); r.Fresh != 0 || r.Known != 1 {
		t.Errorf("%+v", r)
	}
	if now := len(w.hq().mem.arrivals); now != before || !reflect.DeepEqual(links, w.hq().mem.links) {
		t.Errorf("%d changes, then %d; links %+v, then %+v", before, now, links, w.hq().mem.links)
	}
}

// beyondIsAnswered has an office put back that only read: headquarters has
// nothing to say and states its positions.
func beyondIsAnswered(t *testing.T) {
	w, a, _ := pair(t)
	night := w.backUp(a)
	id := w.hq().title("ABCX01", "Read and lost")
	takes(t, a, sends(t, w.hq(), a))
	takes(t, w.hq(), sends(t, a, w.hq()))
	a.putBack(night)
	d := sends(t, w.hq(), a)
	if !d.Bare() {
		t.Fatalf("%d changes", len(d.Changes))
	}
	takes(t, a, d)
	if l := linkWith(t, a, w.hq()); !l.Owes {
		t.Fatalf("no answer is owed: %+v", l)
	}
	takes(t, w.hq(), sends(t, a, w.hq()))
	bringsExactly(t, sends(t, w.hq(), a), true, id)
}

func bareIsNotAnswered(t *testing.T) {
	w, a, _ := pair(t)
	w.hq().title("ABCX01", "To be acknowledged")
	takes(t, a, sends(t, w.hq(), a))
	d := sends(t, a, w.hq())
	if !d.Bare() || d.In == 0 {
		t.Fatalf("%d changes, acknowledges %d", len(d.Changes), d.In)
	}
	takes(t, w.hq(), d)
	for _, due := range []bool{true, false} {
		out, err := w.hq().Compose(context.Background(), Which{Due: due})
		if err != nil || slices.ContainsFunc(out, func(m exchange.Mail) bool { return m.Link.Office == "roea" }) {
			t.Errorf("it is answered: %v %v", out, err)
		}
	}
}

package sync

import (
	"context"
	"crypto/ed25519"
	"errors"
	"slices"
	"strings"
	"testing"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/exchange"
	"fieldfolio/sync/wire"
)

// TestRulesOfHeadquarters has a test for each rule of the section Headquarters of
// SYNC.md. What is shown elsewhere:
//
//   - only headquarters changes the register, but for an office's own recipient:
//     TestOnlyOwnRecipient, TestForgedReceipt
//   - the earliest day, and the verdict with the largest id, in the order of no
//     arrival: TestRulesOfHeadquarters in portfolio
//   - the author's copy shows a change as waiting until the receipt comes:
//     TestHistoryHeadquarters in portfolio/sqlite, sync.txtar
//   - --at and --since go by the receipts' days: TestRulesOfThePast in
//     portfolio/sqlite
//   - mail under the key of a lost laptop waits for a person, however often it
//     comes: TestFormerKeyAgain, sync.txtar
func TestRulesOfHeadquarters(t *testing.T) {
	for _, r := range []struct {
		name string
		test func(*testing.T)
	}{
		{"the register is kept, sent and given back to a restored headquarters like the rest", registerInLog},
		{"a headquarters put back to before an office joined learns of it from what it brings", hearsForgotten},
		{"a headquarters put back that can read nothing of an office writes to it first", writesToForgotten},
		{"two changes of an entry merge, and conflict, like those of other records", registerMerges},
		{"receipts and verdicts are changes by headquarters, and one lists many", receiptsAreChanges},
		{"a receipt is given wherever none with a day is known", receiptForUndated},
		{"a receipt that has a day is not given again", receiptOnce},
		{"headquarters' own change has reached it on the day when it was made", ownReceipt},
		{"of several verdicts the one with the largest id counts", lastVerdict},
		{"receipts go to the author's office whatever its scope", receiptToAuthor},
		{"receipts travel with their record", receiptWithRecord},
		{"only headquarters judges", onlyHeadquartersJudges},
		{"it judges never from the order of arrival", judgedInAnyOrder},
		{"it judges from its author's rights and the register", judgedByRights},
		{"a change is held as a whole", heldAsWhole},
		{"signing key and recipient are two things", keysAreTwo},
		{"an invitation is signed by headquarters", invitationSigned},
		{"an invitation says to which recipient the answer is encrypted", answerEncrypted},
		{"an invitation expires", invitationExpires},
		{"an invitation binds to the first key that answers", firstKeyBinds},
		{"the same key again changes nothing", sameKeyAgain},
		{"another key goes to a person", anotherKey},
		{"mail under a former key waits for a person", formerKey},
		{"an office below a hub answers an invitation to headquarters itself", belowAnswers},
		{"it answers until headquarters has heard it, though an earlier register has its key", answersUntilHeard},
	} {
		t.Run(r.name, r.test)
	}
}

// invited invites one more office and returns its copy, which has not sent yet.
func (w *world) invited(code, scope, hub string, key byte) (*site, wire.Invitation) {
	inv, err := w.hq().Invite(context.Background(), "A. Desk", Entry{Code: code, Scope: scope, Email: code + "@example.org", Hub: hub, Days: MaxDays})
	w.hq().must(err)
	s := w.site(code, key)
	s.must(s.Accept(context.Background(), inv, ""))
	return s, inv
}

func entryAt(s *site, code string) exchange.Office {
	reg, _ := s.mem.Register()
	o, ok := reg.Office(code)
	if !ok {
		return exchange.Office{}
	}
	return *o
}

func registerInLog(t *testing.T) {
	w, a, _ := pair(t)
	night := w.backUp(w.hq())
	late, _ := w.invited("kenya", regions[2], "", 20)
	w.heal()
	w.hq().putBack(night)
	if o := entryAt(w.hq(), "kenya"); o.Code != "" {
		t.Fatalf("%+v", o)
	}
	w.heal()
	for _, s := range []*site{w.hq(), a, late} {
		if o := entryAt(s, "kenya"); len(o.Keys) != 1 || o.Email != "kenya@example.org" {
			t.Errorf("%s has %+v", s.code, o)
		}
	}
	if why := w.check(); why != "" {
		t.Error(why)
	}
}

// hearsForgotten has the office alone know that it has joined: nobody else can
// bring that back.
func hearsForgotten(t *testing.T) {
	w, _, _ := pair(t)
	night := w.backUp(w.hq())
	late, _ := w.invited("kenya", regions[2], "", 20)
	takes(t, w.hq(), sends(t, late, w.hq()))
	takes(t, late, sends(t, w.hq(), late))
	id := late.title("ABCX03", "Written after it joined")
	w.hq().putBack(night)
	w.heal()
	if why := w.check(); why != "" {
		t.Error(why)
	}
	if _, ok := w.hq().mem.at[id]; !ok || len(entryAt(w.hq(), "kenya").Keys) != 1 {
		t.Errorf("%v %+v", ok, entryAt(w.hq(), "kenya"))
	}
}

// writesToForgotten has another office bring the register back, while the mail
// of the forgotten one cannot be decrypted.
func writesToForgotten(t *testing.T) {
	w, a, _ := pair(t)
	w.keys = nil // encrypted as here, not by chance
	w.hq().must(w.hq().Encrypt(context.Background(), "A. Desk", recipientOf(identities[0])))
	w.share("hq", identities[:1])
	night := w.backUp(w.hq())
	late, _ := w.invited("kenya", regions[2], "", 20)
	w.heal()
	w.hq().putBack(night)
	for range 3 { // headquarters sees that it was put back, says so, and gets everything
		takes(t, w.hq(), sends(t, a, w.hq()))
		takes(t, a, sends(t, w.hq(), a))
	}
	w.hq().must(w.hq().Encrypt(context.Background(), "A. Desk", recipientOf(identities[1])))
	w.share("hq", identities[1:2])
	if out, err := w.hq().Compose(context.Background(), Which{}); err != nil || !slices.ContainsFunc(out, func(m exchange.Mail) bool { return m.Link.Office == "kenya" }) {
		t.Fatalf("%d mails, none to kenya, %v", len(out), err)
	}
	id := late.title("ABCX03", "Written meanwhile")
	w.heal()
	if _, ok := w.hq().mem.at[id]; !ok {
		t.Error("headquarters lacks the change of the office that it forgot")
	}
	if why := w.check(); why != "" {
		t.Error(why)
	}
}

func answerEncrypted(t *testing.T) {
	w, _, _ := pair(t)
	_, plain := w.invited("kenya", regions[2], "", 20)
	w.hq().must(w.hq().Encrypt(context.Background(), "A. Desk", recipientOf(identities[0])))
	late, inv := w.invited("nigeria", regions[3], "", 21)
	if plain.Recipient != "" || inv.Recipient != recipientOf(identities[0]) {
		t.Errorf("%q, %q", plain.Recipient, inv.Recipient)
	}
	inv.Recipient = recipientOf(identities[1])
	if err := late.Accept(context.Background(), inv, ""); err == nil {
		t.Error("a recipient put into the invitation is taken")
	}
	out, err := late.Compose(context.Background(), Which{})
	if err != nil || len(out) != 1 || out[0].Recipient == "" {
		t.Fatalf("%+v %v", out, err)
	}
	if _, err := w.hq().Read(between(out[0].Body)); !errors.Is(err, wire.ErrEncrypted) {
		t.Error(err)
	}
	w.share("hq", identities[:1])
	if d, err := w.hq().Read(between(out[0].Body)); err != nil || !takes(t, w.hq(), d).Joined {
		t.Error(err)
	}
}

func registerMerges(t *testing.T) {
	w, a, _ := pair(t)
	night := w.backUp(w.hq())
	one := w.hq().change("A. Desk", exchange.OfficeKey("roea"), "", set(portfolio.FieldScope, regions[2]))
	takes(t, a, sends(t, w.hq(), a))
	w.hq().putBack(night)
	two := w.hq().change("A. Desk", exchange.OfficeKey("roea"), "", set(portfolio.FieldScope, regions[3]))
	w.heal()
	for _, s := range w.sites {
		r, _, _ := s.mem.Record(exchange.OfficeKey("roea"))
		st := r.Log.State(portfolio.FieldScope)
		if !st.Conflict || len(st.Heads) != 2 || r.Log.Find(one) == nil || r.Log.Find(two) == nil {
			t.Errorf("%s has %+v", s.code, st)
		}
	}
}

// receiptsFor returns the receipts at a site that list a change.
func receiptsFor(s *site, id portfolio.ID) (out []exchange.Receipt) {
	list, _ := s.mem.Receipts(id)
	for _, a := range list {
		r, _ := exchange.ReceiptOf(&a.Change)
		out = append(out, r)
	}
	return out
}

func receiptsAreChanges(t *testing.T) {
	w, a, _ := pair(t)
	one, two, held := a.title("ABCX01", "One"), a.title("ABCX01", "Two"), a.change("A. Desk", "ABCX01", "", set("approved", "1"))
	today := portfolio.DateOf(w.clock)
	takes(t, w.hq(), sends(t, a, w.hq()))
	for _, x := range []struct {
		id      portfolio.ID
		lists   int
		verdict portfolio.Ruling
	}{{one, 2, portfolio.Taken}, {two, 2, portfolio.Taken}, {held, 1, portfolio.Held}} {
		all := receiptsFor(w.hq(), x.id)
		if len(all) != 1 || all[0].ID.Office != "hq" || all[0].Day != today || len(all[0].Changes) != x.lists || all[0].Ruling != x.verdict {
			t.Errorf("%s: %+v", x.id, all)
			continue
		}
		if i, here := w.hq().mem.at[all[0].ID]; !here || !exchange.SignedBy(&w.hq().mem.arrivals[i].Change, []ed25519.PublicKey{ed25519.PublicKey(keyOf(1)[32:])}) {
			t.Errorf("receipt %s is no change signed by headquarters", all[0].ID)
		}
	}
}

// receiptForUndated has a verdict come back to headquarters without the receipt
// that had the day.
func receiptForUndated(t *testing.T) {
	w, a, _ := pair(t)
	id := a.title("ABCX01", "One")
	c := a.mem.arrivals[a.mem.at[id]].Change
	verdict := exchange.NewReceipt(exchange.Receipt{ID: portfolio.ID{Office: "hq", Incarnation: "x", N: 900}, Changes: []exchange.ReceiptRef{exchange.RefOf(&c)},
		Ruling: portfolio.Rejected, Why: "because", Person: "B. Desk"}, w.clock, w.hq().Key)
	d := sends(t, a, w.hq())
	d.Changes = append(d.Changes, wire.Posted{Change: verdict})
	signed := wire.Sign(d.Diff, a.Key)
	takes(t, w.hq(), &signed)
	if all := receiptsFor(w.hq(), id); len(all) != 2 || w.hq().mem.judged[id].Day != portfolio.DateOf(w.clock) {
		t.Errorf("%+v, %+v", all, w.hq().mem.judged[id])
	}
}

func receiptOnce(t *testing.T) {
	w, a, _ := pair(t)
	id := a.title("ABCX01", "One")
	d := sends(t, a, w.hq())
	takes(t, w.hq(), d)
	day := w.hq().mem.judged[id].Day
	w.clock = w.clock.AddDate(0, 0, 9)
	takes(t, w.hq(), d)
	sends(t, w.hq(), a)
	if all := receiptsFor(w.hq(), id); len(all) != 1 || w.hq().mem.judged[id].Day != day {
		t.Errorf("%+v, day %d, then %d", all, day, w.hq().mem.judged[id].Day)
	}
}

// ownReceipt has headquarters change something days before it writes to an office,
// and again after its clock was put back: the receipts have the day of each, but
// none later than that of the receipt.
func ownReceipt(t *testing.T) {
	w, a, _ := pair(t)
	first := w.hq().title("ABCX01", "Early")
	made := portfolio.DateOf(w.clock)
	w.clock = w.clock.AddDate(0, 0, 9)
	second := w.hq().title("ABCX01", "Later")
	later := portfolio.DateOf(w.clock)
	w.clock = w.clock.AddDate(0, 0, -5)
	takes(t, a, sends(t, w.hq(), a))
	for _, s := range []*site{w.hq(), a} {
		if got := s.mem.judged[first].Day; got != made {
			t.Errorf("%s: the first reached headquarters on %s, want %s", s.code, got.Plain(), made.Plain())
		}
		if got, now := s.mem.judged[second].Day, portfolio.DateOf(w.clock); got != now || now >= later {
			t.Errorf("%s: the second reached headquarters on %s, want %s", s.code, got.Plain(), now.Plain())
		}
	}
}

func lastVerdict(t *testing.T) {
	w, a, _ := pair(t)
	id := a.change("A. Desk", "ABCX01", "", set("approved", "1"))
	w.heal()
	shown := func(want string) {
		t.Helper()
		for _, s := range []*site{w.hq(), a} {
			if r, _, _ := s.mem.Record("ABCX01"); r.Log.State("approved").Value.Text != want {
				t.Errorf("%s shows %q, want %q", s.code, r.Log.State("approved").Value.Text, want)
			}
		}
	}
	shown("")
	for _, x := range []struct {
		what portfolio.Ruling
		want string
	}{{portfolio.Taken, "1"}, {portfolio.Rejected, ""}} {
		if x.what == portfolio.Rejected { // a verdict that somebody gives at a copy that was put back
			c, hq := w.hq().mem.arrivals[w.hq().mem.at[id]].Change, w.hq()
			hq.must(hq.exchange(context.Background(), func(d *txn) error {
				return d.receipt(ruling{what: x.what, why: "because"}, []exchange.ReceiptRef{exchange.RefOf(&c)}, "B. Desk", 0)
			}))
		} else {
			w.hq().must(w.hq().Rule(context.Background(), "B. Desk", x.what, "because", id))
		}
		w.heal()
		shown(x.want)
	}
}

func receiptToAuthor(t *testing.T) {
	w, a, b := pair(t)
	id := a.title("ABCX03", "Outside")
	w.heal()
	if j := a.mem.judged[id]; j.Ruling != portfolio.Held || !j.Day.Known() || !strings.Contains(j.Why, "outside the scope") {
		t.Errorf("%+v", j)
	}
	if all := receiptsFor(b, id); len(all) != 0 {
		t.Errorf("whom it does not concern has %+v", all)
	}
}

func receiptWithRecord(t *testing.T) {
	w, a, b := pair(t)
	id := a.title("ABCX02", "Of the other region")
	w.heal()
	if j := b.mem.judged[id]; j.Ruling != portfolio.Held || !j.Day.Known() || len(receiptsFor(b, id)) == 0 {
		t.Errorf("%+v", j)
	}
	d := &wire.Signed{}
	for _, p := range w.hq().mem.outbox[linkWith(t, w.hq(), b).ID] {
		d.Changes = append(d.Changes, wire.Posted{Change: p.Change})
	}
	receipt := slices.IndexFunc(d.Changes, func(p wire.Posted) bool { return p.ID == receiptsFor(w.hq(), id)[0].ID })
	if change := slices.IndexFunc(d.Changes, func(p wire.Posted) bool { return p.ID == id }); receipt < 0 || change < receipt {
		t.Errorf("the receipt stands at %d, its change at %d", receipt, change)
	}
}

func onlyHeadquartersJudges(t *testing.T) {
	w, a, b := pair(t)
	id := a.change("A. Desk", "ABCX02", "", set("approved", "1"))
	w.heal()
	for _, s := range []*site{a, b} {
		if err := s.Rule(context.Background(), "B. Desk", portfolio.Taken, "", id); err == nil || !strings.Contains(err.Error(), "only headquarters") {
			t.Errorf("%s: %v", s.code, err)
		}
		for _, x := range s.mem.arrivals {
			if x.Change.Creates == portfolio.ReceiptRecord && x.Change.ID.Office != "hq" {
				t.Errorf("%s has made receipt %s", s.code, x.Change.ID)
			}
		}
	}
}

// judgedInAnyOrder has changes arrive in two orders, of which one could let an
// office help itself to a project by moving it first.
func judgedInAnyOrder(t *testing.T) {
	var want string
	for _, backwards := range []bool{false, true} {
		w, a, b := pair(t)
		ids := []portfolio.ID{a.change("A. Desk", "ABCX02", "", set(portfolio.FieldProgramme, regions[0])), a.title("ABCX02", "Mine"), a.title("ABCX01", "Own"),
			b.change("B. Desk", "ABCX02", "", set("approved", "1")), b.title("ABCX01", "Not its own"), b.title("ABCX02", "Its own")}
		order := []*site{a, b}
		if backwards {
			slices.Reverse(order)
		}
		for _, s := range order {
			takes(t, w.hq(), sends(t, s, w.hq()))
		}
		var got []string
		for _, id := range ids {
			got = append(got, string(verdict(w, id).Ruling)+" "+verdict(w, id).Why)
		}
		if all := strings.Join(got, "\n"); want == "" {
			want = all
		} else if all != want {
			t.Errorf("in one order\n%s\nin the other\n%s", want, all)
		}
	}
	if strings.Count(want, string(portfolio.Held)) != 4 {
		t.Error(want)
	}
}

func judgedByRights(t *testing.T) {
	for name, x := range map[string]struct {
		record string
		field  portfolio.Setting
		why    string
	}{
		"its region":         {"ABCX01", set("title", "One"), ""},
		"another region":     {"ABCX02", set("title", "One"), "outside the scope"},
		"into another":       {"ABCX01", set(portfolio.FieldProgramme, regions[1]), "outside the scope"},
		"a budget":           {"ABCX01", set("approved", "1"), "approved budget set to US$ 1, where there was none"},
		"an unreadable one":  {"ABCX01", set("service_lines", "drugs:95"), "adds up to 95"},
		"the global plan":    {"outcome:1.1", set("label", "One"), "outside the scope"},
		"the register":       {exchange.OfficeKey("rosen"), set("email", "x@example.org"), "only headquarters"},
		"of a later release": {"ABCX01", set("sdg_target", "16.4"), ""},
	} {
		w, a, _ := pair(t)
		id := a.change("A. Desk", x.record, "", x.field)
		w.heal()
		if j := verdict(w, id); (j.Ruling == portfolio.Held) != (x.why != "") || !strings.Contains(j.Why, x.why) || !j.Day.Known() {
			t.Errorf("%s: %+v", name, j)
		}
	}
	w, a, _ := pair(t)
	w.hq().must(w.hq().Amend(context.Background(), "A. Desk", "roea", set(portfolio.FieldHeld, "title")))
	id, free := a.title("ABCX01", "One"), a.change("A. Desk", "ABCX01", "", set("approved", "1"))
	w.heal()
	if verdict(w, id).Ruling != portfolio.Held || verdict(w, free).Ruling != portfolio.Taken {
		t.Errorf("the register holds titles alone: %+v %+v", verdict(w, id), verdict(w, free))
	}
}

func heldAsWhole(t *testing.T) {
	w, a, b := pair(t)
	id := a.change("A. Desk", "ABCX01", "", set("approved", "1"), set("title", "With a budget"))
	if r, _, _ := a.mem.Record("ABCX01"); r.Value("title").Text != "With a budget" {
		t.Error("it has no effect at its author's before the receipt")
	}
	w.heal()
	for _, s := range []*site{w.hq(), a} {
		if r, _, _ := s.mem.Record("ABCX01"); !r.Log.Held(id) || r.Value("title").Text != "Title" || r.Value("approved").Known {
			t.Errorf("%s shows %v and %v", s.code, r.Value("title"), r.Value("approved"))
		}
	}
	if _, here := b.mem.at[id]; here {
		t.Error("it went outside its scope")
	}
}

func keysAreTwo(t *testing.T) {
	w, a, _ := pair(t)
	key := entryAt(a, "roea").Keys[0]
	w.encrypts(a, identities[0])
	w.heal()
	if o := entryAt(w.hq(), "roea"); o.Keys[0] != key || o.Recipient != recipientOf(identities[0]) {
		t.Errorf("%+v", o)
	}
	ctx := context.Background()
	if w.hq().Amend(ctx, "A. Desk", "roea", set(portfolio.FieldRecipient, key)) == nil || w.hq().Amend(ctx, "A. Desk", "roea", set(portfolio.FieldKey, recipientOf(identities[0]))) == nil {
		t.Error("one was taken for the other")
	}
}

func invitationSigned(t *testing.T) {
	w, _, _ := pair(t)
	inv, err := w.hq().Invite(context.Background(), "A. Desk", Entry{Code: "kenya", Scope: regions[2], Email: "kenya@example.org"})
	w.hq().must(err)
	for name, alter := range map[string]func(*wire.Invitation){
		"office": func(i *wire.Invitation) { i.Office = "other" }, "headquarters": func(i *wire.Invitation) { i.Headquarters = "roea" }, "address": func(i *wire.Invitation) { i.Email = "x@example.org" },
		"key": func(i *wire.Invitation) { i.Key = portfolio.FormatKey(keyOf(9).Public().(ed25519.PublicKey)) }, "secret": func(i *wire.Invitation) { i.Secret = "AAAA" },
		"last day": func(i *wire.Invitation) { i.Until = "2099-12-31" }, "its address": func(i *wire.Invitation) { i.Address = "x@example.org" },
	} {
		altered, s := inv, w.site("kenya", 30)
		alter(&altered)
		if err := s.Accept(context.Background(), altered, ""); err == nil || s.mem.self.Office != portfolio.LocalOffice {
			t.Errorf("%s: taken by %s, %v", name, s.name(), err)
		}
	}
}

func invitationExpires(t *testing.T) {
	for _, x := range []struct {
		days int // after the invitation
		why  string
	}{{60, ""}, {61, "the invitation ended on"}} {
		w := newWorld(t, 1, nil)
		inv, err := w.hq().Invite(context.Background(), "A. Desk", Entry{Code: "kenya", Scope: regions[2], Email: "kenya@example.org"})
		w.hq().must(err)
		s := w.site("kenya", 20)
		s.must(s.Accept(context.Background(), inv, ""))
		w.clock = w.clock.AddDate(0, 0, x.days)
		if x.why != "" {
			refused(t, w, written(t, s), x.why)
		} else if r := takes(t, w.hq(), written(t, s)); !r.Joined {
			t.Errorf("on the last day: %+v", r)
		}
	}
}

func firstKeyBinds(t *testing.T) {
	w := newWorld(t, 1, nil)
	s, _ := w.invited("kenya", regions[2], "", 20)
	if o := entryAt(w.hq(), "kenya"); len(o.Keys) != 0 {
		t.Fatalf("before it answered: %+v", o)
	}
	if r := takes(t, w.hq(), written(t, s)); !r.Joined {
		t.Errorf("%+v", r)
	}
	if o := entryAt(w.hq(), "kenya"); len(o.Keys) != 1 || o.Keys[0] != portfolio.FormatKey(s.Key.Public().(ed25519.PublicKey)) {
		t.Errorf("%+v", o)
	}
}

func sameKeyAgain(t *testing.T) {
	w := newWorld(t, 1, nil)
	s, _ := w.invited("kenya", regions[2], "", 20)
	d := written(t, s)
	takes(t, w.hq(), d)
	before, entry := len(w.hq().mem.arrivals), entryAt(w.hq(), "kenya")
	for _, again := range []*wire.Signed{d, written(t, s)} {
		if again.Join == nil {
			t.Fatal("it is no answer")
		}
		if r := takes(t, w.hq(), again); r.Joined {
			t.Errorf("%+v", r)
		}
	}
	if now := len(w.hq().mem.arrivals); now != before || !slices.Equal(entryAt(w.hq(), "kenya").Keys, entry.Keys) {
		t.Errorf("%d changes, then %d", before, now)
	}
}

func anotherKey(t *testing.T) {
	w := newWorld(t, 1, nil)
	s, inv := w.invited("kenya", regions[2], "", 20)
	takes(t, w.hq(), written(t, s))
	second := w.site("kenya", 21)
	second.must(second.Accept(context.Background(), inv, ""))
	second.title("ABCX03", "By the second")
	refused(t, w, written(t, second), "a person has to decide")
	if o := entryAt(w.hq(), "kenya"); len(o.Keys) != 1 || o.Keys[0] != portfolio.FormatKey(s.Key.Public().(ed25519.PublicKey)) {
		t.Errorf("%+v", o)
	}
}

func formerKey(t *testing.T) {
	w, lost, _ := pair(t)
	before := lost.title("ABCX01", "Before")
	takes(t, w.hq(), sends(t, lost, w.hq()))
	_, err := w.hq().Rekey(context.Background(), "A. Desk", "roea")
	w.hq().must(err)
	after := lost.title("ABCX01", "After")
	if r := takes(t, w.hq(), sends(t, lost, w.hq())); r.Held != 1 {
		t.Errorf("%+v", r)
	}
	if verdict(w, before).Ruling != portfolio.Taken || verdict(w, after).Ruling != portfolio.Held {
		t.Errorf("%+v, %+v", verdict(w, before), verdict(w, after))
	}
	forged := wire.Sign(written(t, lost).Diff, keyOf(99))
	if _, err := w.hq().Receive(context.Background(), &forged); !errors.As(err, new(*Refused)) {
		t.Error(err)
	}
}

// belowAnswers has an office below a hub lose its key, but not its database.
func belowAnswers(t *testing.T) {
	w, _, _, kenya := below(t)
	inv, err := w.hq().Rekey(context.Background(), "A. Desk", "kenya")
	w.hq().must(err)
	kenya.Key = keyOf(77)
	kenya.must(kenya.Accept(context.Background(), inv, ""))
	id := kenya.title("ABCX03", "With another key")
	w.heal()
	if why := w.check(); why != "" {
		t.Error(why)
	}
	if j := verdict(w, id); !j.Day.Known() || j.Ruling != portfolio.Taken {
		t.Errorf("%+v", j)
	}
	if reg, _ := kenya.mem.Register(); kenya.mem.self.Parent(&reg) != "roea" || kenya.mem.self.Secret != "" {
		t.Errorf("it exchanges through %q, and has the secret %q", kenya.mem.self.Parent(&reg), kenya.mem.self.Secret)
	}
}

// answersUntilHeard has headquarters and the hub forget an office, and a mail of
// before arrive after it was invited again.
func answersUntilHeard(t *testing.T) {
	w, hub, _ := pair(t)
	nights := []backup{w.backUp(w.hq()), w.backUp(hub)}
	kenya, _ := w.invited("kenya", regions[2], "roea", 20)
	w.heal()
	w.hq().title("ABCX03", "Late")
	takes(t, hub, sends(t, w.hq(), hub))
	late := sends(t, hub, kenya)
	w.hq().putBack(nights[0])
	hub.putBack(nights[1])
	inv, err := w.hq().Invite(context.Background(), "A. Desk", Entry{Code: "kenya", Scope: regions[2], Email: "kenya@example.org", Days: MaxDays})
	w.hq().must(err)
	kenya.must(kenya.Accept(context.Background(), inv, ""))
	takes(t, kenya, late)
	if r := takes(t, w.hq(), sends(t, kenya, w.hq())); !r.Joined {
		t.Errorf("%+v", r)
	}
	w.heal()
	if why := w.check(); why != "" {
		t.Error(why)
	}
}

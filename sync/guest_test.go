package sync

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/access"
	"fieldfolio/portfolio/fault"
	"fieldfolio/portfolio/provenance"
	"fieldfolio/portfolio/sqlite"
	"fieldfolio/seed"
)

// visited is a copy with a real database that people use over SSH.
type visited struct {
	*Peer
	t     testing.TB
	store *sqlite.Store
	host  *sqlite.Host
}

func newVisited(t testing.TB, doc *portfolio.Document, key byte) *visited {
	t.Helper()
	ctx, path := context.Background(), filepath.Join(t.TempDir(), "f.db")
	if err := sqlite.Create(ctx, path, doc); err != nil {
		t.Fatal(err)
	}
	s := must(sqlite.Open(ctx, path))
	v := &visited{Peer: &Peer{Store: s, Key: keyOf(key), Program: "1.0"}, t: t, store: s}
	s.SetReview(v.Judge)
	v.host = must(s.Host(ctx))
	t.Cleanup(func() {
		if err := errors.Join(v.host.Close(), s.Close()); err != nil {
			t.Error(err)
		}
	})
	return v
}

// login adds a login and returns the view of a session of it.
func (v *visited) login(person string, role access.Role, office string) *sqlite.Store {
	v.t.Helper()
	l := access.Login{Person: person, Role: role, Office: office, Keys: []access.Key{{Text: "ssh-ed25519 " + person, Fingerprint: "SHA256:" + person}}}
	if _, err := v.store.AddLogin(v.t.Context(), "A. Desk", l); err != nil {
		v.t.Fatal(err)
	}
	return must(v.host.Enter(access.Visitor{Session: person, Person: person}))
}

// to carries what one copy owes to another one by mail.
func (v *visited) to(o *visited) {
	v.t.Helper()
	ctx := context.Background()
	for _, m := range must(v.Compose(ctx, Which{})) {
		if _, err := o.Receive(ctx, must(o.Read(between(m.Body)))); err != nil {
			v.t.Fatal(err)
		}
		if err := v.Sent(ctx, &m); err != nil {
			v.t.Fatal(err)
		}
	}
}

// guests is headquarters with people of roea and of itself, and the copy of roea.
type guests struct {
	hq, roea             *visited
	awa, ben, coord, all *sqlite.Store // of roea, of retired old, and of no office
}

const ours, theirs = "XEAU75", "PERU08" // a project in the scope of roea, and one outside

func newGuests(t testing.TB, doc *portfolio.Document) *guests {
	t.Helper()
	ctx := context.Background()
	g := &guests{hq: newVisited(t, doc, 1), roea: newVisited(t, doc, 2)}
	noError := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	noError(g.hq.Found(ctx, Founding{Code: "hq", Email: "hq@example.org"}))
	scope := must(g.hq.store.Project(ctx, ours)).Programme
	inv := must(g.hq.Invite(ctx, "A. Desk", Entry{Code: "roea", Scope: scope, Email: "roea@example.org", Days: MaxDays}))
	noError(g.roea.Accept(ctx, inv, ""))
	noError(g.hq.Amend(ctx, "A. Desk", "roea", set(portfolio.FieldHeld, "none")))
	must(g.hq.Invite(ctx, "A. Desk", Entry{Code: "old", Scope: portfolio.ScopeAll, Email: "old@example.org"}))
	g.roea.to(g.hq)
	g.hq.to(g.roea)
	g.awa, g.ben = g.hq.login("Awa", access.Editor, "roea"), g.hq.login("Ben", access.Editor, "old")
	g.coord, g.all = g.hq.login("Cleo", access.Coordinator, "roea"), g.hq.login("Dan", access.Editor, "")
	noError(g.hq.RetireOffice(ctx, "A. Desk", "old", "closed"))
	return g
}

func edits(record string, fields ...string) portfolio.Edit {
	e := portfolio.Edit{Record: record}
	for i := 0; i < len(fields); i += 2 {
		e.Fields = append(e.Fields, set(fields[i], fields[i+1]))
	}
	return e
}

// held returns the reasons for which each of the changes is held, one text each; empty: it
// has effect.
func (v *visited) held(made []portfolio.Change) (out []string) {
	v.t.Helper()
	judged, err := v.store.Judgements(v.t.Context(), made...)
	if err != nil {
		v.t.Fatal(err)
	}
	for i := range made {
		if j := judged[made[i].ID]; j.Ruling != portfolio.Taken {
			out = append(out, string(j.Ruling)+": "+j.Why)
		} else {
			out = append(out, "")
		}
	}
	return out
}

func (v *visited) title(record string) string {
	v.t.Helper()
	return must(v.store.Project(v.t.Context(), record)).Title
}

// TestGuests has people of several offices change records at headquarters: what their office
// may not do is held, and nothing else.
func TestGuests(t *testing.T) {
	ctx := t.Context()
	g := newGuests(t, must(seed.Document()))
	scope := must(g.hq.store.Project(ctx, ours)).Programme
	project := func(number, programme string) portfolio.Edit {
		return portfolio.Edit{Creates: portfolio.ProjectRecord, Fields: []portfolio.Setting{set("number", number),
			set("title", "New"), set("programme", programme), set("kind", "field"), set("places", "PE:100"), set("service_lines", "DRG:100")}}
	}
	outside, retired := "held: "+theirs+" is outside the scope of roea", "held: old is retired"
	for name, c := range map[string]struct {
		by    *sqlite.Store
		edits []portfolio.Edit
		want  []string // in the order of the records' rows
	}{
		"inside":      {g.awa, []portfolio.Edit{edits(ours, "title", "A1")}, []string{""}},
		"outside":     {g.awa, []portfolio.Edit{edits(theirs, "title", "A2")}, []string{outside}},
		"retired":     {g.ben, []portfolio.Edit{edits(ours, "title", "B1")}, []string{retired}},
		"no office":   {g.all, []portfolio.Edit{edits(theirs, "title", "D1")}, []string{""}},
		"coordinator": {g.coord, []portfolio.Edit{edits(theirs, "title", "C1")}, []string{""}},
		"new":         {g.awa, []portfolio.Edit{project("NEWX11", scope)}, []string{""}},
		"new outside": {g.awa, []portfolio.Edit{project("NEWX12", "southern-africa")}, []string{"held: NEWX12 is outside the scope of roea"}},
		"region":      {g.awa, []portfolio.Edit{edits(ours, "programme", "southern-africa")}, []string{"held: " + ours + " is outside the scope of roea"}},
		"note":        {g.awa, []portfolio.Edit{{Creates: portfolio.NoteRecord, Fields: []portfolio.Setting{set("on", theirs), set("text", "N")}}}, []string{"held: note on " + theirs + " is outside the scope of roea"}},
		"withdraw":    {g.awa, []portfolio.Edit{edits(theirs, "withdrawn", "yes")}, []string{outside}},
	} {
		made, err := c.by.Change(ctx, "somebody else", c.edits...)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if got := g.hq.held(made); !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

// TestGuestBulk has one step with a record inside and one outside: only what is outside is
// held, and the undo of the step leaves it so.
func TestGuestBulk(t *testing.T) {
	ctx := t.Context()
	g := newGuests(t, must(seed.Document()))
	before := g.hq.title(theirs)
	made, err := g.awa.Change(ctx, "", edits(ours, "title", "X"), edits(theirs, "title", "X"))
	if err != nil || len(made) != 2 {
		t.Fatal(made, err)
	}
	for i, why := range g.hq.held(made) {
		if (why == "") != (made[i].Record == ours) || made[i].Person != "Awa" || made[i].Login != "roea" {
			t.Errorf("%+v: %q", made[i], why)
		}
	}
	if g.hq.title(ours) != "X" || g.hq.title(theirs) != before {
		t.Errorf("%q %q", g.hq.title(ours), g.hq.title(theirs))
	}
	events := must(g.hq.store.Audit(ctx, sqlite.AuditSpec{Kinds: []access.EventKind{access.Changed}}))
	if len(events) != 2 || events[0].Person != "Awa" || events[0].Office != "roea" ||
		!slices.ContainsFunc(events, func(e access.Event) bool {
			return strings.HasPrefix(e.What, theirs+": title (") && strings.HasSuffix(e.What, ", held")
		}) {
		t.Errorf("%+v", events)
	}
	if held := must(g.hq.Held(ctx, portfolio.Held)); len(held) != 1 || held[0].Name() != theirs {
		t.Errorf("%+v", held)
	}
}

// TestGuestByMail: what is held stays so at the office that it is mailed to, and after more
// judging here, until it is accepted; what an office's person sets at headquarters does not
// take a record into that office's scope.
func TestGuestByMail(t *testing.T) {
	ctx := t.Context()
	g := newGuests(t, must(seed.Document()))
	before, scope := g.hq.title(theirs), must(g.hq.store.Project(ctx, ours)).Programme
	made := must(g.awa.Change(ctx, "", edits(theirs, "title", "X", "programme", scope)))
	g.hq.to(g.roea)
	g.roea.to(g.hq)
	g.hq.to(g.roea)
	for _, v := range []*visited{g.hq, g.roea} {
		if got := v.held(made); len(got) != 1 || !strings.Contains(got[0], "is outside the scope of roea") || v.title(theirs) != before {
			t.Errorf("%q %q", got, v.title(theirs))
		}
	}
	if err := g.hq.Rule(ctx, "A. Desk", portfolio.Taken, "", made[0].ID); err != nil {
		t.Fatal(err)
	}
	if g.hq.title(theirs) != "X" {
		t.Error("accepted, and without effect")
	}
	again := must(g.awa.Change(ctx, "", edits(theirs, "title", "Y")))
	if got := g.hq.held(again); got[0] == "" {
		t.Error("what roea's person set took the record into its scope")
	}
	if err := g.hq.Rule(ctx, "A. Desk", portfolio.Rejected, "no", again[0].ID); err != nil {
		t.Fatal(err)
	}
	g.hq.to(g.roea)
	for _, v := range []*visited{g.hq, g.roea} {
		if got := v.held(append(made, again...)); !slices.Equal(got, []string{"", "rejected: no"}) || v.title(theirs) != "X" {
			t.Errorf("%q %q", got, v.title(theirs))
		}
	}
}

// TestGuestElsewhere: a copy that is not headquarters' refuses what the office of a login may
// not do, names the record and the office, and keeps nothing of it.
func TestGuestElsewhere(t *testing.T) {
	ctx := t.Context()
	g := newGuests(t, must(seed.Document()))
	must(g.hq.Invite(ctx, "A. Desk", Entry{Code: "copak", Scope: "global", Email: "c@example.org"}))
	g.hq.to(g.roea)
	guest, own := g.roea.login("Eva", access.Editor, "copak"), g.roea.login("Finn", access.Editor, "roea")
	_, err := guest.Change(ctx, "", edits(ours, "title", "X"))
	var of *portfolio.RecordFault
	if !errors.As(err, &of) || of.Name != ours || !strings.Contains(err.Error(), ours+" is outside the scope of copak") || fault.RemedyOf(err) == (fault.Remedy{}) {
		t.Errorf("%v", err)
	}
	if g.roea.title(ours) == "X" {
		t.Error("it was changed")
	}
	made, err := own.Change(ctx, "", edits(theirs, "title", "Z"))
	if err != nil || g.roea.held(made)[0] != "" {
		t.Fatal(made, err)
	}
	g.roea.to(g.hq)
	if got := g.hq.held(made); !strings.Contains(got[0], "is outside the scope of roea") {
		t.Errorf("headquarters: %q", got)
	}
}

// TestGuestWithoutKey: where headquarters' key is not here, nothing is held, so that what has
// to be is refused; the rest goes on, and is judged by the same rights with the next mail.
func TestGuestWithoutKey(t *testing.T) {
	ctx := t.Context()
	g := newGuests(t, must(seed.Document()))
	key := g.hq.Key
	g.hq.Key = nil
	if _, err := g.awa.Change(ctx, "", edits(theirs, "title", "X")); err == nil || g.hq.title(theirs) == "X" {
		t.Error(err)
	}
	if _, err := g.awa.Change(ctx, "", edits(ours, "title", "X")); err != nil || g.hq.title(ours) != "X" {
		t.Error(err)
	}
	g.hq.Key = key
	g.hq.to(g.roea)
	if held := must(g.hq.Held(ctx, portfolio.Held)); len(held) != 0 {
		t.Errorf("%+v", held)
	}
}

// TestGuestsInAnyOrder: whatever editors change, undo and get accepted or rejected, in any
// order, no change outside their scope has effect before it is accepted, and nothing is lost.
func TestGuestsInAnyOrder(t *testing.T) {
	ctx := t.Context()
	g := newGuests(t, must(seed.Document()))
	n := 0
	rapid.Check(t, func(t *rapid.T) {
		var made []portfolio.Change
		accepted := map[portfolio.ID]bool{}
		for range rapid.IntRange(1, 6).Draw(t, "steps") {
			n++
			record := rapid.SampledFrom([]string{ours, theirs}).Draw(t, "record")
			by := rapid.SampledFrom([]*sqlite.Store{g.awa, g.ben}).Draw(t, "by")
			switch rapid.IntRange(0, 3).Draw(t, "what") {
			case 0, 1:
				made = append(made, must(by.Change(ctx, "", edits(record, "title", fmt.Sprint("T", n))))...)
			case 2:
				if back, err := by.Undo(ctx, "", portfolio.ID{}, ""); err == nil {
					made = append(made, back...)
				}
			case 3:
				held := must(g.hq.Held(ctx, portfolio.Held))
				if len(held) == 0 {
					continue
				}
				c := held[rapid.IntRange(0, len(held)-1).Draw(t, "which")].Change
				what := rapid.SampledFrom([]portfolio.Ruling{portfolio.Taken, portfolio.Rejected}).Draw(t, "ruling")
				if err := g.hq.Rule(ctx, "A. Desk", what, "so", c.ID); err != nil {
					t.Fatal(err)
				}
				accepted[c.ID] = what == portfolio.Taken
			}
		}
		for i, why := range g.hq.held(made) {
			c := &made[i]
			r := must(g.hq.store.Record(ctx, c.Record))
			if r.Log.Find(c.ID) == nil {
				t.Errorf("%s is lost", c.ID)
			}
			rightful := c.Person == "Awa" && c.Record == ours
			if (why == "") != (rightful || accepted[c.ID]) {
				t.Errorf("%s by %s of %s: %q", c.ID, c.Person, c.Record, why)
			}
		}
	})
	if faults, err := g.hq.store.Check(ctx); err != nil || len(faults) > 0 {
		t.Error(faults, err)
	}
}

// TestGuestIsTold: who proposed a change at headquarters is told of the ruling on it, nobody else is, and from
// the place on up to which they were told nothing is told again; only they dismiss what was rejected.
func TestGuestIsTold(t *testing.T) {
	ctx := t.Context()
	g := newGuests(t, must(seed.Document()))
	w := must(g.awa.Watch(ctx))
	made := must(g.awa.Change(ctx, "", edits(theirs, "title", "X")))
	if err := g.hq.Rule(ctx, "A. Desk", portfolio.Rejected, "too early", made[0].ID); err != nil {
		t.Fatal(err)
	}
	const said = "A. Desk rejected your change of " + theirs + ": too early"
	for {
		if news := must(w.Wait(ctx)); len(news.Rulings) > 0 {
			if news.Sentence() != said {
				t.Errorf("%q", news.Sentence())
			}
			break
		}
	}
	all, last, err := g.awa.Rulings(ctx, 0)
	if err != nil || provenance.SentenceOf(all) != said {
		t.Errorf("%+v %v", all, err)
	}
	again, _, err := g.awa.Rulings(ctx, last)
	others, _, wrong := g.coord.Rulings(ctx, 0)
	if err != nil || wrong != nil || len(again)+len(others) > 0 {
		t.Errorf("%+v %+v %v %v", again, others, err, wrong)
	}
	if err := g.all.DismissOwn(ctx, made[0].ID); err == nil {
		t.Error("somebody else has dismissed it")
	}
	if got := must(g.hq.Answered(ctx)); len(got) != 1 || got[0].Proposer() != "Awa, roea" {
		t.Errorf("%+v", got)
	}
	if err := g.awa.DismissOwn(ctx, made[0].ID); err != nil || len(must(g.hq.Answered(ctx))) > 0 {
		t.Error("it is not dismissed", err)
	}
}

// TestGuestTakesBack: who has proposed something takes it back by undo, and replaces it by
// entering another value; a coordinator is asked about what is left only. What others have
// proposed stays, and nothing that has effect is undone in its place.
func TestGuestTakesBack(t *testing.T) {
	ctx := t.Context()
	g := newGuests(t, must(seed.Document()))
	waiting := func() (out []string) {
		for _, h := range must(g.hq.Held(ctx, portfolio.Held)) {
			out = append(out, h.Name()+" "+h.Change.Person)
		}
		slices.Sort(out)
		return out
	}
	own := must(g.awa.Change(ctx, "", edits(ours, "title", "Of before")))
	must(g.ben.Change(ctx, "", edits(theirs, "title", "Of Ben")))
	first := must(g.awa.Change(ctx, "", edits(theirs, "title", "A1")))
	second := must(g.awa.Change(ctx, "", edits(theirs, "title", "A2", "country", "Peru and Chile")))
	third := must(g.awa.Change(ctx, "", edits(theirs, "title", "A3")))
	want := []string{"rejected: replaced by what its author entered later", "held: PERU08 is outside the scope of roea", "held: PERU08 is outside the scope of roea"}
	if got := g.hq.held(slices.Concat(first, second, third)); !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
	if got := waiting(); !slices.Equal(got, []string{theirs + " Awa", theirs + " Awa", theirs + " Ben"}) {
		t.Errorf("%q", got)
	}
	r := must(g.awa.Record(ctx, theirs))
	if len(r.Proposals) != 2 || !r.Proposals[third[0].ID] || len(must(g.ben.Record(ctx, theirs)).Proposals) != 1 ||
		len(must(g.coord.Record(ctx, theirs)).Proposals) != 0 {
		t.Errorf("%v", r.Proposals)
	}
	for _, made := range [][]portfolio.Change{third, second} {
		back := must(g.awa.Undo(ctx, "", portfolio.ID{}, ""))
		if len(back) != 1 || back[0].ID != made[0].ID || g.hq.held(back)[0] != "rejected: taken back by its author" {
			t.Errorf("%+v %q", back, g.hq.held(back))
		}
	}
	if got := waiting(); !slices.Equal(got, []string{theirs + " Ben"}) || g.hq.held(own)[0] != "" || g.hq.title(ours) != "Of before" {
		t.Errorf("%q %q", got, g.hq.title(ours))
	}
	proposed := must(g.awa.Change(ctx, "", edits(theirs, "title", "A4")))
	if back := must(g.awa.Change(ctx, "", edits(theirs, "title", g.hq.title(theirs)))); len(back) != 1 || back[0].ID != proposed[0].ID || g.hq.held(back)[0] != "rejected: taken back by its author" {
		t.Errorf("%+v", back)
	}
	if _, err := g.awa.Change(ctx, "", edits(theirs, "title", g.hq.title(theirs))); !errors.Is(err, portfolio.ErrNothing) {
		t.Error(err)
	}
	added := must(g.awa.Change(ctx, "", portfolio.Edit{Creates: portfolio.ProjectRecord, Fields: []portfolio.Setting{set("number", "NEWX13"), set("title", "New"),
		set("programme", "southern-africa"), set("kind", "field"), set("places", "PE:100"), set("service_lines", "DRG:100")}}))
	must(g.awa.Undo(ctx, "", added[0].ID, ""))
	if got := waiting(); !slices.Equal(got, []string{theirs + " Ben"}) {
		t.Errorf("%q", got)
	}
	again := must(g.awa.Change(ctx, "", portfolio.Edit{Creates: portfolio.ProjectRecord, Fields: added[0].Fields}))
	if got := g.hq.held(again); got[0] != "held: NEWX13 is outside the scope of roea" {
		t.Errorf("the number is not free again: %q", got)
	}
	if err := g.hq.Amend(ctx, "A. Desk", "roea", set(portfolio.FieldHeld, "approved")); err != nil {
		t.Fatal(err)
	}
	inside := slices.Concat(must(g.awa.Change(ctx, "", edits(ours, "approved", "1"))), must(g.awa.Change(ctx, "", edits(ours, "approved", "2"))))
	g.hq.to(g.roea)
	must(g.awa.Undo(ctx, "", portfolio.ID{}, ""))
	g.hq.to(g.roea)
	want = []string{"rejected: replaced by what its author entered later", "rejected: taken back by its author"}
	if a, b := g.hq.held(inside), g.roea.held(inside); !slices.Equal(a, want) || !slices.Equal(b, want) {
		t.Errorf("%q, at the office %q", a, b)
	}
	if faults, err := g.hq.store.Check(ctx); err != nil || len(faults) > 0 {
		t.Error(faults, err)
	}
}

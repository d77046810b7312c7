package sync

import (
	"context"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/exchange"
	"fieldfolio/portfolio/provenance"
	"fieldfolio/portfolio/sqlite"
	"fieldfolio/seed"
)

// kindsOffice is an office with a real database, and headquarters.
type kindsOffice struct {
	t          *testing.T
	cat        *portfolio.Catalogue
	hq, office *sqlite.Store
	from, to   *Peer
}

func newKindsOffice(t *testing.T) kindsOffice {
	ctx := context.Background()
	open := func(name string) *sqlite.Store {
		path := filepath.Join(t.TempDir(), name)
		if err := sqlite.Create(ctx, path, must(seed.Document())); err != nil {
			t.Fatal(err)
		}
		s := must(sqlite.Open(ctx, path))
		t.Cleanup(func() { _ = s.Close() })
		return s
	}
	k := kindsOffice{t: t, cat: &must(seed.Document()).Catalogue, hq: open("hq.db"), office: open("office.db")}
	k.to, k.from = &Peer{Store: k.hq, Key: keyOf(1), Program: "1.0"}, &Peer{Store: k.office, Key: keyOf(2), Program: "1.0"}
	if err := k.to.Found(ctx, Founding{Code: "hq", Email: "hq@example.org"}); err != nil {
		t.Fatal(err)
	}
	entry := Entry{Code: "roea", Scope: portfolio.ScopeAll, Email: "roea@example.org", Days: MaxDays}
	if err := k.from.Accept(ctx, must(k.to.Invite(ctx, "A. Desk", entry)), ""); err != nil {
		t.Fatal(err)
	}
	if err := k.to.Amend(ctx, "A. Desk", "roea", set(portfolio.FieldHeld, "none")); err != nil {
		t.Fatal(err)
	}
	return k
}

// send sends what the office owes to headquarters.
func (k kindsOffice) send() {
	k.t.Helper()
	ctx := context.Background()
	for _, o := range must(k.from.Compose(ctx, Which{})) {
		if _, err := k.to.Receive(ctx, must(k.to.Read(between(o.Body)))); err != nil {
			k.t.Fatal(err)
		}
		if err := k.from.Sent(ctx, &o); err != nil {
			k.t.Fatal(err)
		}
	}
}

// values returns two values that a field can have, the second perhaps none.
func (k kindsOffice) values(kind *portfolio.RecordSpec, f portfolio.FieldSpec) (first, second string) {
	k.t.Helper()
	var can []string
	if f.Name == kind.Subject {
		can = []string{"MLIU58", "XEAU75"}
	}
	for _, c := range f.Complete(k.cat, nil, "") {
		can = append(can, c.Text)
	}
	for _, text := range append(can, "2011-06-30", "2012-03-31", "1234567", "7654321", "yes", "PROV77", "PROV78", "Some text", "Other text") {
		v, err := f.Read(k.cat, text)
		switch {
		case err != nil:
		case first == "":
			first = v.Text
		case v.Text != first && second == "":
			second = v.Text
		}
	}
	if first == "" {
		k.t.Errorf("%s of %s: the test knows no value that it takes", f.Name, kind.Kind)
	}
	return first, second
}

// TestRecordKinds goes over every kind of record: what it must have, and that
// one is made, edited, stored, read again, shown in the history, and sent to
// headquarters, which rules by the rights of the kind.
func TestRecordKinds(t *testing.T) {
	k := newKindsOffice(t)
	for i := range portfolio.RecordKinds {
		kind := &portfolio.RecordKinds[i]
		t.Run(string(kind.Kind), func(t *testing.T) {
			k := k
			k.t = t
			if kind.Kind == "" || kind.Reach == 0 || len(kind.Fields) == 0 && kind.Locked.Why == "" {
				t.Errorf("%+v lacks its name, its reach or its fields", kind)
			}
			for _, field := range []string{kind.Number, kind.Subject} {
				if _, err := portfolio.FindField(kind.Kind, field); field != "" && err != nil {
					t.Error(err)
				}
			}
			if kind.Locked.Why != "" {
				k.locked(kind)
				return
			}
			k.edited(kind)
		})
	}
}

func (k kindsOffice) locked(kind *portfolio.RecordSpec) {
	r := portfolio.Record{ID: string(kind.Kind) + ":x", Kind: kind.Kind}
	if err := r.Editable(); err == nil || !strings.Contains(err.Error(), kind.Locked.Why) {
		k.t.Errorf("%v", err)
	}
	if _, err := k.office.Change(context.Background(), "A. Desk", portfolio.Edit{Creates: kind.Kind}); err == nil {
		k.t.Error("one is made")
	}
}

func (k kindsOffice) edited(kind *portfolio.RecordSpec) {
	ctx := context.Background()
	var first, second []portfolio.Setting
	for _, f := range kind.Fields {
		a, b := k.values(kind, f)
		first, second = append(first, set(f.Name, a)), append(second, portfolio.Setting{Field: f.Name, Value: b, Unset: b == ""})
	}
	edits := []portfolio.Edit{{Creates: kind.Kind, Fields: first}, {Fields: second}}
	if !kind.Creatable {
		edits[0] = portfolio.Edit{Record: k.ofDocument(kind.Kind), Fields: first}
	}
	for _, e := range edits {
		if e.Creates == "" && e.Record == "" {
			e.Record = edits[0].Record
		}
		made, err := k.office.Change(ctx, "A. Desk", e)
		if err != nil {
			k.t.Fatal(err)
		}
		edits[0].Record = made[0].Target()
		k.found(k.office, made[0], e.Fields)
		k.send()
		want := portfolio.Taken
		if kind.Rights == portfolio.RightsUnknown {
			want = portfolio.Held
		} else {
			k.found(k.hq, made[0], e.Fields)
		}
		if got := k.ruling(made[0].ID); got.Ruling != want || !got.Day.Known() {
			k.t.Errorf("headquarters says %+v", got)
		}
	}
	if faults, err := k.hq.Check(ctx); err != nil || len(faults) > 0 {
		k.t.Error(faults, err)
	}
}

// found looks for a change in a database: as values of the record and in the
// history.
func (k kindsOffice) found(s *sqlite.Store, c portfolio.Change, fields []portfolio.Setting) {
	k.t.Helper()
	r := must(s.Record(context.Background(), portfolio.ByID(c.Target())))
	if r.Name() == "" || !r.Reach().All && len(r.Reach().Areas)+len(r.Reach().On) == 0 {
		k.t.Errorf("named %q, reach %+v", r.Name(), r.Reach())
	}
	h := must(s.History(context.Background(), provenance.HistorySpec{Record: r.ID}))
	for _, f := range fields {
		if v := r.Value(f.Field); v.Text != f.Value || v.Known == f.Unset {
			k.t.Errorf("%s is %+v, not %q", f.Field, v, f.Value)
		}
		entered := portfolio.Together(f.Field)[0] // an amount and its day are one line of the history
		if !slices.ContainsFunc(h.Entries, func(e provenance.Entry) bool {
			return e.Change.ID == c.ID && e.Field == entered && e.To.Text == r.Entered(entered).Text && e.Line(true) != ""
		}) {
			k.t.Errorf("%s of %s is not in the history", f.Field, c.ID)
		}
	}
}

// ruling returns what headquarters says of a change.
func (k kindsOffice) ruling(id portfolio.ID) (j portfolio.Judgement) {
	if err := k.hq.Exchange(context.Background(), func(tx exchange.Tx) (err error) {
		j, err = tx.Judgement(id)
		return err
	}); err != nil {
		k.t.Fatal(err)
	}
	return j
}

// ofDocument returns a record of a kind that the document has.
func (k kindsOffice) ofDocument(kind portfolio.RecordKind) string {
	for _, sp := range must(seed.Document()).SubProgrammes {
		records := []string{sp.Record()}
		for _, o := range sp.Outcomes {
			records = append(records, o.Record())
			for _, a := range o.Activities {
				records = append(records, a.Record())
			}
		}
		for _, r := range records {
			if portfolio.KindOf(r) == kind {
				return r
			}
		}
	}
	k.t.Fatalf("the document has no %s", kind)
	return ""
}

// TestKindWithoutRule holds what an office does with records of a kind of which
// no rule says who may change them.
func TestKindWithoutRule(t *testing.T) {
	k := newKindsOffice(t)
	c := portfolio.Change{Person: "A. Desk", At: time.Date(2011, 4, 11, 9, 0, 0, 0, time.UTC), Creates: "survey", Fields: []portfolio.Setting{set("question", "How many?")}}
	if err := k.office.Exchange(context.Background(), func(tx exchange.Tx) error {
		self, err := tx.Self()
		c.ID = portfolio.ID{Office: self.Office, Incarnation: self.Incarnation, N: self.N + 1}
		c.Finish()
		if err == nil {
			_, err = tx.Take([]exchange.Incoming{{Change: c}})
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
	k.send()
	if j := k.ruling(c.ID); j.Ruling != portfolio.Held || !strings.Contains(j.Why, "no rule") {
		t.Errorf("%+v", j)
	}
}

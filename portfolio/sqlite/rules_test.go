package sqlite_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/breakdown"
	"fieldfolio/portfolio/exchange"
	"fieldfolio/portfolio/provenance"
	"fieldfolio/portfolio/sqlite"
)

// TestRulesOfTheStore has a test for each rule of the sections Changes and Merge
// of SYNC.md that a database shows. What is shown elsewhere:
//
//   - a change is never altered: TestCheck finds one that was
//   - over names smaller numbers only, and no change is without a field:
//     TestChangeRefused in portfolio
//   - the hash is one of the whole content: TestChangeBody in portfolio; one id
//     is never taken for two contents: TestMergeRefuses
//   - a new incarnation with join, with restore, and when a link shows that a
//     database was put back: TestRulesOfLinks in sync
//   - nothing but corrections of a release under the name of the seed:
//     TestMergeRefuses, TestRulesOfCarrying in sync
//   - a bulk edit is undone as one: TestUndo
//   - fields and kinds that this release does not know are kept and shown:
//     TestMergeLaterRelease; sent on and acknowledged: TestRulesOfCarrying in sync
//   - a conflict is settled by a change over all heads: TestMergeElsewhere
func TestRulesOfTheStore(t *testing.T) {
	for _, r := range []struct {
		name string
		test func(*testing.T)
	}{
		{"a record is its key in the seed, or the id of the change that made it", recordIsKeyOrID},
		{"two live records with one number both count, until one is renumbered or withdrawn", numberTwice},
		{"giving a provisional record its real number is an ordinary edit", numberAtLast},
		{"a change carries what it sets and unsets, over what, and why", changeCarries},
		{"a number is larger than any that was seen", numberIsLargest},
		{"an incarnation is random, new on first run", incarnationIsNew},
		{"a fresh database is office local", freshIsLocal},
		{"changes made before joining keep their ids", idsStay},
		{"service lines and places are one field each, set as a whole", portionsAsWhole},
		{"two notes never conflict", notesNeverConflict},
		{"a withdrawn record keeps its region", withdrawnKeepsRegion},
		{"a change that a withdrawal was not over makes a conflict, and the project stays and counts", withdrawnMeanwhile},
		{"what is valid alone and wrong together is listed, with one fallback", wrongTogether},
	} {
		t.Run(r.name, r.test)
	}
}

func mergeInto(t *testing.T, s *sqlite.Store, changes ...portfolio.Change) {
	t.Helper()
	if _, err := s.Merge(context.Background(), changes); err != nil {
		t.Fatal(err)
	}
}

func projectOf(t *testing.T, s *sqlite.Store, name string) *portfolio.Project {
	t.Helper()
	p, err := s.Project(context.Background(), name)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func totalsOf(t *testing.T, s *sqlite.Store) breakdown.ListTotals {
	t.Helper()
	totals, err := s.Totals(context.Background(), breakdown.ListSpec{AsOf: asOf})
	if err != nil {
		t.Fatal(err)
	}
	return totals
}

// wrongAt returns the conflicts and inconsistencies of a store.
func wrongAt(t *testing.T, s *sqlite.Store) ([]provenance.Conflict, []portfolio.Inconsistency) {
	t.Helper()
	conflicts, wrong, err := s.Conflicts(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	return conflicts, wrong
}

// selfOf returns which copy a store is.
func selfOf(t *testing.T, s *sqlite.Store) (self exchange.Self) {
	t.Helper()
	err := s.Exchange(context.Background(), func(x exchange.Tx) (err error) {
		self, err = x.Self()
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return self
}

func recordIsKeyOrID(t *testing.T) {
	s := open(t, document(t))
	change(t, s, portfolio.Edit{Record: "MLIU58", Fields: []portfolio.Setting{set("number", "MLIU99")}})
	made := change(t, s, newProject("ABCX12"))
	change(t, s, portfolio.Edit{Record: made[0].ID.String(), Fields: []portfolio.Setting{set("number", "ABCX13")}})
	if a, b := projectOf(t, s, "MLIU99"), projectOf(t, s, "ABCX13"); a.ID != "MLIU58" || b.ID != made[0].ID.String() {
		t.Errorf("%s, %s", a.ID, b.ID)
	}
}

func numberTwice(t *testing.T) {
	a, b := open(t, document(t)), open(t, document(t))
	before := totalsOf(t, a)
	mine, theirs := change(t, a, newProject("ABCX12")), change(t, b, newProject("ABCX12"))
	mergeInto(t, a, theirs...)
	after := totalsOf(t, a)
	if after.Projects != before.Projects+2 || after.Approved.Cents != before.Approved.Cents+2*100_000_001 {
		t.Errorf("%+v, then %+v", before, after)
	}
	if _, wrong := wrongAt(t, a); len(wrong) != 2 || wrong[0].Field != portfolio.FieldNumber {
		t.Errorf("%+v", wrong)
	}
	change(t, a, portfolio.Edit{Record: mine[0].ID.String(), Fields: []portfolio.Setting{set("number", "ABCX14")}})
	if _, wrong := wrongAt(t, a); len(wrong) != 0 || totalsOf(t, a).Projects != before.Projects+2 {
		t.Errorf("renumbered: %+v", wrong)
	}
	mergeInto(t, b, mine...)
	change(t, b, portfolio.Edit{Record: mine[0].ID.String(), Fields: []portfolio.Setting{set("withdrawn", "yes")}})
	if _, wrong := wrongAt(t, b); len(wrong) != 0 || totalsOf(t, b).Projects != before.Projects+1 {
		t.Errorf("withdrawn: %+v", wrong)
	}
	sound(t, a)
	sound(t, b)
}

func numberAtLast(t *testing.T) {
	s := open(t, document(t))
	rows, err := s.Projects(context.Background(), breakdown.ListSpec{AsOf: asOf})
	if err != nil {
		t.Fatal(err)
	}
	for i := range rows {
		if !rows[i].Provisional {
			continue
		}
		change(t, s, portfolio.Edit{Record: rows[i].ID, Fields: []portfolio.Setting{set("number", "XYZX12")}})
		if p := projectOf(t, s, "XYZX12"); p.ID != rows[i].ID || p.Provisional || p.Title != rows[i].Title {
			t.Errorf("%+v", p)
		}
		return
	}
	t.Error("no provisional project in the document")
}

func changeCarries(t *testing.T) {
	s := open(t, document(t))
	change(t, s, portfolio.Edit{Record: "MLIU58", Fields: []portfolio.Setting{set("title", "One"), set("overall", "5m")}})
	c := change(t, s, portfolio.Edit{Record: "MLIU58", Reason: "as agreed", Fields: []portfolio.Setting{set("title", "Two"), {Field: "overall", Unset: true}}})[0]
	if c.Person != Editor || c.At.IsZero() || c.Reason != "as agreed" || len(c.Over) != 1 || c.At.Location() != time.UTC || len(c.Fields) != 2 {
		t.Errorf("%+v", c)
	}
	if title, _ := c.Setting("title"); title.Value != "Two" {
		t.Errorf("%+v", title)
	}
	if overall, ok := c.Setting("overall"); !ok || !overall.Unset {
		t.Errorf("%+v", overall)
	}
}

func numberIsLargest(t *testing.T) {
	s := open(t, document(t))
	far := portfolio.Change{ID: portfolio.ID{Office: "roea", Incarnation: "1a2b3c4d", N: 5000}, Person: Editor, At: time.Unix(0, 0), Record: "RERF23", Fields: []portfolio.Setting{set("title", "Theirs")}}
	far.Finish()
	mergeInto(t, s, far)
	if c := change(t, s, portfolio.Edit{Record: "MLIU58", Fields: []portfolio.Setting{set("title", "Ours")}})[0]; c.ID.N != 5001 {
		t.Error(c.ID)
	}
}

func incarnationIsNew(t *testing.T) {
	a, b := selfOf(t, open(t, document(t))), selfOf(t, open(t, document(t)))
	if a.Incarnation == b.Incarnation || len(a.Incarnation) != 8 {
		t.Errorf("%q and %q", a.Incarnation, b.Incarnation)
	}
}

func freshIsLocal(t *testing.T) {
	s := open(t, document(t))
	c := change(t, s, newProject("ABCX12"))[0]
	if self := selfOf(t, s); self.Office != portfolio.LocalOffice || c.ID.Office != portfolio.LocalOffice || c.ID.Incarnation != self.Incarnation {
		t.Errorf("%+v made %s", self, c.ID)
	}
}

func idsStay(t *testing.T) {
	s := open(t, document(t))
	made := change(t, s, newProject("ABCX12"))[0]
	err := s.Exchange(context.Background(), func(x exchange.Tx) error {
		self, err := x.Self()
		if err != nil {
			return err
		}
		self.Office, self.Headquarter = "roea", "hq"
		if err := x.SetSelf(self); err != nil {
			return err
		}
		return x.Renew()
	})
	if err != nil {
		t.Fatal(err)
	}
	edited := change(t, s, portfolio.Edit{Record: made.ID.String(), Fields: []portfolio.Setting{set("title", "Later")}})[0]
	if edited.ID.Office != "roea" || edited.ID.Incarnation == made.ID.Incarnation || edited.Record != made.ID.String() || edited.Over[0] != made.ID {
		t.Errorf("%+v", edited)
	}
	sound(t, s)
}

func portionsAsWhole(t *testing.T) {
	a, b := open(t, document(t)), open(t, document(t))
	mine := change(t, a, portfolio.Edit{Record: "MLIU58", Fields: []portfolio.Setting{set("service_lines", "DRG:60, LEI:40"), set("places", "VN:50, PE:50")}})
	theirs := change(t, b, portfolio.Edit{Record: "MLIU58", Fields: []portfolio.Setting{set("service_lines", "DRG:30, PIR:70")}})
	mergeInto(t, a, theirs...)
	mergeInto(t, b, mine...)
	for _, s := range []*sqlite.Store{a, b} {
		p, sum := projectOf(t, s, "MLIU58"), 0
		for _, l := range p.Lines {
			sum += int(l.Share)
		}
		if sum != 10_000 || len(p.Lines) != 2 || len(p.Places) != 2 {
			t.Errorf("%+v %+v", p.Lines, p.Places)
		}
		if conflicts, _ := wrongAt(t, s); len(conflicts) != 1 || conflicts[0].Field != portfolio.FieldLines {
			t.Errorf("%+v", conflicts)
		}
		sound(t, s)
	}
}

func notesNeverConflict(t *testing.T) {
	a, b := open(t, document(t)), open(t, document(t))
	note := func(s *sqlite.Store, text string) []portfolio.Change {
		return change(t, s, portfolio.Edit{Creates: portfolio.NoteRecord, Fields: []portfolio.Setting{set("on", "MLIU58"), set("text", text)}})
	}
	mergeInto(t, a, append(note(b, "theirs"), note(a, "mine")...)...)
	notes, err := a.Notes(context.Background(), "MLIU58")
	if conflicts, wrong := wrongAt(t, a); err != nil || len(notes) != 2 || len(conflicts)+len(wrong) != 0 {
		t.Errorf("%+v %+v %+v %v", notes, conflicts, wrong, err)
	}
}

func withdrawnKeepsRegion(t *testing.T) {
	s := open(t, document(t))
	was := projectOf(t, s, "MLIU58")
	change(t, s, portfolio.Edit{Record: "MLIU58", Fields: []portfolio.Setting{set("withdrawn", "yes")}})
	r, err := s.Record(context.Background(), portfolio.ByID("MLIU58"))
	if err != nil {
		t.Fatal(err)
	}
	if p := projectOf(t, s, "MLIU58"); !p.Withdrawn || p.Programme != was.Programme || !r.Reach().Within([]string{was.Programme}) {
		t.Errorf("%+v", p)
	}
}

func withdrawnMeanwhile(t *testing.T) {
	a, b := open(t, document(t)), open(t, document(t))
	before := totalsOf(t, a)
	gone := change(t, a, portfolio.Edit{Record: "MLIU58", Fields: []portfolio.Setting{set("withdrawn", "yes")}})
	edited := change(t, b, portfolio.Edit{Record: "MLIU58", Fields: []portfolio.Setting{set("title", "Still wanted")}})
	mergeInto(t, a, edited...)
	mergeInto(t, b, gone...)
	for _, s := range []*sqlite.Store{a, b} {
		conflicts, _ := wrongAt(t, s)
		if p := projectOf(t, s, "MLIU58"); p.Withdrawn || p.Title != "Still wanted" || totalsOf(t, s) != before || len(conflicts) != 1 || conflicts[0].Field != portfolio.FieldWithdrawn {
			t.Errorf("%+v %+v", p, conflicts)
		}
		sound(t, s)
	}
	mergeInto(t, b, change(t, a, portfolio.Edit{Record: "MLIU58", Fields: []portfolio.Setting{set("withdrawn", "yes")}})...)
	for _, s := range []*sqlite.Store{a, b} {
		if conflicts, _ := wrongAt(t, s); len(conflicts) != 0 || totalsOf(t, s).Projects != before.Projects-1 {
			t.Errorf("settled: %+v", conflicts)
		}
	}
}

func wrongTogether(t *testing.T) {
	a, b := open(t, document(t)), open(t, document(t))
	start := change(t, a, portfolio.Edit{Record: "MLIU58", Fields: []portfolio.Setting{set("start", "2011-01-01")}})
	end := change(t, b, portfolio.Edit{Record: "MLIU58", Fields: []portfolio.Setting{set("end", "2010-12-31")}})
	approved := projectOf(t, a, "MLIU58").Amounts.Approved.Cents
	mergeInto(t, a, end...)
	mergeInto(t, b, start...)
	for _, s := range []*sqlite.Store{a, b} {
		_, wrong := wrongAt(t, s)
		if len(wrong) != 1 || !strings.Contains(wrong[0].What, "unknown") {
			t.Errorf("%+v", wrong)
		}
		var sum portfolio.Cents
		for _, x := range breakdown.Slices(projectOf(t, s, "MLIU58")) {
			if sum += x.Of(breakdown.Approved); x.Year != portfolio.UnknownYear {
				t.Errorf("%+v", x)
			}
		}
		if sum != approved {
			t.Errorf("slices of %d, approved %d", sum, approved)
		}
		sound(t, s)
	}
}

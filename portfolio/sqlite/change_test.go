package sqlite_test

import (
	"context"
	"errors"
	"path/filepath"
	"strings"
	"testing"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/breakdown"
	"fieldfolio/portfolio/fault"
	"fieldfolio/portfolio/provenance"
	"fieldfolio/portfolio/sqlite"
)

const Editor = "A. Desk"

func set(field, value string) portfolio.Setting { return portfolio.Setting{Field: field, Value: value} }

func newProject(number string) portfolio.Edit {
	return portfolio.Edit{Creates: portfolio.ProjectRecord, Fields: []portfolio.Setting{set("number", number), set("title", "A new project"),
		set("kind", "field"), set("programme", "west-africa"), set("places", "ML"), set("service_lines", "DRG:60, LEI:40"),
		set("start", "2011-01-01"), set("end", "2012-12-31"), set("approved", "1,000,000.01")}}
}

// change makes edits and fails the test if they cannot be made.
func change(t testing.TB, s *sqlite.Store, edits ...portfolio.Edit) []portfolio.Change {
	t.Helper()
	made, err := s.Change(context.Background(), Editor, edits...)
	if err != nil {
		t.Fatal(err)
	}
	return made
}

func sound(t testing.TB, s *sqlite.Store) {
	t.Helper()
	faults, err := s.Check(context.Background())
	if err != nil || len(faults) > 0 {
		t.Errorf("%v %v", faults, err)
	}
}

// TestChange edits every field of a project, adds, renumbers, withdraws and
// brings back; the derived tables stay sound.
func TestChange(t *testing.T) {
	ctx := context.Background()
	s := open(t, document(t))
	change(t, s, portfolio.Edit{Record: "MLIU58", Fields: []portfolio.Setting{set("approved", "123456789.01"), set("end", "2015-12-31"),
		set("lines", "firearms:33.33 maritime-piracy:66.67"), set("title", "Renamed"), set("status", "suspended"), set("kind", "field+global"),
		set("programme", "eastern-africa"), set("places", "Viet Nam:25, Peru:75"), set("country", "Elsewhere"), set("overall", "5m"), set("shortfall", "1m"),
		set("spent", "1000"), set("spent_on", "2011-03-31"), set("number", "MLIU59"), set("start", "2009-02-03")}})
	sound(t, s)
	p, err := s.Project(ctx, "mliu59")
	if err != nil {
		t.Fatal(err)
	}
	if p.ID != "MLIU58" || p.Title != "Renamed" || p.Amounts.Approved.Cents != 12345678901 || p.StatusOn(asOf) != portfolio.Suspended ||
		p.Lines[1].Share != 6667 || p.Places[0].Code != "VN" || p.Duration.Start != 20090203 || p.SpentOn != 20110331 {
		t.Errorf("%+v", p)
	}
	made := change(t, s, newProject("ABCX12"))
	sound(t, s)
	if p, err = s.Project(ctx, "ABC/X12"); err != nil || p.Amounts.Approved.Cents != 100_000_001 || p.ID != made[0].ID.String() {
		t.Errorf("%+v %v", p, err)
	}
	change(t, s, portfolio.Edit{Record: p.ID, Fields: []portfolio.Setting{set("withdrawn", "yes")}})
	sound(t, s)
	totals, err := s.Totals(ctx, breakdown.ListSpec{AsOf: asOf})
	if err != nil || totals.Projects != 83 {
		t.Errorf("%d projects, %v", totals.Projects, err)
	}
	if p, err = s.Project(ctx, "ABCX12"); err != nil || !p.Withdrawn {
		t.Errorf("%+v %v", p, err)
	}
	if _, err := s.Change(ctx, Editor, portfolio.Edit{Record: p.ID, Fields: []portfolio.Setting{set("title", "x")}}); err == nil {
		t.Error("changed a withdrawn project")
	}
	if _, err := s.Undo(ctx, "B. Desk", made[0].ID, "why"); err == nil {
		t.Error("withdrew what is withdrawn")
	}
	if _, err := s.Undo(ctx, Editor, portfolio.ID{}, ""); err != nil {
		t.Fatal(err)
	}
	sound(t, s)
	if p, err = s.Project(ctx, "ABCX12"); err != nil || p.Withdrawn {
		t.Errorf("%+v %v", p, err)
	}
}

// TestChangePlan edits outcomes, activities and sub-programmes; published
// figures of the document stay, those of today follow.
func TestChangePlan(t *testing.T) {
	ctx := context.Background()
	s := open(t, document(t))
	before, err := s.Findings(ctx, false, false)
	if err != nil {
		t.Fatal(err)
	}
	change(t, s,
		portfolio.Edit{Record: "outcome:1.1", Fields: []portfolio.Setting{set("budget", "1")}},
		portfolio.Edit{Record: "activity:1.1/1", Fields: []portfolio.Setting{set("shortfall", "2"), set("label", "Other words")}},
		portfolio.Edit{Record: "subprogramme:evaluation", Fields: []portfolio.Setting{set("shortfall", "")}})
	sound(t, s)
	plan, err := s.SubProgrammes(ctx)
	if err != nil {
		t.Fatal(err)
	}
	o := plan[0].Outcomes[0]
	if o.Budget.Cents != 100 || o.Activities[0].Shortfall.Cents != 200 || o.Activities[0].Label != "Other words" || plan[len(plan)-1].Shortfall.Known {
		t.Errorf("%+v", plan)
	}
	after, err := s.Findings(ctx, false, false)
	if err != nil {
		t.Fatal(err)
	}
	current, err := s.Findings(ctx, false, true)
	if err != nil {
		t.Fatal(err)
	}
	differ := 0
	for i := range before {
		if before[i].Computed != after[i].Computed {
			t.Errorf("%s: base %v, then %v", before[i].Published.ID, before[i].Computed, after[i].Computed)
		}
		if before[i].Computed != current[i].Computed {
			differ++
		}
	}
	if differ == 0 {
		t.Error("no figure of today differs")
	}
}

// TestNothingHalf shows that one fault among several edits leaves everything as
// it was.
func TestNothingHalf(t *testing.T) {
	ctx := context.Background()
	s := open(t, document(t))
	_, err := s.Change(ctx, Editor, portfolio.Edit{Record: "MLIU58", Fields: []portfolio.Setting{set("title", "Half")}},
		portfolio.Edit{Record: "RERF23", Fields: []portfolio.Setting{set("end", "1999-01-01"), set("lines", "DRG:95")}})
	var faults fault.Faults
	if !errors.As(err, &faults) || len(faults) != 2 {
		t.Fatal(err)
	}
	h, err := s.History(ctx, provenance.HistorySpec{})
	if err != nil || h.Changes != 0 {
		t.Errorf("%d changes, %v", h.Changes, err)
	}
	sound(t, s)
}

// TestMergeElsewhere makes edits in two copies and merges them in different
// orders: both end the same, with a conflict that a person settles.
func TestMergeElsewhere(t *testing.T) {
	ctx := context.Background()
	a, b := open(t, document(t)), open(t, document(t))
	one := change(t, a, portfolio.Edit{Record: "MLIU58", Fields: []portfolio.Setting{set("end", "2013-06-30")}}, newProject("ABCX12"))
	two := change(t, b, portfolio.Edit{Record: "MLIU58", Fields: []portfolio.Setting{set("end", "2014-06-30"), set("title", "Theirs")}}, newProject("ABCX12"))
	for s, changes := range map[*sqlite.Store][]portfolio.Change{a: two, b: one} {
		for range 2 {
			if _, err := s.Merge(ctx, changes); err != nil {
				t.Fatal(err)
			}
		}
		sound(t, s)
	}
	for _, s := range []*sqlite.Store{a, b} {
		conflicts, wrong, err := s.Conflicts(ctx)
		if err != nil || len(conflicts) != 1 || len(conflicts[0].Candidates) != 2 || len(wrong) != 2 {
			t.Fatalf("%+v %+v %v", conflicts, wrong, err)
		}
	}
	settled := change(t, a, portfolio.Edit{Record: "MLIU58", Fields: []portfolio.Setting{set("end", "2014-06-30")}})
	if _, err := b.Merge(ctx, settled); err != nil {
		t.Fatal(err)
	}
	for _, s := range []*sqlite.Store{a, b} {
		conflicts, _, err := s.Conflicts(ctx)
		if err != nil || len(conflicts) != 0 {
			t.Errorf("%+v %v", conflicts, err)
		}
		p, err := s.Project(ctx, "MLIU58")
		if err != nil || p.Duration.End != 20140630 || p.Title != "Theirs" {
			t.Errorf("%+v %v", p, err)
		}
		if _, err := s.Record(ctx, "ABCX12"); err == nil {
			t.Error("one number of two projects names one")
		}
	}
}

// TestMergeLate merges an edit of a project that is not here yet, then the
// change that makes it.
func TestMergeLate(t *testing.T) {
	ctx := context.Background()
	a, b := open(t, document(t)), open(t, document(t))
	made := change(t, a, newProject("ABCX12"))
	edited := change(t, a, portfolio.Edit{Record: made[0].ID.String(), Fields: []portfolio.Setting{set("title", "Edited")}})
	for _, changes := range [][]portfolio.Change{edited, made} {
		if _, err := b.Merge(ctx, changes); err != nil {
			t.Fatal(err)
		}
		sound(t, b)
	}
	p, err := b.Project(ctx, "ABCX12")
	if err != nil || p.Title != "Edited" {
		t.Errorf("%+v %v", p, err)
	}
}

// TestMergeRefuses shows that damaged changes, and what claims to correct the
// seed, are refused as a whole.
func TestMergeRefuses(t *testing.T) {
	ctx := context.Background()
	a, b := open(t, document(t)), open(t, document(t))
	good := change(t, a, newProject("ABCX12"))
	damaged := good[0]
	damaged.Person = "B. Desk"
	ofSeed := good[0]
	ofSeed.ID.Office = portfolio.SeedOffice
	ofSeed.Finish()
	for _, bad := range []portfolio.Change{damaged, ofSeed} {
		if n, err := b.Merge(ctx, []portfolio.Change{good[0], bad}); err == nil || n != 0 {
			t.Errorf("took %d, %v", n, err)
		}
	}
	h, err := b.History(ctx, provenance.HistorySpec{})
	if err != nil || h.Changes != 0 {
		t.Errorf("%d changes, %v", h.Changes, err)
	}
}

// TestMergeLaterRelease keeps fields and kinds of records that this release does
// not know, and shows them as they are.
func TestMergeLaterRelease(t *testing.T) {
	ctx := context.Background()
	s := open(t, document(t))
	of := func(n int64) portfolio.ID { return portfolio.ID{Office: "roea", Incarnation: "later", N: n} }
	field := portfolio.Change{ID: of(1), Person: Editor, Record: "MLIU58", Fields: []portfolio.Setting{set("sdg_target", "16.4")}}
	kind := portfolio.Change{ID: of(2), Person: Editor, Creates: "survey", Fields: []portfolio.Setting{set("approved", "many"), set("question", "How many?")}}
	odd := portfolio.Change{ID: of(3), Person: Editor, Record: "RERF23", Fields: []portfolio.Setting{set("kind", "regional"), set("service_lines", "cybercrime:100")}}
	register := portfolio.Change{ID: of(4), Person: Editor, Record: "register:roea", Fields: []portfolio.Setting{set("address", "roea at example.org")}}
	changes := []portfolio.Change{field, kind, odd, register}
	for i := range changes {
		changes[i].Finish()
	}
	if n, err := s.Merge(ctx, changes); err != nil || n != 4 {
		t.Fatal(n, err)
	}
	sound(t, s)
	h, err := s.History(ctx, provenance.HistorySpec{})
	if err != nil || len(h.Entries) != 6 {
		t.Errorf("%+v %v", h, err)
	}
	p, err := s.Project(ctx, "RERF23")
	if err != nil || len(p.Lines) == 0 || p.Kind != portfolio.Field {
		t.Errorf("%+v %v", p, err)
	}
	if _, wrong, err := s.Conflicts(ctx); err != nil || len(wrong) != 2 {
		t.Errorf("%+v %v", wrong, err)
	}
}

// TestOvertaken refuses a save by a person who has not seen the last value.
func TestOvertaken(t *testing.T) {
	ctx := context.Background()
	s := open(t, document(t))
	r, err := s.Record(ctx, "MLIU58")
	if err != nil {
		t.Fatal(err)
	}
	seen := append([]portfolio.ID{}, r.Log.Heads("title")...)
	change(t, s, portfolio.Edit{Record: "MLIU58", Fields: []portfolio.Setting{set("title", "First")}})
	_, err = s.Change(ctx, "B. Desk", portfolio.Edit{Record: "MLIU58", Fields: []portfolio.Setting{set("title", "Second")}, Seen: seen})
	var late *portfolio.Overtaken
	if !errors.As(err, &late) || late.Value.Text != "First" {
		t.Error(err)
	}
}

// TestUndo walks back through edits, as one step where they were one.
func TestUndo(t *testing.T) {
	ctx := context.Background()
	s := open(t, document(t))
	was, err := s.Project(ctx, "MLIU58")
	if err != nil {
		t.Fatal(err)
	}
	change(t, s, portfolio.Edit{Record: "MLIU58", Fields: []portfolio.Setting{set("title", "One")}})
	change(t, s, portfolio.Edit{Record: "MLIU58", Fields: []portfolio.Setting{set("title", "Two")}},
		portfolio.Edit{Record: "RERF23", Fields: []portfolio.Setting{set("title", "Two")}})
	title := func(number, want string) {
		t.Helper()
		p, err := s.Project(ctx, number)
		if err != nil || p.Title != want {
			t.Errorf("%s: %q, want %q, %v", number, p.Title, want, err)
		}
	}
	if _, err := s.Undo(ctx, Editor, portfolio.ID{}, ""); err != nil {
		t.Fatal(err)
	}
	title("MLIU58", "One")
	if _, err := s.Undo(ctx, Editor, portfolio.ID{}, ""); err != nil {
		t.Fatal(err)
	}
	title("MLIU58", was.Title)
	if _, err := s.Undo(ctx, Editor, portfolio.ID{}, ""); err == nil {
		t.Error("undid what was not done")
	}
	h, err := s.History(ctx, provenance.HistorySpec{Record: "MLIU58"})
	if err != nil {
		t.Fatal(err)
	}
	redo, err := s.Undo(ctx, Editor, h.Entries[0].Change.ID, "") // of the last undo
	if err != nil {
		t.Fatal(err)
	}
	title("MLIU58", "One")
	if _, err := s.Undo(ctx, Editor, redo[0].ID, ""); err != nil {
		t.Fatal(err)
	}
	title("MLIU58", was.Title)
	theirs := change(t, s, portfolio.Edit{Record: "MLIU58", Fields: []portfolio.Setting{set("title", "Three")}})[0].ID
	if _, err := s.Undo(ctx, "B. Desk", theirs, ""); err == nil {
		t.Error("undid another's without a reason")
	}
	if _, err := s.Undo(ctx, "B. Desk", theirs, "a mistake"); err != nil {
		t.Fatal(err)
	}
	title("MLIU58", was.Title)
	sound(t, s)
}

// TestDraft keeps what is half written, also over a restart.
func TestDraft(t *testing.T) {
	ctx := context.Background()
	s := open(t, document(t))
	d := portfolio.Draft{Person: Editor, Record: "MLIU58", Fields: []portfolio.Setting{set("title", "Half a ti")}}
	for range 2 {
		if err := s.SaveDraft(ctx, d); err != nil {
			t.Fatal(err)
		}
	}
	again, err := sqlite.Open(ctx, s.Path())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = again.Close() }()
	got, err := again.Draft(ctx, Editor, "MLIU58")
	if err != nil || got == nil || got.Fields[0] != d.Fields[0] {
		t.Errorf("%+v %v", got, err)
	}
	if all, err := again.Drafts(ctx, Editor); err != nil || len(all) != 1 {
		t.Errorf("%+v %v", all, err)
	}
	if err := again.DropDraft(ctx, Editor, "MLIU58"); err != nil {
		t.Fatal(err)
	}
	if got, err := s.Draft(ctx, Editor, "MLIU58"); err != nil || got != nil {
		t.Errorf("%+v %v", got, err)
	}
}

// TestNotes shows notes on a project and on an outcome.
func TestNotes(t *testing.T) {
	ctx := context.Background()
	s := open(t, document(t))
	for _, on := range []string{"MLIU58", "MLIU58", "outcome:1.1"} {
		change(t, s, portfolio.Edit{Creates: portfolio.NoteRecord, Fields: []portfolio.Setting{set("on", on), set("text", "visited,\nsee minutes")}})
	}
	notes, err := s.Notes(ctx, "MLIU58")
	if err != nil || len(notes) != 2 || notes[0].Person != Editor || notes[0].Text != "visited,\nsee minutes" {
		t.Errorf("%+v %v", notes, err)
	}
	h, err := s.History(ctx, provenance.HistorySpec{Record: "outcome:1.1"})
	if err != nil || h.Changes != 1 {
		t.Errorf("%+v %v", h, err)
	}
	sound(t, s)
}

// TestOlderVersion brings the file of the first version up to date, without
// losing anything.
func TestOlderVersion(t *testing.T) {
	ctx := context.Background()
	s := open(t, document(t))
	file := filepath.Join(t.TempDir(), "old.db")
	if err := s.Backup(ctx, file); err != nil {
		t.Fatal(err)
	}
	execute(t, file, toVersion7+`DROP TABLE preference; DROP TABLE fetched; DROP TABLE outbox; DROP TABLE arrival; DROP TABLE doubt; DROP TABLE receipt; DROP TABLE note_on; DROP TABLE link;
		DROP TABLE record; DROP TABLE change; DROP TABLE author; DROP TABLE digest; DROP TABLE base_project; DROP TABLE withdrawn;
		DROP TABLE base_subprogramme; DROP TABLE base_outcome; DROP TABLE note; DROP TABLE conflict;
		DROP TABLE inconsistency; DROP TABLE draft; DELETE FROM setting WHERE name IN ('office', 'incarnation');
		DROP TABLE base_activity; DROP INDEX project_plain; ALTER TABLE project DROP COLUMN status; ALTER TABLE project DROP COLUMN more;
		ALTER TABLE project DROP COLUMN plain; DROP INDEX project_assumed; PRAGMA user_version = 1`)
	old, err := sqlite.Open(ctx, file)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = old.Close() }()
	execute(t, file, "DROP INDEX project_assumed; CREATE INDEX project_assumed ON project (assumed) WHERE assumed <> 0") // fails if it was not made again
	sound(t, old)
	change(t, old, portfolio.Edit{Record: "MLIU58", Fields: []portfolio.Setting{set("title", "Changed")}})
	sound(t, old)
}

// TestRedo makes again what was undone, one step after the other, until something else is changed.
func TestRedo(t *testing.T) {
	ctx := context.Background()
	s := open(t, document(t))
	titled := func(title string, numbers ...string) {
		var edits []portfolio.Edit
		for _, n := range numbers {
			edits = append(edits, portfolio.Edit{Record: n, Fields: []portfolio.Setting{set("title", title)}})
		}
		change(t, s, edits...)
	}
	undo := func() {
		t.Helper()
		if _, err := s.Undo(ctx, Editor, portfolio.ID{}, ""); err != nil {
			t.Fatal(err)
		}
	}
	redo := func(says string) {
		t.Helper()
		if _, err := s.Redo(ctx, Editor); (err == nil) != (says == "") || err != nil && !strings.Contains(err.Error(), says) {
			t.Errorf("redo: %v, want %q", err, says)
		}
	}
	is := func(number, want string) {
		t.Helper()
		if p, err := s.Project(ctx, number); err != nil || p.Title != want {
			t.Errorf("%s: %q, want %q, %v", number, p.Title, want, err)
		}
	}
	const none = "has undone nothing here since the last change"
	redo(none)
	titled("One", "MLIU58")
	redo(none)
	titled("Two", "MLIU58", "RERF23")
	steps := func(undoing, redoing int) {
		t.Helper()
		of, _ := s.Undoing(ctx, Editor, portfolio.ID{})
		u := of.Changes
		r, _ := s.Redoing(ctx, Editor)
		if len(u) != undoing || len(r) != redoing {
			t.Errorf("%d changes to undo, %d to redo, want %d and %d", len(u), len(r), undoing, redoing)
		}
	}
	steps(2, 0)
	undo()
	steps(1, 2)
	undo()
	redo("")
	is("MLIU58", "One")
	redo("")
	is("MLIU58", "Two")
	is("RERF23", "Two")
	redo(none)
	undo()
	redo("")
	is("RERF23", "Two")
	undo()
	titled("Three", "MLIU58")
	redo(none)
	if _, err := s.Redo(ctx, "B. Desk"); err == nil {
		t.Error("redid another person's")
	}
	sound(t, s)
}

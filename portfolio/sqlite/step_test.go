package sqlite_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/breakdown"
	"fieldfolio/portfolio/fault"
	"fieldfolio/portfolio/sqlite"
	"fieldfolio/seed"
)

// titles returns the number and title of every project of a store, in order.
func titles(t testing.TB, s *sqlite.Store) []string {
	t.Helper()
	rows, err := s.Projects(context.Background(), breakdown.ListSpec{AsOf: asOf})
	if err != nil {
		t.Fatal(err)
	}
	out := make([]string, len(rows))
	for i, r := range rows {
		out[i] = r.Number + " " + r.Title
	}
	return out
}

// titled returns edits that give every project of a store a title of its own.
func titled(t testing.TB, s *sqlite.Store, title string) []portfolio.Edit {
	t.Helper()
	rows, err := s.Projects(context.Background(), breakdown.ListSpec{AsOf: asOf})
	if err != nil {
		t.Fatal(err)
	}
	edits := make([]portfolio.Edit, len(rows))
	for i, r := range rows {
		edits[i] = portfolio.Edit{Record: r.ID, Fields: []portfolio.Setting{set("title", title+" "+r.Number)}}
	}
	return edits
}

// TestStep changes one field of more projects than are read at once, in one
// step: one undo takes all of it back, the next one the step before.
func TestStep(t *testing.T) {
	ctx := context.Background()
	doc := document(t)
	doc.Projects = append(doc.Projects, seed.Synthetic(950, 2).Projects...)
	s := open(t, doc)
	states := [][]string{titles(t, s)}
	for _, title := range []string{"First", "Second"} {
		made := change(t, s, titled(t, s, title)...)
		if len(made) != len(doc.Projects) || slices.ContainsFunc(made, func(c portfolio.Change) bool { return c.Step == "" || c.Step != made[0].Step }) {
			t.Fatalf("%d changes of %d are one step", len(made), len(doc.Projects))
		}
		states = append(states, titles(t, s))
	}
	for i := len(states) - 2; i >= 0; i-- {
		if undone, err := s.Undo(ctx, Editor, portfolio.ID{}, ""); err != nil || len(undone) != len(doc.Projects) {
			t.Fatal(len(undone), err)
		}
		if !slices.Equal(titles(t, s), states[i]) {
			t.Errorf("after the undo it is not as before step %d", i+1)
		}
	}
	if _, err := s.Undo(ctx, Editor, portfolio.ID{}, ""); err == nil {
		t.Error("undid what was not done")
	}
	sound(t, s)
}

// TestStepLeavesOut what has the value already; where all have, that is said.
func TestStepLeavesOut(t *testing.T) {
	ctx := context.Background()
	s := open(t, document(t))
	change(t, s, portfolio.Edit{Record: "MLIU58", Fields: []portfolio.Setting{set("status", "suspended")}})
	suspend := []portfolio.Edit{{Record: "MLIU58", Fields: []portfolio.Setting{set("status", "suspended")}},
		{Record: "RERF23", Fields: []portfolio.Setting{set("status", "suspended")}}}
	if made := change(t, s, suspend...); len(made) != 1 || made[0].Record != "RERF23" {
		t.Errorf("%+v", made)
	}
	if made, err := s.Change(ctx, Editor, suspend...); !errors.Is(err, portfolio.ErrNothing) || len(made) > 0 {
		t.Error(made, err)
	}
}

// TestStepFaults names every fault with its record, and changes nothing.
func TestStepFaults(t *testing.T) {
	ctx := context.Background()
	s := open(t, document(t))
	before := titles(t, s)
	made := change(t, s, newProject("ABCX12"))
	change(t, s, portfolio.Edit{Record: made[0].ID.String(), Fields: []portfolio.Setting{set("withdrawn", "yes")}})
	_, err := s.Change(ctx, Editor,
		portfolio.Edit{Record: "MLIU58", Fields: []portfolio.Setting{set("title", "Half")}},
		portfolio.Edit{Record: "RERF23", Fields: []portfolio.Setting{set("end", "1999-01-01"), set("lines", "DRG:95")}},
		portfolio.Edit{Record: made[0].ID.String(), Fields: []portfolio.Setting{set("title", "Withdrawn")}},
		portfolio.Edit{Record: "NOWHERE", Fields: []portfolio.Setting{set("title", "None")}},
		portfolio.Edit{Creates: portfolio.ProjectRecord, Fields: []portfolio.Setting{set("title", "None")}},
		portfolio.Edit{Record: "XAMT72", Fields: []portfolio.Setting{set("number", "MLIU58")}})
	var faults fault.Faults
	if !errors.As(err, &faults) {
		t.Fatal(err)
	}
	of := map[string]int{}
	for _, f := range faults {
		var r *portfolio.RecordFault
		if !errors.As(f, &r) {
			t.Fatalf("%v names no record", f)
		}
		of[r.Name]++
	}
	if fmt.Sprint(of) != "map[:5 ABCX12:1 NOWHERE:1 RERF23:2 XAMT72:1]" {
		t.Errorf("%v in\n%v", of, err)
	}
	for _, want := range []string{"values cannot be taken; nothing was changed", "RERF23: end", "ABCX12: " + Editor + " withdrew it on ", "a new record: number must have a value"} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("%q is missing in\n%v", want, err)
		}
	}
	if !slices.Equal(titles(t, s), before) {
		t.Error("something was changed")
	}
	sound(t, s)
}

// TestUndoStepFaults takes nothing of a step back where one record was changed
// since, and names it.
func TestUndoStepFaults(t *testing.T) {
	ctx := context.Background()
	s := open(t, document(t))
	made := change(t, s, titled(t, s, "All")...)
	if _, err := s.Change(ctx, "B. Desk", portfolio.Edit{Record: "MLIU58", Fields: []portfolio.Setting{set("title", "Theirs")}}); err != nil {
		t.Fatal(err)
	}
	before := titles(t, s)
	_, err := s.Undo(ctx, Editor, made[0].ID, "")
	var f *portfolio.RecordFault
	if !errors.As(err, &f) || f.Name != "MLIU58" || !strings.HasPrefix(err.Error(), "MLIU58, title: B. Desk changed it to Theirs on ") {
		t.Error(err)
	}
	if !slices.Equal(titles(t, s), before) {
		t.Error("something was taken back")
	}
}

// TestUndoPassesOver: what another person has changed since is passed over and named with person, label and value; with
// no older step, that is why nothing is undone. No id of a change is said, and what was undone already is not passed over.
func TestUndoPassesOver(t *testing.T) {
	ctx := context.Background()
	s := open(t, document(t))
	title := func(person, number, title string) []portfolio.Change {
		t.Helper()
		made, err := s.Change(ctx, person, portfolio.Edit{Record: number, Fields: []portfolio.Setting{set("title", title)}})
		if err != nil {
			t.Fatal(err)
		}
		return made
	}
	older := title(Editor, "MLIU58", "Older")
	title(Editor, "RERF23", "Mine")
	theirs := title("B. Desk", "RERF23", "Theirs")
	of, err := s.Undoing(ctx, Editor, portfolio.ID{})
	want := "passed over RERF23, title: B. Desk changed it to Theirs on " + portfolio.Moment(theirs[0].At).Brief()
	if err != nil || of.PassedOver() != want || len(of.Changes) != 1 || of.Changes[0].ID != older[0].ID {
		t.Errorf("%q, want %q; undoes %v, %v", of.PassedOver(), want, of.Changes, err)
	}
	if _, err = s.Undo(ctx, Editor, portfolio.ID{}, ""); err != nil {
		t.Fatal(err)
	}
	_, err = s.Undo(ctx, Editor, portfolio.ID{}, "")
	if err == nil || "passed over "+err.Error() != want {
		t.Errorf("%v, want %q", err, want)
	}
}

// patience is a context that is cancelled when it has been asked so often.
type patience struct {
	context.Context //nolint:containedctx // is one
	left            atomic.Int64
	cancel          context.CancelFunc
}

func (p *patience) Done() <-chan struct{} {
	if p.left.Add(-1) == 0 {
		p.cancel()
	}
	return p.Context.Done()
}

func losingPatience(after int64) *patience {
	ctx, cancel := context.WithCancel(context.Background())
	p := &patience{Context: ctx, cancel: cancel}
	p.left.Store(after)
	return p
}

// TestStepCancelled cancels changes and undos of many records at one moment
// after the other: either nothing is done or all.
func TestStepCancelled(t *testing.T) {
	s := open(t, document(t))
	work := map[string]func(context.Context) error{
		"change": func(ctx context.Context) error {
			_, err := s.Change(ctx, Editor, titled(t, s, "All")...)
			return err
		},
		"undo": func(ctx context.Context) error {
			_, err := s.Undo(ctx, Editor, portfolio.ID{}, "")
			return err
		},
	}
	for _, name := range []string{"change", "undo"} {
		before, cancelled := titles(t, s), 0
		for after := int64(1); ; after *= 2 {
			ctx := losingPatience(after)
			err := work[name](ctx)
			ctx.cancel()
			if err == nil {
				break
			}
			if cancelled++; !errors.Is(err, context.Canceled) {
				t.Errorf("%s after %d: %v", name, after, err)
			}
			if !slices.Equal(titles(t, s), before) {
				t.Fatalf("%s after %d: half done", name, after)
			}
		}
		if cancelled < 8 || slices.Equal(titles(t, s), before) {
			t.Errorf("%s was cancelled %d times", name, cancelled)
		}
		sound(t, s)
	}
}

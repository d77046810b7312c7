package sqlite_test

import (
	"context"
	"errors"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/provenance"
	"fieldfolio/portfolio/sqlite"
)

// version13 adds a version to those that this program knows.
func version13(t *testing.T, statements string) {
	t.Helper()
	sqlite.WithMigrations(t, func(now fs.FS) fs.FS {
		all := fstest.MapFS{}
		names, err := fs.Glob(now, "migrations/*.sql")
		if err != nil || len(names) != 12 {
			t.Fatalf("%d versions, %v", len(names), err)
		}
		for _, name := range names {
			text, err := fs.ReadFile(now, name)
			if err != nil {
				t.Fatal(err)
			}
			all[name] = &fstest.MapFile{Data: text}
		}
		maps.Copy(all, fstest.MapFS{"migrations/0013_next.sql": {Data: []byte(statements)}})
		return all
	})
}

// TestNextVersion opens a database of this version with a program of the next one:
// the upgrade is one more state of the same file, and what had the file open before
// sees that nothing was lost.
func TestNextVersion(t *testing.T) {
	s := open(t, document(t))
	change(t, s, newProject("ABCX12"))
	before := s.SeenMark()
	version13(t, `CREATE TABLE next (id INTEGER PRIMARY KEY); ALTER TABLE draft ADD COLUMN next TEXT;
		ALTER TABLE preference ADD COLUMN next TEXT; ALTER TABLE mark ADD COLUMN next TEXT`)
	next := reopen(t, s.Path())
	if after := next.SeenMark(); after == before || !after.Continues(before) || before.Continues(after) {
		t.Errorf("the mark is %v, which does not follow %v", after, before)
	}
	if next.Kept == "" {
		t.Error("no copy is kept")
	} else if _, err := os.Stat(next.Kept); err != nil {
		t.Error(err)
	}
	formerProgram(t, s, next)
	change(t, next, newProject("ABCX13"))
	if after := next.SeenMark(); !after.Continues(before) {
		t.Errorf("the mark is %v, which does not follow %v", after, before)
	}
	sound(t, next)
}

// formerProgram goes on with a database that the next version has upgraded. It changes
// no record, because it would leave out what the next version derives, and says which
// version that takes; what is typed is kept.
func formerProgram(t *testing.T, s, next *sqlite.Store) {
	t.Helper()
	ctx := context.Background()
	sqlite.WithoutMigrations(func() {
		_, err := s.Change(ctx, "A. Desk", twoEdits...)
		var file *sqlite.FileError
		if !errors.As(err, &file) || !strings.Contains(file.Why, "has version 13; this program knows versions up to 12") {
			t.Errorf("the former program changes records: %v", err)
		}
		err = s.SaveDraft(ctx, portfolio.Draft{Person: "A. Desk", Record: "MLIU58",
			Fields: []portfolio.Setting{set("title", "Typed")}})
		if err != nil {
			t.Errorf("the former program keeps no draft: %v", err)
		}
		if err := s.SetPreference(ctx, "A. Desk", "theme", "dark"); err != nil {
			t.Errorf("the former program keeps no choice: %v", err)
		}
	})
	d, err := next.Draft(ctx, "A. Desk", "MLIU58")
	if err != nil || d == nil || len(d.Fields) != 1 || d.Fields[0].Value != "Typed" {
		t.Errorf("the draft is %v, %v", d, err)
	}
	if h, err := next.History(ctx, provenance.HistorySpec{}); err != nil || h.Changes != 1 {
		t.Errorf("%d changes, %v", h.Changes, err)
	}
}

// TestNextVersionRefused fails to upgrade: file and mark stay as they are.
func TestNextVersionRefused(t *testing.T) {
	s := open(t, document(t))
	file := backup(t, s)
	before := contents(t, file)
	version13(t, "CREATE TABLE next (id INTEGER PRIMARY KEY); INSERT INTO nowhere VALUES (1)")
	if _, err := sqlite.Open(context.Background(), file); err == nil || !strings.Contains(err.Error(), "nowhere") {
		t.Error(err)
	}
	if string(contents(t, file)) != string(before) {
		t.Error("the file was changed")
	}
	if left, err := filepath.Glob(file + "-*"); err != nil || len(left) > 0 {
		t.Errorf("%v is left, %v", left, err)
	}
}

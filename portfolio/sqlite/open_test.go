package sqlite_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fieldfolio/portfolio/breakdown"
	"fieldfolio/portfolio/fault"
	"fieldfolio/portfolio/sqlite"
)

// TestOpenRefuses shows what cannot be opened, the sentence it gets, and that
// the file is left as it was.
func TestOpenRefuses(t *testing.T) {
	dir := t.TempDir()
	text := filepath.Join(dir, "text.db")
	write(t, text, strings.Repeat("this is no database. ", 100))
	newer := filepath.Join(dir, "newer.db")
	execute(t, newer, "PRAGMA application_id = 1179012940; PRAGMA user_version = 99; CREATE TABLE future (x)")
	foreign := filepath.Join(dir, "foreign.db")
	execute(t, foreign, "CREATE TABLE other (x)")
	empty, headed := filepath.Join(dir, "empty.db"), filepath.Join(dir, "headed.db")
	write(t, empty, "")
	execute(t, headed, "PRAGMA application_id = 1179012940")
	for name, c := range map[string]struct{ path, want string }{
		"text":           {text, "is not a database of this program"},
		"newer":          {newer, "has version 99"},
		"foreign":        {foreign, "another program"},
		"directory":      {dir, "cannot be opened"},
		"empty":          {empty, "is an empty file"},
		"headed":         {headed, "holds no portfolio"},
		"below a file":   {filepath.Join(text, "x.db"), "cannot be changed"},
		"no such device": {"/proc/nowhere/x.db", "does not exist"},
	} {
		t.Run(name, func(t *testing.T) {
			before, readErr := os.ReadFile(c.path)
			s, err := sqlite.Open(context.Background(), c.path)
			if err == nil {
				_ = s.Close()
				t.Fatal("opened")
			}
			var e *sqlite.FileError
			if !errors.As(err, &e) || !strings.Contains(err.Error(), c.want) || e.Do == (fault.Remedy{}) ||
				strings.Contains(err.Error(), "\n") {
				t.Errorf("%v, want a sentence with %q and a hint", err, c.want)
			}
			after, _ := os.ReadFile(c.path)
			if readErr == nil && string(before) != string(after) {
				t.Error("the file was changed")
			}
		})
	}
}

// TestOpenMissing makes no file.
func TestOpenMissing(t *testing.T) {
	path := filepath.Join(t.TempDir(), "none.db")
	if _, err := sqlite.Open(context.Background(), path); !errors.Is(err, fs.ErrNotExist) {
		t.Error(err)
	}
	if _, err := os.Stat(path); err == nil {
		t.Error("made a file")
	}
}

// TestTwoAtOnce makes one database from several processes' stores at once, and
// writes to it: one of them makes it, all have it.
func TestTwoAtOnce(t *testing.T) {
	ctx := context.Background()
	path := filepath.Join(t.TempDir(), "shared.db")
	doc := document(t)
	const stores, writes = 4, 8
	errs, made := make(chan error, stores), make(chan bool, stores)
	for n := range stores {
		go func() {
			err := sqlite.Create(ctx, path, doc)
			made <- err == nil
			if err != nil && !errors.Is(err, fs.ErrExist) {
				errs <- err
				return
			}
			s, err := sqlite.Open(ctx, path)
			if err != nil {
				errs <- err
				return
			}
			for i := range writes {
				_, e := s.Change(ctx, "A. Desk", newProject(fmt.Sprintf("NEWA%d%d", n, i)))
				err = errors.Join(err, e)
			}
			errs <- errors.Join(err, s.Close())
		}()
	}
	makers := 0
	for range stores {
		if <-made {
			makers++
		}
	}
	if makers != 1 {
		t.Errorf("%d made it", makers)
	}
	for range stores {
		if err := <-errs; err != nil {
			t.Error(err)
		}
	}
	s, err := sqlite.Open(ctx, path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	totals, err := s.Totals(ctx, breakdown.ListSpec{AsOf: asOf})
	if want := int64(len(doc.Projects) + stores*writes); err != nil || totals.Projects != want {
		t.Errorf("%d projects, want %d, %v", totals.Projects, want, err)
	}
	if faults, err := s.Check(ctx); err != nil || len(faults) > 0 {
		t.Error(faults, err)
	}
}

// TestBackup makes a copy that opens and holds the same, and overwrites
// nothing.
func TestBackup(t *testing.T) {
	ctx := context.Background()
	s := open(t, document(t))
	file := filepath.Join(t.TempDir(), "copy.db")
	if err := s.Backup(ctx, file); err != nil {
		t.Fatal(err)
	}
	if err := s.Backup(ctx, file); err == nil {
		t.Error("overwrote the copy")
	}
	c, err := sqlite.Open(ctx, file)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = c.Close() }()
	if faults, err := c.Check(ctx); err != nil || len(faults) > 0 {
		t.Error(faults, err)
	}
}

// TestCancel shows that a breakdown can be given up.
func TestCancel(t *testing.T) {
	s := open(t, document(t))
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := s.Cells(ctx, breakdown.BreakdownSpec{By: []breakdown.Dimension{breakdown.ByLine}}); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

// TestNoProject names the nearest numbers.
func TestNoProject(t *testing.T) {
	s := open(t, document(t))
	_, err := s.Project(context.Background(), "RERF32")
	if !errors.Is(err, fault.ErrNotFound) || !strings.Contains(fault.RemedyOf(err).Text, "RERF23") {
		t.Error(err)
	}
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

func execute(t *testing.T, path, statements string) {
	t.Helper()
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.Exec(statements); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
}

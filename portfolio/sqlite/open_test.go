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
	for name, c := range map[string]struct{ path, want string }{
		"text":           {text, "is no database"},
		"newer":          {newer, "has version 99"},
		"foreign":        {foreign, "another program"},
		"directory":      {dir, "cannot be opened"},
		"below a file":   {filepath.Join(text, "x.db"), "cannot be opened"},
		"no such device": {"/proc/nowhere/x.db", "cannot be opened"},
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

// TestOpenExisting makes no file.
func TestOpenExisting(t *testing.T) {
	path := filepath.Join(t.TempDir(), "none.db")
	if _, err := sqlite.OpenExisting(context.Background(), path); !errors.Is(err, fs.ErrNotExist) {
		t.Error(err)
	}
	if _, err := os.Stat(path); err == nil {
		t.Error("made a file")
	}
}

// TestNewAtOnce makes one file from several stores at once: each waits for the
// one that puts it into WAL mode.
func TestNewAtOnce(t *testing.T) {
	const files, stores = 40, 6
	for n := range files {
		path, errs := filepath.Join(t.TempDir(), fmt.Sprint(n)+".db"), make(chan error, stores)
		for range stores {
			go func() {
				s, err := sqlite.Open(context.Background(), path)
				if err == nil {
					err = s.Close()
				}
				errs <- err
			}()
		}
		for range stores {
			if err := <-errs; err != nil {
				t.Fatal(err)
			}
		}
	}
}

// TestTwoAtOnce opens, seeds and writes one file from several stores at once.
func TestTwoAtOnce(t *testing.T) {
	ctx := context.Background()
	path := filepath.Join(t.TempDir(), "shared.db")
	doc := document(t)
	const stores, writes = 4, 8
	errs := make(chan error, stores)
	for n := range stores {
		go func() {
			s, err := sqlite.Open(ctx, path)
			if err != nil {
				errs <- err
				return
			}
			err = s.Seed(ctx, doc)
			for i := range writes {
				_, e := s.Change(ctx, "A. Desk", newProject(fmt.Sprintf("NEWA%d%d", n, i)))
				err = errors.Join(err, e)
			}
			errs <- errors.Join(err, s.Close())
		}()
	}
	for range stores {
		if err := <-errs; err != nil {
			t.Error(err)
		}
	}
	s, err := sqlite.OpenExisting(ctx, path)
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
	c, err := sqlite.OpenExisting(ctx, file)
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

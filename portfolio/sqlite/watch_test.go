package sqlite_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"testing"
	"time"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/exchange"
	"fieldfolio/portfolio/sqlite"
	"fieldfolio/portfolio/sqlite/dbfile"
)

// another opens the database of a store a second time, as another process does.
func another(t testing.TB, s *sqlite.Store) *sqlite.Store {
	t.Helper()
	o, err := sqlite.Open(context.Background(), s.Path())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = o.Close() })
	return o
}

func watch(t testing.TB, s *sqlite.Store) *sqlite.Watch {
	t.Helper()
	w, err := s.Watch(context.Background())
	if err != nil || w == nil {
		t.Fatal(w, err)
	}
	t.Cleanup(func() {
		if err := w.Close(); err != nil {
			t.Error(err)
		}
	})
	return w
}

func edit(record string, settings ...portfolio.Setting) portfolio.Edit {
	return portfolio.Edit{Record: record, Fields: settings}
}

// TestWatch tells what others change, and neither drafts and preferences nor what
// the store itself changes.
func TestWatch(t *testing.T) {
	ctx := context.Background()
	s := open(t, document(t))
	o, w := another(t, s), watch(t, s)
	as := func(of *sqlite.Store, person string, edits ...portfolio.Edit) func() error {
		return func() error { _, err := of.Change(ctx, person, edits...); return err }
	}
	link := exchange.Link{Mine: "aaaa", Office: "roea"}
	saveLink := func(of *sqlite.Store) func() error {
		return func() error { return of.Exchange(ctx, func(tx exchange.Tx) error { return tx.SaveLink(&link) }) }
	}
	for _, c := range []struct {
		name  string
		do    []func() error
		moved bool
		says  string
	}{
		{"nothing", nil, false, ""},
		{"a field", []func() error{as(o, "Awa", edit("PERU08", set("approved", "1m")))}, true, "Awa changed PERU08: approved budget"},
		{"the same person here", []func() error{as(s, "Awa", edit("PERU08", set("approved", "2m")))}, false, ""},
		{"both", []func() error{as(s, "A. Desk", edit("PERU08", set("end", "2013-12-31"))),
			as(o, "Awa", edit("XEAU75", set("approved", "3m"), set("end", "2012-12-31"))), as(s, "A. Desk", edit("PERU08", set("title", "A")))},
			true, "Awa changed XEAU75: approved budget, last day"},
		{"several fields", []func() error{as(o, "Awa", edit("PERU08", set("approved", "1m"), set("overall", "2m"), set("shortfall", "1m"),
			set("title", "B"), set("status", "suspended")))}, true, "Awa changed PERU08: approved budget, overall budget and 3 more fields"},
		{"several projects", []func() error{as(o, "Awa", edit("PERU08", set("approved", "4m")), edit("XEAU75", set("approved", "5m"))),
			as(o, "Awa", edit("PERU08", set("title", "C")))}, true, "Awa changed 2 projects"},
		{"two people", []func() error{as(o, "Awa", edit("PERU08", set("approved", "6m"))), as(o, "Zoë", edit("PERU08", set("title", "D")))},
			true, "Zoë and Awa changed PERU08: title, approved budget"},
		{"a new project", []func() error{as(o, "Awa", newProject("ABCX12"))}, true, "Awa added ABCX12"},
		{"a withdrawn one", []func() error{as(o, "Awa", edit("XEAU75", set("withdrawn", "yes")))}, true, "Awa withdrew XEAU75"},
		{"a note", []func() error{as(o, "Awa", portfolio.Edit{Creates: portfolio.NoteRecord,
			Fields: []portfolio.Setting{set("on", "PERU08"), set("text", "seen")}})}, true, "Awa added a note on PERU08"},
		{"a draft", []func() error{func() error {
			return o.SaveDraft(ctx, portfolio.Draft{Person: "Awa", Record: "PERU08", Fields: []portfolio.Setting{set("title", "E")}})
		}}, false, ""},
		{"a preference", []func() error{func() error { return o.SetPreference(ctx, "Awa", "theme", "dark") }}, false, ""},
		{"a link", []func() error{saveLink(o)}, true, ""},
		{"a link here", []func() error{func() error { link.Tries = 3; return nil }, saveLink(s)}, false, ""},
		{"rebuilding", []func() error{func() error { _, _, err := o.Rebuild(ctx); return err }}, true, ""},
	} {
		for _, do := range c.do {
			if err := do(); err != nil {
				t.Fatalf("%s: %v", c.name, err)
			}
		}
		news, moved, err := w.Look(ctx)
		if err != nil || moved != c.moved || news.Sentence() != c.says {
			t.Errorf("%s: %q %v %v", c.name, news.Sentence(), moved, err)
		}
	}
}

// told runs a test of what others change where the file system tells of it, if it
// does here, and where nobody tells.
func told(t *testing.T, test func(t *testing.T, s *sqlite.Store, w *sqlite.Watch)) {
	for name, untold := range map[string]bool{"told": false, "untold": true} {
		t.Run(name, func(t *testing.T) {
			s := open(t, document(t))
			w := watch(t, s)
			if untold {
				w.Untold(t)
			}
			test(t, s, w)
		})
	}
}

// TestWatchWaits returns within half a second after another process has changed
// something, and when it is not wanted any more.
func TestWatchWaits(t *testing.T) {
	told(t, func(t *testing.T, s *sqlite.Store, w *sqlite.Watch) {
		ctx, cancel := context.WithCancel(context.Background())
		o := another(t, s)
		var made time.Time
		time.AfterFunc(100*time.Millisecond, func() {
			change(t, o, edit("PERU08", set("approved", "1m")))
			made = time.Now()
		})
		news, err := w.Wait(ctx)
		if d := time.Since(made); err != nil || len(news.Changes) != 1 || d > 500*time.Millisecond {
			t.Errorf("%v %v after %s", news, err, d)
		}
		time.AfterFunc(100*time.Millisecond, cancel)
		if _, err := w.Wait(ctx); !errors.Is(err, context.Canceled) {
			t.Error(err)
		}
	})
}

// TestWatchWaitsForAll tells each of many changes that follow one another.
func TestWatchWaitsForAll(t *testing.T) {
	told(t, func(t *testing.T, s *sqlite.Store, w *sqlite.Watch) {
		ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
		defer cancel()
		o := another(t, s)
		const n = 40
		done := make(chan error, 1)
		go func() {
			for i := range n {
				if _, err := o.Change(ctx, "Awa", edit("PERU08", set("approved", fmt.Sprint(1000+i)))); err != nil {
					done <- err
					return
				}
			}
			done <- nil
		}()
		for seen := 0; seen < n; {
			news, err := w.Wait(ctx)
			if err != nil {
				t.Fatalf("told of %d changes: %v, %v", seen, err, <-done)
			}
			seen += len(news.Changes)
		}
		if err := <-done; err != nil {
			t.Fatal(err)
		}
	})
}

// TestWatchWaitsForTheLock looks again when somebody keeps it from reading, which
// is no error.
func TestWatchWaitsForTheLock(t *testing.T) {
	told(t, func(t *testing.T, s *sqlite.Store, w *sqlite.Watch) {
		o := another(t, s)
		dsn, err := dbfile.URL(s.Path(), nil)
		if err != nil {
			t.Fatal(err)
		}
		db, err := sql.Open("sqlite", dsn)
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = db.Close() }()
		db.SetMaxOpenConns(1)
		if _, err := db.Exec("BEGIN EXCLUSIVE"); err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithTimeout(context.Background(), 600*time.Millisecond)
		defer cancel()
		if err := os.Chtimes(s.Path(), time.Now(), time.Now()); err != nil { // so that it looks
			t.Fatal(err)
		}
		if news, err := w.Wait(ctx); !errors.Is(err, context.DeadlineExceeded) {
			t.Fatal(news, err)
		}
		if _, err := db.Exec("ROLLBACK"); err != nil {
			t.Fatal(err)
		}
		change(t, o, edit("PERU08", set("approved", "1m")))
		if news, err := w.Wait(context.Background()); err != nil || len(news.Changes) != 1 {
			t.Error(news, err)
		}
	})
}

// TestWatchEnds stops waiting when the file is replaced or the watch is closed.
func TestWatchEnds(t *testing.T) {
	told(t, func(t *testing.T, s *sqlite.Store, w *sqlite.Watch) {
		other := open(t, document(t))
		time.AfterFunc(100*time.Millisecond, func() { _ = os.Rename(other.Path(), s.Path()) })
		if news, err := w.Wait(context.Background()); !errors.Is(err, dbfile.ErrReplaced) {
			t.Error(news, err)
		}
	})
	w, err := open(t, document(t)).Watch(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	closed := make(chan error, 1)
	time.AfterFunc(100*time.Millisecond, func() { closed <- w.Close() })
	if news, err := w.Wait(context.Background()); err == nil {
		t.Error(news)
	}
	if err := <-closed; err != nil {
		t.Error(err)
	}
}

// TestWatchOfManyChanges names the newest of more changes than anybody reads.
func TestWatchOfManyChanges(t *testing.T) {
	s := open(t, document(t))
	o, w := another(t, s), watch(t, s)
	edits := make([]portfolio.Edit, 1001)
	for i := range edits {
		edits[i] = newProject(fmt.Sprintf("ABC%c%02d", 'A'+i/100, i%100))
	}
	change(t, o, edits...)
	news, moved, err := w.Look(context.Background())
	if want := Editor + " changed more than 1,000 projects"; err != nil || !moved || news.Sentence() != want {
		t.Errorf("%q %v %v", news.Sentence(), moved, err)
	}
}

// TestWatchIsInNobodysWay looks while others write: none of them has to wait for
// longer than a look, and each of their changes is told.
func TestWatchIsInNobodysWay(t *testing.T) {
	ctx := context.Background()
	s := open(t, document(t))
	o, w := another(t, s), watch(t, s)
	const n = 40
	done := make(chan error)
	go func() {
		for i := range n {
			if _, err := o.Change(ctx, "Awa", edit("PERU08", set("approved", fmt.Sprint(1000+i)))); err != nil {
				done <- err
				return
			}
		}
		close(done)
	}()
	told := 0
	look := func() {
		news, _, err := w.Look(ctx)
		if err != nil {
			t.Fatal(err)
		}
		told += len(news.Changes)
	}
	for writing := true; writing; look() {
		select {
		case err := <-done:
			if writing = false; err != nil {
				t.Fatal(err)
			}
		default:
		}
	}
	if told != n {
		t.Errorf("told of %d changes", told)
	}
}

// TestWatchOfReplacedFile says that the file was replaced, or copied over, as
// restore and other programs do.
func TestWatchOfReplacedFile(t *testing.T) {
	ctx := context.Background()
	for name, replace := range map[string]func(path string, other []byte) error{
		"replaced": func(path string, other []byte) error {
			if err := os.WriteFile(path+".new", other, 0o600); err != nil {
				return err
			}
			return os.Rename(path+".new", path)
		},
		"gone":        func(path string, _ []byte) error { return os.Rename(path, path+".old") },
		"emptied":     func(path string, _ []byte) error { return os.Truncate(path, 0) },
		"copied over": func(path string, other []byte) error { return os.WriteFile(path, other, 0o600) },
		"garbage":     func(path string, other []byte) error { return os.WriteFile(path, make([]byte, len(other)), 0o600) },
	} {
		t.Run(name, func(t *testing.T) {
			s, other := open(t, document(t)), open(t, document(t))
			change(t, other, edit("PERU08", set("approved", "1m")))
			w := watch(t, s)
			content, err := os.ReadFile(other.Path())
			if err != nil {
				t.Fatal(err)
			}
			if err := replace(s.Path(), content); err != nil {
				t.Fatal(err)
			}
			_, moved, err := w.Look(ctx)
			var file *sqlite.FileError
			if moved || !errors.As(err, &file) {
				t.Errorf("%v %v", moved, err)
			}
			if name == "copied over" && !errors.Is(err, dbfile.ErrReplaced) {
				t.Error(err)
			}
		})
	}
}

// TestNothingToWatch tells nothing about what nobody can change.
func TestNothingToWatch(t *testing.T) {
	ctx := context.Background()
	s := open(t, document(t))
	past, err := s.At(ctx, asOf)
	if err != nil {
		t.Fatal(err)
	}
	memory, err := sqlite.ReadDocument(ctx, "none.db", document(t))
	if err != nil {
		t.Fatal(err)
	}
	for _, of := range []*sqlite.Store{past, memory} {
		if w, err := of.Watch(ctx); w != nil || err != nil {
			t.Error(w, err)
		}
		if err := of.Close(); err != nil {
			t.Error(err)
		}
	}
}

// BenchmarkLook is what a look costs while nothing changes.
func BenchmarkLook(b *testing.B) {
	ctx := context.Background()
	w := watch(b, open(b, document(b)))
	for b.Loop() {
		if _, moved, err := w.Look(ctx); moved || err != nil {
			b.Fatal(moved, err)
		}
	}
}

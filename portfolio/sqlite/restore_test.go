package sqlite_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/exchange"
	"fieldfolio/portfolio/provenance"
	"fieldfolio/portfolio/sqlite"
)

// worked is a database with a backup and changes after it.
type worked struct {
	backup, file string
	ids          map[portfolio.ID]bool // of all changes
}

// work makes one. The log fills several pages.
func work(t *testing.T, after int) worked {
	t.Helper()
	s := open(t, document(t))
	dir := t.TempDir()
	w := worked{backup: filepath.Join(dir, "backup.db"), file: filepath.Join(dir, "f.db"), ids: map[portfolio.ID]bool{}}
	note := func(n int) {
		for _, c := range change(t, s, portfolio.Edit{Creates: portfolio.NoteRecord,
			Fields: []portfolio.Setting{set("on", "MLIU58"), set("text", fmt.Sprintf("note %d: %s", n, strings.Repeat("seen on the way. ", 20)))}}) {
			w.ids[c.ID] = true
		}
	}
	note(0)
	if err := s.Backup(context.Background(), w.backup); err != nil {
		t.Fatal(err)
	}
	for n := range after {
		note(n + 1)
	}
	if err := s.Backup(context.Background(), w.file); err != nil {
		t.Fatal(err)
	}
	if _, err := w.open(); err != nil { // as a database in use is
		t.Fatal(err)
	}
	return w
}

// open opens and closes the database.
func (w *worked) open() (changes int64, err error) {
	s, err := sqlite.Open(context.Background(), w.file)
	if err != nil {
		return 0, err
	}
	h, err := s.History(context.Background(), provenance.HistorySpec{Limit: 1})
	return h.Changes, errors.Join(err, s.Close())
}

// restore puts the backup of a database back, with what was saved.
func (w *worked) restore(t *testing.T) (r *sqlite.Restoring, kept string) {
	t.Helper()
	ctx := context.Background()
	r, err := sqlite.Restore(ctx, w.backup, w.file)
	if err != nil {
		t.Fatal(err)
	}
	err = r.Store.Exchange(ctx, func(x exchange.Tx) error {
		_, err := x.Take(r.Saved)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if kept, err = r.Finish(); err != nil {
		t.Fatal(err)
	}
	return r, kept
}

// has returns how many changes the database has, and checks that it is sound.
func (w *worked) has(t *testing.T) int {
	t.Helper()
	s, err := sqlite.Open(context.Background(), w.file)
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	}()
	sound(t, s)
	h, err := s.History(context.Background(), provenance.HistorySpec{})
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range h.Entries {
		if !w.ids[e.Change.ID] {
			t.Errorf("%s was never made", e.Change.ID)
		}
	}
	return int(h.Changes)
}

// pages returns the numbers of the pages of each table and index.
func (w *worked) pages(t *testing.T) map[string][]int {
	t.Helper()
	db, err := sql.Open("sqlite", w.file)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	rows, err := db.Query("SELECT name, pageno FROM dbstat")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = rows.Close() }()
	of := map[string][]int{}
	for rows.Next() {
		var name string
		var n int
		if err := rows.Scan(&name, &n); err != nil {
			t.Fatal(err)
		}
		of[name] = append(of[name], n)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return of
}

// TestRestoreDamaged damages one page after another and restores the backup:
// whatever stood on other pages is there again, and nothing that never was.
func TestRestoreDamaged(t *testing.T) {
	t.Parallel()
	w := work(t, 60)
	whole, pages, rnd := contents(t, w.file), w.pages(t), rand.New(rand.NewPCG(1, 2))
	if len(pages["change"]) < 5 {
		t.Fatalf("the log has only the pages %v", pages["change"])
	}
	for _, name := range []string{"change", "record", "author", "sqlite_autoindex_record_1", "sqlite_autoindex_author_1", "doubt", "setting", "slice", "search_data", "sqlite_schema"} {
		for i, n := range pages[name] {
			if testing.Short() && i > 1 {
				break
			}
			damaged := slices.Clone(whole)
			for i := range pageSize {
				damaged[(n-1)*pageSize+i] = byte(rnd.Uint32())
			}
			write(t, w.file, string(damaged))
			r, kept := w.restore(t)
			has, all := w.has(t), name != "change" && name != "sqlite_schema"
			switch {
			case all && (has != 61 || r.Lost):
				t.Errorf("page %d of %s: %d of 61 changes, lost %v", n, name, has, r.Lost)
			case !all && !r.Lost && has != 61:
				t.Errorf("page %d of %s: %d changes, and says that nothing is lost", n, name, has)
			case name == "change" && n != pages[name][0] && has < 61-12: // on the root stand the ways to all
				t.Errorf("page %d of %s: only %d changes", n, name, has)
			}
			if string(contents(t, kept)) != string(damaged) {
				t.Errorf("page %d of %s: the damaged file was altered", n, name)
			}
			if err := os.Remove(kept); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// TestRestoreInterrupted stops a restore at every step: the database cannot be
// opened by mistake meanwhile, and the next restore finishes it.
func TestRestoreInterrupted(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	for step, moves := range [][][2]string{
		{},                                       // while the copy is made
		{{".restoring", ".restored"}},            // it is whole
		{{".restoring", ".restored"}, {"", "-"}}, // the damaged one is set aside
	} {
		w := work(t, 3)
		damaged := contents(t, w.file)
		copy(damaged[pageSize:], make([]byte, pageSize))
		write(t, w.file, string(damaged[:len(damaged)/2]))
		r, err := sqlite.Restore(ctx, w.backup, w.file)
		if err != nil {
			t.Fatal(err)
		}
		copied := contents(t, w.file+".restoring")
		if err := r.Drop(); err != nil {
			t.Fatal(err)
		}
		write(t, w.file+".restoring", string(copied)) // as a killed program leaves it
		for _, m := range moves {
			to := w.file + m[1]
			if m[1] == "-" {
				to = w.file + ".replaced"
			}
			if err := os.Rename(w.file+m[0], to); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := sqlite.Open(ctx, w.file); err == nil || step > 0 && !strings.Contains(err.Error(), "was being restored") {
			t.Errorf("step %d: opened with %v", step, err)
		}
		w.restore(t)
		if n := w.has(t); n < 1 {
			t.Errorf("step %d: %d changes", step, n)
		}
		if left, err := filepath.Glob(w.file + ".resto*"); err != nil || len(left) > 0 {
			t.Errorf("step %d: %v is left, %v", step, left, err)
		}
	}
}

// TestRestoreRefused keeps what must not be replaced.
func TestRestoreRefused(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	w := work(t, 2)
	refused := func(backup, why string) {
		t.Helper()
		before := contents(t, w.file)
		r, err := sqlite.Restore(ctx, backup, w.file)
		if err == nil {
			t.Fatal(r.Finish())
		}
		if !strings.Contains(err.Error(), why) {
			t.Errorf("%q does not say %q", err, why)
		}
		if string(contents(t, w.file)) != string(before) {
			t.Errorf("%s: the database was altered", why)
		}
		if left, _ := filepath.Glob(w.file + ".resto*"); len(left) > 0 {
			t.Errorf("%s: %v is left", why, left)
		}
	}
	refused(w.backup, "is sound and has changes")
	refused(w.file, "is the database itself")
	refused(w.file+".no", "cannot be read")
	text := filepath.Join(t.TempDir(), "text.db")
	write(t, text, strings.Repeat("This is a letter. ", 100))
	refused(text, "is not a database of this program")
	empty := filepath.Join(t.TempDir(), "empty.db")
	write(t, empty, "")
	refused(empty, "is an empty file")
	faulty := filepath.Join(t.TempDir(), "faulty.db")
	write(t, faulty, string(contents(t, w.backup)))
	execute(t, faulty, "UPDATE slice SET approved = approved + 1")
	refused(faulty, "has faults")
	half := filepath.Join(t.TempDir(), "half.db")
	write(t, half, string(contents(t, w.backup)[:40*pageSize]))
	refused(half, "is damaged")

	execute(t, w.file, "UPDATE slice SET approved = approved + 1")
	refused(w.backup, "only what follows from them has faults")
	execute(t, w.file, "UPDATE change SET body = zeroblob(3) WHERE n = 2")
	if r, _ := w.restore(t); !r.Lost || w.has(t) != 2 {
		t.Errorf("lost %v, %d changes", r.Lost, w.has(t))
	}
}

// TestRestoreMissing restores where nothing is, or a database without changes.
func TestRestoreMissing(t *testing.T) {
	t.Parallel()
	w := work(t, 0)
	w.file = filepath.Join(t.TempDir(), "new", "f.db")
	if _, kept := w.restore(t); kept != "" || w.has(t) != 1 {
		t.Errorf("kept %q, %d changes", kept, w.has(t))
	}
	s := open(t, document(t))
	w.file = filepath.Join(t.TempDir(), "f.db")
	if err := s.Backup(context.Background(), w.file); err != nil {
		t.Fatal(err)
	}
	if _, kept := w.restore(t); kept == "" || w.has(t) != 1 {
		t.Errorf("kept %q, %d changes", kept, w.has(t))
	}
}

//go:build unix

package main

import (
	"context"
	"database/sql"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"fieldfolio/portfolio/provenance"
	"fieldfolio/portfolio/sqlite"
	"fieldfolio/seed"
)

// races are what stands where a backup is restored while others edit.
var races = map[string]func(t *testing.T, path string){
	"a damaged file": func(t *testing.T, path string) {
		t.Helper()
		copyOf(t, filepath.Join(filepath.Dir(path), "backup.db"), path)
		db, err := sql.Open("sqlite", path)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := db.Exec("UPDATE change SET body = zeroblob(3)"); err != nil {
			t.Fatal(err)
		}
		if err := db.Close(); err != nil {
			t.Fatal(err)
		}
	},
	"an empty file": func(t *testing.T, path string) {
		t.Helper()
		if err := os.WriteFile(path, nil, 0o600); err != nil {
			t.Fatal(err)
		}
	},
	"no file": func(*testing.T, string) {},
}

// refusals are what an edit or a restore may say that is not done.
var refusals = regexp.MustCompile(`was replaced by another file|is being written by another process|` +
	`was being restored when that was interrupted|is an empty file|was made by another process meanwhile|` +
	`is sound and has changes|exists already|is damaged`)

// TestRestoreRace restores a backup while two others edit in a loop: each edit that
// was acknowledged is in the file afterwards, or in one that is kept; each of the
// others was refused with a sentence.
func TestRestoreRace(t *testing.T) {
	rounds := 4
	if testing.Short() {
		rounds = 1
	}
	if n, err := strconv.Atoi(os.Getenv("FIELDFOLIO_KILLS")); err == nil {
		rounds = max(rounds, n/10) // each takes as long as ten other kills
	}
	for name, prepare := range races {
		t.Run(name, func(t *testing.T) {
			var done, restored int
			for range rounds {
				r := newRace(t)
				prepare(t, r.path)
				r.run(t)
				done += len(r.acknowledged)
				restored += r.restored
				r.check(t)
			}
			t.Logf("%d rounds, %d edits acknowledged, %d backups restored", rounds, done, restored)
		})
	}
}

// race is a database that several processes use at once.
type race struct {
	path     string
	restored int

	mu           sync.Mutex
	acknowledged []string // ids of changes
	refused      []string // what was said of others
}

// newRace makes a directory with a backup that has one change.
func newRace(t *testing.T) *race {
	t.Helper()
	r := &race{path: filepath.Join(t.TempDir(), "f.db")}
	backup := filepath.Join(filepath.Dir(r.path), "backup.db")
	doc, err := seed.Document()
	if err != nil {
		t.Fatal(err)
	}
	if err := sqlite.Create(context.Background(), backup, doc); err != nil {
		t.Fatal(err)
	}
	if out, err := fieldfolio("edit", "MLIU58", "title=In the backup", "--db", backup).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	return r
}

// fieldfolio returns the program with arguments.
func fieldfolio(args ...string) *exec.Cmd {
	cmd := exec.Command(os.Args[0])
	cmd.Args = append([]string{"fieldfolio"}, args...)
	cmd.Env = append(os.Environ(), "FIELDFOLIO_PERSON=A. Desk")
	return cmd
}

// run edits and restores at once, and goes on editing for a while.
func (r *race) run(t *testing.T) {
	t.Helper()
	stop := make(chan struct{})
	var all sync.WaitGroup
	for n, record := range []string{"XEAU75", "RERF23"} {
		all.Go(func() {
			time.Sleep(rand.N(120 * time.Millisecond))
			for i := 0; ; i++ {
				select {
				case <-stop:
					return
				default:
					r.edit(record, fmt.Sprintf("title=%d by %d", i, n))
				}
			}
		})
	}
	time.Sleep(rand.N(80 * time.Millisecond))
	out, err := fieldfolio("restore", filepath.Join(filepath.Dir(r.path), "backup.db"), "--db", r.path).CombinedOutput()
	switch {
	case strings.Contains(string(out), "is database "+r.path+" now"):
		r.restored++
	case err == nil:
		t.Errorf("restored, and says %s", out)
	default:
		r.refused = append(r.refused, string(out))
	}
	time.Sleep(150 * time.Millisecond)
	close(stop)
	all.Wait()
}

var changeSaid = regexp.MustCompile(`(?m)^ *change (\S+)$`)

func (r *race) edit(record, set string) {
	out, err := fieldfolio("edit", record, set, "--db", r.path).CombinedOutput()
	r.mu.Lock()
	defer r.mu.Unlock()
	if m := changeSaid.FindSubmatch(out); err == nil && m != nil {
		r.acknowledged = append(r.acknowledged, string(m[1]))
		return
	}
	r.refused = append(r.refused, fmt.Sprintf("%v: %s", err, out))
}

// check looks for what was acknowledged, and whether the file can be used.
func (r *race) check(t *testing.T) {
	t.Helper()
	for _, said := range r.refused {
		if !refusals.MatchString(said) {
			t.Errorf("an edit is not done, and says %s", said)
		}
	}
	have := map[string]bool{}
	s, err := sqlite.Open(t.Context(), r.path)
	if err != nil {
		t.Fatal(err)
	}
	h, err := s.History(t.Context(), provenance.HistorySpec{})
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range h.Entries {
		have[e.Change.ID.String()] = true
	}
	if faults, err := s.Check(t.Context()); err != nil || len(faults) > 0 && r.restored > 0 {
		t.Error(faults, err)
	}
	if err := s.Close(); err != nil {
		t.Error(err)
	}
	for _, id := range r.acknowledged {
		if !have[id] {
			t.Errorf("%s was acknowledged and is lost", id)
		}
	}
	r.checkKept(t)
}

// checkKept fails if anything is left that is not in use or kept.
func (r *race) checkKept(t *testing.T) {
	t.Helper()
	left, err := filepath.Glob(r.path + "?*")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range left {
		if !strings.Contains(name, ".replaced-") || strings.HasSuffix(name, "-journal") {
			t.Errorf("%s is left", filepath.Base(name))
		}
	}
}

func copyOf(t *testing.T, from, to string) {
	t.Helper()
	raw, err := os.ReadFile(from)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(to, raw, 0o600); err != nil {
		t.Fatal(err)
	}
}

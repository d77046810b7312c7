package main

import (
	"errors"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"sync"
	"testing"
	"time"

	"fieldfolio/portfolio/sqlite"
)

// TestFirstRunKilled kills processes at random moments of their first run, one
// alone or two at once. Each time, the next one finds a whole database or none,
// and changes it. FIELDFOLIO_KILLS is how often.
func TestFirstRunKilled(t *testing.T) {
	rounds, err := strconv.Atoi(os.Getenv("FIELDFOLIO_KILLS"))
	if err != nil {
		rounds = 12
	}
	if testing.Short() {
		rounds = 4
	}
	whole := timeFirstRun(t)
	missing, made := 0, 0
	for n := range rounds {
		path := filepath.Join(t.TempDir(), "data", "f.db")
		killFirstRun(path, 1+n%2, whole)
		if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
			missing++
		} else {
			made++
			opensSound(t, path)
		}
		if out, err := firstRun(path).CombinedOutput(); err != nil {
			t.Fatalf("the next run: %v: %s", err, out)
		}
		opensSound(t, path)
	}
	t.Logf("%d first runs killed: %d had made a database, %d not yet; each opened, none is damaged", rounds, made, missing)
}

// firstRun returns the program as it changes a project of a new database.
func firstRun(path string) *exec.Cmd {
	cmd := exec.Command(os.Args[0])
	cmd.Args = []string{"fieldfolio", "edit", "XAMT72", "approved=" + strconv.Itoa(1+rand.IntN(1_000_000)), "--db", path}
	cmd.Env = append(os.Environ(), "FIELDFOLIO_PERSON=A. Desk")
	return cmd
}

// timeFirstRun returns how long a first run takes.
func timeFirstRun(t *testing.T) time.Duration {
	t.Helper()
	start := time.Now()
	if out, err := firstRun(filepath.Join(t.TempDir(), "f.db")).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	return time.Since(start)
}

// killFirstRun starts processes at once and kills them within the time that one
// takes.
func killFirstRun(path string, processes int, within time.Duration) {
	var all sync.WaitGroup
	after := rand.N(within)
	for range processes {
		all.Go(func() {
			cmd := firstRun(path)
			if cmd.Start() != nil {
				return
			}
			time.AfterFunc(after, func() { _ = cmd.Process.Kill() })
			_ = cmd.Wait() // it was killed, or was faster
		})
	}
	all.Wait()
}

// opensSound fails unless a database opens, has the document, and has no fault.
func opensSound(t *testing.T, path string) {
	t.Helper()
	s, err := sqlite.Open(t.Context(), path, sqlite.WithDocument(document))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	faults, err := s.Check(t.Context())
	if err != nil || len(faults) > 0 {
		t.Fatal(faults, err)
	}
	if p, err := s.Project(t.Context(), "XAMT72"); err != nil || p.Number != "XAMT72" {
		t.Fatal(p, err)
	}
}

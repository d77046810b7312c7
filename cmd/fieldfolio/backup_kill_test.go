//go:build unix

package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"syscall"
	"testing"
	"time"

	"fieldfolio/portfolio/breakdown"
	"fieldfolio/portfolio/sqlite"
	"fieldfolio/seed"
)

// TestBackupKilled ends backups by each signal at any moment: under the name is a
// whole copy or nothing, and another try makes one.
func TestBackupKilled(t *testing.T) {
	if testing.Short() {
		t.Skip("starts the program many times")
	}
	rounds := 12
	if n, err := strconv.Atoi(os.Getenv("FIELDFOLIO_KILLS")); err == nil {
		rounds = n
	}
	dir := t.TempDir()
	path := filepath.Join(dir, "f.db")
	doc, err := seed.Document() // not of another edition, which the program would first take over
	if err == nil {
		err = sqlite.Create(context.Background(), path, doc)
	}
	if err != nil {
		t.Fatal(err)
	}
	backup := func(file string) *exec.Cmd {
		cmd := exec.Command(os.Args[0])
		cmd.Args = []string{"fieldfolio", "backup", file, "--db", path}
		return cmd
	}
	start := time.Now()
	if out, err := backup(filepath.Join(dir, "whole.db")).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	takes := time.Since(start)
	signals := []syscall.Signal{syscall.SIGHUP, syscall.SIGTERM, syscall.SIGINT, syscall.SIGKILL}
	cut := 0
	for n := range rounds {
		file := filepath.Join(dir, fmt.Sprintf("backup-%d.db", n))
		cmd := backup(file)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(rand.N(takes))
		_ = cmd.Process.Signal(signals[n%len(signals)])
		_ = cmd.Wait() // it was ended, or was faster
		if _, err := os.Stat(file); errors.Is(err, fs.ErrNotExist) {
			cut++
			if out, err := backup(file).CombinedOutput(); err != nil {
				t.Fatalf("the next try: %v: %s", err, out)
			}
		}
		isWhole(t, file, int64(len(doc.Projects)))
		if err := os.Remove(file); err != nil {
			t.Fatal(err)
		}
	}
	t.Logf("%d backups ended, %d of them before they were whole", rounds, cut)
}

// isWhole fails unless a database opens, has no fault, and has some projects.
func isWhole(t *testing.T, file string, projects int64) {
	t.Helper()
	s, err := sqlite.OpenToRead(context.Background(), file)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	if faults, err := s.Check(context.Background()); err != nil || len(faults) > 0 {
		t.Error(faults, err)
	}
	totals, err := s.Totals(context.Background(), breakdown.ListSpec{AsOf: 20110430})
	if err != nil || totals.Projects != projects {
		t.Errorf("%s has %d projects, want %d, %v", file, totals.Projects, projects, err)
	}
}

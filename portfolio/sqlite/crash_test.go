package sqlite_test

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/provenance"
	"fieldfolio/portfolio/sqlite"
)

// The sizes of a write-ahead log in SQLite's file format.
const (
	walHeader   = 32
	frameHeader = 24
	pageSize    = 4096
)

// TestCutLog copies a database and its write-ahead log, cuts the log at every
// frame and within some, and opens the copy: every change that was acknowledged
// before the cut is there, and all that is derived matches.
func TestCutLog(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	s := open(t, document(t))
	dir := t.TempDir()
	clean := filepath.Join(dir, "clean.db")
	if err := s.Backup(ctx, clean); err != nil {
		t.Fatal(err)
	}
	c, err := sqlite.Open(ctx, clean)
	if err != nil {
		t.Fatal(err)
	}
	var committed []int64 // size of the log after each change
	for i, e := range []portfolio.Edit{
		{Record: "MLIU58", Fields: []portfolio.Setting{set("approved", "1000001"), set("end", "2016-03-31")}},
		newProject("ABCX12"),
		{Record: "RERF23", Fields: []portfolio.Setting{set("withdrawn", "yes")}},
		{Record: "outcome:1.1", Fields: []portfolio.Setting{set("budget", "77")}},
		{Creates: portfolio.NoteRecord, Fields: []portfolio.Setting{set("on", "MLIU58"), set("text", "a note")}},
	} {
		change(t, c, e)
		info, err := os.Stat(clean + "-wal")
		if err != nil {
			t.Fatal(err)
		}
		committed = append(committed, info.Size())
		if i > 0 && committed[i] == committed[i-1] {
			t.Fatal("the log was emptied")
		}
	}
	base, log := contents(t, clean), contents(t, clean+"-wal")
	if err := c.Close(); err != nil {
		t.Fatal(err)
	}
	cuts, points := 0, []int{0, walHeader / 2}
	for end := walHeader; end <= len(log); end += frameHeader + pageSize {
		points = append(points, end)
		if (end/pageSize)%7 == 0 {
			points = append(points, end+frameHeader/2, end+frameHeader+pageSize/3)
		}
	}
	for i, end := range points {
		if end > len(log) || testing.Short() && i%4 > 0 {
			continue
		}
		want := 0
		for _, size := range committed {
			if size <= int64(end) {
				want++
			}
		}
		reopenCut(t, filepath.Join(dir, fmt.Sprintf("cut-%d.db", end)), base, log[:end], want)
		cuts++
	}
	t.Logf("%d cut points of a log of %d frames, each reopened", cuts, (len(log)-walHeader)/(frameHeader+pageSize))
}

// reopenCut opens a database whose log was cut and looks for the changes that
// were committed before.
func reopenCut(t *testing.T, path string, base, log []byte, want int) {
	t.Helper()
	write(t, path, string(base))
	write(t, path+"-wal", string(log))
	s, err := sqlite.Open(context.Background(), path)
	if err != nil {
		t.Fatal(err)
	}
	h, err := s.History(context.Background(), provenance.HistorySpec{})
	if err != nil || h.Changes != int64(want) {
		t.Errorf("%s: %d changes, want %d, %v", filepath.Base(path), h.Changes, want, err)
	}
	sound(t, s)
	if err := s.Close(); err != nil {
		t.Error(err)
	}
	for _, suffix := range []string{"", "-wal", "-shm"} {
		_ = os.Remove(path + suffix) // room for the next
	}
}

func contents(t *testing.T, path string) []byte {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// childEnv names the database that a child process is to edit.
const childEnv = "FIELDFOLIO_TEST_CHILD"

// TestKilledChild is no test of its own: as a child process it makes changes
// for ever and prints the id of each that was acknowledged.
func TestKilledChild(t *testing.T) {
	path := os.Getenv(childEnv)
	if path == "" {
		t.Skip("is run by TestKilled as a child process")
	}
	s, err := sqlite.Open(context.Background(), path)
	if err != nil {
		t.Fatal(err)
	}
	numbers := []string{"MLIU58", "RERF23", "XAMT72", "COLU99"}
	for i := 0; ; i++ {
		n := rand.IntN(1_000_000_000)
		made, err := s.Change(context.Background(), fmt.Sprintf("process %d", os.Getpid()),
			portfolio.Edit{Record: numbers[i%len(numbers)], Fields: []portfolio.Setting{set("approved", strconv.Itoa(n)), set("end", fmt.Sprintf("20%d-06-30", 12+n%30))}},
			portfolio.Edit{Creates: portfolio.NoteRecord, Fields: []portfolio.Setting{set("on", numbers[i%len(numbers)]), set("text", strconv.Itoa(n))}})
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range made {
			fmt.Println(c.ID)
		}
	}
}

// TestKilled kills two processes that edit one database at any moment, again
// and again: no change that was acknowledged is lost, nothing is half there, and
// both processes got through.
func TestKilled(t *testing.T) {
	rounds := 10
	if testing.Short() {
		rounds = 4
	}
	if n, err := strconv.Atoi(os.Getenv("FIELDFOLIO_KILLS")); err == nil {
		rounds = n
	}
	ctx := context.Background()
	s := open(t, document(t))
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	acknowledged := map[string]bool{}
	for range rounds {
		for _, lines := range killTwo(t, s.Path()) {
			for _, id := range lines {
				acknowledged[id] = true
			}
		}
		again, err := sqlite.Open(ctx, s.Path())
		if err != nil {
			t.Fatal(err)
		}
		h, err := again.History(ctx, provenance.HistorySpec{})
		if err != nil {
			t.Fatal(err)
		}
		have := map[string]bool{}
		for _, e := range h.Entries {
			have[e.Change.ID.String()] = true
		}
		for id := range acknowledged {
			if !have[id] {
				t.Fatalf("%s was acknowledged and is lost", id)
			}
		}
		if len(have)%2 != 0 {
			t.Errorf("%d changes: half a step is there", len(have))
		}
		sound(t, again)
		if err := again.Close(); err != nil {
			t.Error(err)
		}
	}
	if len(acknowledged) == 0 {
		t.Error("no process got to a change")
	}
	t.Logf("%d processes killed, %d reopenings, %d changes acknowledged, none lost", 2*rounds, rounds, len(acknowledged))
}

// killTwo starts two processes, kills them after a while, and returns what each
// said to be done.
func killTwo(t *testing.T, path string) [2][]string {
	t.Helper()
	var said [2][]string
	var all sync.WaitGroup
	for i := range said {
		cmd := exec.Command(os.Args[0], "-test.run=^TestKilledChild$", "-test.timeout=60s")
		cmd.Env = append(os.Environ(), childEnv+"="+path)
		out, err := cmd.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		all.Go(func() {
			said[i] = wholeLines(out)
			_ = cmd.Wait() // it was killed
		})
		time.AfterFunc(time.Duration(60+rand.IntN(240))*time.Millisecond, func() { _ = cmd.Process.Kill() })
	}
	all.Wait()
	return said
}

// wholeLines reads lines; one that has no end was not said.
func wholeLines(r io.Reader) []string {
	var lines []string
	for b := bufio.NewReader(r); ; {
		line, err := b.ReadString('\n')
		if err != nil {
			return lines
		}
		lines = append(lines, strings.TrimSpace(line))
	}
}

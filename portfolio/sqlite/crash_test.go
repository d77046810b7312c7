package sqlite_test

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/provenance"
	"fieldfolio/portfolio/sqlite"
)

// pageSize is the size of the pages of a database.
const pageSize = 4096

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

package durable_test

import (
	"bufio"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fieldfolio/portfolio/durable"
)

// TestBuild makes a file once, with its mode, and leaves nothing else behind.
func TestBuild(t *testing.T) {
	dir := t.TempDir()
	name := filepath.Join(dir, "a.txt")
	full := errors.New("the disk is full")
	if err := durable.Build(name, durable.Public, func(string) error { return full }); !errors.Is(err, full) {
		t.Errorf("%v, want what fill returned", err)
	}
	holds(t, dir)
	if err := durable.Build(name, durable.Private, text("one")); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(name); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", info.Mode(), err)
	}
	if err := durable.Build(name, durable.Private, text("two")); !errors.Is(err, fs.ErrExist) {
		t.Errorf("%v, want that it exists", err)
	}
	other := func(temporary string) error { // makes the same name first
		return errors.Join(os.WriteFile(filepath.Join(dir, "b.txt"), []byte("first"), 0o600), text("second")(temporary))
	}
	if err := durable.Build(filepath.Join(dir, "b.txt"), durable.Private, other); !errors.Is(err, fs.ErrExist) {
		t.Errorf("%v, want that it exists", err)
	}
	if err := durable.Replace(name, durable.Private, text("three")); err != nil {
		t.Fatal(err)
	}
	holds(t, dir, "a.txt:three", "b.txt:first")
}

// TestStale removes temporary files that were left long ago, and no others.
func TestStale(t *testing.T) {
	dir := t.TempDir()
	for name, age := range map[string]time.Duration{".fieldfolio-0001.tmp": 25 * time.Hour, ".fieldfolio-0002.tmp": time.Hour,
		"mine.tmp": 48 * time.Hour} {
		path := filepath.Join(dir, name)
		then := time.Now().Add(-age)
		if err := errors.Join(os.WriteFile(path, []byte("x"), 0o600), os.Chtimes(path, then, then)); err != nil {
			t.Fatal(err)
		}
	}
	if err := durable.Create(filepath.Join(dir, "new"), []byte("y")); err != nil {
		t.Fatal(err)
	}
	holds(t, dir, ".fieldfolio-0002.tmp:x", "mine.tmp:x", "new:y")
	err := durable.Build(filepath.Join(dir, "slow"), durable.Private, func(temporary string) error { // of a process at work
		return errors.Join(durable.Create(filepath.Join(dir, "meanwhile"), []byte("y")), text("z")(temporary))
	})
	if err != nil {
		t.Fatal(err)
	}
	holds(t, dir, ".fieldfolio-0002.tmp:x", "meanwhile:y", "mine.tmp:x", "new:y", "slow:z")
}

// childEnv names the directory that a child process is to write to.
const childEnv = "FIELDFOLIO_TEST_CHILD"

// TestBuildChild is no test of its own: as a child process it makes one file
// after the other, each in several writes.
func TestBuildChild(t *testing.T) {
	dir := os.Getenv(childEnv)
	if dir == "" {
		t.Skip("is run by TestKilled as a child process")
	}
	for n := 0; ; n++ {
		err := durable.Build(filepath.Join(dir, fmt.Sprint(n)), durable.Private, func(temporary string) error {
			f, err := os.Create(temporary)
			for range 20 {
				_, e := f.WriteString(strings.Repeat("x", 1000))
				err = errors.Join(err, e)
			}
			return errors.Join(err, f.Close())
		})
		if err != nil {
			t.Fatal(err)
		}
		fmt.Println(n)
	}
}

// TestKilled kills a process that makes files: each is whole or not there, and the
// next one that makes a file there removes what was left, also beside it.
func TestKilled(t *testing.T) {
	left := 0
	for round := range 6 {
		dir := t.TempDir()
		cmd := exec.Command(os.Args[0], "-test.run=^TestBuildChild$", "-test.timeout=60s")
		cmd.Env = append(os.Environ(), childEnv+"="+dir)
		out, err := cmd.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		said := bufio.NewScanner(out)
		said.Scan() // it is at work
		time.Sleep(time.Duration(3+7*round) * time.Millisecond)
		_ = cmd.Process.Kill()
		_ = cmd.Wait() // it was killed
		for _, name := range glob(t, dir, ".fieldfolio-*.tmp") {
			if err := os.WriteFile(name+"-journal", nil, 0o600); err != nil {
				t.Fatal(err)
			}
			left++
		}
		if err := durable.Create(filepath.Join(dir, "0-after"), make([]byte, 20_000)); err != nil {
			t.Fatal(err)
		}
		if still := glob(t, dir, ".fieldfolio-*"); len(still) > 0 {
			t.Errorf("%v is left of the killed process", still)
		}
		whole := glob(t, dir, "[0-9]*")
		if len(whole) < 2 {
			t.Fatal("made no file")
		}
		for _, name := range whole {
			if info, err := os.Stat(name); err != nil || info.Size() != 20_000 {
				t.Errorf("%s has %d bytes, %v", name, info.Size(), err)
			}
		}
	}
	t.Logf("%d temporary files left by 6 processes, and removed", left)
}

// glob returns the files of a directory whose names match a pattern.
func glob(t *testing.T, dir, pattern string) []string {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(dir, pattern))
	if err != nil {
		t.Fatal(err)
	}
	return names
}

func text(s string) func(string) error {
	return func(temporary string) error { return os.WriteFile(temporary, []byte(s), 0o600) }
}

// holds checks which files a directory has, and what is in them.
func holds(t *testing.T, dir string, want ...string) {
	t.Helper()
	var have []string
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		b, err := os.ReadFile(filepath.Join(dir, e.Name()))
		if err != nil {
			t.Fatal(err)
		}
		have = append(have, e.Name()+":"+string(b))
	}
	if fmt.Sprint(have) != fmt.Sprint(want) {
		t.Errorf("the directory has %q, want %q", have, want)
	}
}

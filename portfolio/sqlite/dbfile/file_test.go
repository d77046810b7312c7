package dbfile_test

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"fieldfolio/portfolio/sqlite/dbfile"
)

// TestBeside finds what belongs to a database by any of its names.
func TestBeside(t *testing.T) {
	dir := t.TempDir()
	data, home := filepath.Join(dir, "data"), filepath.Join(dir, "home")
	must(t, os.Mkdir(data, 0o700), os.Mkdir(home, 0o700))
	target, link, second := filepath.Join(data, "f.db"), filepath.Join(home, "link.db"), filepath.Join(home, "second.db")
	must(t, os.Symlink("../data/f.db", link), os.Symlink("link.db", second))
	key := func(name string) string { return name + ".key" }
	for name, want := range map[string]string{target: target, link: target, second: target, "f.db": "f.db"} {
		if got, err := dbfile.Resolve(name); err != nil || got != want {
			t.Errorf("%s resolves to %s, want %s, %v", name, got, want, err)
		}
		if got := dbfile.Beside(name, key); got != want+".key" {
			t.Errorf("the key of %s is %s, want %s", name, got, want+".key")
		}
	}
	must(t, os.WriteFile(link+".key", nil, 0o600)) // as an earlier release made it
	if got := dbfile.Beside(link, key); got != link+".key" {
		t.Errorf("the key beside the link is not found, but %s", got)
	}
	must(t, os.WriteFile(target+".key", nil, 0o600))
	if got := dbfile.Beside(link, key); got != target+".key" {
		t.Errorf("%s is preferred to the key beside the target", got)
	}
	must(t, os.Symlink("round.db", filepath.Join(home, "round.db")))
	if got, err := dbfile.Resolve(filepath.Join(home, "round.db")); err == nil {
		t.Errorf("a link to itself resolves to %s", got)
	}
}

// TestOpened tells a file from others that come to its path.
func TestOpened(t *testing.T) {
	dir := t.TempDir()
	path, other := filepath.Join(dir, "f.db"), filepath.Join(dir, "other.db")
	must(t, os.WriteFile(path, []byte("one"), 0o600), os.WriteFile(other, []byte("two"), 0o600))
	id, err := dbfile.Open(path)
	must(t, err, id.Check(t.Context()), os.WriteFile(path, []byte("three"), 0o600), id.Check(t.Context()))
	must(t, os.Rename(path, path+".away"))
	if err := id.Check(t.Context()); !errors.Is(err, dbfile.ErrGone) {
		t.Errorf("%v, want ErrGone", err)
	}
	must(t, os.Rename(other, path))
	if err := id.Check(t.Context()); !errors.Is(err, dbfile.ErrReplaced) {
		t.Errorf("%v, want ErrReplaced", err)
	}
	must(t, os.Rename(path+".away", path), id.Check(t.Context()))
}

func must(t *testing.T, errs ...error) {
	t.Helper()
	if err := errors.Join(errs...); err != nil {
		t.Fatal(err)
	}
}

package dbfile_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"testing"
	"time"

	"fieldfolio/portfolio/sqlite/dbfile"
)

// TestChanges tells of what happens to a database by any of its names, and of
// nothing else.
func TestChanges(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("assumed at every pace")
	}
	for name, c := range map[string]struct {
		do    func(data string) error
		tells bool
	}{
		"nothing":         {func(string) error { return nil }, false},
		"another file":    {func(data string) error { return os.WriteFile(filepath.Join(data, "g.db"), nil, 0o600) }, false},
		"written":         {func(data string) error { return os.WriteFile(filepath.Join(data, "f.db"), []byte("2"), 0o600) }, true},
		"journal":         {func(data string) error { return os.WriteFile(filepath.Join(data, "f.db-journal"), nil, 0o600) }, true},
		"moved":           {func(data string) error { return os.Rename(filepath.Join(data, "f.db"), filepath.Join(data, "g.db")) }, true},
		"link removed":    {func(data string) error { return os.Remove(filepath.Join(data, "../home/link.db")) }, true},
		"directory moved": {func(data string) error { return os.Rename(data, data+"2") }, true},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			data, home := filepath.Join(dir, "data"), filepath.Join(dir, "home")
			must(t, os.Mkdir(data, 0o700), os.Mkdir(home, 0o700), os.WriteFile(filepath.Join(data, "f.db"), []byte("1"), 0o600),
				os.Symlink("../data/f.db", filepath.Join(home, "link.db")))
			o, err := dbfile.Open(filepath.Join(home, "link.db"))
			must(t, err)
			changes := o.Changes()
			defer func() { must(t, changes.Close(), changes.Close()) }()
			must(t, c.do(data))
			ctx, cancel := context.WithTimeout(context.Background(), 450*time.Millisecond)
			defer cancel()
			if err := changes.Wait(ctx); (err == nil) != c.tells {
				t.Error(err)
			}
			if name == "directory moved" { // which cannot tell any more
				must(t, changes.Wait(context.Background()))
			}
		})
	}
}

// TestChangesUntold assumes changes where nobody tells.
func TestChangesUntold(t *testing.T) {
	var c dbfile.Changes
	ctx, cancel := context.WithCancel(context.Background())
	must(t, c.Wait(ctx))
	cancel()
	if err := c.Wait(ctx); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	must(t, c.Close())
}

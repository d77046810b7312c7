package sqlite_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fieldfolio/portfolio/sqlite"
)

// TestRestoreTwice restores a database while it is being restored, where there is
// none and where it is damaged: the second waits, and then finds nothing to restore;
// the first is not disturbed.
func TestRestoreTwice(t *testing.T) {
	t.Parallel()
	for name, file := range map[string]string{"no file": "", "a damaged file": strings.Repeat("no database ", 1000)} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			ctx, w := context.Background(), work(t, 1)
			if err := os.Remove(w.file); err != nil {
				t.Fatal(err)
			}
			if file != "" {
				write(t, w.file, file)
			}
			first, err := sqlite.Restore(ctx, w.backup, w.file)
			if err != nil {
				t.Fatal(err)
			}
			second := make(chan error)
			go func() {
				r, err := sqlite.Restore(ctx, w.backup, w.file)
				if err == nil {
					_ = r.Drop()
				}
				second <- err
			}()
			select {
			case err := <-second:
				t.Errorf("did not wait, and says: %v", err)
			case <-time.After(200 * time.Millisecond):
			}
			if _, err := first.Finish(); err != nil {
				t.Fatal(err)
			}
			if err := <-second; err == nil || !strings.Contains(err.Error(), "is sound and has changes") {
				t.Errorf("%v, want that there is nothing to restore", err)
			}
			if n := w.has(t); n != 1 {
				t.Errorf("%d changes, want 1", n)
			}
			left, err := filepath.Glob(w.file + ".restoring*")
			if err != nil || len(left) > 0 {
				t.Errorf("%v is left, %v", left, err)
			}
		})
	}
}

// TestRestoreTwiceLong gives up waiting for a restore that does not end, and leaves
// alone what it has made.
func TestRestoreTwiceLong(t *testing.T) {
	t.Parallel()
	ctx, w := context.Background(), work(t, 1)
	if err := os.Remove(w.file); err != nil {
		t.Fatal(err)
	}
	first, err := sqlite.Restore(ctx, w.backup, w.file)
	if err != nil {
		t.Fatal(err)
	}
	const says = "is being restored by another process, which did not finish within 5 seconds"
	if _, err := sqlite.Restore(ctx, w.backup, w.file); err == nil || !strings.Contains(err.Error(), says) {
		t.Errorf("%v, want that it %s", err, says)
	}
	if _, err := first.Finish(); err != nil {
		t.Fatal(err)
	}
	if n := w.has(t); n != 1 {
		t.Errorf("%d changes, want 1", n)
	}
}

package rejected

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"
)

var day = time.Date(2011, 5, 1, 9, 0, 0, 0, time.UTC)

// keep keeps one mail a day, each of size bytes.
func keep(t *testing.T, f Folder, n, size int) {
	t.Helper()
	for i := range n {
		raw := fmt.Appendf(nil, "%0*d", size, i)
		if again, err := f.Keep(day.AddDate(0, 0, i), raw, fmt.Sprintf("mail %d", i), "ask again"); again || err != nil {
			t.Fatal(again, err)
		}
	}
}

func whys(t *testing.T, f Folder) (out []string) {
	t.Helper()
	list, err := f.List(100)
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range list {
		out = append(out, m.Why)
	}
	return out
}

func TestKeep(t *testing.T) {
	f := Folder(filepath.Join(t.TempDir(), "of [2026]", "rejected")) // what would be a pattern
	if list, err := f.List(10); err != nil || list != nil {
		t.Errorf("before: %v %v", list, err)
	}
	keep(t, f, 3, 10)
	if got := whys(t, f); !slices.Equal(got, []string{"mail 2", "mail 1", "mail 0"}) {
		t.Errorf("%q", got)
	}
	list, _ := f.List(1)
	raw, err := os.ReadFile(list[0].File)
	if err != nil || string(raw) != "0000000002" || list[0].Do != "ask again" || !list[0].At.Equal(day.AddDate(0, 0, 2)) {
		t.Errorf("%+v %q %v", list[0], raw, err)
	}
	again := func() {
		t.Helper()
		if again, err := f.Keep(day.AddDate(1, 0, 0), raw, "again", ""); !again || err != nil {
			t.Errorf("kept twice: %v %v", again, err)
		}
	}
	again()
	if err := f.Dismiss(list[0].Name); err != nil {
		t.Fatal(err)
	}
	again() // a person was done with it
	if got := whys(t, f); !slices.Equal(got, []string{"mail 1", "mail 0"}) {
		t.Errorf("dismissed: %q", got)
	}
	if err := f.Dismiss("../x"); !errors.Is(err, fs.ErrInvalid) {
		t.Error(err)
	}
}

// TestBound removes what is too old, too much and too many, done with or not, and
// nothing else.
func TestBound(t *testing.T) {
	wide := Bounds{Age: 1000 * 24 * time.Hour, Size: 1 << 30, Mails: 1000}
	for name, c := range map[string]struct {
		change func(*Bounds)
		left   []string
	}{
		"nothing":  {func(*Bounds) {}, []string{"mail 5", "mail 4", "mail 3", "mail 2", "mail 0"}},
		"age":      {func(b *Bounds) { b.Age = 49 * time.Hour }, []string{"mail 5", "mail 4", "mail 3"}},
		"size":     {func(b *Bounds) { b.Size = 250 }, []string{"mail 5", "mail 4"}}, // each has 100 bytes and 17 of reason
		"number":   {func(b *Bounds) { b.Mails = 3 }, []string{"mail 5", "mail 4", "mail 3"}},
		"all":      {func(b *Bounds) { b.Size, b.Age = 0, 0 }, []string{"mail 5"}},
		"the done": {func(b *Bounds) { b.Mails = 5 }, []string{"mail 5", "mail 4", "mail 3", "mail 2"}},
	} {
		f := Folder(t.TempDir())
		keep(t, f, 6, 100)
		list, _ := f.List(10)
		if err := errors.Join(f.Dismiss(list[4].Name), os.WriteFile(filepath.Join(string(f), "notes.txt"), nil, 0o600)); err != nil {
			t.Fatal(err)
		}
		most := wide
		c.change(&most)
		removed, err := f.Bound(day.AddDate(0, 0, 5), most)
		got := whys(t, f)
		done, _ := filepath.Glob(filepath.Join(string(f), doneFolder, "*.eml"))
		if err != nil || !slices.Equal(got, c.left) || removed != 6-len(got)-len(done) {
			t.Errorf("%s: %d removed, left %q and %d done with, %v", name, removed, got, len(done), err)
		}
		if _, err := os.Stat(filepath.Join(string(f), "notes.txt")); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if again, err := f.Bound(day.AddDate(0, 0, 5), most); again != 0 || err != nil {
			t.Errorf("%s: again: %d %v", name, again, err)
		}
	}
}

package sqlite_test

import (
	"context"
	"errors"
	"maps"
	"path/filepath"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"fieldfolio/portfolio/fault"
	"fieldfolio/portfolio/provenance"
	"fieldfolio/portfolio/sqlite"
)

// TestPreferencesAreKept compares the store with a plain map through any
// choices by several persons, opening it again now and then.
func TestPreferencesAreKept(t *testing.T) {
	ctx := context.Background()
	path := open(t, document(t)).Path()
	people, names := []string{"A. Desk", "B. Desk", "Zoë"}, []string{"theme", "columns", "view:Mine", "日本"}
	s, err := sqlite.Open(ctx, path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	want := map[string]map[string]string{}
	for _, p := range people {
		want[p] = map[string]string{}
	}
	rapid.Check(t, func(t *rapid.T) {
		person, name := rapid.SampledFrom(people).Draw(t, "person"), rapid.SampledFrom(names).Draw(t, "name")
		value := rapid.OneOf(rapid.Just(""), rapid.StringN(0, 40, 200)).Draw(t, "value")
		if err := s.SetPreference(ctx, "  "+person+" ", name, value); err != nil {
			t.Fatal(err)
		}
		if want[person][name] = value; value == "" {
			delete(want[person], name)
		}
		if rapid.IntRange(0, 9).Draw(t, "again") == 0 {
			if err = s.Close(); err != nil {
				t.Fatal(err)
			}
			if s, err = sqlite.Open(ctx, path); err != nil {
				t.Fatal(err)
			}
		}
		for _, p := range people {
			if got, err := s.Preferences(ctx, p); err != nil || !maps.Equal(got, want[p]) {
				t.Fatalf("%s: %v %v, want %v", p, got, err, want[p])
			}
		}
	})
	if h, err := s.History(ctx, provenance.HistorySpec{}); err != nil || h.Changes > 0 {
		t.Errorf("%d changes, %v", h.Changes, err)
	}
	sound(t, s)
}

// TestPreferenceRefused names what cannot be remembered, and keeps nothing.
func TestPreferenceRefused(t *testing.T) {
	ctx := context.Background()
	s := open(t, document(t))
	for name, c := range map[string]struct{ person, name, value, want string }{
		"nobody":        {" ", "theme", "dark", "person is missing"},
		"no name":       {Editor, " ", "dark", "has no name"},
		"long name":     {Editor, strings.Repeat("é", 101), "dark", "has 101 characters"},
		"control":       {Editor, "a\x1b[2J", "dark", "control character"},
		"long value":    {Editor, "columns", strings.Repeat("x", 10_001), "at most 10000"},
		"broken value":  {Editor, "columns", "a\xff", "is not UTF-8"},
		"longest, kept": {Editor, strings.Repeat("é", 100), strings.Repeat("x", 10_000), ""},
	} {
		t.Run(name, func(t *testing.T) {
			err := s.SetPreference(ctx, c.person, c.name, c.value)
			if c.want == "" {
				if err != nil {
					t.Error(err)
				}
				return
			}
			var in *fault.Invalid
			if !errors.As(err, &in) || !strings.Contains(err.Error(), c.want) || in.Remedy() == (fault.Remedy{}) {
				t.Errorf("%v, want %q with a hint", err, c.want)
			}
		})
	}
	if got, err := s.Preferences(ctx, Editor); err != nil || len(got) != 1 {
		t.Errorf("%d are kept, %v", len(got), err)
	}
}

// TestPreferenceInThePast can be read in a store of At, and not set.
func TestPreferenceInThePast(t *testing.T) {
	ctx := context.Background()
	s := open(t, document(t))
	if err := s.SetPreference(ctx, Editor, "theme", "dark"); err != nil {
		t.Fatal(err)
	}
	past, err := s.At(ctx, 20110430)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = past.Close() }()
	var in *fault.Invalid
	if err := past.SetPreference(ctx, Editor, "theme", "light"); !errors.As(err, &in) ||
		in.Action != fault.ChangePresent {
		t.Error(err)
	}
	if got, err := past.Preferences(ctx, Editor); err != nil || got["theme"] != "dark" {
		t.Error(got, err)
	}
}

// TestPreferenceRestored restores a backup over a damaged database, and over a
// sound one without changes: what was chosen since is kept, what was forgotten
// since is as in the backup.
func TestPreferenceRestored(t *testing.T) {
	ctx := context.Background()
	for name, damage := range map[string]func(*testing.T, *worked){
		"sound":   func(*testing.T, *worked) {},
		"damaged": func(t *testing.T, w *worked) { execute(t, w.file, "DROP TABLE slice; DELETE FROM digest") },
		"version 5": func(t *testing.T, w *worked) {
			execute(t, w.file, "DROP TABLE preference; "+toVersion6+"PRAGMA user_version = 5; DELETE FROM digest")
		},
	} {
		t.Run(name, func(t *testing.T) {
			s, dir := open(t, document(t)), t.TempDir()
			w := worked{backup: filepath.Join(dir, "backup.db"), file: filepath.Join(dir, "f.db")}
			choose := func(name, value string) {
				if err := s.SetPreference(ctx, Editor, name, value); err != nil {
					t.Fatal(err)
				}
			}
			choose("theme", "dark")
			choose("columns", "number title")
			if err := s.Backup(ctx, w.backup); err != nil {
				t.Fatal(err)
			}
			choose("theme", "light")
			choose("hint:first", "told")
			if err := s.Backup(ctx, w.file); err != nil {
				t.Fatal(err)
			}
			damage(t, &w)
			w.restore(t)
			want := map[string]string{"theme": "light", "hint:first": "told", "columns": "number title"}
			if name == "version 5" {
				want = map[string]string{"theme": "dark", "columns": "number title"}
			}
			r, err := sqlite.Open(ctx, w.file)
			if err != nil {
				t.Fatal(err)
			}
			defer func() { _ = r.Close() }()
			if got, err := r.Preferences(ctx, Editor); err != nil || !maps.Equal(got, want) {
				t.Errorf("%v %v, want %v", got, err, want)
			}
		})
	}
}

package sqlite_test

import (
	"context"
	"errors"
	"fieldfolio/portfolio/sqlite"
	"fieldfolio/seed"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"testing"
)

// TestRoundTrip reads back everything that was seeded.
func TestRoundTrip(t *testing.T) {
	ctx := context.Background()
	doc := document(t)
	s := open(t, doc)
	cat, err := s.Catalogue(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(*cat, doc.Catalogue) {
		t.Errorf("catalogue\n%+v\nwant\n%+v", *cat, doc.Catalogue)
	}
	for _, want := range doc.Projects {
		got, err := s.Project(ctx, want.Number)
		if err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(*got, want) {
			t.Errorf("project\n%+v\nwant\n%+v", *got, want)
		}
	}
	subs, err := s.SubProgrammes(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(subs, doc.SubProgrammes) {
		t.Errorf("sub-programmes\n%+v\nwant\n%+v", subs, doc.SubProgrammes)
	}
	published, err := s.Published(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if len(published) != len(doc.Published) {
		t.Fatalf("%d published figures, want %d", len(published), len(doc.Published))
	}
	for i := range published {
		p, w := published[i], doc.Published[i]
		if len(p.Rule.Codes) == 0 {
			p.Rule.Codes = w.Rule.Codes
		}
		if !reflect.DeepEqual(p, w) {
			t.Errorf("published\n%+v\nwant\n%+v", p, w)
		}
	}
}

// TestCreateFails shows that a document with a fault leaves no file behind, and
// that a file which is there is left as it is.
func TestCreateFails(t *testing.T) {
	ctx, dir := context.Background(), t.TempDir()
	doc := document(t)
	doc.Projects[80].Programme = "nowhere"
	if err := sqlite.Create(ctx, filepath.Join(dir, "made.db"), doc); err == nil {
		t.Error("made a database with an unknown programme")
	}
	if left, err := os.ReadDir(dir); err != nil || len(left) > 0 {
		t.Errorf("left %v, %v", left, err)
	}
	for _, content := range []string{"", "text"} {
		path := filepath.Join(dir, "there.db")
		write(t, path, content)
		if err := sqlite.Create(ctx, path, document(t)); !errors.Is(err, fs.ErrExist) {
			t.Errorf("%q: %v", content, err)
		}
		if got := contents(t, path); string(got) != content {
			t.Errorf("%q was changed", content)
		}
	}
}

// TestSeededInconsistencies shows that a new database has what does not fit
// together in the document, and that check finds nothing missing.
func TestSeededInconsistencies(t *testing.T) {
	path := filepath.Join(t.TempDir(), "f.db")
	if err := sqlite.Create(t.Context(), path, seed.Synthetic(300, 1)); err != nil {
		t.Fatal(err)
	}
	s, err := sqlite.Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	if faults, err := s.Check(t.Context()); err != nil || len(faults) > 0 {
		t.Error(faults, err)
	}
	if _, wrong, err := s.Conflicts(t.Context()); err != nil || len(wrong) == 0 {
		t.Errorf("%d values that do not fit, %v", len(wrong), err)
	}
}

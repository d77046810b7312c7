package main

import (
	"errors"
	"path/filepath"
	"testing"
	"time"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/exchange"
	"fieldfolio/portfolio/fault"
	"fieldfolio/portfolio/sqlite"
	"fieldfolio/seed"
)

// With a clock that is far off, the screens save nothing before the person was
// told once; saved again, it is saved.
func TestSavedWithWrongClock(t *testing.T) {
	path := filepath.Join(t.TempDir(), "f.db")
	doc, err := seed.Document()
	if err == nil {
		err = sqlite.Create(t.Context(), path, doc)
	}
	if err != nil {
		t.Fatal(err)
	}
	store, err := sqlite.Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = store.Close() })
	s := &deskSource{screenSource: screenSource{store}}
	title := portfolio.Edit{Record: "MLIU58", Fields: []portfolio.Setting{{Field: portfolio.FieldTitle, Value: "T"}}}
	s.SetClock(func() time.Time { return time.Date(1970, 1, 5, 9, 0, 0, 0, time.UTC) })
	_, err = s.Change(t.Context(), "A. Desk", title)
	var far *exchange.ClockError
	if !errors.As(err, &far) || fault.RemedyOf(err).Action != fault.SetClock {
		t.Fatalf("it says %v", err)
	}
	want := "this machine's clock says 5 Jan 1970, which is before the document, so nothing is saved yet; saved again, it gets that date"
	if far.Error() != want {
		t.Errorf("it says %q", far)
	}
	if p, err := s.Project(t.Context(), "MLIU58"); err != nil || p.Title == "T" {
		t.Errorf("it was saved: %v", err)
	}
	if made, err := s.Change(t.Context(), "A. Desk", title); err != nil || len(made) != 1 {
		t.Errorf("saved again: %v %v", made, err)
	}
}

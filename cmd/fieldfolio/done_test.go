package main

import (
	"bytes"
	"context"
	"errors"
	"strings"
	"testing"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/fault"
	"fieldfolio/portfolio/format"
)

// TestDone checks that a command says what it has changed, whatever fails after
// that.
func TestDone(t *testing.T) {
	failure := &fault.Invalid{Field: "record", Value: "X", Why: "does not exist", Do: "look again"}
	for _, c := range []struct {
		name string
		told bool
		err  error
		want string
	}{
		{"a failure", false, failure, `fieldfolio: record "X" does not exist; look again; ` + changeSaved},
		{"a failure without a remedy", false, errors.New("the disk is gone"), "fieldfolio: the disk is gone; " + changeSaved},
		{"several", false, errors.Join(failure, errors.New("it cannot be closed")), changeSaved},
		{"stopped", false, context.Canceled, "fieldfolio: stopped; " + changeSaved},
		{"what was printed already", true, failure, `fieldfolio: record "X" does not exist; look again`},
		{"differences", false, differs("they are repaired"), "fieldfolio: they are repaired"},
	} {
		var said bytes.Buffer
		a := newApp(nil, &bytes.Buffer{}, &said)
		a.done, a.told = changeSaved, c.told
		exitStatus(&said, a.finish(c.err))
		if got := strings.TrimSuffix(said.String(), "\n"); !strings.HasSuffix(got, c.want) || strings.Count(got, changeSaved) > 1 {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

// TestChangeThatCannotBeShown makes a change whose record cannot be read
// afterwards.
func TestChangeThatCannotBeShown(t *testing.T) {
	var said bytes.Buffer
	a := newApp(nil, &bytes.Buffer{}, &said)
	a.db, a.person, a.format = t.TempDir()+"/a.db", "A. Desk", format.TableFormat
	err := a.writing(t.Context(), func(s *session, person string) error {
		made, err := s.store.Change(t.Context(), person, portfolio.Edit{Record: "XEAU75",
			Fields: []portfolio.Setting{{Field: portfolio.FieldTitle, Value: "New"}}})
		if err != nil {
			return err
		}
		made[0].Record = "gone"
		return a.changed(t.Context(), s, made)
	})
	if status := exitStatus(&said, a.finish(err)); status != exitFailed ||
		!strings.Contains(said.String(), "what was changed cannot be shown: ") || !strings.Contains(said.String(), changeSaved) {
		t.Errorf("status %d, %q", status, &said)
	}
}

package sqlite_test

import (
	"context"
	"testing"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/exchange"
	"fieldfolio/portfolio/sqlite"
)

// TestState tells which part of the state moves with what is written.
func TestState(t *testing.T) {
	ctx := context.Background()
	s := open(t, document(t))
	state := func() sqlite.State {
		t.Helper()
		st, err := s.State(ctx)
		if err != nil || st.Log == "" || st.Links == "" {
			t.Fatalf("%+v, %v", st, err)
		}
		return st
	}
	link := exchange.Link{Mine: "aaaa", Office: "roea"}
	for _, c := range []struct {
		name                string
		do                  func() error
		log, links, arrived bool // what moves
	}{
		{"nothing", func() error { return nil }, false, false, false},
		{"preference", func() error { return s.SetPreference(ctx, Editor, "theme", "dark") }, false, false, false},
		{"draft", func() error {
			return s.SaveDraft(ctx, portfolio.Draft{Person: Editor, Record: "PERU08", Fields: []portfolio.Setting{set("title", "A")}})
		}, false, false, false},
		{"change", func() error {
			change(t, s, portfolio.Edit{Record: "PERU08", Fields: []portfolio.Setting{set("title", "A")}})
			return nil
		},
			true, false, true},
		{"undo", func() error { _, err := s.Undo(ctx, Editor, portfolio.ID{}, ""); return err }, true, false, true},
		{"link", func() error {
			return s.Exchange(ctx, func(tx exchange.Tx) error { return tx.SaveLink(&link) })
		}, false, true, false},
		{"link saved as it was", func() error {
			return s.Exchange(ctx, func(tx exchange.Tx) error { return tx.SaveLink(&link) })
		}, false, false, false},
		{"rebuilding", func() error { _, _, err := s.Rebuild(ctx); return err }, true, false, false},
	} {
		before := state()
		if err := c.do(); err != nil {
			t.Fatalf("%s: %v", c.name, err)
		}
		after := state()
		if (before.Log != after.Log) != c.log || (before.Links != after.Links) != c.links ||
			(before.Arrived < after.Arrived) != c.arrived {
			t.Errorf("%s: %x, then %x", c.name, before, after)
		}
	}
	sound(t, s)
}

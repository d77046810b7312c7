package sqlite_test

import (
	"context"
	"errors"
	"testing"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/access"
	"fieldfolio/portfolio/fault"
	"fieldfolio/portfolio/sqlite"
)

func host(t testing.TB, s *sqlite.Store) *sqlite.Host {
	t.Helper()
	h, err := s.Host(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := h.Close(); err != nil {
			t.Error(err)
		}
	})
	for _, person := range []string{"Awa", "Ben"} {
		addLogin(t, s, access.Login{Person: person, Role: access.Coordinator})
	}
	return h
}

func enter(t testing.TB, h *sqlite.Host, session, person string) *sqlite.Store {
	t.Helper()
	view, err := h.Enter(access.Visitor{Session: session, Person: person})
	if err != nil {
		t.Fatal(err)
	}
	return view
}

// TestViews read and change one database, and end by themselves.
func TestViews(t *testing.T) {
	s := open(t, document(t))
	h := host(t, s)
	a, b := enter(t, h, "a", "Awa"), enter(t, h, "b", "Ben")
	change(t, a, edit("PERU08", set("title", "By a")))
	if err := a.Close(); err != nil {
		t.Fatal(err)
	}
	p, err := b.Project(t.Context(), "PERU08")
	if err != nil || p.Title != "By a" {
		t.Errorf("%v %v", p, err)
	}
	var invalid *fault.Invalid
	for _, session := range []string{"", "b"} {
		if _, err := h.Enter(access.Visitor{Session: session, Person: "Awa"}); !errors.As(err, &invalid) {
			t.Errorf("session %q: %v", session, err)
		}
	}
	past, err := b.At(t.Context(), portfolio.Date(20110430))
	if err != nil {
		t.Fatal(err)
	}
	if err := past.Close(); err != nil {
		t.Error(err)
	}
	if err := h.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := h.Enter(access.Visitor{Session: "c", Person: "Awa"}); !errors.As(err, &invalid) {
		t.Errorf("after Close: %v", err)
	}
}

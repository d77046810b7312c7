package project

import (
	"testing"

	tea "charm.land/bubbletea/v2"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/breakdown"
	"fieldfolio/portfolio/proof"
	"fieldfolio/tui/ui"
	"fieldfolio/tui/uitest"
)

// hosted is a project screen over a portfolio in memory, opened from a list.
type hosted struct {
	*uitest.Driver
	*uitest.Stage
	rows    []breakdown.Listed // of the list
	visited int                // where the list was last moved to
}

// listed shows the first project of the list of those that a query selects, the
// largest approved budget first.
func listed(t *testing.T, src *uitest.Memory, query string, w, h int) *hosted {
	t.Helper()
	s := &hosted{Stage: uitest.NewStage(src)}
	q, err := portfolio.ParseQuery(query, s.Frame.Cat)
	if err != nil {
		t.Fatal(err)
	}
	spec := breakdown.ListSpec{Query: q, AsOf: s.Frame.AsOf, Sort: []breakdown.Order{{Key: portfolio.KeyApproved, Desc: true}}}
	if s.rows, err = src.Projects(t.Context(), spec); err != nil {
		t.Fatal(err)
	}
	visit := func(index int, _ string) tea.Cmd { s.visited = index; return nil }
	at := ui.Place{Number: s.rows[0].Number, Record: s.rows[0].ID, Spec: spec, Count: len(s.rows), Visit: visit}
	s.Driver = s.Drive(t, s.Behind(func() ui.Screen { return New(src, s.Editor, at, s.opens(), s.Frame) }), w, h)
	s.Settle()
	return s
}

func (s *hosted) opens() Opens {
	return Opens{
		Form:     s.form,
		History:  func(r *portfolio.Record) ui.Screen { return s.Page("History of " + r.Name()) },
		Conflict: func(_, field string) ui.Screen { return s.Page("Conflict in " + field) },
		Why:      func(proof.Spec) ui.Screen { return s.Page("Why") },
	}
}

func (s *hosted) form(r *portfolio.Record) ui.Screen { return NewForm(s.Editor, r, s.Frame) }

// showing shows the project ABCX12.
func showing(t *testing.T, src *uitest.Memory, w, h int) *uitest.Driver {
	t.Helper()
	return listed(t, src, "ABCX12", w, h).Press("enter")
}

// adding shows the form of a new project.
func adding(t *testing.T, src *uitest.Memory, w, h int) *uitest.Driver {
	t.Helper()
	s := &hosted{Stage: uitest.NewStage(src)}
	return s.Drive(t, s.Behind(func() ui.Screen { return s.form(nil) }), w, h).Settle().Press("enter")
}

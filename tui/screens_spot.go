package tui

import (
	"context"
	"slices"
	"strings"

	"fieldfolio/portfolio"
	proofs "fieldfolio/portfolio/proof"
	"fieldfolio/portfolio/reconcile"
	"fieldfolio/tui/draw"
	"fieldfolio/tui/ui"
)

// reopen returns what the page of a spot is called, and a function that makes it; nil if what it is about does not
// exist any more. See shell.Spots.
func (s *screens) reopen(ctx context.Context, at ui.Spot) (string, func() ui.Screen) {
	switch at.Screen {
	case "form":
		if at.Of == "" {
			return s.reopenNew()
		}
		return s.reopenRecord(ctx, at)
	case "project", "history", "conflict":
		return s.reopenRecord(ctx, at)
	case "record":
		return s.reopenPlanned(ctx, at.Of)
	case "figure", "proof":
		return s.reopenFigure(ctx, at)
	case "conflicts":
		return "on the page of conflicts", s.conflicts
	}
	return "", nil
}

// reopenNew returns the form of a new project, unless nothing can be changed.
func (s *screens) reopenNew() (string, func() ui.Screen) {
	if s.editor.Off() != "" {
		return "", nil
	}
	return "in the form of a new project", func() ui.Screen { return s.form(nil) }
}

// reopenRecord returns a page about a record. A form becomes the page of its record where nothing can be changed.
func (s *screens) reopenRecord(ctx context.Context, at ui.Spot) (string, func() ui.Screen) {
	r, err := s.src.Record(ctx, portfolio.ByID(at.Of))
	if err != nil {
		return "", nil
	}
	name, isProject := draw.Clean(r.Name()), r.Kind == portfolio.ProjectRecord
	switch {
	case at.Screen == "form" && isProject && s.editor.Off() == "":
		return "in the form of " + name, func() ui.Screen { return s.form(r) }
	case at.Screen == "history":
		return "in the history of " + name, func() ui.Screen { return s.history(r) }
	case at.Screen == "conflict":
		return "at a conflict of " + name, func() ui.Screen { return s.conflict(r.ID, at.Row) }
	case isProject:
		return "on " + name, func() ui.Screen { return s.project(ui.Place{Number: r.Name(), Record: r.ID}) }
	}
	return "", nil
}

// reopenPlanned returns the page of a sub-programme, an outcome or an activity.
func (s *screens) reopenPlanned(ctx context.Context, id string) (string, func() ui.Screen) {
	subs, err := s.src.SubProgrammes(ctx)
	if err != nil || !planned(subs, id) {
		return "", nil
	}
	return "on " + draw.Clean(strings.Replace(id, ":", " ", 1)), func() ui.Screen { return s.record(id) }
}

// planned reports whether the plan has a record.
func planned(subs []portfolio.SubProgramme, id string) bool {
	for i := range subs {
		if subs[i].Record() == id {
			return true
		}
		for _, o := range subs[i].Outcomes {
			is := func(a portfolio.Activity) bool { return a.Record() == id }
			if o.Record() == id || slices.ContainsFunc(o.Activities, is) {
				return true
			}
		}
	}
	return false
}

// reopenFigure returns the page of a published figure, or its proof.
func (s *screens) reopenFigure(ctx context.Context, at ui.Spot) (string, func() ui.Screen) {
	all, err := s.src.Findings(ctx)
	i := slices.IndexFunc(all, func(f reconcile.Finding) bool { return f.Published.ID == at.Of })
	if err != nil || i < 0 {
		return "", nil
	}
	if at.Screen == "proof" {
		return "at the proof of a figure", func() ui.Screen { return s.proof(proofs.PublishedFigure{ID: at.Of}) }
	}
	return "on a figure of the document", func() ui.Screen { return s.finding(all[i], all) }
}

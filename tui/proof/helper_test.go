package proof

import (
	"testing"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/breakdown"
	"fieldfolio/portfolio/proof"
	"fieldfolio/portfolio/reconcile"
	"fieldfolio/tui/plan"
	"fieldfolio/tui/project"
	"fieldfolio/tui/ui"
	"fieldfolio/tui/uitest"
)

// wholePortfolio asks about the approved budgets of all projects.
var wholePortfolio = proof.ListFigure{AsOf: 20110430, Cell: breakdown.CellRef{Measure: breakdown.Approved}}

// hosted makes the screens of this package over a portfolio in memory, and what
// their rows open.
type hosted struct{ *uitest.Stage }

func (s hosted) proof(spec proof.Spec) ui.Screen {
	return New(Config{Ctx: s.Ctx, Src: s.Src, Spec: spec, Project: s.project, Record: s.record, Why: s.proof}, s.Frame)
}

func (s hosted) reconcile() ui.Screen {
	return NewReconcile(s.Ctx, s.Src, s.finding, s.proof, s.Frame)
}

func (s hosted) finding(of reconcile.Finding, all []reconcile.Finding) ui.Screen {
	figure := func(of reconcile.Finding) ui.Screen { return s.finding(of, all) }
	return NewFinding(FindingConfig{Of: of, All: all, Project: s.project, Figure: figure, Record: s.record, Why: s.proof}, s.Frame)
}

func (s hosted) project(at ui.Place) ui.Screen {
	history := func(r *portfolio.Record) ui.Screen { return s.Page("History of " + r.Name()) }
	return project.New(s.Src, s.Editor, at, project.Opens{History: history, Why: s.proof}, s.Frame)
}

func (s hosted) record(id string) ui.Screen {
	return plan.NewRecord(s.Ctx, s.Src, id, s.proof, s.Frame)
}

// proving shows the proof of a figure.
func proving(t testing.TB, src *uitest.Memory, spec proof.Spec, w, h int) *uitest.Driver {
	t.Helper()
	s := hosted{uitest.NewStage(src)}
	return s.Drive(t, s.Behind(func() ui.Screen { return s.proof(spec) }), w, h).Settle().Press("enter")
}

// reconciling shows the view Reconcile.
func reconciling(t testing.TB, src *uitest.Memory, w, h int) *uitest.Driver {
	t.Helper()
	s := hosted{uitest.NewStage(src)}
	return s.Drive(t, s.reconcile, w, h).Settle()
}

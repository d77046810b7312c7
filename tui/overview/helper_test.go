package overview

import (
	"testing"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/breakdown"
	"fieldfolio/portfolio/proof"
	"fieldfolio/tui/edit"
	"fieldfolio/tui/ui"
	"fieldfolio/tui/uitest"
)

// newDriver returns a driver of an overview alone.
func newDriver(t testing.TB, src *uitest.Memory, w, h int) *uitest.Driver {
	t.Helper()
	s := uitest.NewStage(src)
	page := func(title string) func() ui.Screen { return func() ui.Screen { return s.Page(title) } }
	c := Config{Ctx: s.Ctx, Src: src, Filter: &edit.Filter{},
		List:      func(q portfolio.Query, _ breakdown.Order) ui.Screen { return s.Page(q.String()) },
		Cell:      func(c ui.CellChoice) ui.Screen { return s.Page(c.Label) },
		Programme: page("programme"), Reconcile: page("reconcile"), History: page("history"),
		Conflicts: page("conflicts"), Sync: page("sync"),
		Why: func(proof.Spec) ui.Screen { return s.Page("why") }, Add: page("form"), NoAdding: s.Editor.Off}
	if src.Ex != nil {
		c.Ex = src.Ex
	}
	return s.Drive(t, func() ui.Screen { return New(c, s.Frame) }, w, h)
}

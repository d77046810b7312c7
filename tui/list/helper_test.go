package list

import (
	"testing"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/breakdown"
	"fieldfolio/portfolio/proof"
	"fieldfolio/tui/ui"
	"fieldfolio/tui/uitest"
)

// newDriver returns a driver of the list of all projects alone.
func newDriver(t testing.TB, src *uitest.Memory, w, h int) *uitest.Driver {
	t.Helper()
	s := uitest.NewStage(src)
	return s.Drive(t, func() ui.Screen { return New(configOf(s), s.Search(), s.Frame) }, w, h)
}

func configOf(s *uitest.Stage) Config {
	return Config{Ctx: s.Ctx, Src: s.Src, Editor: s.Editor, Prefs: s.Prefs,
		Printed: NewPrinted(s.Ctx, s.Src),
		Spec:    breakdown.ListSpec{AsOf: s.Frame.AsOf, Sort: ParseOrders(s.Prefs.Get(PreferSort))},
		Open:    func(p ui.Place) ui.Screen { return s.Page(p.Number) },
		Opens: Opens{
			Form:      func(*portfolio.Record) ui.Screen { return s.Page("form") },
			Conflicts: func() ui.Screen { return s.Page("conflicts") },
			Why:       func(proof.Spec) ui.Screen { return s.Page("why") },
		}}
}

// onCell returns a driver of the list of a cell, opened from another screen.
func onCell(t testing.TB, src *uitest.Memory, w, h int) *uitest.Driver {
	t.Helper()
	s := uitest.NewStage(src)
	c := configOf(s)
	c.Cell = &ui.CellChoice{Label: "Syldavia, Border control", Ref: breakdown.CellRef{
		By:    []breakdown.Dimension{breakdown.ByRegion, breakdown.ByLine},
		Codes: []string{"syldavia", "border-control"}, Measure: breakdown.Approved}}
	c.Spec.Cell, c.Spec.Sort = &c.Cell.Ref, []breakdown.Order{{Key: breakdown.KeyPart, Desc: true}}
	for _, p := range src.Selected(c.Spec) {
		c.Cell.Figure += int64(p.Part.Cents)
	}
	return s.Drive(t, s.Behind(func() ui.Screen { return New(c, s.Search(), s.Frame) }), w, h).Settle().Press("enter")
}

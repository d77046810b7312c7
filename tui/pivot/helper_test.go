package pivot

import (
	"testing"

	"fieldfolio/portfolio/proof"
	"fieldfolio/tui/ui"
	"fieldfolio/tui/uitest"
)

// cellPage is what a cell opens: a page that knows which cell it is.
type cellPage struct {
	ui.Screen
	of ui.CellChoice
}

// newDriver returns a driver of a breakdown alone.
func newDriver(t testing.TB, src *uitest.Memory, w, h int) *uitest.Driver {
	t.Helper()
	s := uitest.NewStage(src)
	c := Config{Ctx: s.Ctx, Src: src,
		Open: func(c ui.CellChoice) ui.Screen { return &cellPage{s.Page(c.Label), c} },
		Why:  func(proof.Spec) ui.Screen { return s.Page("why") }}
	return s.Drive(t, func() ui.Screen { return New(c, s.Search(), s.Frame) }, w, h)
}

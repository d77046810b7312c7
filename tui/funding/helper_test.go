package funding

import (
	"testing"

	"fieldfolio/portfolio/proof"
	"fieldfolio/tui/ui"
	"fieldfolio/tui/uitest"
)

// newDriver returns a driver of the view alone.
func newDriver(t testing.TB, src *uitest.Memory, w, h int) *uitest.Driver {
	t.Helper()
	s := uitest.NewStage(src)
	c := Config{Ctx: s.Ctx, Src: src,
		Open:   func(p ui.Place) ui.Screen { return s.Page(p.Number) },
		Record: s.Page, Why: func(proof.Spec) ui.Screen { return s.Page("proof") }}
	return s.Drive(t, func() ui.Screen { return New(c, s.Search(), s.Frame) }, w, h)
}

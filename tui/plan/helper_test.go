package plan

import (
	"testing"

	"fieldfolio/portfolio/proof"
	"fieldfolio/tui/sheet"
	"fieldfolio/tui/ui"
	"fieldfolio/tui/uitest"
)

// newDriver returns a driver of the programme and its records.
func newDriver(t testing.TB, src *uitest.Memory, w, h int) *uitest.Driver {
	t.Helper()
	s := uitest.NewStage(src)
	why := func(proof.Spec) ui.Screen { return s.Page("why") }
	c := Config{Ctx: s.Ctx, Src: src, Why: why,
		Record:  func(id string) ui.Screen { return NewRecord(s.Ctx, src, id, why, s.Frame) },
		Printed: func(title string, lines []string) ui.Screen { return sheet.NewText(title, lines, s.Frame) }}
	return s.Drive(t, func() ui.Screen { return New(c, s.Frame) }, w, h)
}

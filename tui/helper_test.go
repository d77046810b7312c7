package tui

import (
	"context"
	"testing"

	"fieldfolio/tui/draw"
	"fieldfolio/tui/shell"
	"fieldfolio/tui/ui"
	"fieldfolio/tui/uitest"
)

// newDriver returns a driver of all screens, with the view Portfolio shown.
func newDriver(t testing.TB, src *uitest.Memory, w, h int) *uitest.Driver {
	t.Helper()
	s := &screens{ctx: context.Background(), src: src, cat: &src.Doc.Catalogue, asOf: 20110430, look: &draw.Styles{}, ex: src.Ex}
	s.desk = ui.NewEditor(s.ctx, src, s.cat, "A. Desk", src.Desk.Past)
	s.prefs, s.export = ui.LoadPreferences(s.ctx, src, "A. Desk", src.Desk.Past.Known()), src.Exporter()
	r := shell.New(shell.Config{Views: s.views(), Desk: s.desk, Look: s.look, Reference: s.reference})
	return uitest.Drive(t, src, r, "Portfolio", w, h)
}

package tui

import (
	"context"
	"testing"

	"fieldfolio/tui/draw"
	"fieldfolio/tui/edit"
	"fieldfolio/tui/palette"
	"fieldfolio/tui/shell"
	"fieldfolio/tui/ui"
	"fieldfolio/tui/uitest"
)

// newDriver returns a driver of all screens, with the view Portfolio shown.
func newDriver(t testing.TB, src *uitest.Memory, w, h int) *uitest.Driver {
	t.Helper()
	return newDriverOf(t, src, &edit.Filter{}, w, h)
}

// newDriverOf is newDriver with a filter that the views share.
func newDriverOf(t testing.TB, src *uitest.Memory, f *edit.Filter, w, h int) *uitest.Driver {
	t.Helper()
	s := &screens{ctx: context.Background(), src: src, cat: &src.Doc.Catalogue, asOf: 20110430, styles: &draw.Styles{}, cells: new(draw.Measure),
		ex: src.Ex, filter: f}
	s.editor = edit.NewEditor(s.ctx, src, s.cat, "A. Desk", src.Editor.Past)
	s.prefs = ui.LoadPreferences(s.ctx, src, "A. Desk", src.Editor.Past.Known())
	s.editor.Frozen, s.editor.Lists = src.Editor.Frozen, src
	r := shell.New(shell.Config{Views: s.views(), Editor: s.editor, Styles: s.styles, Measure: s.cells, Reference: s.reference, Known: known,
		Export: src.Exporter(), Mailroom: src.Ex, Opened: src.Editor.Frozen, Prefs: s.prefs, Scope: shell.Scope{Filter: f, Cat: s.cat},
		Find: palette.Finder{Projects: s.found}})
	if s.events = src; src.Events != nil {
		r.Trail = s.trail
	}
	if s.company, s.session, s.once = src.Others, "s1", true; src.Others != nil {
		r.Company = &shell.Company{Company: src.Others, Session: s.session, Page: s.who}
	}
	return uitest.Drive(t, src, r, "Portfolio", w, h)
}

package tui

import (
	"context"
	"testing"

	"fieldfolio/portfolio"
)

// newDriver returns a driver of all screens, with the view Portfolio shown.
func newDriver(t testing.TB, src *memory, w, h int) *driver {
	t.Helper()
	return newDriverOf(t, src, src.exporter(), w, h)
}

// newDriverOf is as newDriver, with what exports; nil: nothing can be exported.
func newDriverOf(t testing.TB, src *memory, out exporter, w, h int) *driver {
	t.Helper()
	s := &screens{ctx: context.Background(), src: src, cat: &src.doc.Catalogue, asOf: 20110430, look: &styles{}, ex: src.ex}
	s.desk = newDesk(s.ctx, src, s.cat, "A. Desk", src.desk.past)
	s.prefs, s.export = loadPreferences(s.ctx, src, "A. Desk", src.desk.past.Known()), out
	r := newRoot(rootConfig{views: s.views(portfolio.Query{}), desk: s.desk, look: s.look, reference: s.reference})
	return drive(t, src, r, "Portfolio", w, h)
}

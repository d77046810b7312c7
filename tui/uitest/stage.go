package uitest

import (
	"context"
	"testing"

	"fieldfolio/tui/draw"
	"fieldfolio/tui/edit"
	"fieldfolio/tui/remap"
	"fieldfolio/tui/sheet"
	"fieldfolio/tui/shell"
	"fieldfolio/tui/ui"
)

// Stage is what a screen is made of in its own tests, over a portfolio in memory.
type Stage struct {
	Ctx    context.Context //nolint:containedctx // the life of the test
	Src    *Memory
	Editor *edit.Editor
	Prefs  *ui.Preferences
	Frame  draw.Frame
}

// NewStage returns a stage as of 30 April 2011.
func NewStage(src *Memory) *Stage {
	s := &Stage{Ctx: context.Background(), Src: src}
	cat, past := &src.Doc.Catalogue, src.Editor.Past
	s.Editor = edit.NewEditor(s.Ctx, src, cat, "A. Desk", past)
	_ = s.Editor.Resume(s.Ctx)
	s.Prefs = ui.LoadPreferences(s.Ctx, src, "A. Desk", past.Known())
	s.Frame = draw.Frame{Measure: new(draw.Measure), Cat: cat, AsOf: 20110430, Past: past, Styles: &draw.Styles{}}
	return s
}

// Search returns a search that does not wait between two questions.
func (s *Stage) Search() *edit.Search { return s.SearchOf(&edit.Filter{}) }

// SearchOf is Search over a filter.
func (s *Stage) SearchOf(f *edit.Filter) *edit.Search { return edit.NewSearch(s.Frame, 0, f) }

// Page returns a page that stands for another screen.
func (s *Stage) Page(title string) ui.Screen { return sheet.NewText(title, nil, s.Frame) }

// Drive starts a root that has one view, of the screen that first makes.
func (s *Stage) Drive(t testing.TB, first func() ui.Screen, w, h int) *Driver {
	t.Helper()
	r := shell.New(shell.Config{Editor: s.Editor, Styles: s.Frame.Styles, Measure: s.Frame.Measure, Export: s.Src.Exporter(),
		Reference: none, Known: none, Views: []*shell.View{{Name: "Tested", First: first}}})
	return Drive(t, s.Src, r, "Tested", w, h)
}

// none is the reference of a root that has none.
func none() []remap.Section { return nil }

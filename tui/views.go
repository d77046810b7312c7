package tui

import (
	"fieldfolio/tui/shell"
	"fieldfolio/tui/ui"
)

// view is a row of the table of views.
type view struct {
	name    string
	first   func(*screens) ui.Screen
	further func(*screens) []ui.Screen // screens opened from it, for the reference of keys; nil: none
	there   func(*screens) bool        // whether this copy has the view; nil: always
	whole   bool                       // it shows everything whatever office is chosen
}

// views are all views in the order of their number keys.
var views = []view{
	{name: "Overview", first: (*screens).overview},
	{name: "Portfolio", first: (*screens).portfolio, further: (*screens).ofPortfolio},
	{name: "Breakdown", first: (*screens).breakdown},
	{name: "Timeline", first: (*screens).timeline},
	{name: "Programme", whole: true, first: (*screens).programme, further: (*screens).ofProgramme},
	{name: "Reconcile", whole: true, first: (*screens).reconcile, further: (*screens).ofReconcile},
	{name: "Sync", whole: true, first: (*screens).offices, further: (*screens).ofSync, there: (*screens).exchanges},
	{name: "History", whole: true, first: (*screens).allHistory},
	{name: "Funding", first: (*screens).funding},
}

// exchanges reports whether changes are exchanged with other offices.
func (s *screens) exchanges() bool { return s.ex != nil }

// views returns the views that this copy has.
func (s *screens) views() []*shell.View {
	var all []*shell.View
	for _, v := range views {
		if v.there == nil || v.there(s) {
			all = append(all, &shell.View{Name: v.name, Whole: v.whole, First: func() ui.Screen { return v.first(s) }})
		}
	}
	return all
}

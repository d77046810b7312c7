package tui

import (
	"fieldfolio/tui/shell"
	"fieldfolio/tui/ui"
)

// view is a row of the table of views.
type view struct {
	name    string
	first   func(*screens) ui.Screen
	further func(*screens) []ui.Screen // opened from it, for the reference of keys; nil: none of its own
	there   func(*screens) bool        // nil: always
}

// views are all views in the order of their keys.
var views = []view{
	{name: "Overview", first: (*screens).overview},
	{name: "Portfolio", first: (*screens).portfolio, further: (*screens).ofPortfolio},
	{name: "Breakdown", first: (*screens).breakdown},
	{name: "Timeline", first: (*screens).timeline},
	{name: "Programme", first: (*screens).programme, further: (*screens).ofProgramme},
	{name: "Reconcile", first: (*screens).reconcile, further: (*screens).ofReconcile},
	{name: "Sync", first: (*screens).offices, further: (*screens).ofSync, there: (*screens).exchanges},
	{name: "History", first: (*screens).allHistory},
}

// exchanges reports whether this copy exchanges changes with others.
func (s *screens) exchanges() bool { return s.ex != nil }

// views returns the views that are there.
func (s *screens) views() []*shell.View {
	var all []*shell.View
	for _, v := range views {
		if v.there == nil || v.there(s) {
			all = append(all, &shell.View{Name: v.name, First: func() ui.Screen { return v.first(s) }})
		}
	}
	return all
}

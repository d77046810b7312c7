package shell

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"fieldfolio/portfolio"
	"fieldfolio/tui/palette"
	"fieldfolio/tui/remap"
	"fieldfolio/tui/ui"
)

// palette shows all that can be done by name: on this screen, everywhere, in other views, where a
// choice leads to, and on the screens that views open, of which it only says where they are. Once
// something is typed, it finds projects, and what they have, too.
func (r *Root) palette() tea.Cmd {
	c := palette.Config{Entries: r.entries(), Lists: portfolioView, Cat: r.Scope.Cat, Base: r.Editor.Ctx}
	if r.Scope.Filter != nil {
		c.Narrow, c.SearchBy = r.narrowTo, r.searchBy
	}
	if !r.Linear {
		c.Find = r.Find
	}
	return ui.Open(palette.New(c, r.Face()))
}

// entries returns each entry once: what can be done here is not done elsewhere.
func (r *Root) entries() []palette.Entry {
	here := r.Top().Name()
	of := r.Views[r.At].Name
	if r.bottom() == "" {
		of = here
	}
	var all []palette.Entry
	for _, a := range r.named(slices.DeleteFunc(r.Own().Visible(), r.barred)) {
		all = append(all, palette.EntryOf(a, of, here))
	}
	for _, a := range r.named(r.Keys().Visible()) {
		all = append(all, palette.EntryOf(a, "every view", remap.Everywhere))
	}
	return append(all, r.elsewhere(all)...)
}

// elsewhere returns the entries of other screens, those of views first, without the given ones.
func (r *Root) elsewhere(given []palette.Entry) []palette.Entry {
	var views, opened []palette.Entry
	for _, s := range r.Sections() {
		view := slices.IndexFunc(r.Views, func(v *View) bool { return v.Name == s.View })
		asks := s.Screen == "confirm" || slices.ContainsFunc(s.Actions, func(a ui.Action) bool { return a.Name == "pick" })
		if view < 0 || asks || s.Screen == r.Top().Name() {
			continue
		}
		for _, a := range s.Actions.Visible() {
			e := palette.EntryOf(a, s.View, s.Screen)
			switch {
			case r.barred(a):
			case a.Name == "reload" || strings.HasPrefix(a.Name, s.Screen+"-"):
			case slices.ContainsFunc(slices.Concat(given, views, opened),
				func(x palette.Entry) bool { return x.Label == e.Label }):
			case s.First:
				e.Off, e.Do = "", func() tea.Cmd { return r.doIn(view, a.Name) }
				views = append(views, e)
			default:
				e.Of, e.Off = s.Screen, "this is done in "+s.Screen+", which the view "+s.View+" opens"
				opened = append(opened, e)
			}
		}
	}
	return append(views, opened...)
}

// doIn shows the first screen of a view and does one of its actions there. A new screen does it
// once an answer to its first requests makes that possible, unless a key comes first.
func (r *Root) doIn(view int, name string) tea.Cmd {
	v := r.Views[view]
	if len(v.Stack) == 0 {
		shown := answering(r.show(view))
		r.due = name
		return shown
	}
	r.closeOpened(v)
	return tea.Batch(r.show(view), r.doNamed(name))
}

// Searches reports whether Query can be called: nothing that esc leaves is open.
func (r *Root) Searches() bool { return !r.leaves() }

// Query opens the search of the screen on top, else of the nearest one below it, else of the view
// Portfolio.
func (r *Root) Query() tea.Cmd {
	const name = "search"
	if !r.Searches() {
		r.Status = ui.Notice{Text: "this screen waits for an answer", Hint: "leave closes it, then search works"}
		return nil
	}
	for _, s := range slices.Backward(r.Views[r.At].Stack) {
		if len(s.Keys().Named(name)) == 0 {
			continue
		}
		var shown tea.Cmd
		for r.Top() != s {
			shown = r.pop(nil)
		}
		return tea.Batch(shown, r.doNamed(name))
	}
	return r.doIn(slices.IndexFunc(r.Views, func(v *View) bool { return v.Name == portfolioView }), name)
}

// doDue does the action for which a view was opened, if it is possible by now.
func (r *Root) doDue() tea.Cmd {
	if r.due == "" || r.bottom() == "" {
		return nil
	}
	for _, a := range r.Own().Named(r.due) {
		if a.Why() == "" {
			r.due = ""
			return a.Do()
		}
	}
	return nil
}

// doNamed does an action of the top screen, or says why it cannot be done.
func (r *Root) doNamed(name string) tea.Cmd {
	for _, a := range r.Own().Named(name) {
		return r.Act(a)
	}
	return nil
}

// portfolioView is the name of the view that lists projects.
const portfolioView = "Portfolio"

// narrowTo shows the projects that a query selects, in the view Portfolio.
func (r *Root) narrowTo(q portfolio.Query) tea.Cmd {
	r.Scope.Filter.Query = q
	at := slices.IndexFunc(r.Views, func(v *View) bool { return v.Name == portfolioView })
	if v := r.Views[at]; len(v.Stack) > 0 {
		r.closeOpened(v)
	}
	return r.show(at)
}

// searchBy opens the search with the beginning of a term.
func (r *Root) searchBy(key portfolio.Key) tea.Cmd {
	opened := r.Query()
	if t := r.Typing(); t != nil {
		_ = r.Top().Update(tea.KeyPressMsg{Code: tea.KeyEnd}) // keeps the query in use
		return tea.Batch(opened, r.Top().Update(tea.PasteMsg{Content: key.Opening()}))
	}
	return opened
}

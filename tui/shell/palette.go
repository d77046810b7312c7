package shell

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"fieldfolio/tui/picker"
	"fieldfolio/tui/remap"
	"fieldfolio/tui/ui"
)

// entry is an entry of the palette.
type entry struct {
	picker.Item
	do func() tea.Cmd
}

// palette shows all that can be done by name: on this screen, everywhere, in other views, where a
// choice leads to, and on the screens that views open, of which it only says where they are. Once
// something is typed, it finds projects, and what they have, too.
func (r *Root) palette() tea.Cmd {
	f := &finder{root: r, all: append(r.entries(), r.known()...)}
	f.fixed, f.asked.Base = len(f.all), r.Editor.Ctx
	return ui.Open(picker.New(picker.Config{Screen: "palette", Title: "Do", Items: f.items(), Change: f.change, Told: f.told,
		Do: func(i int) tea.Cmd { return f.all[i].do() }}, r.face()))
}

// entries returns each entry once: what can be done here is not done elsewhere.
func (r *Root) entries() []entry {
	here := r.Top().Name()
	of := r.Views[r.At].Name
	if r.bottom() == "" {
		of = here
	}
	var all []entry
	for _, a := range r.Own().Visible() {
		all = append(all, entryOf(a, of, here))
	}
	for _, a := range r.Keys().Visible() {
		all = append(all, entryOf(a, "every view", remap.Everywhere))
	}
	return append(append(all, r.elsewhere(all)...), facts...)
}

// elsewhere returns the entries of other screens, those of views first, without the given ones.
func (r *Root) elsewhere(given []entry) []entry {
	var views, opened []entry
	for _, s := range r.Sections() {
		view := slices.IndexFunc(r.Views, func(v *View) bool { return v.Name == s.View })
		asks := s.Screen == "confirm" || slices.ContainsFunc(s.Actions, func(a ui.Action) bool { return a.Name == "pick" })
		if view < 0 || asks || s.Screen == r.Top().Name() {
			continue
		}
		for _, a := range s.Actions.Visible() {
			e := entryOf(a, s.View, s.Screen)
			switch {
			case a.Name == "reload" || strings.HasPrefix(a.Name, s.Screen+"-"):
			case slices.ContainsFunc(slices.Concat(given, views, opened), func(x entry) bool { return x.Label == e.Label }):
			case s.First:
				e.Off, e.do = "", func() tea.Cmd { return r.doIn(view, a.Name) }
				views = append(views, e)
			default:
				e.Of, e.Off = s.Screen, "this is done in "+s.Screen+", which the view "+s.View+" opens"
				opened = append(opened, e)
			}
		}
	}
	return append(views, opened...)
}

func entryOf(a ui.Action, of, screen string) entry {
	return entry{picker.Item{Label: a.Help, Detail: a.Show, Of: of, Words: a.Name + " " + synonyms[a.Name] + " " + screen,
		Beside: remap.Qualified(screen, a.Name), Off: a.Why()}, a.Do}
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
	return r.doIn(slices.IndexFunc(r.Views, func(v *View) bool { return v.Name == "Portfolio" }), name)
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

// synonyms are what people call actions besides their names and descriptions.
var synonyms = map[string]string{
	"add":            "new create insert",
	"back":           "return close",
	"columns":        "fields layout hide",
	"conflicts":      "clash merge",
	"copy":           "clipboard",
	"edit":           "change modify prolong extend postpone shorten rename date budget spend spent expenditure",
	"export":         "excel print spreadsheet csv save download",
	"facets":         "filter",
	"form":           "change modify prolong extend",
	"help":           "keys manual shortcuts",
	"history":        "who when log",
	"mark":           "select tick",
	"mark-all":       "select",
	"mark-none":      "clear unselect",
	"measure":        "money amount budget implementation rate spent spend spending expenditure",
	"message":        "status notice error",
	"note":           "comment remark",
	"open":           "details",
	"quit":           "exit close",
	"receive":        "mail e-mail get import",
	"search":         "find filter query clear",
	"send":           "mail e-mail",
	"send-all":       "mail e-mail",
	"since":          "difference changed",
	"slow":           "bandwidth ssh",
	"sort":           "order arrange",
	"sort-turn":      "reverse ascending descending",
	"theme":          "color dark",
	"undo":           "take back revert cancel restore",
	"view-breakdown": "pivot totals sums",
	"view-funding":   "donor gap unfunded shortfall",
	"view-history":   "who when changed log",
	"view-overview":  "home start summary",
	"view-portfolio": "projects list",
	"view-programme": "outcomes outputs indicators targets",
	"view-reconcile": "check differences printed",
	"view-sync":      "mail e-mail send receive office",
	"view-timeline":  "calendar gantt dates ends",
	"views":          "bookmark",
	"why":            "explain proof reason",
	"withdraw":       "delete remove",
}

// facts answer words that people type for which there is nothing to do.
var facts = []entry{
	{Item: picker.Item{Label: "currencies: all amounts are in US dollars", Words: "currency euro exchange rate convert",
		Off: "fieldfolio knows no other currency than US dollars"}},
}

package shell

import (
	tea "charm.land/bubbletea/v2"

	"fieldfolio/portfolio"
	"fieldfolio/tui/draw"
	"fieldfolio/tui/edit"
	"fieldfolio/tui/picker"
	"fieldfolio/tui/ui"
)

// PrefScope is the preference that holds the query with which all views start; portfolio.ScopeAll
// for none.
const PrefScope = "scope"

// Scope is with what all views start, and among what a person can choose.
type Scope struct {
	Filter *edit.Filter // nil: nothing can be chosen
	Cat    *portfolio.Catalogue
	Office portfolio.Query // of this copy's office; empty if it receives everything
	Fixed  bool            // the configuration says it
}

// offices is the action that chooses the scope with which all views start.
func (r *Root) offices() ui.Action {
	off := func() string {
		if r.Scope.Fixed {
			return "the configuration sets the scope: [screen] scope"
		}
		return ""
	}
	return ui.Action{Name: "office", Keys: []string{"f7"}, Show: "f7",
		Help: "choose my office: a region, a country or a query", Off: off, Do: r.chooseOffice}
}

// office is a scope that can be chosen.
type office struct {
	picker.Item
	scope portfolio.Query
	pref  string
}

func (r *Root) chooseOffice() tea.Cmd {
	all := r.Scope.choices()
	items, at := make([]picker.Item, len(all)), 0
	for i, o := range all {
		items[i] = o.Item
		if o.scope.String() == r.Scope.Filter.Scope.String() {
			at = i
		}
	}
	return ui.Open(picker.New(picker.Config{Screen: "office", Title: "My office", Items: items, At: at,
		Do: func(i int) tea.Cmd {
			f := r.Scope.Filter
			f.Scope, f.Wide = all[i].scope, false
			said := ui.Notice{Text: "all offices are shown"}
			if f.Scoped() {
				said = ui.Notice{Text: "my office is " + draw.Clean(all[i].Label),
					Hint: "not in " + r.unscoped()}
			}
			return tea.Batch(r.surfaced(), said.After(r.Prefs.Set(PrefScope, all[i].pref)))
		}}, r.Face()))
}

// unscoped names the views that show everything whatever office is chosen.
func (r *Root) unscoped() string {
	var names []string
	for _, v := range r.Views {
		if v.Whole {
			names = append(names, v.Name)
		}
	}
	return portfolio.Enumerate(names)
}

// choices are all offices, this copy's own, what the query finds, each region and each country.
func (s *Scope) choices() []office {
	all := []office{{picker.Item{Label: "all offices", Detail: "no scope"}, portfolio.Query{}, portfolio.ScopeAll}}
	if len(s.Office.Terms) > 0 {
		text := (&edit.Filter{Scope: s.Office}).ScopeText(s.Cat, 0)
		all = append([]office{{picker.Item{Label: text, Detail: "the scope of this office"}, s.Office, ""}}, all...)
	}
	if q := s.Filter.Query; len(q.Terms) > 0 {
		all = append(all, office{picker.Item{Label: q.String(), Detail: "what the query finds"}, q, q.String()})
	}
	for _, c := range portfolio.Choices(portfolio.KeyScope, s.Cat) {
		key := portfolio.KeyRegion
		if portfolio.IsCountry(c.Code) {
			key = portfolio.KeyCountry
		}
		q := portfolio.Query{}.And(portfolio.OneOf(key, c.Code))
		all = append(all, office{picker.Item{Label: c.Name, Words: c.Code, Detail: string(key)}, q, q.String()})
	}
	return all
}

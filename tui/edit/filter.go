package edit

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"fieldfolio/portfolio"
	"fieldfolio/tui/draw"
	"fieldfolio/tui/ui"
)

// Filter selects the projects that a view shows. Portfolio, Breakdown, Timeline and Funding share
// one, so that a query set in one of them holds in all; the Overview has its scope only. A list
// that is opened from a figure has a filter of its own, and changes no other.
type Filter struct {
	Query portfolio.Query // set by a person, until it is cleared
	Scope portfolio.Query // of the office or the person, with which every view starts; may be empty
	Wide  bool            // the scope is left out: the projects of all offices
	From  string          // the view with the figure that a list of its own was opened from
}

// narrow returns the scope, unless it is left out.
func (f *Filter) narrow() portfolio.Query {
	if f.Wide {
		return portfolio.Query{}
	}
	return f.Scope
}

// Scoped reports whether the scope is in use.
func (f *Filter) Scoped() bool { return len(f.narrow().Terms) > 0 }

// Whole returns the query of what is shown: the terms of the scope, then those of the query.
func (f *Filter) Whole() portfolio.Query { return f.narrow().And(f.Query.Terms...) }

// Scoping returns a query within the scope.
func (f *Filter) Scoping(q portfolio.Query) portfolio.Query { return f.narrow().And(q.Terms...) }

// Own returns a filter for a list opened from a figure of a view. whole is the query of the figure:
// where it begins with the scope, that is the scope of the list too.
func (f *Filter) Own(whole portfolio.Query, from string) *Filter {
	own := &Filter{Query: whole, From: from}
	n := len(f.Scope.Terms)
	if n > 0 && len(whole.Terms) >= n && (portfolio.Query{Terms: whole.Terms[:n]}).String() == f.Scope.String() {
		own.Scope, own.Query = f.Scope, portfolio.Query{Terms: whole.Terms[n:]}
	}
	return own
}

// Widening is the action that shows all offices, or again the scope alone. ask requests what is
// shown then.
func (f *Filter) Widening(ask func() tea.Cmd) ui.Action {
	turn := func() tea.Cmd {
		f.Wide = !f.Wide
		return ask()
	}
	a := ui.Action{Name: "scope", Keys: []string{"O"}, Show: "O", Help: "my office alone, or all offices",
		Off: f.whyNoScope, Do: turn}
	switch {
	case a.Why() != "":
	case f.Wide:
		a.Foot = "my office"
	default:
		a.Foot = "all offices"
	}
	return a
}

// whyNoScope says why the scope cannot be widened, empty if it can.
func (f *Filter) whyNoScope() string {
	switch {
	case f.From != "":
		return "this list is what a figure of " + f.From + " is made of; go back to change the scope"
	case len(f.Scope.Terms) == 0:
		return "no office is chosen; f7 chooses one"
	}
	return ""
}

// Spoken returns what is shown, for the ear: the scope and the query; empty if there is neither.
func (f *Filter) Spoken(cat *portfolio.Catalogue, asOf portfolio.Date) string {
	return f.words(f.ScopeName(cat, asOf), f.Query.Spoken(asOf), "", ", ")
}

func (f *Filter) words(scope, query, all, between string) string {
	parts := draw.NonEmpty(scope, draw.Clean(query))
	if query != "" && f.From != "" { // the scope was read in the view before
		parts = draw.NonEmpty(draw.Clean(query), "from "+f.From, scope)
	}
	if len(parts) == 0 {
		return all
	}
	return strings.Join(parts, between)
}

// ScopeName says which scope is in use: my office: West Africa. It is empty if there is none.
func (f *Filter) ScopeName(cat *portfolio.Catalogue, asOf portfolio.Date) string {
	switch {
	case len(f.Scope.Terms) == 0:
		return ""
	case f.Wide:
		return "all offices"
	}
	return "my office: " + f.ScopeText(cat, asOf)
}

// ScopeText names the places of the scope; a scope of another kind is said as the query that it is.
func (f *Filter) ScopeText(cat *portfolio.Catalogue, asOf portfolio.Date) string {
	if len(f.Scope.Terms) == 1 && !f.Scope.Terms[0].Not {
		switch t := f.Scope.Terms[0]; t.Key { //nolint:exhaustive // the keys whose values are places
		case portfolio.KeyScope, portfolio.KeyRegion, portfolio.KeyProgramme, portfolio.KeyCountry:
			return (&draw.Frame{Cat: cat}).Scope(t.Values)
		}
	}
	return draw.Clean(f.Scope.Shown(asOf))
}

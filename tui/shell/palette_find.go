package shell

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/report"
	"fieldfolio/tui/draw"
	"fieldfolio/tui/picker"
	"fieldfolio/tui/ui"
)

// Finder finds projects for the palette.
type Finder struct {
	Pause time.Duration // how long typing pauses before they are asked for
	// Projects returns those that a query selects, at most so many; nil: none are found.
	Projects func(ctx context.Context, q portfolio.Query, most int) ([]Found, error)
}

// Found is a project that was found.
type Found struct {
	Number, Title string
	Open          func() ui.Screen
}

// finder is the palette as it looks for what is typed among projects too. These are asked for once
// typing pauses.
type finder struct {
	root  *Root
	all   []entry
	fixed int // the number of entries that do not depend on what is typed
	asked ui.Requests
	text  string // for which projects were asked; empty: not since it was changed
}

// Projects are asked for from a text of some length on, and not too many.
const (
	leastFound = 3
	mostFound  = 8
)

// findPaused says that typing may have paused.
type findPaused struct {
	of   *finder
	text string
}

func (f *finder) items() []picker.Item {
	items := make([]picker.Item, len(f.all))
	for i := range f.all {
		items[i] = f.all[i].Item
	}
	return items
}

// change takes another text: it offers to search for it at once, and asks for projects later.
func (f *finder) change(p *picker.Screen) tea.Cmd {
	text := strings.TrimSpace(p.Field.String())
	f.all, f.text = f.all[:f.fixed], ""
	if len(portfolio.SearchWords(text)) > 0 && f.root.Scope.Filter != nil {
		f.all = append(f.all, entry{picker.Item{Label: "search the projects: " + text, Of: portfolioView, When: picker.Following},
			func() tea.Cmd { return f.root.narrowTo(f.query(text)) }})
	}
	p.Items = f.items()
	if f.root.Find.Projects == nil || f.root.Linear || len(text) < leastFound {
		return nil
	}
	return tea.Tick(f.root.Find.Pause, func(time.Time) tea.Msg { return findPaused{f, text} })
}

// query returns what a text selects: as a query, or else as words.
func (f *finder) query(text string) portfolio.Query {
	q, err := portfolio.ParseQuery(text, f.root.Scope.Cat)
	if err != nil {
		words := strings.Join(portfolio.SearchWords(text), " ")
		q = portfolio.Query{}.And(portfolio.Term{Key: portfolio.KeyText, Op: portfolio.Is, Values: []string{words}})
	}
	return q
}

// told asks for projects once typing has paused, and shows them.
func (f *finder) told(p *picker.Screen, msg tea.Msg) tea.Cmd {
	text := strings.TrimSpace(p.Field.String())
	switch msg := msg.(type) {
	case findPaused:
		if msg.of != f || msg.text != text || f.text == text {
			return nil
		}
		f.text = text
		find, q := f.root.Find.Projects, f.query(text)
		return ui.Ask(f.asked.Next(), func(ctx context.Context) ([]Found, error) { return find(ctx, q, mostFound) })
	case ui.Answer[[]Found]:
		if !f.asked.Done(msg.Req) || msg.Err != nil || f.text != text {
			return nil
		}
		at := p.Selected()
		for _, x := range msg.Value {
			f.all = append(f.all, entry{picker.Item{Label: draw.Clean(x.Number + "  " + x.Title), Detail: "project",
				When: picker.Following}, func() tea.Cmd { return ui.Open(x.Open()) }})
		}
		p.Put(f.items(), at)
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

// knownKeys are the keys whose values the palette finds.
var knownKeys = []portfolio.Key{portfolio.KeyRegion, portfolio.KeyLine, portfolio.KeyCountry, portfolio.KeyStatus,
	portfolio.KeyKind}

// known returns entries for what projects have: regions, service lines, places and so on list the projects with them,
// and fields open the search by them.
func (r *Root) known() []entry {
	if r.Scope.Filter == nil || r.Scope.Cat == nil {
		return nil
	}
	lists := func(label, detail, words string, q portfolio.Query) entry {
		return entry{picker.Item{Label: label + ": list the projects", Detail: detail, Of: portfolioView, Words: words,
			When: picker.OnlyMatched}, func() tea.Cmd { return r.narrowTo(q) }}
	}
	all := []entry{lists(report.EndsSoon, "end", "end soon expire close", report.EndingSoonQuery())}
	for _, key := range knownKeys {
		for _, c := range portfolio.Choices(key, r.Scope.Cat) {
			all = append(all, lists(draw.Clean(cmp.Or(c.Name, c.Code)), string(key), c.Code+" "+c.Label+" "+c.Also,
				portfolio.Query{}.And(portfolio.OneOf(key, c.Code))))
		}
	}
	for _, key := range portfolio.Keys {
		label := string(key)
		if f, ok := key.Field(); ok {
			label = cmp.Or(f.Noun, f.Label, f.Project.Screen.Label, label)
		}
		all = append(all, entry{picker.Item{Label: strings.ToLower(label) + ": search the projects by it",
			Detail: key.Opening(), Of: portfolioView, Words: strings.Join(key.Names(), " "), When: picker.OnlyMatched},
			func() tea.Cmd { return r.searchBy(key) }})
	}
	return all
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

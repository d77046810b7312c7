package palette

import (
	"cmp"
	"context"
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
	Config
	all   []Entry
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
	if len(portfolio.SearchWords(text)) > 0 && f.Narrow != nil {
		f.all = append(f.all, Entry{picker.Item{Label: "search the projects: " + text, Of: f.Lists, When: picker.Following},
			func() tea.Cmd { return f.Narrow(f.query(text)) }})
	}
	p.Items = f.items()
	if f.Find.Projects == nil || len(text) < leastFound {
		return nil
	}
	return tea.Tick(f.Find.Pause, func(time.Time) tea.Msg { return findPaused{f, text} })
}

// query returns what a text selects: as a query, or else as words.
func (f *finder) query(text string) portfolio.Query {
	q, err := portfolio.ParseQuery(text, f.Cat)
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
		find, q := f.Find.Projects, f.query(text)
		return ui.Ask(f.asked.Next(), func(ctx context.Context) ([]Found, error) { return find(ctx, q, mostFound) })
	case ui.Answer[[]Found]:
		if !f.asked.Done(msg.Req) || msg.Err != nil || f.text != text {
			return nil
		}
		at := p.Selected()
		for _, x := range msg.Value {
			f.all = append(f.all, Entry{picker.Item{Label: draw.Clean(x.Number + "  " + x.Title), Detail: "project",
				When: picker.Following}, func() tea.Cmd { return ui.Open(x.Open()) }})
		}
		p.Put(f.items(), at)
	}
	return nil
}

// knownKeys are the keys whose values the palette finds.
var knownKeys = []portfolio.Key{portfolio.KeyRegion, portfolio.KeyLine, portfolio.KeyCountry, portfolio.KeyStatus,
	portfolio.KeyKind}

// known returns entries for what projects have: regions, service lines, places and so on list the projects with them,
// and fields open the search by them.
func (f *finder) known() []Entry {
	if f.Narrow == nil || f.Cat == nil {
		return nil
	}
	lists := func(label, detail, words string, q portfolio.Query) Entry {
		return Entry{picker.Item{Label: label + ": list the projects", Detail: detail, Of: f.Lists, Words: words,
			When: picker.OnlyMatched}, func() tea.Cmd { return f.Narrow(q) }}
	}
	all := []Entry{lists(report.EndsSoon, "end", "end soon expire close", report.EndingSoonQuery())}
	for _, key := range knownKeys {
		for _, c := range portfolio.Choices(key, f.Cat) {
			all = append(all, lists(draw.Clean(cmp.Or(c.Name, c.Code)), string(key), c.Code+" "+c.Label+" "+c.Also,
				portfolio.Query{}.And(portfolio.OneOf(key, c.Code))))
		}
	}
	for _, key := range portfolio.Keys {
		label := string(key)
		if spec, ok := key.Field(); ok {
			label = cmp.Or(spec.Noun, spec.Label, spec.Project.Screen.Label, label)
		}
		all = append(all, Entry{picker.Item{Label: strings.ToLower(label) + ": search the projects by it",
			Detail: key.Opening(), Of: f.Lists, Words: strings.Join(key.Names(), " "), When: picker.OnlyMatched},
			func() tea.Cmd { return f.SearchBy(key) }})
	}
	return all
}

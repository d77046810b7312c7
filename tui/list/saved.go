package list

import (
	"encoding/json"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/breakdown"
	"fieldfolio/tui/draw"
	"fieldfolio/tui/picker"
	"fieldfolio/tui/ui"
)

// preferView is the prefix of the preferences that hold saved views.
const preferView = "portfolio.view."

// Limits of saved views.
const (
	maxViews    = 50
	maxViewName = 60 // characters
)

// savedView is the query, order and columns of a list, as stored.
type savedView struct {
	Query   string `json:"query"`
	Columns string `json:"columns,omitempty"`
	Sort    string `json:"sort"`
	Measure string `json:"measure"`
}

// present returns the list as shown now.
func (p *Projects) present() savedView {
	return savedView{Query: p.search.Query.String(), Columns: p.layout.String(), Sort: ordersText(p.orders()),
		Measure: string(p.Measure)}
}

// viewNames returns the names of the saved views, sorted.
func (p *Projects) viewNames() []string {
	var names []string
	for name, value := range p.Conf.Prefs.Chosen {
		if rest, ok := strings.CutPrefix(name, preferView); ok && rest != "" && value != "" {
			names = append(names, rest)
		}
	}
	slices.Sort(names)
	return names
}

// whyNoViews says why there are no saved views here, empty if there can be.
func (p *Projects) whyNoViews() string {
	if p.Conf.Cell != nil {
		return "saved views are of the whole portfolio, and this is a cell of a breakdown"
	}
	return ""
}

// chooseView opens the picker of saved views.
func (p *Projects) chooseView() tea.Cmd { return ui.Open(p.ViewPicker()) }

func (p *Projects) ViewPicker() *picker.Screen {
	title := "Show the view"
	if len(p.viewNames()) == 0 {
		title = "Save as"
	}
	return picker.New(picker.Config{
		Screen: "views", Title: title, Items: p.viewItems(), Extra: p.viewKeys, Typed: p.saveView,
		None: "enter saves what is shown under the name that is typed",
		Do:   func(i int) tea.Cmd { return p.showView(p.viewNames()[i]) },
	}, p.face)
}

func (p *Projects) viewItems() []picker.Item {
	names := p.viewNames()
	items := make([]picker.Item, len(names))
	for i, name := range names {
		items[i].Label = name
		if v, err := p.savedView(name); err == nil {
			items[i].Detail = orAll(v.Query)
		} else {
			items[i].Off = "it cannot be read; ctrl+x deletes it"
		}
	}
	return items
}

func orAll(query string) string {
	if query == "" {
		return "all projects"
	}
	return query
}

func (p *Projects) savedView(name string) (savedView, error) {
	var v savedView
	err := json.Unmarshal([]byte(p.Conf.Prefs.Get(preferView+name)), &v)
	return v, err //nolint:wrapcheck // only whether it can be read matters
}

// viewKeys are the actions that save and delete a view.
func (p *Projects) viewKeys(k *picker.Screen) ui.KeyMap {
	name := func() string {
		if text := strings.TrimSpace(k.Field.String()); text != "" {
			return text
		}
		if i := k.Selected(); i >= 0 {
			return k.Items[i].Label
		}
		return ""
	}
	noName := func() string {
		if name() == "" {
			return "type a name"
		}
		return ""
	}
	none := func() string {
		if k.Selected() < 0 {
			return "there is no view to delete"
		}
		return ""
	}
	return ui.KeyMap{
		{Name: "view-save", Keys: []string{"ctrl+s"}, Show: "ctrl+s", Foot: "save",
			Help: "save what is shown under the name that is typed, or over the selected view", Off: noName, Do: func() tea.Cmd {
				return k.Close(func() tea.Cmd { return p.saveView(name()) })
			}},
		{Name: "view-delete", Keys: []string{"ctrl+x"}, Show: "ctrl+x", Foot: "delete", Help: "delete the selected view",
			Off: none, Do: func() tea.Cmd {
				gone := k.Items[k.Selected()].Label
				forget := p.Conf.Prefs.Set(preferView+gone, "")
				k.Put(p.viewItems(), 0)
				return ui.Notice{Text: "the view " + draw.Clean(gone) + " is deleted"}.After(forget)
			}},
	}
}

// saveView saves the list as shown under a name.
func (p *Projects) saveView(name string) tea.Cmd {
	name, err := portfolio.NormalText("name", name, maxViewName, false)
	names := p.viewNames()
	switch {
	case err != nil:
		return ui.Say(ui.Failure("The view was not saved", err))
	case name == "":
		return ui.Say(ui.Notice{Text: "a view needs a name", Hint: "v and type it"})
	case len(names) >= maxViews && !slices.Contains(names, name):
		return ui.Say(ui.Notice{Text: "there are " + portfolio.Count(maxViews).Shown() + " views already",
			Hint: "delete one with ctrl+x first", Bad: true})
	}
	value, err := json.Marshal(p.present())
	if err != nil {
		return ui.Say(ui.Failure("The view was not saved", err))
	}
	told := ui.Notice{Text: "saved: the view " + draw.Clean(name), Hint: "v shows it again"}
	if p.Conf.Prefs.Past {
		told.Hint = "it holds until you quit: nothing can be stored here"
	}
	return told.After(p.Conf.Prefs.Set(preferView+name, string(value)))
}

// showView shows a saved view.
func (p *Projects) showView(name string) tea.Cmd {
	v, err := p.savedView(name)
	var q portfolio.Query
	if err == nil {
		q, err = portfolio.ParseQuery(v.Query, p.search.Cat)
	}
	if err != nil {
		return ui.Say(ui.Failure("The view "+draw.Clean(name)+" cannot be shown", err))
	}
	p.layout = parseLayout(v.Columns)
	p.search.Query = q
	spec := p.spec()
	spec.Query, spec.Sort = p.search.Take(), ParseOrders(v.Sort)
	p.Measure = breakdown.Approved
	if m := breakdown.Measure(v.Measure); IsMoney(portfolio.Key(m)) && m != breakdown.Measure(breakdown.KeyPart) {
		p.Measure = m
	}
	return p.load(spec)
}

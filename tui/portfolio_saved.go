package tui

import (
	"encoding/json"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"fieldfolio/portfolio"
)

// preferView begins the names under which saved views are remembered.
const preferView = "portfolio.view."

// The bounds of saved views.
const (
	maxViews    = 50
	maxViewName = 60 // characters
)

// savedView is a list as a person wants to see it again, in the words of what is
// remembered.
type savedView struct {
	Query   string `json:"query"`
	Columns string `json:"columns,omitempty"`
	Sort    string `json:"sort"`
	Measure string `json:"measure"`
}

// present returns the list as it is shown now.
func (p *projects) present() savedView {
	return savedView{Query: p.search.query.String(), Columns: p.layout.String(), Sort: ordersText(p.orders()), Measure: string(p.measure)}
}

// viewNames returns the names of the saved views, in order.
func (p *projects) viewNames() []string {
	var names []string
	for name, value := range p.conf.prefs.chosen {
		if rest, ok := strings.CutPrefix(name, preferView); ok && rest != "" && value != "" {
			names = append(names, rest)
		}
	}
	slices.Sort(names)
	return names
}

// noViews says why there are no saved views here.
func (p *projects) noViews() string {
	if p.conf.cell != nil {
		return "saved views are of the whole portfolio, and this is a cell of a breakdown"
	}
	return ""
}

// chooseView opens the list of saved views.
func (p *projects) chooseView() tea.Cmd { return open(p.viewPicker()) }

func (p *projects) viewPicker() *picker {
	title := "Show the view"
	if len(p.viewNames()) == 0 {
		title = "Save as"
	}
	return newPicker(pickerConfig{
		name: "views", title: title, items: p.viewItems(), extra: p.viewKeys, typed: p.saveView,
		none: "enter saves what is shown under the name that is typed",
		do:   func(i int) tea.Cmd { return p.showView(p.viewNames()[i]) },
	}, p.face)
}

func (p *projects) viewItems() []pick {
	names := p.viewNames()
	items := make([]pick, len(names))
	for i, name := range names {
		items[i].label = name
		if v, err := p.savedView(name); err == nil {
			items[i].detail = orAll(v.Query)
		} else {
			items[i].off = "it cannot be read; ctrl+x deletes it"
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

func (p *projects) savedView(name string) (savedView, error) {
	var v savedView
	err := json.Unmarshal([]byte(p.conf.prefs.get(preferView+name)), &v)
	return v, err //nolint:wrapcheck // only whether it can be read is of interest
}

// viewKeys are those that save and delete a view.
func (p *projects) viewKeys(k *picker) keyMap {
	name := func() string {
		if text := strings.TrimSpace(k.field.String()); text != "" {
			return text
		}
		if i := k.selected(); i >= 0 {
			return k.items[i].label
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
		if k.selected() < 0 {
			return "there is no view to delete"
		}
		return ""
	}
	return keyMap{
		{name: "view-save", keys: []string{"ctrl+s"}, show: "ctrl+s", foot: "save", help: "save what is shown under the name that is typed, or over the selected view", off: noName, do: func() tea.Cmd {
			return k.close(func() tea.Cmd { return p.saveView(name()) })
		}},
		{name: "view-delete", keys: []string{"ctrl+x"}, show: "ctrl+x", foot: "delete", help: "delete the selected view", off: none, do: func() tea.Cmd {
			gone := k.items[k.selected()].label
			forget := p.conf.prefs.set(preferView+gone, "")
			k.put(p.viewItems(), 0)
			return notice{text: "the view " + clean(gone) + " is deleted"}.after(forget)
		}},
	}
}

// saveView remembers the list as it is shown under a name.
func (p *projects) saveView(name string) tea.Cmd {
	name, err := portfolio.NormalText("name", name, maxViewName, false)
	names := p.viewNames()
	switch {
	case err != nil:
		return say(failure("The view was not saved", err))
	case name == "":
		return say(notice{text: "a view needs a name", hint: "v and type it"})
	case len(names) >= maxViews && !slices.Contains(names, name):
		return say(notice{text: "there are " + portfolio.Count(maxViews).Shown() + " views already", hint: "delete one with ctrl+x first", bad: true})
	}
	value, err := json.Marshal(p.present())
	if err != nil {
		return say(failure("The view was not saved", err))
	}
	told := notice{text: "saved: the view " + clean(name), hint: "v shows it again"}
	if p.conf.prefs.past {
		told.hint = "it holds until you quit: this is the portfolio of an earlier day"
	}
	return told.after(p.conf.prefs.set(preferView+name, string(value)))
}

// showView shows a list as it was saved.
func (p *projects) showView(name string) tea.Cmd {
	v, err := p.savedView(name)
	var q portfolio.Query
	if err == nil {
		q, err = portfolio.ParseQuery(v.Query, p.search.cat)
	}
	if err != nil {
		return say(failure("The view "+clean(name)+" cannot be shown", err))
	}
	p.layout = parseLayout(v.Columns)
	spec := p.spec()
	spec.Query, spec.Sort = q, parseOrders(v.Sort)
	p.search.query = q
	p.measure = portfolio.Approved
	if m := portfolio.Measure(v.Measure); isMoney(portfolio.Key(m)) && m != portfolio.Measure(portfolio.KeyPart) {
		p.measure = m
	}
	return p.load(spec)
}

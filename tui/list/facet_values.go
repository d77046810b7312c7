package list

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/breakdown"
	"fieldfolio/tui/edit"
	"fieldfolio/tui/picker"
	"fieldfolio/tui/ui"
)

// values are those of a dimension in a picker, each with the number of its projects.
type values struct {
	of      *Projects
	by      breakdown.Dimension
	query   portfolio.Query // when the picker was opened
	facets  []breakdown.Facet
	asked   ui.Requests
	touched string // the code of the value whose mark was set or taken away last; empty: none
}

// counted returns what counts the projects of each value.
func (v *values) counted() func(context.Context) ([]breakdown.Facet, error) {
	src, of, asOf, by := v.of.Conf.Src, v.query, v.of.Conf.Spec.AsOf, v.by
	return func(ctx context.Context) ([]breakdown.Facet, error) { return src.Facets(ctx, of, asOf, by) }
}

// choose opens the picker. The values in the query are marked.
func (v *values) choose(facets []breakdown.Facet, err error) tea.Cmd {
	switch {
	case err != nil:
		return ui.Say(stoppedOr("The projects could not be counted", err))
	case len(facets) == 0:
		return ui.Say(ui.Notice{Text: "no project that the query finds has a " + v.by.Label()})
	}
	v.facets, v.asked = facets, ui.Requests{Base: v.of.Asked.Base}
	items := v.items(func(code string) bool { return breakdown.Chooses(v.query, v.by, code) })
	at := 0
	if marked := picker.Marked(items); len(marked) > 0 {
		at = marked[0]
	}
	var p *picker.Screen
	mark := func(items []picker.Item, i int) {
		picker.Toggle(items, i)
		v.touched = v.facets[i].Code
	}
	p = picker.New(picker.Config{Screen: "values", Title: "Narrow by " + v.by.Label(), Items: items, At: at, Mark: mark,
		Do: func(i int) tea.Cmd { return v.narrow(p, i) }, Told: v.told}, v.of.face)
	return ui.Open(p)
}

func (v *values) items(on func(code string) bool) []picker.Item {
	items := make([]picker.Item, len(v.facets))
	for i, f := range v.facets {
		items[i] = picker.Item{Label: f.Name, Words: f.Code + " " + v.by.Short(f.Code, v.of.face.Cat),
			Detail: portfolio.Count(f.Projects).Shown(), On: on(f.Code)}
	}
	return items
}

// narrow narrows the list to what is marked, and to the selected value if that was found by typing and its mark not
// just taken away, or if no mark was touched.
func (v *values) narrow(p *picker.Screen, at int) tea.Cmd {
	marked := picker.Marked(p.Items)
	if p.Found() && !p.Items[at].On && v.facets[at].Code != v.touched || len(marked) == 0 && v.touched == "" {
		marked = append(marked, at)
	}
	codes := make([]string, len(marked))
	for i, at := range marked {
		codes[i] = v.facets[at].Code
	}
	return v.of.find(breakdown.Choosing(v.of.search.Query, v.by, codes...))
}

// told counts again after a change. What is marked, selected and typed stays.
func (v *values) told(p *picker.Screen, msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case edit.Changed:
		return ui.Ask(v.asked.Next(), v.counted())
	case ui.Answer[[]breakdown.Facet]:
		if v.asked.Done(msg.Req) && msg.Err == nil {
			v.renew(p, msg.Value)
		}
	}
	return nil
}

func (v *values) renew(p *picker.Screen, facets []breakdown.Facet) {
	marked, selected := map[string]bool{}, ""
	for _, i := range picker.Marked(p.Items) {
		marked[v.facets[i].Code] = true
	}
	if i := p.Selected(); i >= 0 {
		selected = v.facets[i].Code
	}
	v.facets = facets
	at := 0
	for i, f := range facets {
		if f.Code == selected {
			at = i
		}
	}
	p.Put(v.items(func(code string) bool { return marked[code] }), at)
}

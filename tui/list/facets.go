package list

import (
	"cmp"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/breakdown"
	"fieldfolio/tui/draw"
	"fieldfolio/tui/picker"
	"fieldfolio/tui/ui"
)

// facetFirst are the dimensions that are offered first, since lists are often narrowed by them.
var facetFirst = []breakdown.Dimension{breakdown.ByLine, breakdown.ByCountry, breakdown.ByStatus, breakdown.ByKind}

// facetDimensions are the dimensions by which a list can be narrowed.
var facetDimensions = func() []breakdown.Dimension {
	out := slices.Clone(facetFirst)
	for _, d := range breakdown.Dimensions {
		if !d.Repeats() && !slices.Contains(out, d) {
			out = append(out, d)
		}
	}
	return out
}()

// chooseFacet opens a picker of dimensions, each with the values chosen so far.
func (p *Projects) chooseFacet() tea.Cmd { return ui.Open(p.facetPicker()) }

func (p *Projects) facetPicker() *picker.Screen {
	items := make([]picker.Item, len(facetDimensions))
	for i, d := range facetDimensions {
		items[i] = picker.Item{Label: d.Label(), Words: string(d),
			Detail: strings.Join(breakdown.Chosen(p.search.Query, d), ", ")}
	}
	known, do := p.knownFacets()
	return picker.New(picker.Config{Screen: "facets", Title: "Narrow by", Items: append(items, known...),
		Do: func(i int) tea.Cmd {
			if i >= len(facetDimensions) {
				return do[i-len(facetDimensions)]()
			}
			v := &values{of: p, by: facetDimensions[i], query: p.search.Query}
			q := p.work.Next()
			return ui.AsJob(q, "counting projects", ui.AskThen(q, v.counted(), v.choose))
		}}, p.face)
}

// knownFacets are the values of all dimensions that have names, such as regions, for whoever types one at once.
func (p *Projects) knownFacets() (items []picker.Item, do []func() tea.Cmd) {
	for _, d := range facetDimensions {
		for _, c := range d.Choices(p.face.Cat) {
			items = append(items, picker.Item{Label: draw.Clean(cmp.Or(c.Name, c.Code)), Detail: d.Label(),
				Words: c.Code + " " + c.Label, When: picker.OnlyMatched})
			do = append(do, func() tea.Cmd { return p.find(breakdown.Choosing(p.search.Query, d, c.Code)) })
		}
	}
	return items, do
}

// whyNoFacets says why the list cannot be narrowed by facets, empty if it can.
func (p *Projects) whyNoFacets() string {
	if p.Conf.Cell != nil {
		return "this list is narrowed to a cell of a breakdown already; / narrows it further"
	}
	return p.working()
}

// find applies a query as if it had been typed.
func (p *Projects) find(q portfolio.Query) tea.Cmd {
	if len(q.String()) > portfolio.MaxQuery {
		return ui.Say(ui.Notice{Text: "so many values are more than a query can hold", Hint: "mark fewer"})
	}
	p.search.Query = q
	return p.ask(p.search.Take())
}

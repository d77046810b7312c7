package list

import (
	"context"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/breakdown"
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
	return picker.New(picker.Config{Screen: "facets", Title: "Narrow by", Items: items, Do: func(i int) tea.Cmd {
		src, of, asOf := p.Conf.Src, p.search.Query, p.Conf.Spec.AsOf
		q := p.work.Next()
		return ui.AsJob(q, "counting projects", ui.AskThen(q, func(ctx context.Context) ([]breakdown.Facet, error) {
			return src.Facets(ctx, of, asOf, facetDimensions[i])
		}, func(facets []breakdown.Facet, err error) tea.Cmd {
			if err != nil {
				return ui.Say(stoppedOr("The projects could not be counted", err))
			}
			return p.chooseValues(i, of, facets)
		}))
	}}, p.face)
}

// whyNoFacets says why the list cannot be narrowed by facets, empty if it can.
func (p *Projects) whyNoFacets() string {
	if p.Conf.Cell != nil {
		return "this list is narrowed to a cell of a breakdown already; / narrows it further"
	}
	return p.working()
}

// chooseValues opens a picker of the values of a dimension with the number of projects of each;
// those in the query are marked.
func (p *Projects) chooseValues(at int, q portfolio.Query, facets []breakdown.Facet) tea.Cmd {
	if len(facets) == 0 {
		return ui.Say(ui.Notice{Text: "no project that the query finds has a " + facetDimensions[at].Label()})
	}
	return ui.Open(p.valuePicker(at, q, facets))
}

func (p *Projects) valuePicker(at int, q portfolio.Query, facets []breakdown.Facet) *picker.Screen {
	d := facetDimensions[at]
	c := picker.Config{Screen: "values", Title: "Narrow by " + d.Label(), Mark: picker.Toggle, At: -1}
	for i, f := range facets {
		chosen := breakdown.Chooses(q, d, f.Code)
		c.Items = append(c.Items, picker.Item{Label: f.Name, Words: f.Code + " " + d.Short(f.Code, p.face.Cat),
			Detail: portfolio.Count(f.Projects).Shown(), On: chosen})
		if c.At < 0 && chosen {
			c.At = i
		}
	}
	c.At = max(c.At, 0)
	touched := false
	c.Mark = func(items []picker.Item, i int) {
		picker.Toggle(items, i)
		touched = true
	}
	c.Do = func(i int) tea.Cmd {
		marked := picker.Marked(c.Items)
		if len(marked) == 0 && !touched { // enter without a mark takes the selected value
			marked = []int{i}
		}
		codes := make([]string, len(marked))
		for j, at := range marked {
			codes[j] = facets[at].Code
		}
		return p.find(breakdown.Choosing(p.search.Query, d, codes...))
	}
	return picker.New(c, p.face)
}

// find applies a query as if it had been typed.
func (p *Projects) find(q portfolio.Query) tea.Cmd {
	if len(q.String()) > portfolio.MaxQuery {
		return ui.Say(ui.Notice{Text: "so many values are more than a query can hold", Hint: "mark fewer"})
	}
	p.search.Query = q
	return p.ask(p.search.Take())
}

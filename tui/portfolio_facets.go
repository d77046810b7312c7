package tui

import (
	"context"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"fieldfolio/portfolio"
)

// facetFirst are dimensions by which a list is often narrowed, the first first.
var facetFirst = []portfolio.Dimension{portfolio.ByLine, portfolio.ByCountry, portfolio.ByStatus, portfolio.ByKind}

// facetDimensions are those by which a list can be narrowed.
var facetDimensions = func() []portfolio.Dimension {
	out := slices.Clone(facetFirst)
	for _, d := range portfolio.Dimensions {
		if _, ok := d.Key(); ok && !d.Repeats() && !slices.Contains(out, d) {
			out = append(out, d)
		}
	}
	return out
}()

// chooseFacet opens the list of dimensions, each with what is chosen of it.
func (p *projects) chooseFacet() tea.Cmd { return open(p.facetPicker()) }

func (p *projects) facetPicker() *picker {
	items := make([]pick, len(facetDimensions))
	for i, d := range facetDimensions {
		items[i] = pick{label: d.Label(), words: string(d), detail: strings.Join(p.search.query.Chosen(d), ", ")}
	}
	return newPicker(pickerConfig{name: "facets", title: "Narrow by", items: items, do: func(i int) tea.Cmd {
		src, of, asOf := p.conf.src, p.search.query, p.conf.spec.AsOf
		q := p.work.next()
		return asJob(q, "counting projects", askThen(q, func(ctx context.Context) ([]portfolio.Facet, error) {
			return src.Facets(ctx, of, asOf, facetDimensions[i])
		}, func(facets []portfolio.Facet, err error) tea.Cmd {
			if err != nil {
				return say(stoppedOr("The projects could not be counted", err))
			}
			return p.chooseValues(i, of, facets)
		}))
	}}, p.face)
}

// noFacets says why a list cannot be narrowed by what is counted.
func (p *projects) noFacets() string {
	if p.conf.cell != nil {
		return "this list is narrowed to a cell of a breakdown already; / narrows it further"
	}
	return p.working()
}

// chooseValues opens the list of the values of a dimension, with how many
// projects each has; those that the query asks for are marked.
func (p *projects) chooseValues(at int, q portfolio.Query, facets []portfolio.Facet) tea.Cmd {
	if len(facets) == 0 {
		return say(notice{text: "no project that the query finds has a " + facetDimensions[at].Label()})
	}
	return open(p.valuePicker(at, q, facets))
}

func (p *projects) valuePicker(at int, q portfolio.Query, facets []portfolio.Facet) *picker {
	d := facetDimensions[at]
	c := pickerConfig{name: "values", title: "Narrow by " + d.Label(), mark: toggle, at: -1}
	chosen := map[string]bool{}
	for _, code := range q.Chosen(d) {
		chosen[code] = true
	}
	for i, f := range facets {
		c.items = append(c.items, pick{label: f.Name, words: f.Code + " " + d.Short(f.Code, p.face.cat), detail: portfolio.Count(f.Projects).Shown(), on: chosen[f.Code]})
		if c.at < 0 && chosen[f.Code] {
			c.at = i
		}
	}
	c.at = max(c.at, 0)
	touched := false
	c.mark = func(items []pick, i int) {
		toggle(items, i)
		touched = true
	}
	c.do = func(i int) tea.Cmd {
		marked := markedItems(c.items)
		if len(marked) == 0 && !touched { // enter alone takes what is selected
			marked = []int{i}
		}
		codes := make([]string, len(marked))
		for j, at := range marked {
			codes[j] = facets[at].Code
		}
		return p.find(p.search.query.Choosing(d, codes...))
	}
	return newPicker(c, p.face)
}

// find shows what a query selects, as if it had been typed.
func (p *projects) find(q portfolio.Query) tea.Cmd {
	if len(q.String()) > portfolio.MaxQuery {
		return say(notice{text: "so many values are more than a query can hold", hint: "mark fewer"})
	}
	p.search.query = q
	return p.ask(q)
}

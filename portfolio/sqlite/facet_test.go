package sqlite_test

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/breakdown"
	"fieldfolio/seed"
)

// TestFacetsMatchReference compares the facets of random queries with choosing
// one value after the other over projects in memory.
func TestFacetsMatchReference(t *testing.T) {
	doc := document(t)
	doc.Projects = append(doc.Projects, seed.Synthetic(200, 5).Projects...)
	s, cat := open(t, doc), &doc.Catalogue
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOfN(rapid.SampledFrom(allQueries), 0, 3).Draw(t, "query"), " ")
		d := rapid.SampledFrom(breakdown.Dimensions).Draw(t, "by")
		q, err := portfolio.ParseQuery(text, cat)
		if err != nil {
			t.Fatal(err)
		}
		got, err := s.Facets(context.Background(), q, asOf, d)
		if err != nil {
			t.Fatal(err)
		}
		if want := facetsOf(q, d, cat, doc.Projects); !slices.Equal(got, want) {
			t.Fatalf("%q by %s:\n%v, want\n%v", text, d, got, want)
		}
	})
}

// facetsOf is the plain version of facets: each value chosen in the query in
// place of what the query has on it.
func facetsOf(q portfolio.Query, d breakdown.Dimension, cat *portfolio.Catalogue, projects []portfolio.Project) []breakdown.Facet {
	var rest portfolio.Query
	var named []string
	for _, t := range q.Terms {
		programme := t.Key == portfolio.KeyRegion || t.Key == portfolio.KeyProgramme
		if t.Key == portfolio.Key(d) || programme && (d == breakdown.ByRegion || d == breakdown.ByProgramme) {
			named = append(named, t.Values...)
		} else {
			rest.Terms = append(rest.Terms, t)
		}
	}
	var out []breakdown.Facet
	choices := portfolio.Choices(d.Key(), cat)
	if d.InTime() {
		choices, named = allYears(projects), nil
	}
	for _, c := range choices {
		chosen, n := rest.And(portfolio.OneOf(d.Key(), c.Code)), int64(0)
		for i := range projects {
			if len(breakdown.SlicesWithin(chosen, &projects[i], cat, asOf)) > 0 {
				n++
			}
		}
		if n > 0 || slices.Contains(named, c.Code) {
			out = append(out, breakdown.Facet{Code: c.Code, Name: cmp.Or(c.Name, c.Code), Projects: n})
		}
	}
	slices.SortFunc(out, func(a, b breakdown.Facet) int { return strings.Compare(a.Code, b.Code) })
	if !d.InTime() {
		slices.SortStableFunc(out, func(a, b breakdown.Facet) int { return cmp.Compare(b.Projects, a.Projects) })
	}
	return out
}

// allYears are the years in which projects have amounts.
func allYears(projects []portfolio.Project) (out []portfolio.Choice) {
	for i := range projects {
		for _, s := range breakdown.Slices(&projects[i]) {
			year := portfolio.Choice{Code: breakdown.ByYear.Plain(strconv.Itoa(s.Year))}
			if !slices.Contains(out, year) {
				out = append(out, year)
			}
		}
	}
	return out
}

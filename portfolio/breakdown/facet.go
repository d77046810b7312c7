package breakdown

import (
	"cmp"
	"slices"
	"strings"

	"fieldfolio/portfolio"
)

// Facet is one value of a dimension with the number of projects that have it.
type Facet struct {
	Code     string
	Name     string // for people; the code if the catalogue has no name
	Projects int64  // distinct projects
}

// FacetSpec returns the breakdown from whose cells NewFacets counts the
// projects of a query by a dimension. It drops the query's own terms on that
// dimension, so that the other choices are counted too.
func FacetSpec(q portfolio.Query, asOf portfolio.Date, d Dimension) BreakdownSpec {
	spec := BreakdownSpec{By: []Dimension{d}, Measures: []Measure{ProjectCount}, AsOf: asOf}
	for _, t := range q.Terms {
		if !d.chosenBy(t.Key) {
			spec.Query.Terms = append(spec.Query.Terms, t)
		}
	}
	return spec
}

// chosenBy reports whether terms of a key select by the dimension. Region and
// programme count as one, since they are the same lists of projects.
func (d Dimension) chosenBy(k portfolio.Key) bool {
	by, ok := DimensionOf(k)
	return ok && by.Alike(d)
}

// NewFacets turns the cells of FacetSpec into facets, the one with most
// projects first, ties by code; years in their order. A facet's count is what the query would find
// with that value alone chosen: as in queries, field and global both count a
// project that is both. Values without projects are left out unless q chooses
// or excludes them.
//
// Worked example: of two projects with line:DRG and one with line:DRG and
// line:LEI the facets by line are DRG 3, LEI 1, whatever line q asks for.
func NewFacets(q portfolio.Query, d Dimension, cat *portfolio.Catalogue, cells []Cell) []Facet {
	counts := map[string]int64{}
	for _, t := range q.Terms {
		if d.chosenBy(t.Key) && !d.InTime() { // years may be ranges without an end
			for _, code := range t.Values {
				counts[code] = 0
			}
		}
	}
	also := d.Entry().also
	for _, c := range cells {
		code := c.Codes[0]
		if code == All || c.Projects == 0 {
			continue
		}
		code = d.Plain(code)
		counts[code] += c.Projects
		if also == nil {
			continue
		}
		for _, other := range also(code) {
			counts[other] += c.Projects
		}
	}
	names := dimensionNames(d, cat)
	out := make([]Facet, 0, len(counts))
	for code, n := range counts {
		out = append(out, Facet{Code: code, Name: cmp.Or(names[code], code), Projects: n})
	}
	slices.SortFunc(out, func(a, b Facet) int {
		if d.InTime() {
			return cmp.Compare(a.Code, b.Code) // "unknown" comes after all years
		}
		return cmp.Or(cmp.Compare(b.Projects, a.Projects), cmp.Compare(a.Code, b.Code))
	})
	return out
}

// PlaceCells returns the cells from which NewFacets makes facets by place. counts
// holds numbers of projects by their places, as portfolio.FormatPortions writes
// them, of both annexes. A project counts in each of its places, and once in
// each place that contains some of them, for a query finds it there too.
func PlaceCells(cat *portfolio.Catalogue, counts map[string]int64) []Cell {
	sums := map[string]int64{}
	for text, n := range counts {
		in := map[string]bool{}
		for _, portion := range strings.Fields(text) {
			code, _, _ := strings.Cut(portion, ":")
			in[code] = true
			for _, p := range cat.Places {
				in[p.Code] = in[p.Code] || cat.Contains(p.Code, code)
			}
		}
		for code, is := range in {
			if is {
				sums[code] += n
			}
		}
	}
	var cells []Cell
	for code, n := range sums {
		cells = append(cells, Cell{Codes: []string{code}, Projects: n})
	}
	return cells
}

// Chosen returns the codes of a dimension, or the ranges of years, that a term
// of q selects from; none if q has no such term or selects in another way than
// by a list of values.
func Chosen(q portfolio.Query, d Dimension) []string {
	var codes []string
	for _, t := range q.Terms {
		if d.choosing(t) {
			codes = append(codes, t.Values...)
		}
	}
	return codes
}

// Chooses reports whether a term of q selects a code of a dimension.
func Chooses(q portfolio.Query, d Dimension, code string) bool {
	return slices.ContainsFunc(q.Terms, func(t portfolio.Term) bool { return d.choosing(t) && t.Has(code) })
}

// choosing reports whether a term selects by a list of values of the dimension.
func (d Dimension) choosing(t portfolio.Term) bool {
	return d.chosenBy(t.Key) && t.Op == portfolio.Is && !t.Not
}

// Choosing returns q with all its terms on a dimension replaced by one that
// selects the given codes, or by none if there are no codes.
func Choosing(q portfolio.Query, d Dimension, codes ...string) portfolio.Query {
	var out portfolio.Query
	key := d.Key()
	placed := len(codes) == 0
	for _, t := range q.Terms {
		switch {
		case !d.chosenBy(t.Key):
			out.Terms = append(out.Terms, t)
		case !placed:
			out.Terms, placed = append(out.Terms, portfolio.OneOf(key, codes...)), true
		}
	}
	if !placed {
		out.Terms = append(out.Terms, portfolio.OneOf(key, codes...))
	}
	return out
}

package breakdown

import (
	"slices"

	"fieldfolio/portfolio"
)

// SlicesWithin returns the slices of a project whose amounts a query covers;
// none if the query does not select the project.
func SlicesWithin(q portfolio.Query, p *portfolio.Project, cat *portfolio.Catalogue, asOf portfolio.Date) []Slice {
	if !q.Matches(p, cat, asOf) {
		return nil
	}
	covers := q.Cover(cat)
	return slices.DeleteFunc(Slices(p), func(s Slice) bool { return !covers(s.Place, s.Year) })
}

// Confined returns a project with the part of its amounts that a query covers,
// and false if the query does not select it.
func Confined(q portfolio.Query, p *portfolio.Project, cat *portfolio.Catalogue, asOf portfolio.Date) (
	portfolio.Project, bool) {
	if !q.Confines() {
		return *p, q.Matches(p, cat, asOf)
	}
	within, out := SlicesWithin(q, p, cat, asOf), *p
	var sums Sums
	for i := range within {
		sums.Add(&within[i].Sums)
	}
	for i, m := range StoredMeasures {
		*StoredAmount(&out.Amounts, m) = sums[i]
	}
	return out, len(within) > 0
}

// CellsOf adds up the slices of projects in memory. It is the reference
// implementation of what the store does in SQL; tests compare the two.
func CellsOf(spec BreakdownSpec, cat *portfolio.Catalogue, projects []portfolio.Project) []Cell {
	cells := map[string]*Cell{}
	seen := map[string]map[string]bool{}
	for i := range projects {
		p := &projects[i]
		for _, s := range SlicesWithin(spec.Query, p, cat, spec.AsOf) {
			codes := make([]string, len(spec.By))
			for i, d := range spec.By {
				codes[i] = d.CodeOf(p, &s, spec.AsOf)
			}
			addCell(cells, codes, &s.Sums)
			for mask := range 1 << len(codes) {
				k := JoinCodes(masked(codes, mask))
				if mask > 0 && cells[k] == nil {
					cells[k] = &Cell{Codes: masked(codes, mask)}
				}
				if seen[k] == nil {
					seen[k] = map[string]bool{}
				}
				seen[k][p.ID] = true
			}
		}
	}
	out := make([]Cell, 0, len(cells))
	for k, c := range cells {
		c.Projects = int64(len(seen[k]))
		out = append(out, *c)
	}
	return out
}

func addCell(cells map[string]*Cell, codes []string, s *Sums) {
	k := JoinCodes(codes)
	if cells[k] == nil {
		cells[k] = &Cell{Codes: codes}
	}
	cells[k].Sums.Add(s)
}

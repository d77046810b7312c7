package breakdown

import "fieldfolio/portfolio"

// CellsOf adds up the slices of projects in memory. It is the reference
// implementation of what the store does in SQL; tests compare the two.
func CellsOf(spec BreakdownSpec, cat *portfolio.Catalogue, projects []portfolio.Project) []Cell {
	cells := map[string]*Cell{}
	seen := map[string]map[string]bool{}
	for i := range projects {
		p := &projects[i]
		if !spec.Query.Matches(p, cat, spec.AsOf) {
			continue
		}
		for _, s := range Slices(p) {
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

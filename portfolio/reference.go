package portfolio

import "strconv"

// CellsOf adds up the slices of projects in memory. It is the plain version of
// what the store does in SQL; tests compare the two.
func CellsOf(spec BreakdownSpec, cat *Catalogue, projects []Project) []Cell {
	cells := map[string]*Cell{}
	seen := map[string]map[string]bool{}
	for i := range projects {
		p := &projects[i]
		if !spec.Query.Matches(p, cat, spec.AsOf) {
			continue
		}
		for _, s := range Slices(p) {
			codes := sliceCodes(spec, p, s)
			addCell(cells, codes, s)
			for mask := range 1 << len(codes) {
				k := joinCodes(masked(codes, mask))
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

func addCell(cells map[string]*Cell, codes []string, s Slice) {
	k := joinCodes(codes)
	if cells[k] == nil {
		cells[k] = &Cell{Codes: codes}
	}
	cells[k].Approved += s.Approved
	cells[k].Overall += s.Overall
	cells[k].Short += s.Shortfall
}

func sliceCodes(spec BreakdownSpec, p *Project, s Slice) []string {
	codes := make([]string, len(spec.By))
	for i, d := range spec.By {
		switch d {
		case ByRegion, ByProgramme:
			codes[i] = p.Programme
		case ByCountry:
			codes[i] = s.Place
		case ByLine:
			codes[i] = s.Line
		case ByKind:
			codes[i] = p.Kind.String()
		case ByStatus:
			codes[i] = string(p.StatusOn(spec.AsOf))
		case ByYear:
			codes[i] = strconv.Itoa(s.Year)
		}
	}
	return codes
}

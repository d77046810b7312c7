package portfolio

import (
	"cmp"
	"slices"
	"strings"
)

// NameColumn is a column of the list command for programs that stands beside a
// field's own: the names of its codes, or the codes of its names.
type NameColumn struct {
	Of    string // the column that it completes
	Name  string // as in breakdowns
	Value func(p *Project, cat *Catalogue) string
}

// NameColumns are the last columns of the list command for programs, so that
// those before them keep their places. Codes are separated by blanks, names by
// semicolons, in the order of the shares.
var NameColumns = []NameColumn{
	{"programme", "programme_name", programmeName},
	{"region", "region_name", programmeName},
	{"country", "country_code", func(p *Project, _ *Catalogue) string { return portionCodes(everywhere(p)) }},
	{"country", "country_name", func(p *Project, cat *Catalogue) string {
		return portionNames(everywhere(p), cat.PlaceName)
	}},
	{"service_lines", "line", func(p *Project, _ *Catalogue) string { return portionCodes(p.Lines) }},
	{"service_lines", "line_name", func(p *Project, cat *Catalogue) string {
		return portionNames(p.Lines, func(code string) string { line, _ := cat.Line(code); return line.Name })
	}},
}

// everywhere returns the places of both annexes, each once, those of Annex 3
// first.
func everywhere(p *Project) []Portion {
	all := slices.Clone(p.Places)
	for _, x := range p.OverallPlaces {
		if !slices.ContainsFunc(all, func(y Portion) bool { return x.Code == y.Code }) {
			all = append(all, x)
		}
	}
	return all
}

func programmeName(p *Project, cat *Catalogue) string {
	programme, _ := cat.Programme(p.Programme)
	return cmp.Or(programme.Name, p.Programme)
}

func portionCodes(portions []Portion) string {
	codes := make([]string, len(portions))
	for i, x := range portions {
		codes[i] = x.Code
	}
	return strings.Join(codes, " ")
}

// portionNames returns the names of codes; a code without a name stands for itself.
func portionNames(portions []Portion, name func(code string) string) string {
	names := make([]string, len(portions))
	for i, x := range portions {
		names[i] = cmp.Or(name(x.Code), x.Code)
	}
	return strings.Join(names, "; ")
}

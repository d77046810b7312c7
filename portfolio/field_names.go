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
	Last  bool   // it came with a later release and stands last
	Value func(p *Project, cat *Catalogue) string
}

// NameColumns stand behind the other columns of the list command for programs,
// so that those keep their places. Codes are separated by blanks, names by
// semicolons, in the order of the shares. Places are countries or regions, as in
// IATI: ISO 3166-1 codes for recipient countries, those of OECD DAC for
// recipient regions, and global.
var NameColumns = []NameColumn{
	{Of: "programme", Name: "programme_name", Value: programmeName},
	{Of: "region", Name: "region_name", Value: programmeName},
	{Of: "country", Name: "country_code", Value: func(p *Project, _ *Catalogue) string { return portionCodes(recipientCountries(p)) }},
	{Of: "country", Name: "country_name", Value: func(p *Project, cat *Catalogue) string {
		return portionNames(recipientCountries(p), cat.PlaceName)
	}},
	{Of: "service_lines", Name: "line", Value: func(p *Project, _ *Catalogue) string { return portionCodes(p.Lines) }},
	{Of: "service_lines", Name: "line_name", Value: func(p *Project, cat *Catalogue) string {
		return portionNames(p.Lines, func(code string) string { line, _ := cat.Line(code); return line.Name })
	}},
	{Of: "country", Name: RegionCodeColumn, Last: true, Value: func(p *Project, _ *Catalogue) string {
		return portionCodes(recipientRegions(p))
	}},
	{Of: "country", Name: RegionNameColumn, Last: true, Value: func(p *Project, cat *Catalogue) string {
		return portionNames(recipientRegions(p), cat.PlaceName)
	}},
}

// The columns of places that are not countries. region is that of the programme.
const (
	RegionCodeColumn = "recipient_region_code"
	RegionNameColumn = "recipient_region_name"
)

func recipientCountries(p *Project) []Portion {
	return slices.DeleteFunc(everywhere(p), func(x Portion) bool { return !IsCountry(x.Code) })
}

func recipientRegions(p *Project) []Portion {
	return slices.DeleteFunc(everywhere(p), func(x Portion) bool { return IsCountry(x.Code) })
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

package breakdown

import (
	"slices"

	"fieldfolio/portfolio"
)

// PrintedList returns the programme whose field projects are those of the list
// that have an approved budget: the document prints the total of such a list. It
// is empty if the list has only some of them, others, or parts of their amounts.
//
//	kind:field region:west-africa → west-africa
func (s ListSpec) PrintedList() string {
	var programmes []string
	for _, t := range s.Query.Terms {
		one := !t.Not && t.Op == portfolio.Is && len(t.Values) == 1
		switch {
		case one && t.Key == portfolio.KeyKind && t.Values[0] == portfolio.Field.String():
		case one && (t.Key == portfolio.KeyRegion || t.Key == portfolio.KeyProgramme):
			programmes = append(programmes, t.Values[0])
		default:
			return ""
		}
	}
	if s.Cell != nil {
		for i, d := range s.Cell.By {
			switch code := s.Cell.Codes[i]; {
			case code == All:
			case d.Alike(ByRegion):
				programmes = append(programmes, code)
			default:
				return ""
			}
		}
	}
	if programmes = slices.Compact(programmes); len(programmes) != 1 {
		return ""
	}
	return programmes[0]
}

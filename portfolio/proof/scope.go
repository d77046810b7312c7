package proof

import (
	"slices"
	"strconv"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/breakdown"
)

// scope is the part of each project that a figure covers: that in a cell,
// within the years and places to which a query confines amounts.
type scope struct {
	breakdown.CellRef
	covers map[breakdown.Dimension]func(code string) bool // of the dimensions that the query confines
}

func newScope(c breakdown.CellRef, q portfolio.Query, cat *portfolio.Catalogue) *scope {
	s := &scope{c, map[breakdown.Dimension]func(string) bool{}}
	only := func(key portfolio.Key) (_ func(place string, year int) bool, confines bool) {
		other := func(t portfolio.Term) bool { return t.Key != key }
		of := portfolio.Query{Terms: slices.DeleteFunc(slices.Clone(q.Terms), other)}
		return of.Cover(cat), of.Confines()
	}
	if covers, ok := only(portfolio.KeyPlace); ok {
		s.covers[breakdown.ByCountry] = func(code string) bool { return covers(code, 0) }
	}
	if covers, ok := only(portfolio.KeyYear); ok {
		s.covers[breakdown.ByYear] = func(code string) bool {
			year, err := strconv.Atoi(code)
			return err == nil && covers("", year)
		}
	}
	return s
}

// fixes reports whether the scope has only some codes of a dimension.
func (s *scope) fixes(d breakdown.Dimension) bool {
	for i, by := range s.By {
		if by == d && s.Codes[i] != breakdown.All {
			return true
		}
	}
	return s.covers[d] != nil
}

// has reports whether a code of a dimension belongs to the scope.
func (s *scope) has(d breakdown.Dimension, code string) bool {
	for i, by := range s.By {
		if by == d && s.Codes[i] != breakdown.All && s.Codes[i] != code {
			return false
		}
	}
	covers := s.covers[d]
	return covers == nil || covers(code)
}

package portfolio

import (
	"cmp"
	"strings"
)

// Catalogue holds the lists whose codes projects use: programmes, service lines
// and places. It has some dozens of entries and is always in memory.
type Catalogue struct {
	Programmes []Programme // in the order of the document's lists
	Lines      []Line      // in the order of the reference list
	Places     []Place     // in order of code
	Document   Date        // that of the document, before which nothing is known
	Reference  Date        // the default of --as-of: Document, unless an office has set another one
}

// Programme is a regional programme, the list of global and multi-regional
// field projects, or the group of global programmes. Its code is also that of
// its region.
type Programme struct {
	Code    string // such as west-africa
	Name    string // such as West Africa
	List    string // the list of the document, such as "Annex 3, III"
	From    int    // first calendar year, 0 if not printed
	To      int    // last calendar year, 0 if not printed
	States  int    // number of States covered, 0 if not printed
	Sources []Source
}

// Line is a service line: a thematic area of the work.
type Line struct {
	Code     string // such as smuggling-of-migrants
	Label    string // three letters for narrow columns, such as SOM
	Name     string
	Scope    string // what the service line covers
	Outcomes string // the outcomes that it serves, as free text
	DAC      string // OECD DAC sector code
}

// Place is a country, or a region where the document names one.
type Place struct {
	Code   string // ISO 3166-1 alpha-2, or the OECD DAC region code; a word where neither list has it, such as global
	Name   string
	M49    string // UN M49 code with a vocabulary prefix, empty for countries
	Within string // code of the smallest place that contains it; empty if none of the catalogue does
}

// GlobalPlace is the code of the place of global programmes.
const GlobalPlace = "global"

// Programme returns the programme with a code, and false if there is none.
func (c *Catalogue) Programme(code string) (Programme, bool) {
	for _, p := range c.Programmes {
		if p.Code == code {
			return p, true
		}
	}
	return Programme{}, false
}

// Line returns the service line with a code, and false if there is none.
func (c *Catalogue) Line(code string) (Line, bool) {
	for _, l := range c.Lines {
		if l.Code == code {
			return l, true
		}
	}
	return Line{}, false
}

// Place returns the place with a code, and false if there is none.
func (c *Catalogue) Place(code string) (Place, bool) {
	for _, p := range c.Places {
		if p.Code == code {
			return p, true
		}
	}
	return Place{}, false
}

// PlaceName returns the name of a place, or its code if it is not known.
func (c *Catalogue) PlaceName(code string) string {
	place, _ := c.Place(code)
	return cmp.Or(place.Name, code)
}

// PlaceNames returns the codes of places for programs, and their names for
// people.
func (c *Catalogue) PlaceNames(codes []string) Value {
	names := make([]string, len(codes))
	for i, code := range codes {
		names[i] = c.PlaceName(code)
	}
	return Named(strings.Join(codes, " "), strings.Join(names, ", "))
}

// Contains reports whether a place contains another: directly, through others
// between them, or because it is the same.
func (c *Catalogue) Contains(outer, inner string) bool {
	for range len(c.Places) + 1 { // a chain is no longer, even if it is a circle
		if inner == outer {
			return true
		}
		place, ok := c.Place(inner)
		if !ok {
			return false
		}
		inner = place.Within
	}
	return false
}

// PlacesWithin returns the code of a place and those of all places that it
// contains.
func (c *Catalogue) PlacesWithin(code string) []string {
	out := []string{code}
	for _, p := range c.Places {
		if p.Code != code && c.Contains(code, p.Code) {
			out = append(out, p.Code)
		}
	}
	return out
}

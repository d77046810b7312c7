package portfolio

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"fieldfolio/portfolio/fault"
)

// YearRange is a range of calendar years, or UnknownYear alone.
type YearRange struct{ First, Last int }

// UnknownYear is the year of amounts that have no year.
const UnknownYear = 0

const (
	unknownYear = "unknown" // how a query names it
	between     = ".."      // the years of a range
)

// The years that a range without a first or a last one covers.
const (
	earliestYear = 1
	latestYear   = 9999
)

// Holds reports whether the range has a year.
func (r YearRange) Holds(year int) bool { return r.First <= year && year <= r.Last }

// Confines reports whether the term confines amounts to years or places,
// instead of comparing whole projects.
func (t Term) Confines() bool { return keySpecs[t.Key].KeySpec != nil && keySpecs[t.Key].field == nil }

// Confines reports whether q has terms that confine amounts.
func (q Query) Confines() bool { return slices.ContainsFunc(q.Terms, Term.Confines) }

// Whole returns q without the terms that confine amounts.
func (q Query) Whole() Query {
	return Query{Terms: slices.DeleteFunc(slices.Clone(q.Terms), Term.Confines)}
}

// Confinement returns the terms of q that confine amounts.
func (q Query) Confinement() Query {
	return Query{Terms: slices.DeleteFunc(slices.Clone(q.Terms), func(t Term) bool { return !t.Confines() })}
}

// Cover returns a function that reports whether all terms that confine amounts
// cover the amounts of a place in a year.
func (q Query) Cover(cat *Catalogue) func(place string, year int) bool {
	var all []func(place string, year int) bool
	for _, t := range q.Terms {
		if t.Confines() {
			all = append(all, t.cover(cat))
		}
	}
	return func(place string, year int) bool {
		for _, covers := range all {
			if !covers(place, year) {
				return false
			}
		}
		return true
	}
}

// Yearless returns the query with the amounts that have no year instead of those
// of the years that it asks for; ok is false if it asks for no years, or has those
// amounts too.
func (q Query) Yearless() (_ Query, ok bool) {
	var years, others Query
	for _, t := range q.Terms {
		if t.Key == KeyYear {
			years = years.And(t)
		} else {
			others = others.And(t)
		}
	}
	if len(years.Terms) == 0 || years.Cover(nil)("", UnknownYear) {
		return q, false
	}
	return others.And(OneOf(KeyYear, unknownYear)), true
}

func (t Term) cover(cat *Catalogue) func(place string, year int) bool {
	if t.Key == KeyYear {
		ranges := t.Years()
		return func(_ string, year int) bool {
			return t.Not != slices.ContainsFunc(ranges, func(r YearRange) bool { return r.Holds(year) })
		}
	}
	codes := t.Places(cat)
	return func(place string, _ int) bool { return t.Not != slices.Contains(codes, place) }
}

// Years returns the years of a term with KeyYear.
func (t Term) Years() []YearRange {
	out := make([]YearRange, 0, len(t.Values))
	for _, v := range t.Values {
		if r, ok := yearRange(v); ok {
			out = append(out, r)
		}
	}
	return out
}

// Places returns the codes of the places of a term with KeyPlace, and of all
// places within them.
func (t Term) Places(cat *Catalogue) []string {
	var out []string
	for _, name := range t.Values {
		if p, ok := cat.placeCalled(name); ok {
			out = append(out, cat.PlacesWithin(p.Code)...)
		}
	}
	return out
}

// WiderPlaces returns the places that contain those to which q confines amounts,
// the smallest first: what is stated for one of them as a whole is not covered.
func (q Query) WiderPlaces(cat *Catalogue) []Place {
	var out []Place
	for _, t := range q.Terms {
		if t.Key != KeyPlace || t.Not {
			continue
		}
		for _, name := range t.Values {
			p, _ := cat.placeCalled(name)
			for p, ok := cat.Place(p.Within); ok && !slices.Contains(out, p); p, ok = cat.Place(p.Within) {
				out = append(out, p)
			}
		}
	}
	return out
}

// placeCalled returns the place with a code or name.
func (c *Catalogue) placeCalled(name string) (Place, bool) {
	i := slices.IndexFunc(c.Places, func(p Place) bool { return Choice{Code: p.Code, Name: p.Name}.Called(name) })
	if i < 0 {
		return Place{}, false
	}
	return c.Places[i], true
}

// Codes returns the codes of which one must hold: the term's values, and for
// places all that they contain.
func (t Term) Codes(cat *Catalogue) []string {
	if t.Key == KeyCountry {
		return t.Places(cat)
	}
	return t.Values
}

// ConfinedTo returns the years and places to which q confines amounts, in
// words, such as 2010 to 2013, West Africa; empty if it confines none.
func (q Query) ConfinedTo(cat *Catalogue) string {
	var all []string
	for _, t := range q.Terms {
		if t.Confines() {
			all = append(all, t.ConfinedTo(cat))
		}
	}
	return strings.Join(all, ", ")
}

// ConfinedTo returns the years or places to which the term confines amounts, in
// words.
func (t Term) ConfinedTo(cat *Catalogue) string {
	words := make([]string, len(t.Values))
	for i, v := range t.Values {
		words[i] = t.confinedTo(v, cat)
	}
	if t.Not {
		return "not " + fault.Either(words)
	}
	return fault.Either(words)
}

// confinedTo returns a value of the term in words.
func (t Term) confinedTo(value string, cat *Catalogue) string {
	if t.Key == KeyPlace {
		p, _ := cat.placeCalled(value)
		return p.Name
	}
	r, _ := yearRange(value)
	switch {
	case r.First == UnknownYear:
		return "unknown years"
	case r.First == r.Last:
		return value
	case r.First == earliestYear:
		return fmt.Sprintf("up to %d", r.Last)
	case r.Last == latestYear:
		return fmt.Sprintf("%d and after", r.First)
	}
	return fmt.Sprintf("%d to %d", r.First, r.Last)
}

// ParseYears reads years and ranges of years, separated by commas, as a term; ok
// is false for anything else.
func ParseYears(text string) (_ Term, ok bool) {
	var ranges []string
	for _, v := range strings.Split(text, ",") {
		r, ok := yearRange(strings.ToLower(strings.TrimSpace(v)))
		if !ok {
			return Term{}, false
		}
		ranges = append(ranges, r.String())
	}
	return OneOf(KeyYear, ranges...), true
}

// yearTerm reads the value of a term with KeyYear. A comparison becomes a
// range: year>=2012 is year:2012.. .
func yearTerm(t Term, value string) (Term, error) {
	years, ok := ParseYears(strings.ReplaceAll(value, `"`, ""))
	r := years.Years()
	compares := t.Op != Is && t.Op != EqualSign
	if !ok || compares && (len(r) != 1 || r[0].First != r[0].Last || r[0].First < firstYear || r[0].Last > lastYear) {
		return t, &fault.Invalid{Field: string(KeyYear), Value: value, Why: "is not a year or a range of years",
			Do: "use year:2012, year:2010..2013, year:unknown or year>=2012"}
	}
	if compares {
		years = OneOf(KeyYear, comparedYears(t.Op, r[0].First).String())
	}
	years.Not = t.Not
	return years, nil
}

// comparedYears returns the years that a comparison with a year selects.
func comparedYears(op Op, year int) YearRange {
	switch op {
	case Less:
		return YearRange{earliestYear, year - 1}
	case AtMost:
		return YearRange{earliestYear, year}
	case More:
		return YearRange{year + 1, latestYear}
	case AtLeast, Is, EqualSign:
	}
	return YearRange{year, latestYear}
}

// yearRange reads 2012, 2010..2013, 2010.., ..2013, unknown, 2010-2013, and years
// as screens print them: 2010 to 2013, up to 2013, 2010 and after.
func yearRange(s string) (YearRange, bool) {
	s = strings.NewReplacer("up to ", between, " to ", between, " and after", between, "-", between, "–", between,
		"unknown years", unknownYear).Replace(s)
	first, last, isRange := strings.Cut(s, between)
	if !isRange {
		year, ok := yearOf(s)
		return YearRange{year, year}, ok
	}
	r := YearRange{earliestYear, latestYear}
	for _, end := range []struct {
		text string
		of   *int
	}{{first, &r.First}, {last, &r.Last}} {
		if end.text == "" {
			continue
		}
		year, ok := yearOf(end.text)
		if !ok || year == UnknownYear {
			return r, false
		}
		*end.of = year
	}
	return r, first+last != "" && r.First <= r.Last
}

// yearOf reads a year of four digits, or unknown.
func yearOf(s string) (int, bool) {
	if s == unknownYear {
		return UnknownYear, true
	}
	year, err := strconv.Atoi(s)
	return year, err == nil && len(s) == 4 && allDigits(s) && s[0] != '0'
}

// String returns the range as a query has it.
func (r YearRange) String() string {
	switch {
	case r.First == UnknownYear:
		return unknownYear
	case r.First == r.Last:
		return strconv.Itoa(r.First)
	case r.First == earliestYear:
		return between + strconv.Itoa(r.Last)
	case r.Last == latestYear:
		return strconv.Itoa(r.First) + between
	}
	return strconv.Itoa(r.First) + between + strconv.Itoa(r.Last)
}

// joinedYears returns years and ranges in order, those that touch as one range,
// unknown last.
func joinedYears(values []string) []string {
	ranges := Term{Values: values}.Years()
	slices.SortFunc(ranges, func(a, b YearRange) int { return a.First - b.First })
	var joined []YearRange
	for _, r := range ranges {
		if n := len(joined); n > 0 && joined[n-1].First != UnknownYear && r.First <= joined[n-1].Last+1 {
			joined[n-1].Last = max(joined[n-1].Last, r.Last)
			continue
		}
		joined = append(joined, r)
	}
	if len(joined) > 1 && joined[0].First == UnknownYear {
		joined = append(joined[1:], joined[0])
	}
	out := make([]string, len(joined))
	for i, r := range joined {
		out[i] = r.String()
	}
	return out
}

package portfolio

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Matches reports whether a project meets the terms of q that compare whole
// projects, as of a date. Those that confine amounts are left to Covers. It is
// the reference implementation of what the store does in SQL; tests compare
// the two.
func (q Query) Matches(p *Project, cat *Catalogue, asOf Date) bool {
	holds, known := q.holds(p, cat, asOf)
	return holds && known
}

// holds reports whether all terms hold. As in SQL, that is not known if it
// depends on a term of which it is not known.
func (q Query) holds(p *Project, cat *Catalogue, asOf Date) (holds, known bool) {
	known = true
	for _, t := range q.Terms {
		if t.Confines() {
			continue
		}
		switch is, sure := t.holds(p, cat, asOf); {
		case !sure:
			known = false
		case is == t.Not:
			return false, true
		}
	}
	return known, known
}

// anyHolds reports whether one of the queries of a group holds.
func (t Term) anyHolds(p *Project, cat *Catalogue, asOf Date) (holds, known bool) {
	known = true
	for _, q := range t.Any {
		is, sure := q.holds(p, cat, asOf)
		if is && sure {
			return true, true
		}
		known = known && sure
	}
	return false, known
}

// holds reports whether the term holds before it is turned round.
func (t Term) holds(p *Project, cat *Catalogue, asOf Date) (holds, known bool) {
	switch t.Key { //nolint:exhaustive // the keys that are no field's
	case KeyAny:
		return t.anyHolds(p, cat, asOf)
	case KeyText:
		return HasWords(SearchText(p, cat), t.Values[0]), true
	}
	f, ok := t.Key.Field()
	if !ok {
		return false, false
	}
	of := &f.Project.Column
	is := func(equal func(value string) bool) (holds, known bool) {
		return slices.ContainsFunc(t.Values, equal), true
	}
	if t.None() {
		return of.value(p) == nil, true
	}
	switch f.Project.Key.Compare {
	case CompareDays:
		days := t.Days(asOf)
		return t.inRange(of.value(p), int64(days.First), int64(days.Last))
	case CompareAmounts, CompareRates:
		return t.inRange(of.value(p), int64(t.Money), int64(t.Money))
	case CompareNumbers:
		return is(func(v string) bool { return PlainNumber(v) == PlainNumber(p.Number) })
	case CompareWords, CompareIndexed:
		return is(func(v string) bool { return HasWords(of.of(p).Text, v) })
	case CompareKinds:
		return is(p.Kind.isOneOf)
	case CompareCodes:
		return is(func(v string) bool { return of.of(p).Text == v })
	case ComparePortions:
		return slices.ContainsFunc(t.Codes(cat), func(v string) bool { return f.Project.hasPortion(p, v) }), true
	case CompareScope:
		return Covers(t.Values, p.Areas()), true
	case CompareStatus:
		return is(func(v string) bool { return v == string(p.StatusOn(asOf)) })
	case CompareYears, ComparePlaces: // have no field
	}
	return false, false
}

// hasPortion reports whether a code is one of the portions that terms compare.
func (f *ProjectField) hasPortion(p *Project, code string) bool {
	return slices.ContainsFunc(f.Portions(), func(c *StoredColumn) bool {
		return slices.ContainsFunc(portionsOf(c.of(p).Text), func(x Portion) bool { return x.Code == code })
	})
}

// inRange compares a stored date or amount; known is false if there is none.
func (t Term) inRange(stored any, first, last int64) (holds, known bool) {
	v, known := stored.(int64)
	return known && compare(v, t.Op, first, last), known
}

// isOneOf reports whether k matches a kind in a query: field matches every
// project in Annex 3, also those in Annex 2 too.
func (k Kind) isOneOf(value string) bool {
	switch value {
	case Field.String():
		return k&Field != 0
	case Global.String():
		return k&Global != 0
	}
	return k.String() == value
}

// compare compares v with the range from first to last: a single value for
// amounts and days, several days for months and years.
func compare(v int64, op Op, first, last int64) bool {
	switch op {
	case Less:
		return v < first
	case AtMost:
		return v <= last
	case More:
		return v > last
	case AtLeast:
		return v >= first
	case Is, EqualSign:
		return first <= v && v <= last
	}
	return false
}

// SearchText returns the text that free-text terms search: number, title,
// country, and the names of programme, places and service lines.
func SearchText(p *Project, cat *Catalogue) string {
	parts := []string{p.Number, p.Title, p.Country}
	if plain := PlainNumber(p.Number); plain != p.Number {
		parts = append(parts, plain)
	}
	if pr, ok := cat.Programme(p.Programme); ok {
		parts = append(parts, pr.Name)
	}
	for _, x := range slices.Concat(p.Places, p.OverallPlaces) {
		if pl, ok := cat.Place(x.Code); ok && pl.Name != p.Country {
			parts = append(parts, pl.Name)
		}
	}
	for _, x := range p.Lines {
		if l, ok := cat.Line(x.Code); ok {
			parts = append(parts, l.Name)
		}
	}
	return strings.Join(parts, " ")
}

// HasWords reports whether each word of wanted begins a word of text, ignoring
// case and accents.
func HasWords(text, wanted string) bool {
	have := SearchWords(text)
	for _, w := range SearchWords(wanted) {
		if !slices.ContainsFunc(have, func(h string) bool { return strings.HasPrefix(h, w) }) {
			return false
		}
	}
	return true
}

// SearchWords splits text into words of letters and numbers, in lower case and
// without accents.
func SearchWords(text string) []string {
	plain := strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return unicode.ToLower(r)
	}, norm.NFD.String(text))
	return strings.FieldsFunc(plain, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) })
}

package portfolio

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Matches reports whether a project is selected by q, seen from the day asOf.
// It is the plain version of what the store does in SQL; tests compare the two.
func (q Query) Matches(p *Project, cat *Catalogue, asOf Date) bool {
	for _, t := range q.Terms {
		holds, known := t.holds(p, cat, asOf)
		if !known || holds == t.Not {
			return false
		}
	}
	return true
}

func (t Term) holds(p *Project, cat *Catalogue, asOf Date) (holds, known bool) {
	if d, ok := dimensionOf(t.Key); ok {
		return d.selects(p, t.Values, asOf), true
	}
	switch t.Key {
	case KeyText:
		return matchesText(SearchText(p, cat), t.Values[0]), true
	case KeyNumber:
		return slices.ContainsFunc(t.Values, func(v string) bool { return PlainNumber(v) == PlainNumber(p.Number) }), true
	case KeyTitle:
		return slices.ContainsFunc(t.Values, func(v string) bool { return matchesText(p.Title, v) }), true
	case KeyStart:
		return t.compareDay(p.Duration.Start), p.Duration.Start.Known()
	case KeyEnd:
		return t.compareDay(p.Duration.End), p.Duration.End.Known()
	case KeyApproved, KeyOverall, KeyShortfall:
		a := p.Amounts.Of(Measure(t.Key))
		return compare(int64(a.Cents), t.Op, int64(t.Money), int64(t.Money)), a.Known
	default: // no key of the language
	}
	return false, false
}

func anyPortion(portions []Portion, codes []string) bool {
	return slices.ContainsFunc(portions, func(p Portion) bool { return slices.Contains(codes, p.Code) })
}

func (t Term) compareDay(d Date) bool { return compare(int64(d), t.Op, int64(t.First), int64(t.Last)) }

// compare compares v with the range first to last, which is one value for
// amounts and days, and several days for months and years.
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

// SearchText returns what free text is looked for in: number, title, country,
// and the names of programme, places and service lines.
func SearchText(p *Project, cat *Catalogue) string {
	parts := []string{p.Number, p.Title, p.Country}
	if plain := PlainNumber(p.Number); plain != p.Number {
		parts = append(parts, plain)
	}
	if pr, ok := cat.Programme(p.Programme); ok {
		parts = append(parts, pr.Name)
	}
	for _, x := range p.Places {
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

// matchesText reports whether each word of what is looked for begins a word of
// the text, without regard to case and accents.
func matchesText(text, wanted string) bool {
	have := words(text)
	for _, w := range words(wanted) {
		if !slices.ContainsFunc(have, func(h string) bool { return strings.HasPrefix(h, w) }) {
			return false
		}
	}
	return true
}

// words splits text into words of letters and numbers, in lower case and
// without accents.
func words(text string) []string {
	plain := strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return unicode.ToLower(r)
	}, norm.NFD.String(text))
	return strings.FieldsFunc(plain, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) })
}

// Words is the split into search words that the store uses too.
func Words(text string) []string { return words(text) }

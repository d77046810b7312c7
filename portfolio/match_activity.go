package portfolio

import "slices"

// ofActivities are the keys whose terms compare priority activities too.
var ofActivities = []Key{KeyText, KeyTitle, KeyPlace, KeyCountry, KeyShortfall}

// MatchesActivity reports whether a priority activity meets all terms of q. A
// term on something that activities do not have holds for none: see
// NotOfActivities.
func (q Query) MatchesActivity(a *Activity, cat *Catalogue) bool {
	return !slices.ContainsFunc(q.Terms, func(t Term) bool { return !t.holdsForActivity(a, cat) })
}

// NotOfActivities returns the keys of q that activities do not have, each once.
func (q Query) NotOfActivities() []Key {
	var out []Key
	for t := range q.Each() {
		if !slices.Contains(ofActivities, t.Key) && !slices.Contains(out, t.Key) {
			out = append(out, t.Key)
		}
	}
	return out
}

func (t Term) holdsForActivity(a *Activity, cat *Catalogue) bool {
	switch t.Key {
	case KeyAny:
		return t.Not != slices.ContainsFunc(t.Any, func(q Query) bool { return q.MatchesActivity(a, cat) })
	case KeyText, KeyTitle:
		holds := func(words string) bool { return HasWords(a.Code+" "+a.Label, words) }
		return t.Not != slices.ContainsFunc(t.Values, holds)
	case KeyPlace, KeyCountry:
		within := t.Places(cat)
		there := slices.ContainsFunc(a.Places, func(code string) bool { return slices.Contains(within, code) })
		return len(a.Places) > 0 && there != t.Not // unknown places hold in no comparison
	case KeyShortfall:
		is := int64(a.Shortfall.Cents)
		return a.Shortfall.Known && compare(is, t.Op, int64(t.Money), int64(t.Money)) != t.Not
	default:
		return false
	}
}

// CoversPlace reports whether all terms that confine amounts to places cover a
// place.
func (q Query) CoversPlace(code string, cat *Catalogue) bool {
	excludes := func(t Term) bool { return t.Key == KeyPlace && !t.cover(cat)(code, UnknownYear) }
	return !slices.ContainsFunc(q.Terms, excludes)
}

package portfolio

import (
	"strings"

	"fieldfolio/portfolio/fault"
)

// namedKeys are the keys whose values people also type as plain words.
var namedKeys = []Key{KeyRegion, KeyCountry, KeyLine}

// Meant returns the query that was probably meant by one that finds nothing: one
// whose words and and not join terms, or with the name of a place, a programme
// or a line that is nearly one of its words. It is empty if there is no such
// query.
func (q Query) Meant(cat *Catalogue) string {
	if s, ok := q.joined(); ok {
		return s
	}
	var texts []string
	var others Query
	for _, t := range q.Terms {
		if t.Key == KeyText && !t.Not {
			texts = append(texts, t.Values[0])
		} else {
			others = others.And(t)
		}
	}
	if s := nearestTerm(strings.Join(texts, " "), cat); s != "" {
		return strings.TrimSpace(s + " " + others.String())
	}
	found := false
	words := make([]string, len(q.Terms))
	for i, t := range q.Terms {
		words[i] = t.beside(Term.plain)
		if t.Key != KeyText || t.Not {
			continue
		}
		if s := nearestTerm(t.Values[0], cat); s != "" {
			words[i], found = s, true
		}
	}
	if !found {
		return ""
	}
	return strings.Join(words, " ")
}

// joined returns q with the words and and not as operators; ok is false if they
// are not among its terms.
func (q Query) joined() (_ string, ok bool) {
	var out Query
	not := false
	for _, t := range q.Terms {
		switch {
		case t.Key == KeyText && !t.Not && t.Values[0] == "and":
			ok = true
		case t.Key == KeyText && !t.Not && t.Values[0] == "not":
			ok, not = true, !not
		default:
			out, not = out.And(t.Turned(not)), false
		}
	}
	return out.String(), ok && len(out.Terms) > 0
}

// leastGuessed is the length of the shortest word, in bytes, for which another is
// guessed.
const leastGuessed = 5

// nearestTerm returns the term for the name, or for a word of a name, of which a
// text is a misspelling; empty if there is none.
func nearestTerm(text string, cat *Catalogue) string {
	if len(text) < leastGuessed || strings.ContainsAny(text, "0123456789") {
		return ""
	}
	var words []string
	for _, key := range namedKeys {
		var names []string
		for _, c := range Choices(key, cat) {
			if HasWords(c.Name, text) {
				return ""
			}
			names = append(names, dashed(c.Name))
			words = append(words, SearchWords(c.Name)...)
		}
		if name := fault.Slip(dashed(text), names); name != "" {
			return OneOf(key, strings.ToLower(name)).String()
		}
	}
	return fault.Slip(text, words)
}

// elsewhere returns the hint that a value belongs to another key, empty if it
// does not.
func elsewhere(value string, cat *Catalogue) string {
	for _, key := range namedKeys {
		for _, c := range Choices(key, cat) {
			if c.Called(value) {
				return "did you mean " + OneOf(key, strings.ToLower(dashed(value))).String() + "?"
			}
		}
	}
	return ""
}

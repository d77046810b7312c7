package portfolio

import (
	"slices"
	"strings"

	"fieldfolio/portfolio/fault"
)

// anyOperator returns the operator that a word or sign is in other query
// languages, empty if it is none.
func anyOperator(word string) string {
	switch strings.ToLower(word) {
	case "or", "|", "||":
		return "or"
	case "and", "&", "&&":
		return "and"
	case "not", "!":
		return "not"
	}
	return ""
}

// operator is as anyOperator, but in small letters and, or and not are words to
// look for.
func operator(word string) string {
	if anyOperator(word) == word {
		return ""
	}
	return anyOperator(word)
}

// checkOperators returns an *Invalid if words are joined as in other query
// languages, which says how to write the same here.
func checkOperators(words []string) error {
	at := slices.IndexFunc(words, func(w string) bool { return operator(w) != "" })
	if at < 0 {
		return nil
	}
	q, ok := plainTerms(words, operator)
	e := &fault.Invalid{Field: "query", Value: words[at], Do: "use " + q}
	switch operator(words[at]) {
	case "or":
		e.Why = "does not join terms"
	case "and":
		e.Why = "is not needed, since all terms must hold"
	default:
		e.Why = "is written as a minus"
	}
	if !ok {
		e.Do = "a comma stands for or between values of one key, such as line:DRG,TIP"
	}
	return e
}

// plainTerms writes words with operators as a query: a or b as title:a,b, not a
// as -a; ok is false if that cannot be done.
func plainTerms(words []string, operator func(string) string) (_ string, ok bool) {
	var out []string
	for i := 0; i < len(words); i++ {
		is := operator(words[i])
		switch {
		case is == "":
			out = append(out, strings.Trim(words[i], "()"))
			continue
		case is == "and" && i+1 < len(words) && len(out) > 0:
			continue
		case is == "and" || i+1 == len(words) || operator(words[i+1]) != "" && is == "or":
			return "", false
		}
		i++
		next := strings.Trim(words[i], "()")
		if is == "not" {
			out = append(out, "-"+strings.TrimPrefix(next, "-"))
			continue
		}
		if len(out) == 0 {
			return "", false
		}
		last := &out[len(out)-1]
		if *last, ok = eitherTerm(*last, next); !ok {
			return "", false
		}
	}
	return strings.Join(out, " "), len(out) > 0
}

// eitherTerm returns the term that holds where one of two does. Two texts are
// looked for in titles.
func eitherTerm(a, b string) (_ string, ok bool) {
	if strings.HasPrefix(a+b, "-") || strings.HasPrefix(b, "-") {
		return "", false
	}
	key, op, _ := cutOp(a)
	other, otherOp, value := cutOp(b)
	if op == "" {
		a, key, op = string(KeyTitle)+":"+a, string(KeyTitle), Is
	}
	if otherOp == "" && strings.EqualFold(key, string(KeyTitle)) {
		other, otherOp, value = key, Is, b
	}
	return a + "," + value, op == Is && otherOp == Is && strings.EqualFold(key, other)
}

// namedKeys are the keys whose values people also type as plain words.
var namedKeys = []Key{KeyRegion, KeyCountry, KeyLine}

// Meant returns the query that was probably meant by one that finds nothing: one
// whose words or, and and not join terms, or with the name of a place, a
// programme or a line that is nearly one of its words. It is empty if there is
// no such query.
func (q Query) Meant(cat *Catalogue) string {
	words, err := splitTerms(q.String())
	if err != nil {
		return ""
	}
	if slices.ContainsFunc(words, func(w string) bool { return anyOperator(w) != "" }) {
		if s, ok := plainTerms(words, anyOperator); ok {
			return s
		}
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
	for i, t := range q.Terms {
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

package portfolio

import (
	"iter"
	"slices"
	"strings"
	"unicode"
)

// Query selects projects: all its terms must hold. The zero value selects
// every project.
//
// A term is free text (piracy), a key with one or several values
// (region:west-africa, line:DRG,BOR), a comparison (approved>1m,
// end<2011-12-31, start>=2010), a group in parentheses, or any of these with a
// minus in front, which turns it round. OR selects what one of its sides
// selects, each of which may have several terms: piracy kind:field OR maritime.
// Both sides stand in parentheses where further terms must hold too. The keys
// are the column names of list; line, approved and overall are short for
// service_lines, approved_budget and overall_budget. Keys and values are also
// read as screens print them: ends:6 months, region:West Africa.
//
// A year in a comparison of days stands for all its days: end<2011 is before
// 1 January 2011, end<=2011 includes 31 December 2011. Days can be counted from
// the as-of date: end:+6m is from that day to six months later, end>+6m is after
// that. An unknown day or amount holds in no comparison, turned round or not;
// spent:none asks for it.
//
// All terms compare whole projects but those that confine amounts
// (year:2010..2013, place:west-africa): they select the projects that have a
// slice there, and every amount is the part within. See Term.Confines.
type Query struct {
	Terms []Term
}

// Term is one condition of a query.
type Term struct {
	Not    bool
	Key    Key      // empty for free text
	Op     Op       // Is for free text and for lists of values
	Values []string // free text, or canonical codes of which one must hold
	Money  Cents    // for comparisons of amounts; of rates, hundredths of a per cent
	First  Date     // for comparisons of days: the first day meant
	Last   Date     // and the last: they differ where only a year or month was given
	Count  *Span    // for days counted from the as-of date: how far from it; nil for others
	Quoted bool     // for free text: in quotes, or it would be read as part of what stands beside it
	Any    []Query  // for KeyAny: one of them must hold; none of them confines amounts
}

// noValue stands in a query for a value that is not known: spent:none.
const noValue = "none"

// None reports whether the term asks for an amount, a rate or a day that is not
// known.
func (t Term) None() bool {
	return t.Key.ordered() && t.Op == Is && len(t.Values) == 1 && t.Values[0] == noValue
}

// NoneOf returns the term that selects what has no value of a key.
func NoneOf(k Key) Term { return Term{Key: k, Op: Is, Values: []string{noValue}} }

// Turned returns the term, turned round if asked for.
func (t Term) Turned(round bool) Term {
	t.Not = t.Not != round
	return t
}

// Days returns the days that a term compares with, as of a date. Where they are
// counted from it, a term such as end:+6m has those from the date to six months
// later, both included; any other comparison has the last of them alone.
func (t Term) Days(asOf Date) Range {
	switch {
	case t.Count == nil:
		return Range{t.First, t.Last}
	case t.Op == Is || t.Op == EqualSign:
		return t.Count.From(asOf)
	}
	to := t.Count.After(asOf)
	return Range{to, to}
}

// Key identifies what a term compares, such as approved.
type Key string

// The keys of the query language.
const (
	KeyText      Key = ""
	KeyNumber    Key = "number"
	KeyTitle     Key = "title"
	KeyKind      Key = "kind"
	KeyProgramme Key = "programme"
	KeyRegion    Key = "region"
	KeyScope     Key = "scope"
	KeyCountry   Key = "country"
	KeyStart     Key = "start"
	KeyEnd       Key = "end"
	KeyStatus    Key = "status"
	KeyApproved  Key = "approved"
	KeyOverall   Key = "overall"
	KeyShortfall Key = "shortfall"
	KeySpent     Key = "spent"
	KeyRate      Key = "rate"
	KeyLine      Key = "line"
	KeyYear      Key = "year"
	KeyPlace     Key = "place"
)

// KeyAny is the key of terms that join queries by OR. It cannot be typed.
const KeyAny Key = "or"

// Op is a comparison operator of a term.
type Op string

// The comparisons.
const (
	Is        Op = ":"
	Less      Op = "<"
	AtMost    Op = "<="
	More      Op = ">"
	AtLeast   Op = ">="
	EqualSign Op = "="
)

// String returns the query as it would be typed. ParseQuery of it returns an
// equal query.
func (q Query) String() string { return q.join(Term.plain) }

// Shown returns the query as people read it, with the days that counted ones
// mean as of a date: end:6 months (30 Apr to 31 Oct 2011).
func (q Query) Shown(asOf Date) string { return q.words(asOf, Range.Shown, Date.Shown) }

// Spoken is Shown with dates in words.
func (q Query) Spoken(asOf Date) string { return q.words(asOf, Range.Spoken, Date.Spoken) }

func (q Query) words(asOf Date, days func(Range) string, day func(Date) string) string {
	return q.join(func(t Term) string {
		switch r := t.Days(asOf); {
		case t.Count == nil:
			return t.plain()
		case r.First == r.Last:
			return t.counted() + " (" + day(r.Last) + ")"
		default:
			return t.counted() + " (" + days(r) + ")"
		}
	})
}

// counted is plain for a term that counts days, with the time in words; it can be typed too.
func (t Term) counted() string {
	s, op, words := "", t.Op, t.Count.Words()
	if t.Not {
		s = "-"
	}
	switch {
	case op == EqualSign:
		op = Is
	case op != Is && !strings.HasPrefix(words, "-"): // without a sign it would begin at the as-of date
		words = "+" + words
	}
	return s + string(t.Key) + string(op) + words
}

// join writes the terms of q, each as write does.
func (q Query) join(write func(Term) string) string {
	if len(q.Terms) == 1 && q.Terms[0].Key == KeyAny && !q.Terms[0].Not {
		return q.Terms[0].either(write) // nothing beside it: no parentheses
	}
	parts := make([]string, len(q.Terms))
	for i, t := range q.Terms {
		parts[i] = t.beside(write)
	}
	return strings.Join(parts, " ")
}

// beside writes the term as it stands beside others.
func (t Term) beside(write func(Term) string) string {
	switch {
	case t.Key != KeyAny:
		return write(t)
	case t.Not:
		return "-(" + t.either(write) + ")"
	}
	return "(" + t.either(write) + ")"
}

// either writes the sides of a term with KeyAny.
func (t Term) either(write func(Term) string) string {
	sides := make([]string, len(t.Any))
	for i, q := range t.Any {
		sides[i] = q.join(write)
	}
	return strings.Join(sides, " OR ")
}

// Each yields the terms of q, with those of its groups in place of these.
func (q Query) Each() iter.Seq[Term] {
	return func(yield func(Term) bool) { q.each(yield) }
}

// textsQuoted returns q with its free text in quotes.
func (q Query) textsQuoted() Query {
	out := Query{Terms: slices.Clone(q.Terms)}
	for i, t := range out.Terms {
		out.Terms[i].Quoted = t.Key == KeyText
		sides := make([]Query, len(t.Any))
		for j, side := range t.Any {
			sides[j] = side.textsQuoted()
		}
		if t.Key == KeyAny {
			out.Terms[i].Any = sides
		}
	}
	return out
}

func (q Query) each(yield func(Term) bool) bool {
	for _, t := range q.Terms {
		if t.Key != KeyAny {
			if !yield(t) {
				return false
			}
			continue
		}
		for _, side := range t.Any {
			if !side.each(yield) {
				return false
			}
		}
	}
	return true
}

// String returns the term as it would be typed.
func (t Term) String() string { return Query{Terms: []Term{t}}.String() }

// plain is String for a term that is no group.
func (t Term) plain() string {
	s := ""
	if t.Not {
		s = "-"
	}
	switch {
	case t.Key == KeyText:
		if t.Quoted {
			return s + `"` + t.Values[0] + `"`
		}
		return s + quoted(t.Values[0], s == "")
	case t.None():
	case t.Key.compares() == CompareAmounts, t.Key.compares() == CompareRates:
		return s + string(t.Key) + string(t.Op) + t.Money.Plain()
	case t.Key.compares() == CompareDays:
		return s + string(t.Key) + string(t.Op) + t.Values[0]
	}
	values := make([]string, len(t.Values))
	for i, v := range t.Values {
		values[i] = quoted(v, false)
	}
	return s + string(t.Key) + ":" + strings.Join(values, ",")
}

// quoted returns s in double quotes if it would not be parsed as a single plain
// value.
func quoted(s string, startOfTerm bool) string {
	plain := s != "" && !strings.ContainsFunc(s, unicode.IsSpace) && !strings.ContainsAny(s, "\",:<>=()|") &&
		(!startOfTerm || !strings.HasPrefix(s, "-") && operator(s) == "")
	if plain {
		return s
	}
	return `"` + strings.ReplaceAll(s, `"`, "") + `"`
}

// And returns q with more terms.
func (q Query) And(terms ...Term) Query {
	all := make([]Term, 0, len(q.Terms)+len(terms))
	return Query{Terms: append(append(all, q.Terms...), terms...)}
}

// OneOf returns the term that is true if a key has one of the codes. Years that
// follow one another are written as a range.
func OneOf(key Key, codes ...string) Term {
	if key == KeyYear {
		codes = joinedYears(codes)
	}
	return Term{Key: key, Op: Is, Values: codes}
}

// Has reports whether a code is among the term's values.
func (t Term) Has(code string) bool {
	if t.Key == KeyYear {
		year, ok := yearOf(code)
		return ok && slices.ContainsFunc(t.Years(), func(r YearRange) bool { return r.Holds(year) })
	}
	return slices.Contains(t.Values, code)
}

// UsesSlices reports whether a term compares service lines or places. Such a
// term selects whole projects; their shares appear only in a breakdown by line
// or country.
func (q Query) UsesSlices() bool {
	for t := range q.Each() {
		if t.Key == KeyLine || t.Key == KeyCountry {
			return true
		}
	}
	return false
}

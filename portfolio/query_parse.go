package portfolio

import (
	"fmt"
	"slices"
	"strings"

	"fieldfolio/portfolio/fault"
)

// MaxQuery is the maximum length of a query, in bytes.
const MaxQuery = 2000

// ParseQuery reads a query. For an unknown key or code it returns an *Invalid
// that names the nearest valid one.
func ParseQuery(text string, cat *Catalogue) (Query, error) {
	text = strings.ToValidUTF8(text, "\ufffd")
	if len(text) > MaxQuery {
		return Query{}, &fault.Invalid{Field: "query", Value: visible(text, 40),
			Why: fmt.Sprintf("is longer than %d bytes", MaxQuery)}
	}
	q, err := readQuery(text, cat)
	if err != nil {
		return Query{}, err
	}
	if again, err := readQuery(q.String(), cat); err != nil || again.String() != q.String() {
		q = q.textsQuoted() // place:guinea "bissau"
	}
	return q, nil
}

func readQuery(text string, cat *Catalogue) (Query, error) {
	tokens, err := tokensOf(text)
	if err != nil {
		return Query{}, err
	}
	p := queryReader{tokens: tokens, cat: cat}
	return p.either(0)
}

// queryReader reads tokens, the first of which is the next.
type queryReader struct {
	tokens []queryToken
	cat    *Catalogue
}

// maxGroups is how deep groups of a query lie within one another.
const maxGroups = 20

// either reads queries joined by OR, up to the end of a group at a depth.
func (p *queryReader) either(depth int) (Query, error) {
	if depth > maxGroups {
		return Query{}, &fault.Invalid{Field: "query", Value: "(",
			Why: fmt.Sprintf("has more than %d parentheses within one another", maxGroups)}
	}
	var sides []Query
	for {
		q, err := p.all(depth)
		if err != nil {
			return q, err
		}
		sides = append(sides, q)
		if len(p.tokens) == 0 || p.tokens[0].kind != orToken {
			break
		}
		p.tokens = p.tokens[1:]
	}
	if len(p.tokens) > 0 { // the parenthesis that ends the group
		p.tokens = p.tokens[1:]
	}
	return eitherOf(sides)
}

// all reads terms all of which must hold.
func (p *queryReader) all(depth int) (Query, error) {
	var q Query
	for len(p.tokens) > 0 {
		switch next := p.tokens[0]; next.kind {
		case orToken, closeToken:
			return q, nil
		case openToken:
			p.tokens = p.tokens[1:]
			group, err := p.either(depth + 1)
			if err == nil {
				err = group.fitsGroup(next.not)
			}
			if err != nil {
				return q, err
			}
			q = q.And(group.turned(next.not)...)
		case wordToken:
			t, err := p.term()
			if err != nil {
				return q, err
			}
			q.Terms = append(q.Terms, t)
		}
	}
	return q, nil
}

// fitsGroup returns an *Invalid if a group cannot be turned round, or is empty.
func (q Query) fitsGroup(not bool) error {
	switch {
	case len(q.Terms) == 0:
		return &fault.Invalid{Field: "query", Value: "()", Why: "has nothing in its parentheses",
			Do: "write terms there, such as (piracy OR maritime)"}
	case not && len(q.Terms) > 1 && q.Confines():
		return &fault.Invalid{Field: "query", Value: "-(" + q.String() + ")", Why: "confines amounts in what it excludes",
			Do: "write -" + q.Confinement().Terms[0].String() + " beside it"}
	}
	return nil
}

// turned returns the terms of a group, turned round if asked for.
func (q Query) turned(not bool) []Term {
	switch {
	case !not:
		return q.Terms
	case len(q.Terms) == 1:
		return []Term{q.Terms[0].Turned(true)}
	}
	return []Term{{Not: true, Key: KeyAny, Op: Is, Any: []Query{q}}}
}

// eitherOf joins queries by OR. Values of one key that it joins are a list.
func eitherOf(sides []Query) (Query, error) {
	if len(sides) == 1 {
		return sides[0], nil
	}
	var all []Query
	for _, q := range sides {
		switch {
		case len(q.Terms) == 0:
			return q, &fault.Invalid{Field: "query", Value: "OR", Why: "has nothing on one side",
				Do: "write terms on both sides, such as piracy OR maritime"}
		case len(q.Terms) == 1 && q.Terms[0].Key == KeyAny && !q.Terms[0].Not:
			all = append(all, q.Terms[0].Any...)
		default:
			all = append(all, q)
		}
	}
	if list, ok := listOf(all); ok {
		return Query{Terms: []Term{list}}, nil
	}
	if i := slices.IndexFunc(all, Query.Confines); i >= 0 {
		return Query{}, confinedSide(all, i)
	}
	return Query{Terms: []Term{{Key: KeyAny, Op: Is, Any: all}}}, nil
}

// listOf returns the term with the values of all queries, if each is a term of
// the same key with values: line:DRG OR line:TIP is line:DRG,TIP.
func listOf(sides []Query) (Term, bool) {
	var out Term
	for i, q := range sides {
		if len(q.Terms) != 1 {
			return out, false
		}
		t := q.Terms[0]
		if t.Key == KeyText || t.Key == KeyAny || t.Not || t.Op != Is || t.None() || i > 0 && t.Key != out.Key {
			return out, false
		}
		out = OneOf(t.Key, slices.Concat(out.Values, t.Values)...)
	}
	return out, true
}

// confinedSide says that a side of OR confines amounts, which only whole queries do.
func confinedSide(sides []Query, at int) error {
	confines := sides[at].Confinement()
	e := &fault.Invalid{Field: "query", Value: confines.String(), Why: "confines amounts, so it cannot stand on one side of OR"}
	switch within := confines.Terms[0]; {
	case len(sides[at].Whole().Terms) > 0:
		sides[at] = sides[at].Whole()
		e.Do = "use (" + Term{Key: KeyAny, Any: sides}.either(Term.plain) + ") " + confines.String()
	case within.Key == KeyPlace:
		within.Key = KeyCountry
		e.Do = "use " + within.String() + ", which selects whole projects"
	default:
		e.Do = "use it beside OR, such as (piracy OR maritime) year:2012"
	}
	return e
}

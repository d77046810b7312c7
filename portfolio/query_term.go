package portfolio

import (
	"cmp"
	"fmt"
	"strings"

	"fieldfolio/portfolio/fault"
)

// term reads a term with the words that belong to its key and to its value:
// approved budget > 1m, region:West Africa.
func (p *queryReader) term() (Term, error) {
	next := p.tokens[0]
	p.tokens = p.tokens[1:]
	t := Term{Op: Is, Not: next.not}
	body := next.text
	if rest, ok := strings.CutPrefix(body, "-"); ok {
		t.Not, body = !t.Not, rest
	}
	name, op, value := cutOp(body)
	if op == "" {
		name, op, value = p.label(body)
	}
	if op == "" {
		text := strings.TrimSpace(strings.ReplaceAll(body, `"`, ""))
		if len(SearchWords(text)) == 0 {
			return t, &fault.Invalid{Field: "query", Value: next.text, Why: "has no letter or digit to look for",
				Do: "write a word, or a key such as region:west-africa"}
		}
		t.Values = []string{text}
		return t, nil
	}
	key, err := parseKey(name)
	if err != nil {
		return t, err
	}
	t.Key, t.Op = key, op
	return p.valued(t, value)
}

// mostWords is the maximum number of words of a name after the first one.
const mostWords = 8

// label reads the name of a key that is several words, or that blanks stand
// behind; op is empty if there is none.
func (p *queryReader) label(first string) (name string, op Op, value string) {
	name = first
	for i, t := range p.tokens {
		if i == mostWords || t.kind != wordToken || t.not || strings.Contains(name, `"`) {
			break
		}
		more, op, value := cutOp(t.text)
		if at := strings.IndexAny(t.text, comparisons); at == 0 {
			_, op, value = cutOp("x" + t.text)
		}
		name = strings.TrimSpace(name + " " + more)
		if _, ok := FindKey(name); ok && op != "" {
			p.tokens = p.tokens[i+1:]
			return name, op, value
		}
		if op != "" {
			break
		}
		name += " " + t.text
	}
	return "", "", ""
}

// valued reads the value of a term. The words that follow belong to it as far
// as they make a name or a value: region:West Africa piracy has the value West
// Africa. A part of a name is enough if it is part of no other.
func (p *queryReader) valued(t Term, value string) (Term, error) {
	texts := []string{value} // with more and more words
	for i := range p.belonging(t.Key, value) {
		texts = append(texts, strings.TrimSpace(texts[i]+" "+p.tokens[i].text))
	}
	take := func(n int) { p.tokens = p.tokens[n:] }
	for n := len(texts) - 1; n >= 0; n-- {
		if out, err := readValue(t, texts[n], p.cat); err == nil {
			take(n)
			return out, nil
		}
	}
	if Choices(t.Key, p.cat) != nil && (t.Op == Is || t.Op == EqualSign) {
		for n := len(texts) - 1; n >= 0; n-- {
			codes, err := likely(t.Key, texts[n], n > 0, p.cat)
			if err != nil {
				return t, err
			}
			if codes != nil {
				take(n)
				t.Op, t.Values = Is, codes
				return t, nil
			}
		}
	}
	_, err := readValue(t, texts[0], p.cat)
	return t, err
}

// belonging returns how many of the next tokens can belong to a value.
func (p *queryReader) belonging(k Key, value string) int {
	most := mostWords
	switch k.compares() {
	case CompareWords, CompareIndexed, CompareNumbers: // any word can be looked for
		most = 0
		if value == "" {
			most = 1
		}
	default:
	}
	if strings.HasSuffix(value, `"`) {
		most = 0
	}
	n := 0
	for n < min(most, len(p.tokens)) && p.tokens[n].plain() {
		n++
	}
	if n == 0 && value == "" && len(p.tokens) > 0 && strings.HasPrefix(p.tokens[0].text, `"`) {
		n = 1
	}
	return n
}

// readValue returns a term with a value.
func readValue(t Term, value string, cat *Catalogue) (_ Term, err error) {
	key := t.Key
	if key.ordered() && t.Op == Is { // end:<2012
		if _, op, rest := cutOp("x" + value); op != "" && op != Is {
			t.Op, value = op, strings.TrimSpace(rest)
		}
	}
	switch {
	case value == "":
		return t, &fault.Invalid{Field: "query", Value: string(key) + string(t.Op), Why: "has no value",
			Do: "write " + example(key)}
	case key.ordered() && strings.EqualFold(value, noValue) && (t.Op == Is || t.Op == EqualSign):
		t.Op, t.Values = Is, []string{noValue}
		return t, nil
	case key.compares() == CompareAmounts:
		return moneyTerm(t, value)
	case key.compares() == CompareRates:
		return rateTerm(t, value)
	case key.compares() == CompareDays:
		return dayTerm(t, value)
	case key.compares() == CompareYears:
		return yearTerm(t, value)
	case t.Op != Is && t.Op != EqualSign:
		return t, &fault.Invalid{Field: "query", Value: string(key) + string(t.Op) + value,
			Why: fmt.Sprintf("compares %s, which has no order", key), Do: "write " + example(key)}
	}
	t.Op = Is
	t.Values, err = parseValues(key, value, cat)
	return t, err
}

// comparisons are the signs that comparisons begin with.
const comparisons = ":<>="

// cutOp splits body at its first operator outside quotes; op is empty for free
// text.
func cutOp(body string) (name string, op Op, value string) {
	i := strings.IndexAny(body, comparisons+`"`)
	if i <= 0 || body[i] == '"' {
		return "", "", ""
	}
	op = Op(body[i : i+1])
	if (op == Less || op == More) && strings.HasPrefix(body[i+1:], "=") {
		op = Op(body[i : i+2])
	}
	return body[:i], op, body[i+len(op):]
}

func parseKey(name string) (Key, error) {
	if k, ok := FindKey(name); ok {
		return k, nil
	}
	names := make([]string, len(Keys))
	for i, k := range Keys {
		names[i] = string(k)
	}
	do := "use one of " + strings.Join(names, ", ")
	if len(fault.Nearest(name, names, 1)) > 0 {
		do = fault.Suggest(name, names)
	}
	return "", &fault.Invalid{Field: "query key", Value: strings.ToLower(name), Why: "is not known", Do: do}
}

func example(k Key) string {
	switch k.compares() {
	case CompareAmounts:
		return string(k) + ">1m"
	case CompareDays:
		return string(k) + "<2012-01-01"
	case CompareRates, CompareCodes, CompareIndexed, CompareKinds, CompareNumbers, ComparePortions, CompareScope,
		CompareStatus, CompareWords, CompareYears, ComparePlaces:
	}
	return cmp.Or(keySpecs[k].Example, string(k)+":west-africa")
}

func moneyTerm(t Term, value string) (Term, error) {
	c, err := ParseMoney(value)
	if err != nil {
		return t, &fault.Invalid{Field: "query value", Value: value, Why: "is not an amount in US dollars",
			Do: "write " + string(t.Key) + ">1m or " + string(t.Key) + ">=250,000"}
	}
	return t.than(c), nil
}

// than returns the term that compares with an amount or a rate; without a sign it asks for the same.
func (t Term) than(c Cents) Term {
	t.Money = c
	if t.Op == Is {
		t.Op = EqualSign
	}
	return t
}

// rateTerm reads a rate in per cent, such as 30 or 12.5%.
func rateTerm(t Term, value string) (Term, error) {
	c, err := ParseMoney(strings.TrimSpace(strings.TrimSuffix(value, "%")))
	if err != nil {
		return t, &fault.Invalid{Field: "query value", Value: value, Why: "is not a rate in per cent",
			Do: "use " + string(t.Key) + "<30 or " + string(t.Key) + ":none"}
	}
	return t.than(c), nil
}

// dayTerm reads a term that compares days: a day, a month or a year, or a time
// counted from the as-of date. A time without a sign begins on that date in the
// comparisons < and <= too: end<6m ends within six months.
func dayTerm(t Term, value string) (Term, error) {
	if span, plain, ok := readSpan(value); ok {
		if _, err := ParseSpan(value); err != nil {
			return t, err
		}
		within := t.Op == Is || !signed(value) && (t.Op == Less || t.Op == AtMost)
		if within {
			t.Op = EqualSign
		}
		t.Values, t.Count = []string{plain}, &span
		return t, nil
	}
	if t.Op == Is {
		t.Op = EqualSign
	}
	first, last, written, ok := parsePeriod(value)
	t.First, t.Last, t.Values = first, last, []string{written}
	if !ok {
		return t, &fault.Invalid{Field: "query value", Value: value, Why: "is not a day, month or year",
			Do: fmt.Sprintf("write %[1]s<2012, %[1]s<2012-06, %[1]s<2012-06-30 or %[1]s:6m", t.Key)}
	}
	return t, nil
}

// parsePeriod reads a year, a month or a day, or a range of these as screens
// print it, and returns its first and last day. written is the same in digits.
func parsePeriod(s string) (first, last Date, written string, ok bool) {
	s = strings.TrimSpace(strings.ReplaceAll(s, `"`, ""))
	from, to, isRange := strings.Cut(strings.ReplaceAll(s, " to ", between), between)
	if !isRange {
		p, err := readPeriod(dayWords(s))
		if err != nil {
			return 0, 0, "", false
		}
		first, err1 := p.at(FirstDay)
		last, err2 := p.at(LastDay)
		return first, last, p.plain(), err1 == nil && err2 == nil
	}
	_, last, toText, ok := parsePeriod(to)
	if ok && !strings.Contains(from, between) {
		first, _, fromText, begins := parsePeriod(from)
		if !begins { // 30 Apr to 31 Oct 2011
			first, _, fromText, begins = parsePeriod(fmt.Sprint(from, " ", last.Year()))
		}
		return first, last, fromText + between + toText, begins && first <= last
	}
	return 0, 0, "", false
}

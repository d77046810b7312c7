package portfolio

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"

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
	words, err := splitTerms(text)
	if err != nil {
		return Query{}, err
	}
	if err := checkOperators(words); err != nil {
		return Query{}, err
	}
	var q Query
	for _, w := range words {
		t, err := parseTerm(w, cat)
		if err != nil {
			return Query{}, err
		}
		q.Terms = append(q.Terms, t)
	}
	return q, nil
}

// splitTerms splits at blanks outside double quotes; the quotes stay.
func splitTerms(text string) ([]string, error) {
	var words []string
	var word strings.Builder
	inside := false
	for _, r := range text {
		if r == '"' {
			inside = !inside
		}
		if unicode.IsSpace(r) && !inside {
			if word.Len() > 0 {
				words = append(words, word.String())
				word.Reset()
			}
			continue
		}
		word.WriteRune(r)
	}
	if inside {
		return nil, &fault.Invalid{Field: "query", Value: text, Why: "has a double quote that is not closed",
			Do: `write the text as "between two quotes"`}
	}
	if word.Len() > 0 {
		words = append(words, word.String())
	}
	return words, nil
}

func parseTerm(word string, cat *Catalogue) (Term, error) {
	t := Term{Op: Is}
	body := word
	if rest, ok := strings.CutPrefix(word, "-"); ok {
		t.Not, body = true, rest
	}
	name, op, value := cutOp(body)
	if op == "" {
		text := strings.TrimSpace(strings.ReplaceAll(body, `"`, ""))
		if len(SearchWords(text)) == 0 {
			return t, &fault.Invalid{Field: "query", Value: word, Why: "has no letter or digit to look for",
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
	switch {
	case value == "":
		return t, &fault.Invalid{Field: "query", Value: word, Why: "has no value behind " + string(op),
			Do: "write " + example(key)}
	case key.ordered() && strings.EqualFold(value, noValue) && (op == Is || op == EqualSign):
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
	case op != Is && op != EqualSign:
		return t, &fault.Invalid{Field: "query", Value: word, Why: fmt.Sprintf("compares %s, which has no order", key),
			Do: "write " + example(key)}
	}
	t.Op = Is
	t.Values, err = parseValues(key, value, cat)
	return t, err
}

// cutOp splits body at its first operator outside quotes; op is empty for free
// text.
func cutOp(body string) (name string, op Op, value string) {
	i := strings.IndexAny(body, `:<>="`)
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
		return t, &fault.Invalid{Field: "query value", Value: value, Why: "is no amount in US dollars",
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
	c, err := ParseMoney(strings.TrimSuffix(value, "%"))
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
	t.Values = []string{value}
	var ok bool
	if t.First, t.Last, ok = parsePeriod(value); !ok {
		return t, &fault.Invalid{Field: "query value", Value: value, Why: "is no day, month or year",
			Do: fmt.Sprintf("write %[1]s<2012, %[1]s<2012-06, %[1]s<2012-06-30 or %[1]s:6m", t.Key)}
	}
	return t, nil
}

// parsePeriod reads a year, a month or a day and returns its first and last
// day.
func parsePeriod(s string) (first, last Date, ok bool) {
	if t, err := time.Parse(time.DateOnly, s); err == nil {
		return DateOf(t), DateOf(t), true
	}
	if t, err := time.Parse("2006-01", s); err == nil {
		return DateOf(t), DateOf(t.AddDate(0, 1, -1)), true
	}
	if t, err := time.Parse("2006", s); err == nil && t.Year() > 0 {
		return DateOf(t), DateOf(t.AddDate(1, 0, -1)), true
	}
	return 0, 0, false
}

// parseValues converts the comma-separated values of a key into canonical
// codes.
func parseValues(key Key, text string, cat *Catalogue) ([]string, error) {
	var codes []string
	for _, v := range splitValues(text) {
		v = strings.TrimSpace(strings.ReplaceAll(v, `"`, ""))
		if v == "" {
			return nil, &fault.Invalid{Field: "query", Value: text, Why: "has an empty value", Do: "write " + example(key)}
		}
		code, err := canonical(key, v, cat)
		if err != nil {
			return nil, err
		}
		codes = append(codes, code)
	}
	return codes, nil
}

func splitValues(text string) []string {
	inside := false
	return strings.FieldsFunc(text+" ", func(r rune) bool {
		if r == '"' {
			inside = !inside
		}
		return r == ',' && !inside
	})
}

// canonical returns the code for a value of a key.
func canonical(key Key, value string, cat *Catalogue) (string, error) {
	choices := Choices(key, cat)
	switch key.compares() {
	case CompareNumbers:
		return strings.ToUpper(value), nil
	case CompareWords, CompareIndexed:
		if keySpecs[key].Choices == nil {
			return value, nil
		}
	case CompareAmounts, CompareRates, CompareCodes, CompareDays, CompareKinds, ComparePortions, CompareScope,
		CompareStatus, CompareYears, ComparePlaces:
	}
	for _, c := range choices {
		switch {
		case !c.Called(value):
		case key.compares() == ComparePlaces:
			return strings.ToLower(dashed(c.Name)), nil // codes of regions, such as 1030, say nothing to people
		default:
			return c.Code, nil
		}
	}
	names := make([]string, 0, 64)
	for _, c := range choices {
		names = append(names, c.Code)
		for _, other := range []string{c.Label, c.Name} {
			if other = dashed(other); other != "" && !strings.EqualFold(other, c.Code) {
				names = append(names, other)
			}
		}
	}
	return "", &fault.Invalid{Field: string(key), Value: value, Why: "is not known",
		Do: cmp.Or(elsewhere(value, cat), fault.Suggest(value, names))}
}

// Choice is a value that a key can have.
type Choice struct {
	Code  string
	Label string // short form that is accepted too; may be empty
	Name  string
}

// Called reports whether value is one of the choice's names. Dashes stand for
// the blanks of a name, as in west-africa.
func (c Choice) Called(value string) bool {
	return slices.ContainsFunc([]string{c.Code, c.Label, c.Name, dashed(c.Name)}, func(name string) bool {
		return name != "" && strings.EqualFold(name, value)
	})
}

func dashed(name string) string { return strings.ReplaceAll(name, " ", "-") }

// Choices returns the possible values of a key, in order; none if any value is
// valid.
func Choices(key Key, cat *Catalogue) []Choice {
	if e, ok := keySpecs[key]; ok && e.Choices != nil {
		return e.Choices(cat)
	}
	return nil
}

package portfolio

import (
	"strconv"
	"strings"

	"fieldfolio/portfolio/fault"
)

// Span is a time counted in months and days, both negative for earlier dates.
type Span struct{ Months, Days int }

// mostYears is the length that every span stays below, in years.
const mostYears = 200

// ParseSpan reads a time as people write it: +6m, 6 months, six months, -90d,
// 1y6m, 1 year and 6 months; or a sign and a number, which counts months: +6.
// Without a sign the time is later. It returns an *Invalid for anything else,
// and for more than 200 years.
func ParseSpan(text string) (Span, error) {
	s, _, ok := readSpan(text)
	switch {
	case !ok:
		return Span{}, &fault.Invalid{Field: "date", Value: text, Why: "is not a length of time",
			Do: "write years, months, weeks or days, such as 6m or 90d"}
	case max(s.Months, -s.Months) >= 12*mostYears || max(s.Days, -s.Days) >= 366*mostYears:
		return Span{}, &fault.Invalid{Field: "date", Value: text, Why: outOfYears}
	}
	return s, nil
}

// Counted reports whether a text is relative to another date: a time that
// ParseSpan reads, of whatever length.
func Counted(text string) bool {
	_, _, ok := readSpan(text)
	return ok
}

// signed reports whether a relative text begins with a sign.
func signed(text string) bool { return strings.IndexAny(strings.TrimSpace(text), "+-") == 0 }

// earlier reports whether a relative text counts back.
func earlier(text string) bool { return strings.HasPrefix(strings.TrimSpace(text), "-") }

// numberWords are the numbers that are also read as words.
var numberWords = map[string]int{"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6,
	"seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12}

// unitLetters maps the names of units to their letters.
var unitLetters = map[string]string{"d": "d", "day": "d", "days": "d", "w": "w", "wk": "w", "week": "w", "weeks": "w",
	"m": "m", "mo": "m", "mth": "m", "month": "m", "months": "m",
	"y": "y", "yr": "y", "yrs": "y", "year": "y", "years": "y"}

// spanPart is a number of days, weeks, months or years.
type spanPart struct {
	n    int
	unit string // its letter
}

// String returns the part as 6m.
func (p spanPart) String() string { return strconv.Itoa(p.n) + p.unit }

// spanParts reads the parts of a time, and its sign, which is + where none is
// written.
func spanParts(text string) (sign string, parts []spanPart, ok bool) {
	text = strings.ToLower(strings.TrimSpace(text))
	rest := strings.TrimLeft(text, "+-")
	switch len(text) - len(rest) {
	case 0:
		sign = "+"
	case 1:
		sign = text[:1]
	default:
		return "", nil, false
	}
	words := spanWords(rest)
	if len(words) == 1 && rest != text { // only a sign makes a number a time
		words = append(words, "m")
	}
	for len(words) >= 2 {
		if words[0] == "and" && len(parts) > 0 {
			words = words[1:]
			continue
		}
		n, unit := spanNumber(words[0]), unitLetters[words[1]]
		if n < 0 || unit == "" {
			return "", nil, false
		}
		parts, words = append(parts, spanPart{n, unit}), words[2:]
	}
	return sign, parts, len(parts) > 0 && len(words) == 0
}

// spanNumber reads a number of at most four digits, or a word; it returns -1
// for anything else.
func spanNumber(word string) int {
	if n, known := numberWords[word]; known {
		return n
	}
	if n, err := strconv.Atoi(word); err == nil && allDigits(word) && len(word) <= 4 {
		return n
	}
	return -1
}

// readSpan reads a time, and returns it written with a sign and units of one
// letter too: +1y6m.
func readSpan(text string) (s Span, plain string, ok bool) {
	sign, parts, ok := spanParts(text)
	plain = sign
	for _, p := range parts {
		plain += p.String()
		if sign == "-" {
			p.n = -p.n
		}
		switch p.unit {
		case "y":
			s.Months += 12 * p.n
		case "m":
			s.Months += p.n
		case "w":
			s.Days += 7 * p.n
		default:
			s.Days += p.n
		}
	}
	return s, plain, ok
}

// spanWords splits at blanks, and between numbers and letters.
func spanWords(text string) []string {
	var spaced strings.Builder
	digit := func(r rune) bool { return r >= '0' && r <= '9' }
	last := ' '
	for _, r := range text {
		if digit(r) != digit(last) {
			spaced.WriteByte(' ')
		}
		spaced.WriteRune(r)
		last = r
	}
	return strings.Fields(spaced.String())
}

// After returns the date that is s after d: the months are counted first, as
// Date.AddMonths does.
func (s Span) After(d Date) Date { return d.AddMonths(s.Months).AddDays(s.Days) }

// Words returns the time as ParseSpan reads it, in words: 1 year and 6 months, -90 days.
func (s Span) Words() string {
	sign, months, days := "", s.Months, s.Days
	if months < 0 || days < 0 {
		sign, months, days = "-", -months, -days
	}
	var parts []string
	for _, x := range []struct {
		n    int
		name string
	}{{months / 12, "year"}, {months % 12, "month"}, {days, "day"}} {
		if x.n != 0 {
			parts = append(parts, CountOf(x.n, x.name))
		}
	}
	if len(parts) == 0 {
		return "0 days"
	}
	return sign + strings.Join(parts, " and ")
}

// From returns the days between d and the date that is s after it, with both.
func (s Span) From(d Date) Range {
	to := s.After(d)
	return Range{min(d, to), max(d, to)}
}

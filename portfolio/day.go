package portfolio

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"time"

	"fieldfolio/portfolio/fault"
)

// Side says whether a month or a year stands for its first or its last day.
type Side int

// The two sides of a period.
const (
	FirstDay Side = iota
	LastDay
)

// Dates of projects lie between these years.
const (
	firstYear  = 1970
	lastYear   = 2099
	outOfYears = "lies before 1970 or after 2099"
)

// ReadDay reads a date as people write it, between 1970 and 2099: 2011-06-30,
// 30 Jun 2011, June 30, 2011, 30.6.2011; or a month or a year (2011-06, 6/2011,
// Jun 2011, 2011), which stands for its first or last day, as side says.
// "start" or "end" before a month or a year (end 2012, end of Jun 2011)
// overrides side. It returns an *Invalid for anything else, and one that names
// both readings for dates such as 03/04/2011.
func ReadDay(text string, side Side) (Date, error) {
	words := dayWords(text)
	asked := ""
	if len(words) > 0 && (words[0] == "start" || words[0] == "end") {
		asked, words = words[0], words[1:]
		if side = FirstDay; asked == "end" {
			side = LastDay
		}
		if len(words) > 0 && words[0] == "of" {
			words = words[1:]
		}
	}
	p, err := readPeriod(words)
	switch {
	case err != nil:
		return 0, dayFault(text, err)
	case p.day > 0 && asked != "":
		return 0, &fault.Invalid{Field: "date", Value: text, Why: "names a day, which has no " + asked,
			Do: "leave out " + asked}
	case p.year < firstYear || p.year > lastYear:
		return 0, &fault.Invalid{Field: "date", Value: text, Why: outOfYears}
	}
	d, err := p.at(side)
	if err != nil {
		return 0, dayFault(text, err)
	}
	return d, nil
}

// dayFault gives an *Invalid the whole text as its value.
func dayFault(text string, err error) error {
	in, ok := err.(*fault.Invalid) //nolint:errorlint // made by the functions below
	if !ok {
		return err
	}
	whole := *in
	whole.Field, whole.Value = "date", text
	return &whole
}

// dayWords splits a text into numbers and words in lower case. Hyphens, points
// and slashes between numbers stay, because they tell the formats apart.
func dayWords(text string) []string {
	text = strings.ToLower(strings.ReplaceAll(text, ",", " "))
	if strings.ContainsFunc(text, func(r rune) bool { return r >= 'a' && r <= 'z' }) {
		text = wordHyphen().ReplaceAllString(text, "$1$3 $2$4") // 30-Jun-2011
	}
	return strings.Fields(text)
}

var wordHyphen = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`([a-z])[-.]+([0-9])|([0-9])[-.]+([a-z])`)
})

// period is a year, a month or a day; the parts that are not given are 0.
type period struct {
	year  int
	month time.Month
	day   int
}

// at returns the first or last day of the period.
func (p period) at(side Side) (Date, error) {
	switch {
	case p.day > 0:
		return NewDate(p.year, p.month, p.day)
	case p.month > 0 && side == FirstDay:
		return NewDate(p.year, p.month, 1)
	case p.month > 0:
		return NewDate(p.year, p.month, monthLength(p.year, p.month))
	case side == FirstDay:
		return NewDate(p.year, time.January, 1)
	}
	return NewDate(p.year, time.December, 31)
}

// plain returns the period in digits: 2011, 2011-06 or 2011-06-30.
func (p period) plain() string {
	switch {
	case p.day > 0:
		return fmt.Sprintf("%04d-%02d-%02d", p.year, p.month, p.day)
	case p.month > 0:
		return fmt.Sprintf("%04d-%02d", p.year, p.month)
	}
	return fmt.Sprintf("%04d", p.year)
}

func monthLength(year int, month time.Month) int {
	return time.Date(year, month+1, 0, 0, 0, 0, 0, time.UTC).Day()
}

var errNoDay = &fault.Invalid{Field: "date", Why: "is not a date"}

// readPeriod reads a year, a month or a day, without "start" or "end".
func readPeriod(words []string) (period, error) {
	switch len(words) {
	case 1:
		return readNumbers(words[0])
	case 2, 3:
		return readNamed(words)
	}
	return period{}, errNoDay
}

// readNamed reads a month name with a year and an optional day, in any order:
// the year has four digits and the day at most two.
func readNamed(words []string) (period, error) {
	var p period
	for _, w := range words {
		m, named := monthOf(w)
		n, err := strconv.Atoi(w)
		switch {
		case named && p.month == 0:
			p.month = m
		case err == nil && len(w) == 4 && p.year == 0:
			p.year = n
		case err == nil && len(w) <= 2 && n > 0 && p.day == 0:
			p.day = n
		default:
			return period{}, errNoDay
		}
	}
	if p.year == 0 || p.month == 0 {
		return period{}, errNoDay
	}
	return p, nil
}

// monthOf returns the month of an English name, or of its first letters, at
// least three.
func monthOf(word string) (time.Month, bool) {
	word = strings.TrimSuffix(word, ".")
	for m := time.January; m <= time.December; m++ {
		if name := strings.ToLower(m.String()); len(word) >= 3 && strings.HasPrefix(name, word) || word == "sept" &&
			m == time.September {
			return m, true
		}
	}
	return 0, false
}

var (
	yearFirst = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`^([0-9]{4})(?:[-./]([0-9]{1,2})(?:[-./]([0-9]{1,2}))?)?$`)
	})
	yearLast = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`^(?:([0-9]{1,2})[-./])?([0-9]{1,2})[-./]([0-9]{4})$`)
	})
)

// readNumbers reads a year, a month or a day written in digits.
func readNumbers(word string) (period, error) {
	number := func(s string) int { n, _ := strconv.Atoi(s); return n }
	var p period
	if m := yearFirst().FindStringSubmatch(word); m != nil {
		p = period{number(m[1]), time.Month(number(m[2])), number(m[3])}
		if m[2] != "" && (p.month < 1 || p.month > 12) || m[3] != "" && p.day == 0 {
			return p, &fault.Invalid{Why: "is not a date"}
		}
		return p, nil
	}
	m := yearLast().FindStringSubmatch(word)
	if m == nil {
		return p, errNoDay
	}
	a, b := number(m[1]), number(m[2])
	p = period{number(m[3]), time.Month(b), a}
	switch {
	case m[1] != "" && a == 0 || b == 0:
		return p, &fault.Invalid{Why: "is not a date"}
	case m[1] == "" && b <= 12:
		return p, nil
	case b > 12 && a > 0 && a <= 12: // 6/30/2011
		return period{p.year, time.Month(a), b}, nil
	case b > 12:
		return p, &fault.Invalid{Why: "is not a date"}
	case a <= 12 && a != b:
		return p, twoReadings(p.year, a, b)
	}
	return p, nil
}

// twoReadings returns the error for two numbers either of which can be the
// month.
func twoReadings(year, a, b int) error {
	one := fmt.Sprintf("%d %s %d", a, time.Month(b).String()[:3], year)
	other := fmt.Sprintf("%d %s %d", b, time.Month(a).String()[:3], year)
	return &fault.Invalid{Why: "can be " + one + " and " + other, Do: "write the month by its name"}
}

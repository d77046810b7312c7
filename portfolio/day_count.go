package portfolio

import (
	"regexp"
	"strconv"
	"strings"
	"sync"

	"fieldfolio/portfolio/fault"
)

// countForm matches a date counted from another one, such as +6m or -1y 3m.
var countForm = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^([+-])((?: *[0-9]{1,4} *(?:d|days?|w|weeks?|m|months?|y|years?))+)$`)
})

var countPart = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`([0-9]{1,4}) *([dwmy])`)
})

// Counted reports whether a text is relative to another date: a sign, then
// numbers of years, months, weeks or days, such as +6m, -90d, +1y6m.
func Counted(text string) bool { return countForm().MatchString(countText(text)) }

func countText(text string) string { return strings.ToLower(strings.TrimSpace(text)) }

// Span is a time counted in months and days, both negative for earlier dates.
type Span struct{ Months, Days int }

// ParseSpan reads a relative text, see Counted. It returns an *Invalid for
// anything else, and for more than 200 years.
func ParseSpan(text string) (Span, error) {
	m := countForm().FindStringSubmatch(countText(text))
	if m == nil {
		return Span{}, &fault.Invalid{Field: "date", Value: text, Why: "is no day"}
	}
	sign := 1
	if m[1] == "-" {
		sign = -1
	}
	var s Span
	for _, part := range countPart().FindAllStringSubmatch(m[2], -1) {
		n, _ := strconv.Atoi(part[1])
		n *= sign
		switch part[2] {
		case "y":
			s.Months += 12 * n
		case "m":
			s.Months += n
		case "w":
			s.Days += 7 * n
		default:
			s.Days += n
		}
	}
	if max(s.Months, -s.Months) >= 12*200 || max(s.Days, -s.Days) >= 366*200 {
		return Span{}, &fault.Invalid{Field: "date", Value: text, Why: outOfYears}
	}
	return s, nil
}

// After returns the date that is s after d: the months are counted first, as
// Date.AddMonths does.
func (s Span) After(d Date) Date { return d.AddMonths(s.Months).AddDays(s.Days) }

// From returns the days between d and the date that is s after it, with both.
func (s Span) From(d Date) Range {
	to := s.After(d)
	return Range{min(d, to), max(d, to)}
}

// CountFrom is the date to which a relative text is added.
type CountFrom struct {
	Day Date // 0 if there is none
	// Beside is true if Day is the other date of a duration, which includes
	// both: two years from 1 Jan 2011 end on 31 Dec 2012.
	Beside bool
	Side   Side // of the date that is computed
}

// Read returns the date of a relative text, see Counted. The last day of a
// month stays one: half a year after 30 Jun is 31 Dec. It returns an *Invalid
// if the text is not relative, if there is no date to count from, and for dates
// before 1970 or after 2099.
func (from CountFrom) Read(text string) (Date, error) {
	switch {
	case !Counted(text):
		return 0, &fault.Invalid{Field: "date", Value: text, Why: "is no day"}
	case !from.Day.Known():
		return 0, &fault.Invalid{Field: "date", Value: text, Why: "counts from a day that is not known",
			Do: "write the day, such as 2011-06-30"}
	}
	s, err := ParseSpan(text)
	if err != nil {
		return 0, err
	}
	if day := from.after(s, strings.HasPrefix(countText(text), "-")); day.Year() >= firstYear && day.Year() <= lastYear {
		return day, nil
	}
	return 0, &fault.Invalid{Field: "date", Value: text, Why: outOfYears}
}

// after returns the date that is s after from.
func (from CountFrom) after(s Span, back bool) Date {
	switch {
	case from.Beside && !back && from.Side == LastDay: // the start date itself counts
		return s.After(from.Day).AddDays(-1)
	case from.Beside && back && from.Side == FirstDay: // the end date itself counts
		return s.After(from.Day.AddDays(1))
	}
	return s.After(from.Day)
}

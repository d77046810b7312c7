package portfolio

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"fieldfolio/portfolio/fault"
)

// countForm matches a date counted from another one, such as +6m or -1y 3m.
var countForm = regexp.MustCompile(`^([+-])((?: *[0-9]{1,4} *(?:d|days?|w|weeks?|m|months?|y|years?))+)$`)

var countPart = regexp.MustCompile(`([0-9]{1,4}) *([dwmy])`)

// Counted reports whether a text is relative to another date: a sign, then
// numbers of years, months, weeks or days, such as +6m, -90d, +1y6m.
func Counted(text string) bool { return countForm.MatchString(countText(text)) }

func countText(text string) string { return strings.ToLower(strings.TrimSpace(text)) }

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
	m := countForm.FindStringSubmatch(countText(text))
	switch {
	case m == nil:
		return 0, &fault.Invalid{Field: "date", Value: text, Why: "is no day"}
	case !from.Day.Known():
		return 0, &fault.Invalid{Field: "date", Value: text, Why: "counts from a day that is not known",
			Do: "write the day, such as 2011-06-30"}
	}
	months, n := 0, 0
	for _, part := range countPart.FindAllStringSubmatch(m[2], -1) {
		k, _ := strconv.Atoi(part[1])
		switch part[2] {
		case "y":
			months += 12 * k
		case "m":
			months += k
		case "w":
			n += 7 * k
		default:
			n += k
		}
	}
	if m[1] == "-" {
		months, n = -months, -n
	}
	if max(months, -months) < 12*200 && max(n, -n) < 366*200 {
		if day := from.after(months, n, m[1] == "-"); day.Year() >= firstYear && day.Year() <= lastYear {
			return day, nil
		}
	}
	return 0, &fault.Invalid{Field: "date", Value: text, Why: outOfYears}
}

// after returns the date some months and days later; both numbers may be
// negative.
func (from CountFrom) after(months, n int, back bool) Date {
	day := from.Day
	switch {
	case from.Beside && !back && from.Side == LastDay: // the start date itself counts
		return day.AddMonths(months).addDays(n - 1)
	case from.Beside && back && from.Side == FirstDay: // the end date itself counts
		return day.addDays(1).AddMonths(months).addDays(n)
	}
	to := day.AddMonths(months)
	if from.Side == LastDay && months != 0 && day.lastOfMonth() {
		to = to.addDays(monthLength(to.Year(), to.month()) - int(to%100))
	}
	return to.addDays(n)
}

func (d Date) month() time.Month { return time.Month(d / 100 % 100) }

func (d Date) lastOfMonth() bool { return int(d%100) == monthLength(d.Year(), d.month()) }

// addDays returns the date n days later.
func (d Date) addDays(n int) Date { return DateOf(d.Time().AddDate(0, 0, n)) }

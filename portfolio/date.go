package portfolio

import (
	"fmt"
	"time"

	"fieldfolio/portfolio/fault"
)

// Date is a calendar date as the number yyyymmdd, so that dates compare as
// numbers. The zero value is an unknown date.
type Date int32

// NewDate returns the date of a year (1 to 9999), month and day of the month.
// It returns an *Invalid if there is no such date.
func NewDate(year int, month time.Month, day int) (Date, error) {
	t := time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
	if year < 1 || year > 9999 || t.Day() != day || t.Month() != month {
		return 0, &fault.Invalid{Field: "date", Value: fmt.Sprintf("%04d-%02d-%02d", year, int(month), day),
			Why: "is not a date"}
	}
	return DateOf(t), nil
}

// DateOf returns the date of t in t's own time zone.
func DateOf(t time.Time) Date {
	return Date(t.Year()*10_000 + int(t.Month())*100 + t.Day())
}

// ParseDate reads a date written as YYYY-MM-DD. It returns an *Invalid if s is
// anything else.
func ParseDate(s string) (Date, error) {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return 0, &fault.Invalid{Field: "date", Value: s, Why: "is not a date; use a date such as 2011-12-31"}
	}
	return DateOf(t), nil
}

// Known reports whether d is a date, not the zero value.
func (d Date) Known() bool { return d != 0 }

// Year returns the calendar year, 0 if the date is unknown.
func (d Date) Year() int { return int(d / 10_000) }

// Time returns midnight UTC of the date; the zero time if it is unknown.
func (d Date) Time() time.Time {
	if d == 0 {
		return time.Time{}
	}
	return time.Date(d.Year(), time.Month(d/100%100), int(d%100), 0, 0, 0, 0, time.UTC)
}

// AddMonths returns the date n months later; n may be negative. The last day of
// a month stays one: six months after 30 Apr is 31 Oct. Any other day keeps its
// number, or becomes the last day of a month that is too short.
func (d Date) AddMonths(n int) Date {
	first := time.Date(d.Year(), d.month()+time.Month(n), 1, 0, 0, 0, 0, time.UTC)
	day, length := int(d%100), monthLength(first.Year(), first.Month())
	if d.lastOfMonth() || day > length {
		day = length
	}
	return DateOf(first.AddDate(0, 0, day-1))
}

func (d Date) month() time.Month { return time.Month(d / 100 % 100) }

func (d Date) lastOfMonth() bool { return int(d%100) == monthLength(d.Year(), d.month()) }

// AddDays returns the date n days later.
func (d Date) AddDays(n int) Date { return DateOf(d.Time().AddDate(0, 0, n)) }

// Plain returns YYYY-MM-DD, empty if the date is unknown.
func (d Date) Plain() string {
	if d == 0 {
		return ""
	}
	return d.Time().Format(time.DateOnly)
}

// Shown returns the date for people, such as 30 Apr 2011, a dash if it is
// unknown.
func (d Date) Shown() string {
	if d == 0 {
		return "–"
	}
	return d.Time().Format("2 Jan 2006")
}

// Spoken returns the date in words, such as 30 April 2011.
func (d Date) Spoken() string {
	if d == 0 {
		return "unknown"
	}
	return d.Time().Format("2 January 2006")
}

// Days returns the number of days from d to e, including both.
func Days(d, e Date) int64 { return int64(e.Time().Sub(d.Time())/(24*time.Hour)) + 1 }

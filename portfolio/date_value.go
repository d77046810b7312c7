package portfolio

import "time"

// Day is a date that may be an assumption.
type Day struct {
	Date
	Assumed bool
}

// Shown returns the date for the eye, such as 30 Jun 2012 (assumed).
func (d Day) Shown() string {
	if d.Assumed {
		return d.Date.Shown() + " (assumed)"
	}
	return d.Date.Shown()
}

// Spoken returns the date in words, such as 30 June 2012, assumed.
func (d Day) Spoken() string { return d.Date.Spoken() + spokenAssumed(d.Assumed) }

func spokenAssumed(assumed bool) string {
	if assumed {
		return ", assumed"
	}
	return ""
}

// Month is a date of which only month and year are shown.
type Month Day

// Plain returns the date as YYYY-MM-DD, empty if it is unknown.
func (m Month) Plain() string { return m.Date.Plain() }

// Shown returns the month for the eye, with a tilde if the date is assumed: Jun
// 2012~. An unknown date is a dash.
func (m Month) Shown() string {
	text := "–"
	if m.Known() {
		text = m.Time().Format("Jan 2006")
	}
	if m.Assumed {
		text += "~"
	}
	return text
}

// Spoken returns the month in words, such as June 2012, assumed.
func (m Month) Spoken() string {
	if !m.Known() {
		return "unknown"
	}
	return m.Time().Format("January 2006") + spokenAssumed(m.Assumed)
}

// StartDay returns the start date.
func (d Duration) StartDay() Day { return Day{d.Start, d.StartAssumed} }

// EndDay returns the end date.
func (d Duration) EndDay() Day { return Day{d.End, d.EndAssumed} }

// Moment is a point in time.
type Moment time.Time

// Plain returns the time in RFC 3339 format.
func (m Moment) Plain() string { return time.Time(m).Format(time.RFC3339) }

// Shown returns the time for the eye, such as 4 May 2011, 09:30.
func (m Moment) Shown() string { return time.Time(m).UTC().Format("2 Jan 2006, 15:04") }

// Brief returns the time in a line of the history, such as 4 May 2011 09:30.
func (m Moment) Brief() string { return time.Time(m).UTC().Format("2 Jan 2006 15:04") }

// WithinYear is Brief without the year, such as 4 May 09:30.
func (m Moment) WithinYear() string { return time.Time(m).UTC().Format("2 Jan 15:04") }

// Exact returns the time with seconds: two changes can have the same minute.
func (m Moment) Exact() Value {
	at := time.Time(m).UTC()
	return Signed(at.Format("2 Jan 2006, 15:04:05"), at.Format("2 January 2006, 15:04:05"))
}

// Clock returns the time of the day with seconds, such as 09:30:12.
func (m Moment) Clock() string { return time.Time(m).UTC().Format("15:04:05") }

// Spoken returns the time in words, such as 4 May 2011, 09:30.
func (m Moment) Spoken() string { return time.Time(m).UTC().Format("2 January 2006, 15:04") }

// Range is the days from First to Last, with both.
type Range struct{ First, Last Date }

// YearDays returns the days of a calendar year.
func YearDays(year int) Range { return Range{Date(year*10_000 + 101), Date(year*10_000 + 1231)} }

// Plain returns the range as ISO 8601 writes it: 2011-04-30/2011-10-31.
func (r Range) Plain() string { return r.First.Plain() + "/" + r.Last.Plain() }

// Shown returns the range for the eye, such as 30 Apr to 31 Oct 2011.
func (r Range) Shown() string { return r.words("2 Jan", Date.Shown) }

// Spoken returns the range in words, such as 30 April to 31 October 2011.
func (r Range) Spoken() string { return r.words("2 January", Date.Spoken) }

// words leaves out a year that both dates have.
func (r Range) words(sameYear string, full func(Date) string) string {
	first := full(r.First)
	if r.First.Year() == r.Last.Year() {
		first = r.First.Time().Format(sameYear)
	}
	return first + " to " + full(r.Last)
}

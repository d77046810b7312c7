package portfolio

import "fieldfolio/portfolio/fault"

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
		return 0, &fault.Invalid{Field: "date", Value: text, Why: "is not a date"}
	case !from.Day.Known():
		return 0, &fault.Invalid{Field: "date", Value: text, Why: "counts from a day that is not known",
			Do: "write the day, such as 2011-06-30"}
	}
	s, err := ParseSpan(text)
	if err != nil {
		return 0, err
	}
	if day := from.after(s, earlier(text)); day.Year() >= firstYear && day.Year() <= lastYear {
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

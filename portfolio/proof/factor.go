package proof

import (
	"slices"
	"strconv"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/breakdown"
)

// Factor is the share of an amount that belongs to some service lines, places
// or years.
type Factor struct {
	By    breakdown.Dimension
	Part  int64 // hundredths of a per cent, places, or days
	Whole int64
	Equal bool               // equal shares, which are counted
	Days  portfolio.Duration // of a factor of days: the first and the last that it counts
	Of    portfolio.Duration // the days over which the amount is spread
	// Stated is the day on which a shortfall was stated, if it is spread over the
	// days after it and not over the whole duration.
	Stated portfolio.Date
}

// wholeShare is 100 % in hundredths of a per cent.
const wholeShare = 10_000

// fixes reports whether a cell has a single code in a dimension.
func fixes(c breakdown.CellRef, d breakdown.Dimension) bool {
	for i, by := range c.By {
		if by == d && c.Codes[i] != breakdown.All {
			return true
		}
	}
	return false
}

// hasCode reports whether a code of a dimension belongs to a cell.
func hasCode(c breakdown.CellRef, d breakdown.Dimension, code string) bool {
	for i, by := range c.By {
		if by == d && c.Codes[i] != breakdown.All && c.Codes[i] != code {
			return false
		}
	}
	return true
}

// factorsOf returns the factors that lead from a project's amount of a stored
// measure to its part in a cell, in the order in which amounts are split.
func factorsOf(c breakdown.CellRef, p *portfolio.Project, m breakdown.Measure) []Factor {
	var out []Factor
	for _, d := range breakdown.SplitOrder {
		if f := factorOf(c, d, p, m); f.Part != f.Whole {
			out = append(out, f)
		}
	}
	return out
}

// factorOf returns the factor of a dimension. Part and Whole are the same if it
// does not divide the amount.
func factorOf(c breakdown.CellRef, d breakdown.Dimension, p *portfolio.Project, m breakdown.Measure) Factor {
	f := Factor{By: d}
	var counted []string
	all := d.Weights(p, m)
	f.Equal = !d.InTime()
	for _, w := range all {
		f.Whole += w.Weight
		f.Equal = f.Equal && w.Weight == all[0].Weight
		if hasCode(c, d, w.Code) {
			f.Part += w.Weight
			counted = append(counted, w.Code)
		}
	}
	f.Equal = f.Equal && (d == breakdown.ByCountry || f.Whole != wholeShare)
	switch {
	case f.Equal:
		f.Part, f.Whole = int64(len(counted)), int64(len(all))
	case d.InTime() && len(counted) > 0:
		f.Of = m.Span(p)
		f.Days = within(f.Of, counted)
		if m == breakdown.Shortfall && f.Of.Start > p.Duration.Start {
			f.Stated = p.ShortfallOn
		}
	}
	return f
}

// within returns the part of a duration in some calendar years, which are in
// order.
func within(d portfolio.Duration, years []string) portfolio.Duration {
	if first := newYear(years[0]); first > d.Start {
		d.Start, d.StartAssumed = first, false
	}
	if last := newYear(years[len(years)-1]) + 1130; last < d.End { // 31 December
		d.End, d.EndAssumed = last, false
	}
	return d
}

// newYear returns the first day of a year.
func newYear(year string) portfolio.Date {
	n, _ := strconv.Atoi(year)
	return portfolio.Date(n*10_000 + 101)
}

// Plain returns the factor as a fraction, such as 365/4661.
func (f Factor) Plain() string {
	if f.shares() {
		return portfolio.Percent(f.Part).Plain() + "/100"
	}
	return strconv.FormatInt(f.Part, 10) + "/" + strconv.FormatInt(f.Whole, 10)
}

// Shown returns the factor as it is multiplied, such as 70 %, 8/15 places or
// 365/4,661 days.
func (f Factor) Shown() string {
	if f.shares() {
		return portfolio.Percent(f.Part).Exactly().Shown()
	}
	return portfolio.Group(f.Part) + "/" + portfolio.Group(f.Whole) + f.unit()
}

// Spoken returns the factor in words, such as 365 of 4,661 days.
func (f Factor) Spoken() string {
	if f.shares() {
		return portfolio.Percent(f.Part).Exactly().Spoken()
	}
	return portfolio.Group(f.Part) + " of " + portfolio.Group(f.Whole) + f.unit()
}

// shares reports whether the factor is in hundredths of a per cent.
func (f Factor) shares() bool { return !f.Equal && !f.By.InTime() && f.Whole == wholeShare }

func (f Factor) unit() string {
	switch {
	case f.By.InTime():
		return " days"
	case f.By == breakdown.ByCountry:
		return " places"
	}
	return " lines"
}

// dayFactor is a factor of days as the days that it counts, and of which.
type dayFactor Factor

// Plain returns the first and last days, such as 2011-01-01/2011-12-31 of
// 1999-09-27/2012-06-30.
func (f dayFactor) Plain() string {
	return f.Days.Start.Plain() + "/" + f.Days.End.Plain() + " of " + f.Of.Start.Plain() + "/" + f.Of.End.Plain()
}

// Shown returns the days for the eye.
func (f dayFactor) Shown() string { return f.phrase().Shown() }

// Spoken returns the days in words.
func (f dayFactor) Spoken() string { return f.phrase().Spoken() }

func (f dayFactor) phrase() portfolio.Phrase {
	text := portfolio.Say("days %s to %s of %s to %s", f.Days.StartDay(), f.Days.EndDay(), f.Of.StartDay(), f.Of.EndDay())
	if f.Stated.Known() {
		return portfolio.Say("%s, after the shortfall was stated on %s", text, f.Stated)
	}
	return text
}

// undated says why a project's amount of a stored measure has no year, if the
// cell is that of unknown years.
func undated(c breakdown.CellRef, p *portfolio.Project, m breakdown.Measure) []portfolio.Value {
	i := slices.Index(c.By, breakdown.ByYear)
	d := m.Span(p)
	if i < 0 || c.Codes[i] != strconv.Itoa(breakdown.UnknownYear) || d.Known() && d.Start <= d.End {
		return nil
	}
	return []portfolio.Value{portfolio.Say("no year: %s", whyUndated(p))}
}

func whyUndated(p *portfolio.Project) portfolio.Value {
	switch d := p.Duration; {
	case !d.Start.Known() && !d.End.Known():
		return portfolio.Text("start and end date are not known")
	case !d.Start.Known():
		return portfolio.Text("the start date is not known")
	case !d.End.Known():
		return portfolio.Text("the end date is not known")
	case d.End < d.Start:
		return portfolio.Say("the end date, %s, is before the start date, %s", d.EndDay(), d.StartDay())
	case p.ShortfallOn.Known():
		return portfolio.Say("the project ends on %s, and the shortfall was stated on %s", d.EndDay(), p.ShortfallOn)
	}
	return portfolio.Text("it is not known when the shortfall was stated")
}

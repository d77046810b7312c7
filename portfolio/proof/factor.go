package proof

import (
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
	Equal bool                 // equal shares, which are counted
	Days  []portfolio.Duration // of a factor of days: those that it counts, by their first and last
	Of    portfolio.Duration   // the days over which the amount is spread
	// Stated is the day on which a shortfall was stated, if it is spread over the
	// days after it and not over the whole duration.
	Stated portfolio.Date
}

// wholeShare is 100 % in hundredths of a per cent.
const wholeShare = 10_000

// factorsOf returns the factors that lead from a project's amount of a stored
// measure to its part in a cell, in the order in which amounts are split.
func factorsOf(s *scope, p *portfolio.Project, m breakdown.Measure) []Factor {
	var out []Factor
	for _, d := range breakdown.SplitOrder {
		if f := factorOf(s, d, p, m); f.Part != f.Whole {
			out = append(out, f)
		}
	}
	return out
}

// factorOf returns the factor of a dimension. Part and Whole are the same if it
// does not divide the amount.
func factorOf(s *scope, d breakdown.Dimension, p *portfolio.Project, m breakdown.Measure) Factor {
	f := Factor{By: d}
	var counted []string
	all := d.Weights(p, m)
	f.Equal = !d.InTime()
	for _, w := range all {
		f.Whole += w.Weight
		f.Equal = f.Equal && w.Weight == all[0].Weight
		if s.has(d, w.Code) {
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

// within returns the parts of a duration in some calendar years, which are in
// order; years that follow one another make one part.
func within(d portfolio.Duration, years []string) []portfolio.Duration {
	var out []portfolio.Duration
	last := 0
	for _, code := range years {
		year, _ := strconv.Atoi(code)
		part := inYear(d, year)
		if len(out) > 0 && year == last+1 {
			out[len(out)-1].End, out[len(out)-1].EndAssumed = part.End, part.EndAssumed
		} else {
			out = append(out, part)
		}
		last = year
	}
	return out
}

// inYear returns the part of a duration in a calendar year.
func inYear(d portfolio.Duration, year int) portfolio.Duration {
	days := portfolio.YearDays(year)
	if days.First > d.Start {
		d.Start, d.StartAssumed = days.First, false
	}
	if days.Last < d.End {
		d.End, d.EndAssumed = days.Last, false
	}
	return d
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
	text := ""
	for _, d := range f.Days {
		text += d.Start.Plain() + "/" + d.End.Plain() + " "
	}
	return text + "of " + f.Of.Start.Plain() + "/" + f.Of.End.Plain()
}

// Shown returns the days for the eye.
func (f dayFactor) Shown() string { return f.phrase().Shown() }

// Spoken returns the days in words.
func (f dayFactor) Spoken() string { return f.phrase().Spoken() }

func (f dayFactor) phrase() portfolio.Phrase {
	days := make([]portfolio.Value, len(f.Days))
	for i, d := range f.Days {
		days[i] = portfolio.Say("%s to %s", d.StartDay(), d.EndDay())
	}
	text := portfolio.Say("days %s of %s to %s", portfolio.Join(days, " and "), f.Of.StartDay(), f.Of.EndDay())
	if f.Stated.Known() {
		return portfolio.Say("%s, after the shortfall was stated on %s", text, f.Stated)
	}
	return text
}

// undated says why a project's amount of a stored measure has no year, if the
// scope has unknown years and not all.
func undated(s *scope, p *portfolio.Project, m breakdown.Measure) []portfolio.Value {
	d := m.Span(p)
	if !s.fixes(breakdown.ByYear) || !s.has(breakdown.ByYear, breakdown.UnknownYear) ||
		d.Known() && d.Start <= d.End {
		return nil
	}
	return []portfolio.Value{portfolio.Say("no year: %s", whyUndated(p, m))}
}

func whyUndated(p *portfolio.Project, m breakdown.Measure) portfolio.Value {
	spent := m == breakdown.Spent || m == breakdown.Rated
	switch d := p.Duration; {
	case spent && d.Start.Known():
		return portfolio.Say("expenditure is as of %s, before the start date, %s", p.SpentOn, d.StartDay())
	case spent:
		return portfolio.Text("the start date is not known")
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

package portfolio

// Elapsed returns the share of the duration that has passed at the end of asOf.
// It is false unless both dates are known and in order.
func (d Duration) Elapsed(asOf Date) (Percent, bool) {
	if !d.Known() || d.End < d.Start {
		return 0, false
	}
	switch {
	case asOf < d.Start:
		return 0, true
	case asOf >= d.End:
		return 10_000, true
	}
	return Share(Cents(Days(d.Start, asOf)), Cents(Days(d.Start, d.End))), true
}

// Length returns the length in years and months, such as 10 years 8 months,
// rounded to the nearest month, half a month up; in days if under half a month.
// It is empty unless both dates are known and in order.
func (d Duration) Length() string {
	if !d.Known() || d.End < d.Start {
		return ""
	}
	months := d.months()
	switch years := months / 12; {
	case months == 0:
		return CountOf(int(Days(d.Start, d.End)), "day")
	case years == 0:
		return CountOf(months, "month")
	case months%12 == 0:
		return CountOf(years, "year")
	default:
		return CountOf(years, "year") + " " + CountOf(months%12, "month")
	}
}

// Shown returns the duration for people, such as 6 Nov 2001 to 30 Jun 2012
// (assumed). An unknown date is a dash; if both are unknown, it is "unknown".
func (d Duration) Shown() string {
	if !d.Start.Known() && !d.End.Known() {
		return "unknown"
	}
	return d.StartDay().Shown() + " to " + d.EndDay().Shown()
}

// months returns the number of months nearest to the duration, whose dates must
// be known and in order.
func (d Duration) months() int {
	after := DateOf(d.End.Time().AddDate(0, 0, 1))
	n := (after.Year()-d.Start.Year())*12 + int(after/100%100) - int(d.Start/100%100)
	if d.Start.AddMonths(n) > after {
		n--
	}
	full, next := d.Start.AddMonths(n), d.Start.AddMonths(n+1)
	if rest, month := Days(full, after)-1, Days(full, next)-1; 2*rest >= month {
		n++
	}
	return n
}

package breakdown

import (
	"slices"
	"strings"

	"fieldfolio/portfolio"
)

// EvenlyByDays says in a few words how an amount is divided among years.
const EvenlyByDays = "spread evenly by days"

// YearNote says how the amounts of some measures are divided among years, in
// one clause without capital and full stop; empty if none of them is an amount.
// Nobody publishes amounts by year: they follow from the days of each project,
// and a shortfall lies only after the day on which it was stated.
func YearNote(measures ...Measure) string {
	needs := func(stored ...Measure) bool {
		return slices.ContainsFunc(measures, func(m Measure) bool { return slices.ContainsFunc(stored, m.Needs) })
	}
	const amounts = "amounts by year are " + EvenlyByDays + ", as there are no phased budgets"
	const to = "expenditure by year is spread evenly over the days up to the one as of which it is stated"
	const after = "over the days after the one on which each was stated"
	if spent := needs(Spent, Rated); spent {
		return strings.TrimPrefix(YearNote(slices.DeleteFunc(slices.Clone(measures),
			func(m Measure) bool { return m.Needs(Spent) || m.Needs(Rated) })...)+"; "+to, "; ")
	}
	switch amount, shortfall := needs(Approved, Overall, Against), needs(Shortfall); {
	case amount && shortfall:
		return amounts + ", shortfalls " + after
	case shortfall:
		return "shortfalls by year are spread evenly " + after
	case amount:
		return amounts
	}
	return ""
}

// YearNote is the note on the measures of a breakdown by year, or of some years;
// empty for other breakdowns.
func (s BreakdownSpec) YearNote() string {
	if !slices.ContainsFunc(s.By, Dimension.InTime) && !ofYears(s.Query) {
		return ""
	}
	if len(s.Measures) == 0 {
		return YearNote(Approved)
	}
	return YearNote(s.Measures...)
}

// ofYears reports whether a query confines amounts to some years.
func ofYears(q portfolio.Query) bool {
	return slices.ContainsFunc(q.Terms, func(t portfolio.Term) bool { return t.Key == portfolio.KeyYear })
}

// YearNote is the note on a list of amounts of some years, of its cell or of
// some measures; empty for other lists.
func (s ListSpec) YearNote(measures ...Measure) string {
	note := ""
	if s.Cell != nil {
		note = s.Cell.YearNote()
	}
	if note == "" && ofYears(s.Query) {
		note = YearNote(measures...)
	}
	return note
}

// YearNote is the note on the measure of a cell of one year, empty for other
// cells.
func (c CellRef) YearNote() string {
	for i, d := range c.By {
		if d.InTime() && c.Codes[i] != All {
			return YearNote(c.Measure)
		}
	}
	return ""
}

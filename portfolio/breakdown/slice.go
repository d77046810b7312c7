package breakdown

import (
	"fmt"
	"time"

	"fieldfolio/portfolio"
)

// UnknownYear is the year of a project's slices if its start or end date is
// unknown.
const UnknownYear = portfolio.UnknownYear

// Slice is the part of a project's amounts that belongs to one service line,
// one place and one calendar year. The slices of a project add up to its
// amounts to the cent, at every level. An unknown amount is 0 in the slices.
type Slice struct {
	Line  string
	Place string
	Year  int // UnknownYear unless start and end date are known

	Sums Sums
}

// Of returns the slice's amount of a measure of money, and 0 for numbers of
// projects.
func (s *Slice) Of(m Measure) portfolio.Cents { return portfolio.Cents(s.Sums.Of(m)) }

// Slices splits the amounts of a project: first by service line, each part by
// place, each of these by year in proportion to the days of the duration in
// that year. Order: as the portions stand, then by year.
//
// Worked example: US$ 1 approved, lines a:50 b:50, one place, all of 2010 and
// 2011, gives four slices of 25 cents.
func Slices(p *portfolio.Project) []Slice {
	lines, places := weights(p.Lines), weights(p.Places)
	years := YearWeights(p.Duration)
	out := make([]Slice, 0, len(lines)*len(places)*len(years))
	for _, l := range lines {
		for _, pl := range places {
			for _, y := range years {
				out = append(out, Slice{Line: l.Code, Place: pl.Code, Year: y.Year})
			}
		}
	}
	w := make([]Weight, len(years))
	for i, y := range years {
		w[i] = y.Weight
	}
	for n := range storedMeasures {
		amount := measures[n].stored(&p.Amounts)
		if !amount.Known {
			continue
		}
		i := 0
		for _, byLine := range Split(amount.Cents, lines) {
			for _, byPlace := range Split(byLine, places) {
				for _, byYear := range Split(byPlace, w) {
					out[i].Sums[n] += byYear
					i++
				}
			}
		}
	}
	return out
}

func weights(portions []portfolio.Portion) []Weight {
	out := make([]Weight, len(portions))
	for i, p := range portions {
		out[i] = Weight{Code: p.Code, Weight: int64(p.Share)}
	}
	return out
}

type yearWeight struct {
	Weight
	Year int
}

// YearWeights returns the number of days of the duration in each of its years.
// A duration that ends before it starts counts as unknown.
func YearWeights(d portfolio.Duration) []yearWeight {
	if !d.Known() || d.End < d.Start {
		return []yearWeight{{Weight{Weight: 1}, UnknownYear}}
	}
	var out []yearWeight
	for y := d.Start.Year(); y <= d.End.Year(); y++ {
		first := max(d.Start, portfolio.Date(y*10_000+101))
		last := min(d.End, portfolio.Date(y*10_000+int(time.December)*100+31))
		out = append(out, yearWeight{Weight{Code: fmt.Sprintf("%04d", y), Weight: portfolio.Days(first, last)}, y})
	}
	return out
}

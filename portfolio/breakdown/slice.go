package breakdown

import (
	"fmt"
	"slices"

	"fieldfolio/portfolio"
)

// Slice is the part of a project's amounts that belongs to one service line,
// one place and one calendar year. The slices of a project add up to its
// amounts to the cent, at every level. A slice has no part of an amount that is
// unknown, or that is divided among other places or years.
type Slice struct {
	Line  string
	Place string
	Year  int // portfolio.UnknownYear unless start and end date are known

	Sums Sums
}

// Of returns the slice's amount of a measure of money, 0 if it has none, and 0
// for numbers of projects.
func (s *Slice) Of(m Measure) portfolio.Cents { return portfolio.Cents(s.Sums.Of(m)) }

// Slices splits the amounts of a project: first by service line, each part by
// the places of the measure, each of these by year in proportion to the days
// over which the measure is spread. A project is in all its places and in all
// years of its duration, whatever its amounts. Order: as the portions stand,
// then by year, the unknown year last.
//
// Worked example: US$ 1 approved, lines a:50 b:50, one place, all of 2010 and
// 2011, gives four slices of 25 cents.
func Slices(p *portfolio.Project) []Slice {
	g := newGrid(p)
	g.mark(allPlaces(p), yearsOf(p.Duration))
	for n, m := range StoredMeasures {
		if amount := measures[n].stored(&p.Amounts); amount.Known {
			g.split(n, amount.Cents, m.Places(p), yearWeights(p, m))
		}
	}
	return g.slices()
}

// allPlaces returns the places of both annexes.
func allPlaces(p *portfolio.Project) []portfolio.Portion {
	return slices.Concat(p.Places, p.OverallPlaces)
}

// grid holds a slice for each combination of a project's lines, places and
// years, and whether the project has it.
type grid struct {
	lines  []Weight
	places []string
	years  []int
	all    []Slice
	has    []bool
}

func newGrid(p *portfolio.Project) *grid {
	g := &grid{lines: weights(p.Lines)}
	g.reach(allPlaces(p), yearsOf(p.Duration))
	for n, m := range StoredMeasures {
		if measures[n].stored(&p.Amounts).Known {
			g.reach(m.Places(p), yearWeights(p, m))
		}
	}
	g.all = make([]Slice, len(g.lines)*len(g.places)*len(g.years))
	g.has = make([]bool, len(g.all))
	return g
}

// reach widens the grid to some places and years.
func (g *grid) reach(places []portfolio.Portion, years []yearWeight) {
	for _, p := range places {
		if !slices.Contains(g.places, p.Code) {
			g.places = append(g.places, p.Code)
		}
	}
	for _, y := range years {
		if !slices.Contains(g.years, y.Year) {
			g.years = append(g.years, y.Year)
		}
	}
}

// at returns the position of a combination.
func (g *grid) at(line int, place string, year int) int {
	return (line*len(g.places)+slices.Index(g.places, place))*len(g.years) + slices.Index(g.years, year)
}

// mark adds the slices of some places and years.
func (g *grid) mark(places []portfolio.Portion, years []yearWeight) {
	for l, line := range g.lines {
		for _, p := range places {
			for _, y := range years {
				i := g.at(l, p.Code, y.Year)
				g.has[i] = true
				g.all[i].Line, g.all[i].Place, g.all[i].Year = line.Code, p.Code, y.Year
			}
		}
	}
}

// split divides an amount of the n-th stored measure.
func (g *grid) split(n int, amount portfolio.Cents, places []portfolio.Portion, years []yearWeight) {
	g.mark(places, years)
	byPlace, byYear := weights(places), make([]Weight, len(years))
	for i, y := range years {
		byYear[i] = y.Weight
	}
	for l, ofLine := range Split(amount, g.lines) {
		for i, ofPlace := range Split(ofLine, byPlace) {
			for j, ofYear := range Split(ofPlace, byYear) {
				sum := &g.all[g.at(l, byPlace[i].Code, years[j].Year)].Sums[n]
				*sum = sum.Plus(portfolio.Known(ofYear))
			}
		}
	}
}

// slices returns the slices that the project has.
func (g *grid) slices() []Slice {
	out := make([]Slice, 0, len(g.all))
	for i, s := range g.all {
		if g.has[i] {
			out = append(out, s)
		}
	}
	return out
}

func weights(portions []portfolio.Portion) []Weight {
	out := make([]Weight, len(portions))
	for i, p := range portions {
		out[i] = Weight{Code: p.Code, Weight: p.Weight()}
	}
	return out
}

// yearWeight is a calendar year with the number of its days over which an
// amount is spread.
type yearWeight struct {
	Weight
	Year int
}

// yearWeights returns the years among which a project's amount of a stored
// measure is divided, with the days of each over which it is spread: see
// Measure.Span. It is portfolio.UnknownYear alone if there are no such days.
func yearWeights(p *portfolio.Project, m Measure) []yearWeight { return yearsOf(m.Span(p)) }

// yearsOf returns the number of days of a duration in each of its years. A
// duration that ends before it starts counts as unknown.
func yearsOf(d portfolio.Duration) []yearWeight {
	if !d.Known() || d.End < d.Start {
		return []yearWeight{{Weight{Weight: 1}, portfolio.UnknownYear}}
	}
	var out []yearWeight
	for y := d.Start.Year(); y <= d.End.Year(); y++ {
		year := portfolio.YearDays(y)
		first, last := max(d.Start, year.First), min(d.End, year.Last)
		out = append(out, yearWeight{Weight{Code: fmt.Sprintf("%04d", y), Weight: portfolio.Days(first, last)}, y})
	}
	return out
}

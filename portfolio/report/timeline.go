package report

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/breakdown"
)

// Timeline holds the durations of projects, ordered by end date, unknown ones
// last, ties by number.
type Timeline struct {
	Past portfolio.Date // the date of the past portfolio that is shown; 0 for the current one

	Query       portfolio.Query
	AsOf        portfolio.Date
	Catalogue   *portfolio.Catalogue
	Projects    []breakdown.Listed
	First, Last portfolio.Date // whole years that include every known date and AsOf
}

// NewTimeline sorts projects into a timeline.
func NewTimeline(q portfolio.Query, asOf portfolio.Date, cat *portfolio.Catalogue,
	projects []breakdown.Listed) Timeline {
	t := Timeline{Query: q, AsOf: asOf, Catalogue: cat, Projects: slices.Clone(projects)}
	slices.SortStableFunc(t.Projects, compareEnds)
	first, last := asOf.Year(), asOf.Year()
	for i := range t.Projects {
		for _, d := range []portfolio.Date{t.Projects[i].Duration.Start, t.Projects[i].Duration.End} {
			if d.Known() {
				first, last = min(first, d.Year()), max(last, d.Year())
			}
		}
	}
	t.First = portfolio.YearDays(first).First
	t.Last = portfolio.YearDays(last).Last
	return t
}

func compareEnds(a, b breakdown.Listed) int {
	x, y := a.Duration.End, b.Duration.End
	if x.Known() != y.Known() {
		return cmp.Compare(y, x)
	}
	return cmp.Or(cmp.Compare(x, y), cmp.Compare(a.Number, b.Number), cmp.Compare(a.ID, b.ID))
}

// Title returns the title, with query and as-of date.
func (t Timeline) Title() string {
	what := "Timeline"
	if len(t.Query.Terms) > 0 {
		what += " " + t.Query.Shown(t.AsOf)
	}
	if t.Past.Known() {
		what += ", as it stood on " + t.Past.Shown()
	}
	return what + AsOfText(t.AsOf, t.Catalogue)
}

// soon is how far ahead of the as-of date a project ends soon, and withinSoon
// its name.
const (
	soon       = "+6m"
	withinSoon = "within six months"
)

// EndsSoon labels the projects that end soon, see SoonDays.
const EndsSoon = "Ends " + withinSoon

// SoonDays returns the days on which a project ends soon: from the as-of date to
// six months later, both included.
func SoonDays(asOf portfolio.Date) portfolio.Range { return endsSoon().Days(asOf) }

// Soon names those days: within six months, 30 Apr to 31 Oct 2011.
func Soon(asOf portfolio.Date) portfolio.Phrase {
	return portfolio.Say(withinSoon+", %s", SoonDays(asOf))
}

func endsSoon() portfolio.Term {
	span, _ := portfolio.ParseSpan(soon) // is valid
	return portfolio.Term{Key: portfolio.KeyEnd, Op: portfolio.EqualSign, Values: []string{soon}, Count: &span}
}

// EndingSoonQuery returns the query that selects the projects that end soon, as
// of the date for which they are listed.
func EndingSoonQuery() portfolio.Query { return portfolio.Query{}.And(endsSoon()) }

// EndingSoon returns the projects that end soon.
func (t Timeline) EndingSoon() []breakdown.Listed {
	days := SoonDays(t.AsOf)
	return slices.DeleteFunc(slices.Clone(t.Projects), func(p breakdown.Listed) bool {
		return p.Duration.End < days.First || p.Duration.End > days.Last
	})
}

// Table returns the timeline for programs: number, title, start, end, status
// and assumed, which names the columns with assumed values.
func (t Timeline) Table() portfolio.Table {
	out := portfolio.Table{Name: "project", Title: t.Title(), Columns: []portfolio.Column{
		{Name: "number", Head: "NUMBER"}, {Name: "title", Head: "TITLE"}, {Name: "start", Head: "START"},
		{Name: "end", Head: "END"}, {Name: "status", Head: "STATUS"}, {Name: "assumed", Head: "ASSUMED"},
	}}
	for i := range t.Projects {
		p := &t.Projects[i].Project
		out.Rows = append(out.Rows, []portfolio.Value{p.NumberValue(), portfolio.Text(p.Title), p.Duration.Start,
			p.Duration.End,
			portfolio.Text(p.StatusOn(t.AsOf)), portfolio.Text(assumedFields(p))})
	}
	return out
}

// Position returns the cell of a date, of cells in all. All years are equally
// wide. Dates outside the timeline are in its first or last cell.
func (t Timeline) Position(d portfolio.Date, cells int) int {
	years := t.Last.Year() - t.First.Year() + 1
	year := portfolio.YearDays(d.Year())
	length := int(portfolio.Days(year.First, year.Last))
	passed := (d.Year()-t.First.Year())*length + int(portfolio.Days(year.First, d)) - 1
	return min(max(passed*cells/(years*length), 0), cells-1)
}

// The characters of bars.
const (
	barRuns  = '█' // the project runs
	barToday = '▓' // it runs on the as-of date
	barEnd   = '┃' // ended before the as-of date, or only the end date is known
	barHint  = '·' // runs up to its end date; the start date is unknown
	barLeft  = '‹' // before the first cell
	barRight = '›' // after the last cell
)

// Bar draws the duration of a project in cells. A project with only an end date
// is dotted up to it, one with only a start date is dotted from it; one without
// either is blank.
func (t Timeline) Bar(d portfolio.Duration, cells int) string {
	return drawBar(d, t.AsOf, cells, func(d portfolio.Date) int { return t.Position(d, cells) })
}

// drawBar draws a duration in cells; at returns the cell of a date, which may
// be outside.
func drawBar(d portfolio.Duration, asOf portfolio.Date, cells int, at func(portfolio.Date) int) string {
	bar := []rune(strings.Repeat(" ", cells))
	if !d.Start.Known() && !d.End.Known() || d.Known() && d.Start > d.End {
		return string(bar)
	}
	from, to, sign := 0, cells-1, barHint
	if d.Start.Known() {
		from = at(d.Start)
		to = max(to, from)
	}
	if d.End.Known() {
		to = at(d.End)
		from = min(from, to)
	}
	if d.Known() {
		sign = barRuns
	}
	for i := max(from, 0); i <= min(to, cells-1); i++ {
		bar[i] = sign
	}
	put := func(i int, sign rune) {
		if i >= 0 && i < cells {
			bar[i] = sign
		}
	}
	if d.Start.Known() {
		put(from, barRuns)
	}
	if d.End.Known() && (!d.Start.Known() || d.End < asOf) {
		put(to, barEnd)
	}
	if today := at(asOf); today >= from && today <= to && d.StatusOn(asOf) == portfolio.Active {
		put(today, barToday)
	}
	switch {
	case to < 0:
		put(0, barLeft)
	case from >= cells:
		put(cells-1, barRight)
	}
	return string(bar)
}

// Axis returns the years above the bars, each at its first day, as many as
// there is room for.
func (t Timeline) Axis(cells int) string {
	axis := []rune(strings.Repeat(" ", cells))
	years := t.Last.Year() - t.First.Year() + 1
	step := 1
	for step*cells < 4*years && step < years {
		step++
	}
	for y := t.First.Year(); y <= t.Last.Year(); y += step {
		at := t.Position(portfolio.YearDays(y).First, cells)
		if label := []rune(fmt.Sprintf("'%02d", y%100)); at+len(label) <= cells {
			copy(axis[at:], label)
		}
	}
	return strings.TrimRight(string(axis), " ")
}

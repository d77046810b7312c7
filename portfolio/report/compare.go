package report

import (
	"maps"
	"slices"
	"strings"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/breakdown"
	"fieldfolio/portfolio/fault"
)

// Movement is the change of one cell of a breakdown since a date: Then + New −
// Gone + Raised − Lowered = Now, to the cent.
type Movement struct {
	Codes []string // All in the total
	Then  breakdown.Figure
	// New comes from projects that were not in the cell then, Gone from those
	// that are not in it now; Raised and Lowered from projects that are in it
	// on both dates.
	New, Gone, Raised, Lowered int64 // in cents, or numbers of projects, depending on the measure
	Now                        breakdown.Figure
}

// Changed reports whether the cell has changed.
func (m Movement) Changed() bool { return m.New != 0 || m.Gone != 0 || m.Raised != 0 || m.Lowered != 0 }

// Since is a breakdown of the changes since a date, by its first measure.
type Since struct {
	Spec  breakdown.BreakdownSpec
	Day   portfolio.Date
	Cells []Movement // those that changed, in the order of the current breakdown
	Total Movement
	now   *breakdown.Breakdown
}

// NewSince compares the current breakdown with the same one at the end of a
// day. before and after are the projects that changed, in the same order, nil
// if a project was not in the portfolio.
func NewSince(day portfolio.Date, cat *portfolio.Catalogue, was, is *breakdown.Breakdown, before,
	after []*portfolio.Project) *Since {
	s := &Since{Spec: is.Spec, Day: day, now: is}
	moved := map[string]*Movement{}
	for i := range before {
		s.move(moved, s.parts(before[i], cat), s.parts(after[i], cat))
	}
	measure := s.Spec.Measures[0]
	for _, key := range slices.Sorted(maps.Keys(moved)) {
		m := moved[key]
		m.Then, m.Now = was.At(m.Codes...).Figure(measure), is.At(m.Codes...).Figure(measure)
		switch {
		case !slices.Contains(m.Codes, breakdown.All):
			if m.Changed() {
				s.Cells = append(s.Cells, *m)
			}
		case !slices.ContainsFunc(m.Codes, func(c string) bool { return c != breakdown.All }):
			s.Total = *m
		}
	}
	if s.Total.Codes == nil {
		codes := breakdown.AllCodes(len(s.Spec.By))
		s.Total = Movement{Codes: codes, Then: was.At(codes...).Figure(measure),
			Now: is.At(codes...).Figure(measure)}
	}
	order := is.Order(was)
	slices.SortStableFunc(s.Cells, func(a, b Movement) int {
		return order(breakdown.Cell{Codes: a.Codes},
			breakdown.Cell{Codes: b.Codes})
	})
	return s
}

// parts returns the figures that a project adds to each cell and total, by
// joined codes.
func (s *Since) parts(p *portfolio.Project, cat *portfolio.Catalogue) map[string]breakdown.Cell {
	out := map[string]breakdown.Cell{}
	if p == nil {
		return out
	}
	b := breakdown.NewBreakdown(s.Spec, cat, breakdown.CellsOf(s.Spec, cat, []portfolio.Project{*p}))
	for key, c := range b.Sub {
		c.Codes = strings.Split(strings.TrimSuffix(key, "\x00"), "\x00")
		out[key] = c
	}
	return out
}

// move adds to the movements the difference between a project's figures before
// and after.
func (s *Since) move(moved map[string]*Movement, before, after map[string]breakdown.Cell) {
	measure := s.Spec.Measures[0]
	at := func(key string, codes []string) *Movement {
		if moved[key] == nil {
			moved[key] = &Movement{Codes: codes}
		}
		return moved[key]
	}
	for key, a := range after {
		m := at(key, a.Codes)
		b, was := before[key]
		switch now, then := a.Of(measure), b.Of(measure); {
		case !was:
			m.New += now
		case now > then:
			m.Raised += now - then
		default:
			m.Lowered += then - now
		}
	}
	for key, b := range before {
		if _, is := after[key]; !is {
			at(key, b.Codes).Gone += b.Of(measure)
		}
	}
}

// Table returns the movements for programs: the dimensions, then, new, gone,
// raised, lowered and now, then the names of the dimensions' codes; one row per
// changed cell, and a last row with the total.
func (s *Since) Table() portfolio.Table {
	codes := make([][]string, len(s.Cells))
	for i, m := range s.Cells {
		codes[i] = m.Codes
	}
	return withNames(s.cellTable(), s.now, codes)
}

// cellTable returns the table without columns of names.
func (s *Since) cellTable() portfolio.Table {
	t := portfolio.Table{Name: "cell", Title: s.title()}
	for _, d := range s.Spec.By {
		t.Columns = append(t.Columns, portfolio.Column{Name: string(d), Head: strings.ToUpper(string(d))})
	}
	for _, name := range []string{"then", "new", "gone", "raised", "lowered", "now"} {
		t.Columns = append(t.Columns, portfolio.Column{Name: name, Head: strings.ToUpper(name), Numeric: true})
	}
	for _, m := range s.Cells {
		t.Rows = append(t.Rows, s.row(m))
	}
	t.Total = s.row(s.Total)
	for i := range s.Spec.By {
		t.Total[i] = portfolio.Text("")
	}
	t.Total[0] = TotalLabel
	return t
}

func (s *Since) row(m Movement) []portfolio.Value {
	var row []portfolio.Value
	for i, d := range s.Spec.By {
		row = append(row, codeValue(s.now, d, m.Codes[i]))
	}
	measure := s.Spec.Measures[0]
	row = append(row, measure.Figure(m.Then))
	for _, n := range []int64{m.New, -m.Gone, m.Raised, -m.Lowered} {
		row = append(row, step{measure.Value(n)})
	}
	return append(row, measure.Figure(m.Now))
}

// step is a difference that people do not see if it is 0.
type step struct{ portfolio.Value }

// Shown returns the difference, empty if it is 0.
func (s step) Shown() string {
	if s.Plain() == "0" {
		return ""
	}
	return s.Value.Shown()
}

// Page returns the movements for people.
func (s *Since) Page() portfolio.Table {
	t := s.cellTable()
	sentence := "then + new + gone + raised + lowered = now, in each row, to the cent; cells that did not change are not " +
		"listed."
	if len(s.Cells) == 0 {
		t, sentence = portfolio.Table{Name: t.Name, Title: t.Title}, "Nothing changed."
	}
	t.Notes = fault.Remarks(append([]string{sentence}, s.OutsideNotes()...)...)
	if note := portfolio.SentenceOf(s.Spec.YearNote()); note != "" && len(s.Cells) > 0 {
		t.Notes = append(t.Notes, fault.Remarks(note)...)
	}
	return t
}

// OutsideNotes says how much of what is now lies outside the years and places to
// which the query confines amounts; none if it confines none.
func (s *Since) OutsideNotes() []string { return OutsideNotes(s.now) }

func (s *Since) title() string {
	by := make([]string, len(s.Spec.By))
	for i, d := range s.Spec.By {
		by[i] = string(d)
	}
	title := s.Spec.Measures[0].Title() + " by " + portfolio.Enumerate(by) + ", changed since " + s.Day.Shown()
	if len(s.Spec.Query.Terms) > 0 {
		title += ", " + s.Spec.Query.Shown(s.Spec.AsOf)
	}
	return portfolio.UpperFirst(title)
}

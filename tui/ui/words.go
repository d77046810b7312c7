package ui

import (
	"fieldfolio/portfolio"
	"fieldfolio/tui/draw"
)

func Number(n int, one, many string) string {
	return draw.Count(portfolio.Count(n).Shown(), one, many)
}

// CandidateOf returns whose value it is: the office, or the person where all
// are of one office.
func CandidateOf(c *portfolio.Conflict, x portfolio.Candidate) string {
	for _, other := range c.Candidates {
		if other.By.Office() != x.By.Office() {
			return x.By.Office()
		}
	}
	return x.By.Person
}

// EntryText says what a change did to a field.
func EntryText(e *portfolio.Entry) portfolio.Value {
	to, label := ValueOf(e.Kind, e.Field, e.To), Lower(LabelOf(e.Kind, e.Field))
	switch {
	case e.Field == portfolio.FieldWithdrawn:
		return to
	case e.From.Known:
		return portfolio.Say("%s: %s%s%s", label, ValueOf(e.Kind, e.Field, e.From), portfolio.To, to)
	}
	return portfolio.Say("%s: %s", label, to)
}

func WhoWhere(c *portfolio.Change) string {
	return draw.Clean(c.Person) + " @ " + draw.Clean(c.Office())
}

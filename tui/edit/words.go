package edit

import (
	"fieldfolio/portfolio"
	"fieldfolio/portfolio/provenance"
	"fieldfolio/tui/draw"
)

// CandidateOf says whose value it is: the office, or the person if all are of one office.
func CandidateOf(c *provenance.Conflict, x provenance.Candidate) string {
	for _, other := range c.Candidates {
		if other.By.Office() != x.By.Office() {
			return x.By.Office()
		}
	}
	if x.By.Person == portfolio.Program {
		return portfolio.RoleHeadquarters
	}
	return x.By.Person
}

func WhoWhere(c *portfolio.Change) string {
	return draw.Clean(c.Person) + " @ " + draw.Clean(c.Office())
}

package tui

import (
	"testing"

	"fieldfolio/portfolio"
)

// told returns the conflicting portfolio as an office has it: a change waits for
// headquarters, one is held, one is rejected.
func told() *memory {
	m := conflicting()
	m.desk.awaits, m.desk.rulings = map[portfolio.ID]bool{}, map[portfolio.ID]portfolio.Judgement{}
	waits := m.elsewhere(sampleID, portfolio.FieldStart, "2006-01-01")
	held := m.elsewhere(sampleID, portfolio.FieldApproved, "4100000")
	rejected := m.elsewhere(sampleID, portfolio.FieldTitle, "Another title")
	m.desk.awaits[waits.ID] = true
	m.desk.rulings[held.ID] = portfolio.Judgement{Ruling: portfolio.Held, Why: "approved needs headquarters", Person: "fieldfolio"}
	m.desk.rulings[rejected.ID] = portfolio.Judgement{Ruling: portfolio.Rejected, Why: "the donor has \x1b[31mnot signed, and the ministry, which has a long name, has not answered yet", Person: "B. Coord"}
	return m
}

// What headquarters says of a change stands on the project's page, in its
// history and on the page of the change.
func TestToldByHeadquarters(t *testing.T) {
	for _, s := range syncSizes {
		d := showing(t, told(), s.w, s.h).press("end").golden("told/project-" + s.name)
		d.press("h").golden("told/history-" + s.name).press("enter").golden("told/change-" + s.name)
		if s.h >= ownStatusLine {
			d.press("esc", "down").says("held by headquarters: approved needs headquarters").press("down").says("waiting for headquarters").press("down").press("enter")
		}
	}
}

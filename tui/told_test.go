package tui

import (
	"testing"

	"fieldfolio/portfolio"
	"fieldfolio/tui/shell"
	"fieldfolio/tui/uitest"
)

// told returns the conflicting portfolio as an office has it: a change waits for
// headquarters, one is held, one is rejected.
func told() *uitest.Memory {
	m := uitest.Conflicting()
	m.Desk.Awaits, m.Desk.Rulings = map[portfolio.ID]bool{}, map[portfolio.ID]portfolio.Judgement{}
	waits := m.Elsewhere(uitest.SampleID, portfolio.FieldStart, "2006-01-01")
	held := m.Elsewhere(uitest.SampleID, portfolio.FieldApproved, "4100000")
	rejected := m.Elsewhere(uitest.SampleID, portfolio.FieldTitle, "Another title")
	m.Desk.Awaits[waits.ID] = true
	m.Desk.Rulings[held.ID] = portfolio.Judgement{Ruling: portfolio.Held, Why: "approved needs headquarters", Person: "fieldfolio"}
	m.Desk.Rulings[rejected.ID] = portfolio.Judgement{Ruling: portfolio.Rejected, Why: "the donor has \x1b[31mnot signed, and the ministry, which has a long name, has not answered yet", Person: "B. Coord"}
	return m
}

// What headquarters says of a change stands on the project's page, in its
// history and on the page of the change.
func TestToldByHeadquarters(t *testing.T) {
	for _, s := range syncSizes {
		d := showing(t, told(), s.w, s.h).Press("end").Golden("told/project-" + s.name)
		d.Press("h").Golden("told/history-" + s.name).Press("enter").Golden("told/change-" + s.name)
		if s.h >= shell.OwnStatusLine {
			d.Press("esc", "down").Says("held by headquarters: approved needs headquarters").Press("down").Says("waiting for headquarters").Press("down").Press("enter")
		}
	}
}

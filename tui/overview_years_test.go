package tui

import (
	"testing"

	"fieldfolio/tui/uitest"
)

// What a year opens says how the amounts of years are derived: its list, on any
// screen and in an exported file, and its proof.
func TestYearsSayHowTheyAreDerived(t *testing.T) {
	const note = "amounts by year are spread evenly by days, as there are no phased budgets"
	for _, s := range uitest.Sizes {
		m := uitest.Seeded(t)
		d := newDriver(t, m, s.W, s.H).Settle().Press("@Overview", "end", "up", "up")
		if s.H > 24 {
			d.Press("up") // the changes have a line too
		}
		d.Press("enter").Says("2011").Says("spread evenly by days")
		if s.W < 80 {
			continue
		}
		d.Says(note).Press("x", "ctrl+u").Typed("a.csv").Press("enter")
		if notes := m.Exported.Table.Notes; len(notes) == 0 || notes[0].Text != "A"+note[1:]+"." {
			t.Errorf("exported with %+v", notes)
		}
		d.Press("home", "w", "end").Says("A" + note[1:])
	}
}

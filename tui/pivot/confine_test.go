package pivot

import (
	"strings"
	"testing"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/breakdown"
	"fieldfolio/tui/uitest"
)

// TestYearsOfBreakdown confines the figures to years, and says what is outside
// on every screen and aloud.
func TestYearsOfBreakdown(t *testing.T) {
	m := &uitest.Memory{Doc: uitest.Sample()}
	var within, whole portfolio.Cents
	for _, p := range m.AllProjects() {
		for _, s := range breakdown.Slices(&p) {
			whole += s.Of(breakdown.Approved)
			if s.Year >= 2012 {
				within += s.Of(breakdown.Approved)
			}
		}
	}
	said := "2012 and after: US$ " + within.Exactly().Shown() + " of " + whole.Exactly().Shown() + " approved; " + (whole - within).Exactly().Shown() + " outside"
	for _, s := range uitest.Sizes {
		d := newDriver(t, m, s.W, s.H).Settle().Press("/").Typed("year>=2012").Press("enter").Golden("years-" + s.Name)
		b := d.Root.Top().(*Breakdown)
		if got := b.outside().Shown(); got != said || b.shown.cells.now.Total.Money(breakdown.Approved) != within {
			t.Errorf("%q, want %q", got, said)
		}
		if notes := strings.Join(b.Spoken().Facts, " "); !strings.Contains(notes, within.Exactly().Shown()+" dollars of ") {
			t.Errorf("said: %s", notes)
		}
	}
}

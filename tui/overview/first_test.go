package overview

import (
	"slices"
	"strings"
	"testing"

	"fieldfolio/tui/uitest"
)

// The regions show before the rest, where they stay: what arrives later moves
// neither a row nor the selection.
func TestOverviewShowsRegionsFirst(t *testing.T) {
	for _, s := range uitest.Sizes {
		d := newDriver(t, uitest.Seeded(t), s.W, s.H)
		o := d.Root.Top().(*Overview)
		for !o.first() && len(d.Pending) > 0 {
			c := d.Pending[0]
			d.Pending = d.Pending[1:]
			d.Deliver(c())
		}
		if !o.first() {
			t.Fatalf("%s: no first look", s.Name)
		}
		first := strings.Split(d.Root.Draw(), "\n")
		whole := strings.Split(d.Settle().Root.Draw(), "\n")
		for _, word := range []string{"»", "Requirement", "REGION", "West Africa", "By year"} {
			has := func(line string) bool { return strings.Contains(line, word) }
			before, after := slices.IndexFunc(first, has), slices.IndexFunc(whole, has)
			if before != after || before < 0 && s.H > 20 {
				t.Errorf("%s: %s is in line %d, then in %d:\n%s", s.Name, word, before, after, strings.Join(first, "\n"))
			}
		}
	}
}

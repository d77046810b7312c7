package pivot

import (
	"testing"

	"fieldfolio/tui/uitest"
)

// How old figures are stands under a breakdown.
func TestFreshness(t *testing.T) {
	for _, s := range uitest.Sizes {
		m := &uitest.Memory{Doc: uitest.Sample(), Fresh: uitest.Silent()}
		newDriver(t, m, s.W, s.H).Settle().Golden("fresh-headquarters-" + s.Name)
		m.Fresh = uitest.InScope()
		newDriver(t, m, s.W, s.H).Settle().Golden("fresh-office-" + s.Name)
	}
}

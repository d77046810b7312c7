package list

import (
	"testing"

	"fieldfolio/portfolio/exchange"
	"fieldfolio/tui/uitest"
)

// How old figures are stands under a list where some of its regions are not kept
// up to date here.
func TestFreshness(t *testing.T) {
	for _, s := range uitest.Sizes {
		m := &uitest.Memory{Doc: uitest.Sample(), Fresh: uitest.Silent()}
		newDriver(t, m, s.W, s.H).Settle().Golden("fresh-" + s.Name)
		m.Fresh = uitest.InScope()
		newDriver(t, m, s.W, s.H).Settle().Golden("fresh-outside-" + s.Name)
	}
	m := &uitest.Memory{Doc: uitest.Sample()}
	m.Fresh.Outside = []exchange.Outside{{Region: "syldavia"}}
	newDriver(t, m, 80, 24).Settle().Says("10 projects outside this office's scope: as in the document")
	if m.Fresh.Line() != "" {
		t.Error("says something of a copy that exchanges with nobody")
	}
}

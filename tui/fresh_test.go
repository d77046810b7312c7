package tui

import (
	"testing"
	"time"

	"fieldfolio/portfolio/exchange"
	"fieldfolio/tui/uitest"
)

// How old figures are stands under a breakdown; under a list too where some of
// its regions are not kept up to date here.
func TestFreshness(t *testing.T) {
	now := time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC)
	for _, s := range uitest.Sizes {
		m := &uitest.Memory{Doc: uitest.Sample()}
		m.Fresh = exchange.Freshness{Office: "copak", Heard: exchange.Heard{At: now.AddDate(0, 0, -41), Now: now}}
		newDriver(t, m, s.W, s.H).Settle().Golden("fresh/list-" + s.Name).Press("@Breakdown").Golden("fresh/headquarters-" + s.Name)
		m.Fresh = exchange.Freshness{Office: "hq", Above: "headquarters", Heard: exchange.Heard{At: now.AddDate(0, 0, -3), Now: now}, Outside: []exchange.Outside{{Region: "syldavia"}, {Region: "global"}}}
		newDriver(t, m, s.W, s.H).Settle().Golden("fresh/list-outside-" + s.Name).Press("@Breakdown").Golden("fresh/office-" + s.Name)
	}
	m := &uitest.Memory{Doc: uitest.Sample()}
	m.Fresh.Outside = []exchange.Outside{{Region: "syldavia"}}
	d := newDriver(t, m, 80, 24).Settle().Says("10 projects outside this office's scope: as in the document").Press("/").Typed("region:ruritania").Press("enter")
	if d.Press("@Breakdown"); m.Fresh.Line() != "" {
		t.Error("says something of a copy that exchanges with nobody")
	}
}

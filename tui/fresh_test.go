package tui

import (
	"testing"
	"time"

	"fieldfolio/portfolio"
)

// How old figures are stands under a breakdown; under a list too where some of
// its regions are not kept up to date here.
func TestFreshness(t *testing.T) {
	now := time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC)
	for _, s := range sizes {
		m := &memory{doc: sample()}
		m.fresh = portfolio.Freshness{Office: "copak", Heard: portfolio.Heard{At: now.AddDate(0, 0, -41), Now: now}}
		newDriver(t, m, s.w, s.h).settle().golden("fresh/list-" + s.name).press("@Breakdown").golden("fresh/headquarters-" + s.name)
		m.fresh = portfolio.Freshness{Office: "hq", Above: "headquarters", Heard: portfolio.Heard{At: now.AddDate(0, 0, -3), Now: now}, Outside: []portfolio.Outside{{Region: "syldavia"}, {Region: "global"}}}
		newDriver(t, m, s.w, s.h).settle().golden("fresh/list-outside-" + s.name).press("@Breakdown").golden("fresh/office-" + s.name)
	}
	m := &memory{doc: sample()}
	m.fresh.Outside = []portfolio.Outside{{Region: "syldavia"}}
	d := newDriver(t, m, 80, 24).settle().says("10 projects outside this office's scope: as in the document").press("/").typed("region:ruritania").press("enter")
	if d.press("@Breakdown"); m.fresh.Line() != "" {
		t.Error("says something of a copy that exchanges with nobody")
	}
}

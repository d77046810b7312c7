package portfolio_test

import (
	"testing"
	"time"

	"fieldfolio/portfolio"
)

// A shortfall is stated on the day of the change that set it, by its author's
// clock, as long as the shortfall differs from the document's.
func TestShortfallIsStatedByChanges(t *testing.T) {
	base := portfolio.Project{ID: "XAMT72", Number: "XAMT72", Kind: portfolio.Field | portfolio.Global, Programme: "eastern-africa",
		Lines: []portfolio.Portion{{Code: "maritime-piracy", Share: 10_000}}, Places: []portfolio.Portion{{Code: "KE", Share: 10_000}},
		Amounts: portfolio.Amounts{Shortfall: portfolio.Known(10_250_963_00)}, ShortfallOn: 20110430}
	set := func(n int64, year int, value string, over ...portfolio.Change) portfolio.Change {
		c := of(portfolio.FieldShortfall, did("roea", n, value, over...))
		c.At = time.Date(year, 9, 15, 8, 0, 0, 0, time.UTC)
		c.Fields[0].Unset = value == ""
		return c
	}
	raised, wrongClock := set(1, 2011, "11000000"), set(1, 1066, "11000000")
	for name, x := range map[string]struct {
		changes []portfolio.Change
		want    portfolio.Date
	}{
		"the document":        {nil, 20110430},
		"a change":            {[]portfolio.Change{raised}, 20110915},
		"the latest change":   {[]portfolio.Change{raised, set(2, 2012, "12000000", raised)}, 20120915},
		"back to the printed": {[]portfolio.Change{raised, set(2, 2012, "10250963", raised)}, 20110430},
		"no longer stated":    {[]portfolio.Change{raised, set(2, 2012, "", raised)}, 0},
		"an impossible clock": {[]portfolio.Change{wrongClock}, 0},
		"another field":       {[]portfolio.Change{of(portfolio.FieldTitle, did("roea", 1, "Piracy"))}, 20110430},
	} {
		r := portfolio.Record{ID: base.ID, Kind: portfolio.ProjectRecord, Base: &base, Log: portfolio.NewLog(x.changes...)}
		p, wrong := r.Project(&portfolio.Catalogue{})
		if p == nil || len(wrong) > 0 || p.ShortfallOn != x.want {
			t.Errorf("%s: %+v %v, want %d", name, p, wrong, x.want)
		}
	}
}

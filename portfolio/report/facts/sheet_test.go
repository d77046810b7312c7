package facts

import (
	"testing"

	"fieldfolio/portfolio"
)

func TestDurationLength(t *testing.T) {
	for _, c := range []struct {
		start, end portfolio.Date
		want       string
	}{
		{20110401, 20110430, "1 month"}, {20110401, 20110401, "1 day"}, {20110401, 20110420, "1 month"},
		{20110401, 20110414, "14 days"}, {20110401, 20110415, "1 month"}, {20110501, 20110515, "15 days"},
		{20100101, 20101231, "1 year"}, {20011106, 20120630, "10 years 8 months"}, {20100131, 20100227, "1 month"},
		{20090402, 20120331, "3 years"}, {20071010, 20111031, "4 years 1 month"}, {20100101, 20101214, "11 months"},
		{20120229, 20130227, "1 year"}, {0, 20130227, ""}, {20120101, 20110101, ""},
	} {
		if got := (portfolio.Duration{Start: c.start, End: c.end}).Length(); got != c.want {
			t.Errorf("%s to %s: %q, want %q", c.start.Plain(), c.end.Plain(), got, c.want)
		}
	}
}

func TestDurationElapsed(t *testing.T) {
	d := portfolio.Duration{Start: 20110101, End: 20110110}
	for asOf, want := range map[portfolio.Date]portfolio.Percent{20101231: 0, 20110101: 1000, 20110105: 5000, 20110110: 10000, 20120101: 10000} {
		if got, ok := d.Elapsed(asOf); !ok || got != want {
			t.Errorf("on %s: %v, want %v", asOf.Plain(), got, want)
		}
	}
	if _, ok := (portfolio.Duration{End: 20110101}).Elapsed(20110101); ok {
		t.Error("an unknown first day has no share")
	}
}

func TestSheetPartsAddUp(t *testing.T) {
	p := &portfolio.Project{Amounts: portfolio.Amounts{Approved: portfolio.Known(100_001)}, Places: []portfolio.Portion{{Code: "A", Share: 3333}, {Code: "B", Share: 6667}},
		Lines: []portfolio.Portion{{Code: "x", Share: 5000}, {Code: "y", Share: 5000}}, Duration: portfolio.Duration{Start: 20091115, End: 20120302}}
	s := Sheet{Project: p, Catalogue: &portfolio.Catalogue{}, AsOf: 20110430}
	for name, parts := range map[string][]SheetPart{"lines": s.Lines(), "years": s.Years()} {
		var sum portfolio.Cents
		for _, part := range parts {
			sum += part.Amount
		}
		if sum != 100_001 {
			t.Errorf("%s add up to %d", name, sum)
		}
	}
}

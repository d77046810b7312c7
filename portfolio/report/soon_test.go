package report

import (
	"testing"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/breakdown"
)

// The query finds what a timeline says ends soon: from the as-of date, on which
// a project that ends still runs, to six months later. From the last day of
// April that is the last of October; from 31 August, the last of February.
func TestEndingSoonQuery(t *testing.T) {
	cat := &portfolio.Catalogue{}
	q := EndingSoonQuery()
	again, err := portfolio.ParseQuery("end:+6m", cat)
	if err != nil || again.String() != q.String() || again.Shown(20110430) != q.Shown(20110430) {
		t.Errorf("%v, %v", again, err)
	}
	for _, c := range []struct {
		asOf portfolio.Date
		in   []portfolio.Date
		out  []portfolio.Date
		text string
	}{
		{20110430, []portfolio.Date{20110430, 20111030, 20111031}, []portfolio.Date{0, 20110429, 20111101},
			"within six months, 30 Apr to 31 Oct 2011"},
		{20110831, []portfolio.Date{20110831, 20120229}, []portfolio.Date{20110830, 20120301},
			"within six months, 31 Aug 2011 to 29 Feb 2012"},
		{20100831, []portfolio.Date{20110228}, []portfolio.Date{20110301}, "within six months, 31 Aug 2010 to 28 Feb 2011"},
		{20110415, []portfolio.Date{20111015}, []portfolio.Date{20111016}, "within six months, 15 Apr to 15 Oct 2011"},
	} {
		if got := Soon(c.asOf).Shown(); got != c.text {
			t.Errorf("%q, want %q", got, c.text)
		}
		check := func(end portfolio.Date, want bool) {
			p := portfolio.Project{Duration: portfolio.Duration{End: end}}
			line := NewTimeline(portfolio.Query{}, c.asOf, nil, []breakdown.Listed{{Project: p}})
			if got := q.Matches(&p, cat, c.asOf); got != want || len(line.EndingSoon()) == 1 != want {
				t.Errorf("as of %s, %s: found %v, %d end soon", c.asOf.Plain(), end.Plain(), got, len(line.EndingSoon()))
			}
		}
		for _, end := range c.in {
			check(end, true)
		}
		for _, end := range c.out {
			check(end, false)
		}
	}
}

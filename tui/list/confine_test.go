package list

import (
	"testing"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/breakdown"
	"fieldfolio/tui/uitest"
)

// TestYearsOfList confines the list to years, by the query and by the facet, and
// says what is outside.
func TestYearsOfList(t *testing.T) {
	m := &uitest.Memory{Doc: uitest.Sample()}
	for _, s := range uitest.Sizes {
		newDriver(t, m, s.W, s.H).Settle().Press("/").Typed("year:2012").Press("enter").Golden("years-" + s.Name)
	}
	d := newDriver(t, m, 80, 24).Settle()
	d.Press("f").Typed("year").Press("enter").Typed("2011").Press("space", "enter")
	p := d.Root.Top().(*Projects)
	if q := p.list.Spec.Query.String(); q != "year:2011" {
		t.Fatalf("the query is %q", q)
	}
	var within, whole portfolio.Cents
	for _, l := range m.Selected(breakdown.ListSpec{AsOf: 20110430}) {
		whole += l.Amounts.Approved.Cents
	}
	for _, l := range m.Selected(p.list.Spec) {
		within += l.Amounts.Approved.Cents
	}
	if within == 0 || within == whole {
		t.Fatalf("%d of %d within", within, whole)
	}
	said := "2011: US$ " + within.Exactly().Shown() + " of " + whole.Exactly().Shown() + " approved; " + (whole - within).Exactly().Shown() + " outside"
	d.Says(said[:60])
	if got := p.outside().Shown(); got != said {
		t.Errorf("%q, want %q", got, said)
	}
}

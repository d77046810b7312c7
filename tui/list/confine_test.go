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
	d.Press("f").Typed("year").Press("enter").Typed("2011").Press("tab", "enter")
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

// TestMarksFollowYears adds up of marked projects what the query covers, also of
// those that it does not find, and leaves them marked.
func TestMarksFollowYears(t *testing.T) {
	m := &uitest.Memory{Doc: uitest.Sample()}
	d := newDriver(t, m, 80, 24).Settle()
	d.Press("space", "space")
	p := d.Root.Top().(*Projects)
	before := p.markedValue().Shown()
	d.Press("/").Typed("year:2012").Press("enter")
	var within portfolio.Amount
	for _, marked := range p.marks.rows {
		for _, l := range m.Selected(breakdown.ListSpec{AsOf: 20110430, Query: p.list.Spec.Query}) {
			if l.ID == marked.ID {
				within = within.Plus(l.Amounts.Approved)
			}
		}
	}
	if want := "2 marked, " + within.USD().Shown(); p.markedValue().Shown() != want || want == before {
		t.Errorf("%s, want %s; before %s", p.markedValue().Shown(), want, before)
	}
	d.Press("/", "ctrl+u").Typed("year:1970").Press("enter")
	if want := "2 marked, US$ –"; p.markedValue().Shown() != want {
		t.Errorf("%s, want %s", p.markedValue().Shown(), want)
	}
	d.Press("/", "ctrl+u", "enter")
	if p.markedValue().Shown() != before {
		t.Errorf("%s, want %s again", p.markedValue().Shown(), before)
	}
}

// TestNothingWithin says what is outside where nothing is within.
func TestNothingWithin(t *testing.T) {
	d := newDriver(t, &uitest.Memory{Doc: uitest.Sample()}, 80, 24).Settle()
	d.Press("/").Typed("year:1970").Press("enter").Says("No project matches year:1970.").Says("1970: none of US$ ")
}

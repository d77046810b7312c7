package tui

import "testing"

func TestFacetScreens(t *testing.T) {
	for _, s := range sizes {
		d := newDriver(t, &memory{doc: sample()}, s.w, s.h).settle().press("f").golden("portfolio/facets-" + s.name)
		d.press("enter", "space", "down", "space").golden("portfolio/facet-values-" + s.name)
		d.press("enter").golden("portfolio/facet-chosen-" + s.name)
	}
}

// What is marked goes into the query in the place of what it asked for before;
// the counts are those of the list, and other terms stay.
func TestFacets(t *testing.T) {
	d := newDriver(t, &memory{doc: sample()}, 80, 24).settle()
	query := func(want string) {
		t.Helper()
		if got := d.root.top().(*projects).list.spec.Query.String(); got != want {
			t.Errorf("the query is %q, want %q", got, want)
		}
	}
	d.press("/").typed("country:SY line:PIR").press("enter")
	query("country:SY line:piracy")
	d.press("f").typed("serv").press("enter").says("[x] Piracy").says("[ ] Drug trafficking")
	d.typed("DRG").press("space", "enter")
	query("country:SY line:piracy,drug-trafficking")
	d.press("f", "enter").says("[x] Drug trafficking").says("[x] Piracy").press("enter")
	query("country:SY line:piracy,drug-trafficking")
	d.press("f", "enter", "space", "down", "space", "enter")
	query("country:SY")
	d.press("f").typed("stat").press("enter", "enter")
	query("country:SY status:active")
	n := d.root.top().(*projects).list.totals.Projects
	if n == 0 {
		t.Error("nothing is found")
	}
	d.press("f").typed("region").press("enter", "esc")
	query("country:SY status:active")
	d.press("f").typed("kind").press("enter").typed("global").press("enter").says("nothing fits").press("esc")
	query("country:SY status:active") // no such project is left
}

func TestFacetsFail(t *testing.T) {
	m := &memory{doc: sample()}
	d := newDriver(t, m, 80, 24).settle().press("f")
	m.fails = errBroken
	d.press("enter").says("The projects could not be counted")
	m.fails = nil
	newDriver(t, m, 80, 24).settle().press("@Breakdown", "enter", "f").says("narrowed to a cell")
}

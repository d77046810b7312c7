package tui

import (
	"strings"
	"testing"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/breakdown"
	"fieldfolio/tui/edit"
	"fieldfolio/tui/uitest"
)

// scoped returns a filter with a scope.
func scoped(t *testing.T, src *uitest.Memory, scope string) *edit.Filter {
	t.Helper()
	q, err := portfolio.ParseQuery(scope, &src.Doc.Catalogue)
	if err != nil {
		t.Fatal(err)
	}
	return &edit.Filter{Scope: q}
}

// totalOf returns the number of projects of a query, as views state it.
func totalOf(t *testing.T, src *uitest.Memory, query string) string {
	t.Helper()
	q, err := portfolio.ParseQuery(query, &src.Doc.Catalogue)
	if err != nil {
		t.Fatal(err)
	}
	n := len(src.Selected(breakdown.ListSpec{Query: q, AsOf: 20110430}))
	return portfolio.CountOf(n, "project")
}

// A query that is set in one view holds in the others, with the scope, until it is cleared; each
// shows what the terms of both select.
func TestQueryHoldsInAllViews(t *testing.T) {
	src := uitest.Seeded(t)
	d := newDriverOf(t, src, scoped(t, src, "scope:west-africa,KE"), 120, 40).Settle()
	d.Says("my office: West Africa, Kenya").Says(totalOf(t, src, "scope:west-africa,KE"))
	d.Press("@Breakdown").Says("my office: West Africa, Kenya")
	d.Press("/").Typed("drug").Press("enter").Says("my office: West Africa, Kenya   drug")
	d.Press("@Timeline").Says("my office: West Africa, Kenya   drug").Says(totalOf(t, src, "scope:west-africa,KE drug"))
	d.Press("@Portfolio").Says("my office: West Africa, Kenya   drug").Says(totalOf(t, src, "scope:west-africa,KE drug"))
	d.Press("@Funding").Says("my office: West Africa, Kenya   drug")
	d.Press("@Portfolio", "O").Says("all offices   drug").Says(totalOf(t, src, "drug"))
	d.Press("@Timeline").Says("all offices   drug").Says(totalOf(t, src, "drug"))
	d.Press("/", "ctrl+u", "enter").Says(" all offices ").Says(totalOf(t, src, ""))
	d.Press("@Portfolio").Says(" all offices ").Says(totalOf(t, src, ""))
	d.Press("O", "@Breakdown").Says("my office: West Africa, Kenya")
}

// A list that is opened from a figure says where its query comes from, and changes no other view.
func TestListOfFigureHasItsOwnQuery(t *testing.T) {
	src := uitest.Seeded(t)
	f := scoped(t, src, "scope:west-africa")
	d := newDriverOf(t, src, f, 120, 40).Settle().Press("/").Typed("drug").Press("enter", "@Breakdown", "enter")
	d.Says("drug   from Breakdown   my office")
	d.Press("O").Says("go back to change the scope")
	d.Press("/", "ctrl+u").Typed("training").Press("enter").Says("training   from Breakdown")
	d.Press("@Portfolio").Says("my office: West Africa   drug")
	d.Press("@Breakdown", "esc").Says("my office: West Africa   drug")
}

// Without a scope nothing is said of offices, and O says how one is chosen; what is chosen is
// remembered.
func TestChoosingMyOffice(t *testing.T) {
	src := uitest.Seeded(t)
	f := &edit.Filter{}
	d := newDriverOf(t, src, f, 120, 40).Settle()
	if d.Says("all projects"); strings.Contains(d.Root.Draw(), "office") {
		t.Error(d.Root.Draw())
	}
	d.Press("O").Says("no office is chosen; f7 chooses one")
	d.Press("f7").Typed("east africa").Press("ctrl+u").Typed("eastern-africa").Press("enter")
	d.Says("my office is Eastern Africa").Says("not in Programme, Reconcile and History")
	d.Press("@Overview").Says("WHOLE PROGRAMME, US$").Press("@Portfolio")
	d.Says("my office: Eastern Africa").Says(totalOf(t, src, "region:eastern-africa"))
	if got := d.Root.Prefs.Get("scope"); got != "region:eastern-africa" {
		t.Errorf("remembers %q", got)
	}
	d.Press("f7").Typed("all offices").Press("enter").Says("all projects")
}

// The scope comes from the configuration, else from what was chosen, else from the office.
func TestWhereTheScopeComesFrom(t *testing.T) {
	src := uitest.Seeded(t)
	for _, x := range []struct{ set, chosen, want string }{
		{"", "", "scope:eastern-africa"},
		{"", "region:west-africa", "region:west-africa"},
		{"", "all", ""},
		{"", "region:no-longer", ""},
		{"country:KE", "region:west-africa", "country:KE"},
		{"all", "region:west-africa", ""},
	} {
		d := newDriver(t, src, 80, 24)
		d.Root.Prefs.Set("scope", x.chosen)
		o := Options{Office: []string{"eastern-africa"}, Scope: x.set, Query: "border"}
		s, err := o.scope(&src.Doc.Catalogue, d.Root.Prefs)
		if err != nil || s.Filter.Scope.String() != x.want || s.Filter.Query.String() != "border" {
			t.Errorf("%v: %q, %v", x, s.Filter.Scope, err)
		}
	}
	o := Options{Scope: "region:nowhere"}
	if _, err := o.scope(&src.Doc.Catalogue, newDriver(t, src, 80, 24).Root.Prefs); err == nil {
		t.Error("takes a scope that cannot be read")
	}
	o = Options{Office: []string{portfolio.ScopeAll}}
	if s, _ := o.scope(&src.Doc.Catalogue, newDriver(t, src, 80, 24).Root.Prefs); s.Filter.Scoped() {
		t.Error("headquarters has a scope")
	}
}

// A change that takes a project out of what the list shows says what hides it, and how to see it;
// one that does not, or without a list, says nothing of the kind.
func TestSayingWhatIsHidden(t *testing.T) {
	for _, x := range []struct{ scope, query, title, says string }{
		{"", "", "Other", "saved: "},
		{"", "misprinted", "Now misprinted", "saved: "},
		{"", "misprinted", "Other", "the query hides it; esc clears the query"},
		{"title:misprinted", "", "Other", "my office hides it; O shows all offices"},
		{"country:RT", "misprinted", "Other", "the query hides it"},
		{"", "misprinted OR nowhere", "Other", "the query hides it; esc clears the query"},
		{"", "misprinted OR other", "Other", "saved: "},
	} {
		src := uitest.Full()
		d := newDriverOf(t, src, scoped(t, src, x.scope), 120, 40).Settle().Press("s").Typed("number").Press("enter")
		d.Press("/").Typed(x.query).Press("enter", "enter", "e", "ctrl+u").Typed(x.title).Press("enter").Says(x.says)
		if hides := strings.Contains(d.Root.Draw(), "hides"); hides != strings.Contains(x.says, "hides") {
			t.Errorf("%v:\n%s", x, d.Root.Draw())
		}
	}
}

// Of several projects it says how many are hidden.
func TestSayingHowManyAreHidden(t *testing.T) {
	src := uitest.Full()
	d := newDriver(t, src, 120, 40).Settle().Press("/").Typed("approved>3m").Press("enter", "*", "e").Typed("approved")
	d.Press("enter", "ctrl+u").Typed("1000").Press("enter", "y").Says("of them; esc clears the query")
}

// The figures of the Overview are those of the scope, which it names; those of the document are of
// all. What it opens is within the scope too, and adds up to the same.
func TestOverviewOfMyOffice(t *testing.T) {
	src := uitest.Seeded(t)
	d := newDriverOf(t, src, scoped(t, src, "scope:eastern-africa"), 120, 40).Settle().Press("@Overview")
	d.Says("my office: Eastern Africa").Says(totalOf(t, src, "scope:eastern-africa") + " in all").Says("11,007,882")
	if strings.Contains(d.Root.Draw(), "West Africa") {
		t.Errorf("shows another region:\n%s", d.Root.Draw())
	}
	d.Says("245: 204 agree").Press("enter").Says("kind:field   from Overview   my office: Eastern Africa")
	d.Says(totalOf(t, src, "scope:eastern-africa kind:field"))
	d.Press("esc", "O").Says("all offices").Says("83 projects in all").Says("West Africa")
	d.Press("@Portfolio").Says("all offices").Press("O", "@Overview").Says("my office: Eastern Africa")
	all := newDriver(t, src, 120, 40).Settle().Press("@Overview")
	if all.Says("Action against transnational"); strings.Contains(all.Root.Draw(), "office") {
		t.Error(all.Root.Draw())
	}
}

// A region of which the scope has a part only is not compared with what the document prints for it.
func TestOverviewComparesWholeRegions(t *testing.T) {
	src := uitest.Seeded(t)
	whole := newDriverOf(t, src, scoped(t, src, "scope:west-africa"), 120, 40).Settle().Press("@Overview")
	whole.Says("25,370,934≠")
	part := newDriverOf(t, src, scoped(t, src, "country:ML"), 120, 40).Settle().Press("@Overview").Says("West Africa")
	if strings.Contains(part.Root.Draw(), "printed otherwise") {
		t.Error(part.Root.Draw())
	}
}

// The query is in sight on the smallest usual screen, whatever the name of the office.
func TestQueryIsInSight(t *testing.T) {
	src := uitest.Seeded(t)
	d := newDriverOf(t, src, scoped(t, src, "scope:west-africa,eastern-africa,KE,ML,GH,CV"), 80, 24).Settle()
	for _, view := range []string{"@Portfolio", "@Breakdown", "@Timeline", "@Funding"} {
		d.Press(view, "/", "ctrl+u").Typed("drug").Press("enter").Says("my office").Says("   drug")
	}
	d.Press("@Breakdown", "enter").Says("   drug   from Breakdown")
}

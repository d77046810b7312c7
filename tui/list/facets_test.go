package list

import (
	"regexp"
	"strings"
	"testing"

	"fieldfolio/portfolio"
	"fieldfolio/tui/shell"
	"fieldfolio/tui/uitest"
)

func TestFacetScreens(t *testing.T) {
	for _, s := range uitest.Sizes {
		d := newDriver(t, &uitest.Memory{Doc: uitest.Sample()}, s.W, s.H).Settle().Press("f").Golden("facets-" + s.Name)
		d.Press("enter", "space", "down", "space").Golden("facet-values-" + s.Name)
		d.Press("enter").Golden("facet-chosen-" + s.Name)
	}
}

// What is marked goes into the query in the place of what it asked for before;
// the counts are those of the list, and other terms stay.
func TestFacets(t *testing.T) {
	d := newDriver(t, &uitest.Memory{Doc: uitest.Sample()}, 80, 24).Settle()
	query := func(want string) {
		t.Helper()
		if got := d.Root.Top().(*Projects).list.Spec.Query.String(); got != want {
			t.Errorf("the query is %q, want %q", got, want)
		}
	}
	d.Press("/").Typed("country:SY line:PIR").Press("enter")
	query("country:SY line:piracy")
	d.Press("f").Typed("serv").Press("enter").Says("[x] Piracy").Says("[ ] Drug trafficking")
	d.Typed("DRG").Press("tab", "enter")
	query("country:SY line:piracy,drug-trafficking")
	d.Press("f", "enter").Says("[x] Drug trafficking").Says("[x] Piracy").Press("enter")
	query("country:SY line:piracy,drug-trafficking")
	d.Press("f", "enter", "space", "down", "space", "enter")
	query("country:SY")
	d.Press("f", "enter").Typed("drug trafficking").Says("tab mark").Press("enter") // a blank belongs to the name
	query("country:SY line:drug-trafficking")
	d.Press("f", "enter").Typed("piracy").Press("enter") // beside what is marked already
	query("country:SY line:drug-trafficking,piracy")
	d.Press("f", "enter").Typed("drug").Press("tab", "ctrl+u").Typed("piracy").Press("tab", "enter")
	query("country:SY")
	d.Press("f").Typed("stat").Press("enter", "enter")
	query("country:SY status:active")
	n := d.Root.Top().(*Projects).list.Totals.Projects
	if n == 0 {
		t.Error("nothing is found")
	}
	d.Press("f").Typed("region").Press("enter", "esc")
	query("country:SY status:active")
	d.Press("f").Typed("kind").Press("enter").Typed("global").Press("enter").Says("nothing fits").Press("esc")
	query("country:SY status:active") // no such project is left
}

// A value is found by its name at once, whatever dimension it is of.
func TestFacetByName(t *testing.T) {
	d := newDriver(t, &uitest.Memory{Doc: uitest.Sample()}, 80, 24).Settle().Press("f")
	if text := d.Root.Draw(); strings.Contains(text, "Syldavia") {
		t.Errorf("values stand unasked:\n%s", text)
	}
	for name, want := range map[string]string{"ruritania and": "region:ruritania", "pira": "line:piracy", "ended": "status:ended"} {
		d := newDriver(t, &uitest.Memory{Doc: uitest.Sample()}, 80, 24).Settle().Press("f").Typed(name).Press("enter")
		if got := d.Root.Top().(*Projects).list.Spec.Query.String(); got != want {
			t.Errorf("%s: the query is %q, want %q", name, got, want)
		}
	}
}

// Open values are counted again when others change something; what is marked, selected and typed stays.
func TestFacetsFollow(t *testing.T) {
	m := &uitest.Memory{Doc: uitest.Sample()}
	d := newDriver(t, m, 80, 24).Settle().Press("f").Typed("line").Press("enter", "space").Typed("r").Press("down", "down")
	counted := regexp.MustCompile(`»  \[ \] Drug trafficking +8\n`)
	if text := d.Root.Draw(); !counted.MatchString(text) {
		t.Fatal(text)
	}
	for _, p := range m.AllProjects()[:5] {
		m.Elsewhere(p.ID, portfolio.FieldLines, "drug-trafficking:100")
	}
	d.Send(shell.Moved{})
	d.Settle().Says("Narrow by service line: r").Says("  [x] Border control").Says("»  [ ] Drug trafficking")
	if text := d.Root.Draw(); counted.MatchString(text) {
		t.Errorf("not counted again:\n%s", text)
	}
	d.Press("enter").Says("line:border-control,drug-trafficking")
}

func TestFacetsFail(t *testing.T) {
	m := &uitest.Memory{Doc: uitest.Sample()}
	d := newDriver(t, m, 80, 24).Settle().Press("f")
	m.Fails = uitest.ErrBroken
	d.Press("enter").Says("The projects could not be counted")
	m.Fails = nil
	onCell(t, m, 80, 24).Press("f").Says("narrowed to a cell")
}

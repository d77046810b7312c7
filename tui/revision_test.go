package tui

import (
	"strings"
	"testing"

	"fieldfolio/portfolio/report/revision"
	"fieldfolio/tui/uitest"
)

// revised opens the screens of a copy in which an upgrade changed figures.
func revised(t *testing.T, told bool) *uitest.Driver {
	t.Helper()
	src := &uitest.Memory{Doc: uitest.Sample()}
	o := Options{AsOf: 20110430, Person: "A. Desk", Revisions: []revision.Revision{{ID: 1, Day: 20111128, Said: []string{
		"Shortfall in US$ by year: 2009 none (was 2,565,081). A shortfall is spread only over the days after the one on which it was stated.",
		"Totals as before, in US$: approved budget 189,538,627.",
	}}}}
	if !told {
		o.Untold = o.Revisions
	}
	r, err := newProgram(t.Context(), src, o)
	if err != nil {
		t.Fatal(err)
	}
	return uitest.Drive(t, src, r, "Overview", 80, 24).Settle()
}

// TestRevisionPage checks that the first page is what an upgrade changed, that
// any key closes it that does not scroll, and that it can be opened again.
func TestRevisionPage(t *testing.T) {
	const figure = "2009 none (was 2,565,081)"
	d := revised(t, false)
	d.Golden("first/revision").AtEverySize()
	for _, key := range []string{"x", "enter", "q", "esc", "?"} {
		d := revised(t, false)
		if !strings.Contains(d.Root.Draw(), figure) {
			t.Fatalf("it is not the first page:\n%s", d.Root.Draw())
		}
		if d.Press(key); strings.Contains(d.Root.Draw(), figure) {
			t.Errorf("%s does not close it:\n%s", key, d.Root.Draw())
		}
	}
	d = revised(t, true)
	if text := d.Root.Draw(); strings.Contains(text, figure) {
		t.Errorf("it is told again:\n%s", text)
	}
	if d.Press(":").Typed("new release").Press("enter"); !strings.Contains(d.Root.Draw(), figure) {
		t.Errorf("the palette does not open it:\n%s", d.Root.Draw())
	}
}

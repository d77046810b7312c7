package list

import (
	"fmt"
	"strings"
	"testing"

	"fieldfolio/tui/uitest"
)

func TestViewScreens(t *testing.T) {
	for _, s := range uitest.Sizes {
		m := &uitest.Memory{Doc: uitest.Sample()}
		d := newDriver(t, m, s.W, s.H).Settle().Press("v").Golden("views-none-" + s.Name)
		d.Typed("All").Press("enter").Golden("views-saved-"+s.Name).Press("/").Typed("region:syldavia").Press("enter", "v").Typed("My review").Press("enter")
		d.Press("v").Golden("views-" + s.Name)
	}
}

// A view brings back query, columns, order and measure, also in another run,
// and changes nothing of what is remembered beside it.
func TestSavedViews(t *testing.T) {
	m := &uitest.Memory{Doc: uitest.Sample()}
	d := newDriver(t, m, 120, 24).Settle()
	all := d.Root.Draw()
	d.Press("/").Typed("kind:field").Press("enter", "s").Typed("country").Press("enter", "m", "c").Typed("status").Press("space", "enter")
	saved := d.Root.Draw()
	d.Press("v").Typed("Quarterly review").Press("enter").Says("saved: the view Quarterly review")
	d.Press("c", "ctrl+r", "enter", "s").Typed("approved").Press("ctrl+o", "/", "ctrl+u", "enter")
	if d.Root.Draw() != all {
		t.Fatalf("not back at the beginning:\n%s\nwant\n%s", d.Root.Draw(), all)
	}
	again := newDriver(t, m, 120, 24).Settle().Press("v").Typed("quart").Press("enter")
	if again.Root.Draw() != saved {
		t.Errorf("the view shows\n%s\nwant\n%s", again.Root.Draw(), saved)
	}
	if newDriver(t, m, 120, 24).Settle().Root.Draw() != all {
		t.Error("showing a view changes what the next run shows")
	}
	again.Press("/", "ctrl+u").Typed("piracy").Press("enter", "v", "ctrl+s").Says("saved: the view Quarterly review")
	again.Press("v").Says("piracy").Press("ctrl+x").Says("the view Quarterly review is deleted").Press("ctrl+x").Says("there is no view to delete").Press("esc")
	if again.Root.Top().(*Projects).viewNames() != nil || m.Prefs[preferView+"Quarterly review"] != "" {
		t.Errorf("remembered: %v", m.Prefs)
	}
}

// TestViewsOfThePast checks that nothing is stored for the portfolio of a past date, and that this
// is said.
func TestViewsOfThePast(t *testing.T) {
	m := &uitest.Memory{Doc: uitest.Sample()}
	m.Editor.Past = 20110430
	d := newDriver(t, m, 100, 24).Settle().Press("v").Typed("Then").Press("enter").Says("it holds until you quit")
	d.Press("s").Typed("title").Press("enter", "v").Says("Then")
	if len(m.Prefs) > 0 {
		t.Errorf("remembered %v", m.Prefs)
	}
}

// What cannot be read can be deleted, and nothing takes the place of a name.
func TestBrokenViews(t *testing.T) {
	m := &uitest.Memory{Doc: uitest.Sample(), Prefs: map[string]string{preferView + "a": "{", preferView + "b": `{"query":"region:nowhere"}`, preferView + "c": `{"measure":"part","sort":"x"}`}}
	d := newDriver(t, m, 80, 24).Settle().Press("v", "enter").Says("it cannot be read; ctrl+x deletes it").Press("down", "enter").Says("The view b cannot be shown")
	d.Press("v").Typed("c").Press("enter").Says("30 projects").Press("v").Typed(strings.Repeat("x", 61)).Press("enter").Says("The view was not saved")
	d.Press("v", "ctrl+x", "ctrl+x", "ctrl+x", "ctrl+s").Says("type a name").Press("enter").Says("a view needs a name")
	for i := range maxViews {
		m.Prefs[fmt.Sprintf("%sv%02d", preferView, i)] = "{}"
	}
	newDriver(t, m, 80, 24).Settle().Press("v").Typed("zz").Press("enter").Says("there are 50 views already")
}

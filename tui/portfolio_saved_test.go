package tui

import (
	"fmt"
	"strings"
	"testing"
)

func TestViewScreens(t *testing.T) {
	for _, s := range sizes {
		m := &memory{doc: sample()}
		d := newDriver(t, m, s.w, s.h).settle().press("v").golden("portfolio/views-none-" + s.name)
		d.typed("All").press("enter").golden("portfolio/views-saved-"+s.name).press("/").typed("region:syldavia").press("enter", "v").typed("My review").press("enter")
		d.press("v").golden("portfolio/views-" + s.name)
	}
}

// A view brings back query, columns, order and measure, also in another run,
// and changes nothing of what is remembered beside it.
func TestSavedViews(t *testing.T) {
	m := &memory{doc: sample()}
	d := newDriver(t, m, 120, 24).settle()
	all := d.root.draw()
	d.press("/").typed("kind:field").press("enter", "s").typed("country").press("enter", "m", "c").typed("status").press("space", "enter")
	saved := d.root.draw()
	d.press("v").typed("Quarterly review").press("enter").says("saved: the view Quarterly review")
	d.press("c", "ctrl+r", "enter", "s").typed("approved").press("ctrl+o", "/", "ctrl+u", "enter")
	if d.root.draw() != all {
		t.Fatalf("not back at the beginning:\n%s\nwant\n%s", d.root.draw(), all)
	}
	again := newDriver(t, m, 120, 24).settle().press("v").typed("quart").press("enter")
	if again.root.draw() != saved {
		t.Errorf("the view shows\n%s\nwant\n%s", again.root.draw(), saved)
	}
	if newDriver(t, m, 120, 24).settle().root.draw() != all {
		t.Error("showing a view changes what the next run shows")
	}
	again.press("/", "ctrl+u").typed("piracy").press("enter", "v", "ctrl+s").says("saved: the view Quarterly review")
	again.press("v").says("piracy").press("ctrl+x").says("the view Quarterly review is deleted").press("ctrl+x").says("there is no view to delete").press("esc")
	if again.root.top().(*projects).viewNames() != nil || m.prefs[preferView+"Quarterly review"] != "" {
		t.Errorf("remembered: %v", m.prefs)
	}
}

// Of the portfolio of an earlier day nothing is remembered, and that is said.
func TestViewsOfThePast(t *testing.T) {
	m := &memory{doc: sample()}
	m.desk.past = 20110430
	d := newDriver(t, m, 100, 24).settle().press("v").typed("Then").press("enter").says("it holds until you quit")
	d.press("s").typed("title").press("enter", "v").says("Then")
	if len(m.prefs) > 0 {
		t.Errorf("remembered %v", m.prefs)
	}
}

// What cannot be read can be deleted, and nothing takes the place of a name.
func TestBrokenViews(t *testing.T) {
	m := &memory{doc: sample(), prefs: map[string]string{preferView + "a": "{", preferView + "b": `{"query":"region:nowhere"}`, preferView + "c": `{"measure":"part","sort":"x"}`}}
	d := newDriver(t, m, 80, 24).settle().press("v", "enter").says("it cannot be read; ctrl+x deletes it").press("down", "enter").says("The view b cannot be shown")
	d.press("v").typed("c").press("enter").says("30 projects").press("v").typed(strings.Repeat("x", 61)).press("enter").says("The view was not saved")
	d.press("v", "ctrl+x", "ctrl+x", "ctrl+x", "ctrl+s").says("type a name").press("enter").says("a view needs a name")
	for i := range maxViews {
		m.prefs[fmt.Sprintf("%sv%02d", preferView, i)] = "{}"
	}
	newDriver(t, m, 80, 24).settle().press("v").typed("zz").press("enter").says("there are 50 views already")
}

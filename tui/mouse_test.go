package tui

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
)

// A click selects, a second one on the same line opens; views and the keys of
// the footer can be clicked.
func TestMouse(t *testing.T) {
	d := newDriver(t, &memory{doc: sample()}, 80, 24).settle()
	if d.clickOn("ABWX22"); d.root.top().(*projects).list.at != 4 {
		t.Fatalf("selected is %d", d.root.top().(*projects).list.at)
	}
	if d.clickOn("ABWX22"); d.root.top().Name() != "project" {
		t.Fatalf("opened is %s", d.root.top().Name())
	}
	if d.clickOn("Country"); d.root.top().(*project).stops.sel != 2 {
		t.Errorf("the field is %d", d.root.top().(*project).stops.sel)
	}
	if d.clickOn("back"); d.root.top().Name() != "portfolio" {
		t.Errorf("the footer leads to %s", d.root.top().Name())
	}
	if d.clickOn("Reconcile"); d.root.top().Name() != "reconcile" {
		t.Errorf("the view is %s", d.root.top().Name())
	}
	d.send(tea.MouseWheelMsg{Button: tea.MouseWheelDown})
	if at := d.settle().root.top().(*reconcile).cursor.at; at != wheelStep {
		t.Errorf("the wheel moves to %d", at)
	}
}

// A click in the breakdown selects the figure under it, also a total.
func TestMouseSelectsFigures(t *testing.T) {
	d := newDriver(t, &memory{doc: sample()}, 80, 24).settle().press("@Breakdown")
	b := d.root.top().(*breakdown)
	for _, line := range []int{1, 0, len(b.grid.lines)} {
		for slot := range b.layout().slots {
			if b.layout().slots[slot].kind == otherSlot {
				continue
			}
			want := b.figure(b.grid.line(line), b.layout().slots[slot], b.layout()).Shown()
			if want == "·" {
				continue
			}
			y := 4 + line // below views, caption, a blank and the heads
			if line == len(b.grid.lines) {
				y++
			}
			row := strings.Split(d.root.draw(), "\n")[y]
			d.clickAt(width(row[:strings.LastIndex(row, want)])+1, y)
			if d.root.top() != screen(b) { // it was selected already
				d.press("esc")
			}
			if b.rows.at != line {
				t.Errorf("row %d is selected, not %d", b.rows.at, line)
			}
			if got := b.figure(b.grid.line(b.rows.at), b.selected(), b.layout()).Shown(); got != want {
				t.Errorf("selected is %s, not %s", got, want)
			}
		}
	}
}

// The mouse is off until it is wanted: terminals then select text themselves.
func TestMouseIsOffAtFirst(t *testing.T) {
	d := newDriver(t, &memory{doc: sample()}, 80, 24).settle()
	if d.root.View().MouseMode != tea.MouseModeNone {
		t.Error("it is on")
	}
	if d.press("f2"); d.root.View().MouseMode == tea.MouseModeNone {
		t.Error("it stays off")
	}
}

package tui

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"fieldfolio/tui/draw"
	"fieldfolio/tui/list"
	"fieldfolio/tui/pivot"
	"fieldfolio/tui/project"
	"fieldfolio/tui/proof"
	"fieldfolio/tui/shell"
	"fieldfolio/tui/ui"
	"fieldfolio/tui/uitest"
)

// A click selects, a second one on the same line opens; views and the keys of
// the footer can be clicked.
func TestMouse(t *testing.T) {
	d := newDriver(t, &uitest.Memory{Doc: uitest.Sample()}, 80, 24).Settle()
	if d.ClickOn("ABWX22"); d.Root.Top().(*list.Projects).List.At != 4 {
		t.Fatalf("selected is %d", d.Root.Top().(*list.Projects).List.At)
	}
	if d.ClickOn("ABWX22"); d.Root.Top().Name() != "project" {
		t.Fatalf("opened is %s", d.Root.Top().Name())
	}
	if d.ClickOn("Country"); d.Root.Top().(*project.Project).Stops.Sel != 2 {
		t.Errorf("the field is %d", d.Root.Top().(*project.Project).Stops.Sel)
	}
	if d.ClickOn("back"); d.Root.Top().Name() != "portfolio" {
		t.Errorf("the footer leads to %s", d.Root.Top().Name())
	}
	if d.ClickOn("Reconcile"); d.Root.Top().Name() != "reconcile" {
		t.Errorf("the view is %s", d.Root.Top().Name())
	}
	d.Send(tea.MouseWheelMsg{Button: tea.MouseWheelDown})
	if at := d.Settle().Root.Top().(*proof.Reconcile).Cursor.At; at != shell.WheelStep {
		t.Errorf("the wheel moves to %d", at)
	}
}

// A click in the breakdown selects the figure under it, also a total.
func TestMouseSelectsFigures(t *testing.T) {
	d := newDriver(t, &uitest.Memory{Doc: uitest.Sample()}, 80, 24).Settle().Press("@Breakdown")
	b := d.Root.Top().(*pivot.Breakdown)
	for _, line := range []int{1, 0, len(b.Grid.Lines)} {
		for slot := range b.Layout().Slots {
			if b.Layout().Slots[slot].Kind == pivot.OtherSlot {
				continue
			}
			want := b.Figure(b.Grid.Line(line), b.Layout().Slots[slot], b.Layout()).Shown()
			if want == "·" {
				continue
			}
			y := 4 + line // below views, caption, a blank and the heads
			if line == len(b.Grid.Lines) {
				y++
			}
			row := strings.Split(d.Root.Draw(), "\n")[y]
			d.ClickAt(draw.Width(row[:strings.LastIndex(row, want)])+1, y)
			if d.Root.Top() != ui.Screen(b) { // it was selected already
				d.Press("esc")
			}
			if b.Rows.At != line {
				t.Errorf("row %d is selected, not %d", b.Rows.At, line)
			}
			if got := b.Figure(b.Grid.Line(b.Rows.At), b.Selected(), b.Layout()).Shown(); got != want {
				t.Errorf("selected is %s, not %s", got, want)
			}
		}
	}
}

// The mouse is off until it is wanted: terminals then select text themselves.
func TestMouseIsOffAtFirst(t *testing.T) {
	d := newDriver(t, &uitest.Memory{Doc: uitest.Sample()}, 80, 24).Settle()
	if d.Root.View().MouseMode != tea.MouseModeNone {
		t.Error("it is on")
	}
	if d.Press("f2"); d.Root.View().MouseMode == tea.MouseModeNone {
		t.Error("it stays off")
	}
}

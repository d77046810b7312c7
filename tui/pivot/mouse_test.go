package pivot

import (
	"strings"
	"testing"

	"fieldfolio/tui/draw"
	"fieldfolio/tui/ui"
	"fieldfolio/tui/uitest"
)

// A click in the breakdown selects the figure under it, also a total.
func TestMouseSelectsFigures(t *testing.T) {
	d := newDriver(t, &uitest.Memory{Doc: uitest.Sample()}, 80, 24).Settle()
	b := d.Root.Top().(*Breakdown)
	for _, line := range []int{1, 0, len(b.Grid.Lines)} {
		for slot := range b.Layout().Slots {
			if b.Layout().Slots[slot].Kind == OtherSlot {
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

package pivot

import (
	"strings"
	"testing"

	"fieldfolio/tui/ui"
	"fieldfolio/tui/uitest"
)

// A click in the breakdown selects the figure under it, also a total.
func TestMouseSelectsFigures(t *testing.T) {
	d := newDriver(t, &uitest.Memory{Doc: uitest.Sample()}, 80, 24).Settle()
	b := d.Root.Top().(*Breakdown)
	for _, line := range []int{1, 0, len(b.grid.lines)} {
		for slot := range b.layout().slots {
			if b.layout().slots[slot].kind == otherSlot {
				continue
			}
			want := b.figure(b.grid.line(line), b.layout().slots[slot], b.layout()).Shown()
			if want == "" {
				continue
			}
			y := 3 + line // below views, caption and heads
			if line == len(b.grid.lines) {
				y++
			}
			row := strings.Split(d.Root.Draw(), "\n")[y]
			d.ClickAt(b.face.Cells(row[:strings.LastIndex(row, want)])+1, y)
			if d.Root.Top() != ui.Screen(b) { // it was selected already
				d.Press("esc")
			}
			if b.rows.At != line {
				t.Errorf("row %d is selected, not %d", b.rows.At, line)
			}
			if got := b.figure(b.grid.line(b.rows.At), b.selected(), b.layout()).Shown(); got != want {
				t.Errorf("selected is %s, not %s", got, want)
			}
		}
	}
}

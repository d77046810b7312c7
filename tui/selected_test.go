package tui

import (
	"slices"
	"strings"
	"testing"
)

// TestSelectedLine checks that the selected line is bold on wide screens, and what a move costs
// there; on a slow line, and where 80 cells are seen at a glance, it is the marker that moves.
func TestSelectedLine(t *testing.T) {
	for _, c := range []struct {
		w, h, most int
		slow, bold bool
	}{{80, 24, selectTarget, false, false}, {200, 60, boldTarget, false, true}, {200, 60, selectTarget, true, false}} {
		for _, view := range []string{"@Portfolio", "@Timeline", "@Programme", "@Reconcile"} {
			d := documentDriver(t, c.w, c.h)
			d.Root.Styles.Slow = c.slow
			w := newWire(d)
			w.press(view)
			w.press("down")
			w.press("up")
			costs := make([]int, 9)
			for i := range costs {
				costs[i] = w.press("down")
			}
			if n := slices.Max(costs); n > c.most {
				t.Errorf("%s, %d cells, slow %v: a move takes %d bytes, of at most %d", view, c.w, c.slow, n, c.most)
			}
			t.Logf("%s, %d cells, slow %v: %v", view, c.w, c.slow, costs)
			if strings.Contains(d.Root.Draw(), "\x1b[1m»") != c.bold {
				t.Errorf("%s, %d cells, slow %v: bold is not %v", view, c.w, c.slow, c.bold)
			}
		}
	}
}

// boldTarget is the most that a move takes on a screen of 200 cells, where two lines change.
const boldTarget = 450

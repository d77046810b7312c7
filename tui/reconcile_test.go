package tui

import "testing"

func TestReconcileStates(t *testing.T) { states(t, "reconcile", "3") }

func TestReconcileWays(t *testing.T) {
	d := newDriver(t, &memory{doc: sample()}, 80, 24).settle().press("3")
	d.press("a").golden("reconcile/differences-only")
	d.press("a", "end").golden("reconcile/agrees")
	d.press("up").golden("reconcile/cannot-be-checked")
}

func TestFinding(t *testing.T) {
	for _, s := range sizes {
		d := newDriver(t, &memory{doc: sample()}, s.w, s.h).settle().press("3", "enter")
		d.golden("finding/" + s.name)
		if s.h == 24 {
			d.press("down", "enter").golden("finding/project-opened")
		}
	}
	newDriver(t, &memory{doc: sample()}, 80, 24).settle().press("3", "down", "enter").golden("finding/empty")
}

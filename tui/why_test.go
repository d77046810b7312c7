package tui

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"fieldfolio/portfolio"
)

// Wherever somebody stands on any view, w proves the figure or says why there
// is none: the printed rows add up to it, and the question names what the line
// shows.
func TestWhyOnEveryView(t *testing.T) {
	src := seeded(t)
	ways := map[string][]string{
		"@Overview":  {"down", "up", "right", "left", "pgdown", "home"},
		"@Portfolio": {"down", "m", "pgdown"},
		"@Breakdown": {"down", "right", "left", "pgdown", "m", "%", "r", "c", "E", "s", "end"},
		"@Timeline":  {"down", "b"},
		"@Programme": {"down", "right", "a", "pgdown", "end"},
		"@Reconcile": {"down", "pgdown", "end"},
	}
	proofs := map[string]int{}
	rapid.Check(t, func(rt *rapid.T) {
		view := rapid.SampledFrom(sortedKeys(ways)).Draw(rt, "view")
		d := newDriver(t, src, rapid.SampledFrom([]int{80, 120, 200}).Draw(rt, "width"), 40).settle().press(view)
		for range rapid.IntRange(0, 12).Draw(rt, "steps") {
			d.press(rapid.SampledFrom(ways[view]).Draw(rt, "key"))
		}
		d.press("w")
		p, ok := d.root.top().(*proof)
		if !ok {
			if d.root.status.empty() {
				rt.Fatalf("%s: w does nothing and does not say why:\n%s", view, d.root.draw())
			}
			return
		}
		if p.fault != nil || p.shown == nil {
			rt.Fatalf("%s: %v", view, p.fault)
		}
		proofs[view]++
		if len(p.shown.Rows) > 0 && printedSum(rt, p)+p.shown.LeftPart != p.shown.Figure {
			rt.Fatalf("%s: the printed rows of %s do not add up to %d", view, p.shown.Question(), p.shown.Figure)
		}
		if before := d.press("esc").root.draw(); !shows(before, p.shown) {
			rt.Fatalf("%s does not show the figure of %s:\n%s", view, p.shown.Question(), before)
		}
	})
	for view := range ways {
		if proofs[view] == 0 && !testing.Short() { // few checks may leave one out
			t.Errorf("%s: no figure was proved", view)
		}
	}
}

// shows reports whether a screen has a figure in one of the ways in which
// figures are written: in dollars, thousands, as a count or a share.
func shows(screen string, p *portfolio.Proof) bool {
	ways := []string{portfolio.Cents(p.Figure).Shown(), portfolio.Cents(p.Figure).Thousands(), portfolio.Count(p.Figure).Shown(), p.Exactly(p.Figure)}
	if p.Of != nil {
		ways = append(ways, strings.TrimSuffix(p.Portion().Shown(), " %"))
	}
	for _, w := range ways {
		if strings.Contains(screen, w) {
			return true
		}
	}
	return len(p.Rows) == 0 // of a published figure that cannot be computed
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

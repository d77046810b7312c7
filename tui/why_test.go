package tui

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"fieldfolio/portfolio"
	proofs "fieldfolio/portfolio/proof"
	"fieldfolio/tui/proof"
	"fieldfolio/tui/uitest"
)

// TestWhyOnEveryView presses w on every line of every view: it proves the figure or says why there
// is none. The rows add up to it, and the question names what the line shows.
func TestWhyOnEveryView(t *testing.T) {
	src := uitest.Seeded(t)
	ways := map[string][]string{
		"@Overview":  {"down", "up", "right", "left", "pgdown", "home"},
		"@Portfolio": {"down", "m", "pgdown"},
		"@Breakdown": {"down", "right", "left", "pgdown", "m", "%", "r", "c", "E", "s", "end"},
		"@Timeline":  {"down", "b"},
		"@Programme": {"down", "right", "a", "pgdown", "end"},
		"@Reconcile": {"down", "pgdown", "end"},
	}
	proved := map[string]int{}
	rapid.Check(t, func(rt *rapid.T) {
		view := rapid.SampledFrom(sortedKeys(ways)).Draw(rt, "view")
		d := newDriver(t, src, rapid.SampledFrom([]int{80, 120, 200}).Draw(rt, "width"), 40).Settle().Press(view)
		for range rapid.IntRange(0, 12).Draw(rt, "steps") {
			d.Press(rapid.SampledFrom(ways[view]).Draw(rt, "key"))
		}
		d.Press("w")
		asked, ok := d.Root.Top().(*proof.Proof)
		if !ok {
			if d.Root.Status.Empty() {
				rt.Fatalf("%s: w does nothing and does not say why:\n%s", view, d.Root.Draw())
			}
			return
		}
		p, err := proofs.Prove(t.Context(), src, asked.Spec, &src.Doc.Catalogue)
		if err != nil {
			rt.Fatalf("%s: %v", view, err)
		}
		proved[view]++
		page := whole(d)
		switch {
		case len(p.Rows) == 0 && !strings.Contains(page, "Nothing adds up to it."):
			rt.Fatalf("%s: no proof is shown:\n%s", view, page)
		case len(p.Rows) > 0 && uitest.PrintedSum(rt, page, p.Exactly(p.Figure), p.Counts) != p.Figure:
			rt.Fatalf("%s: the printed rows of %s do not add up to %d", view, p.Question(), p.Figure)
		}
		if before := d.Press("esc").Root.Draw(); !shows(before, p) {
			rt.Fatalf("%s does not show the figure of %s:\n%s", view, p.Question(), before)
		}
	})
	for view := range ways {
		if proved[view] == 0 && !testing.Short() { // few checks may leave one out
			t.Errorf("%s: no figure was proved", view)
		}
	}
}

// whole returns the page on a terminal that is as high as it.
func whole(d *uitest.Driver) string {
	w, h := d.Root.Width, d.Root.Height
	d.Size(w, 2_000)
	text := d.Settle().Root.Top().View()
	d.Size(w, h)
	d.Settle()
	return text
}

// shows reports whether a screen has a figure in one of the ways in which
// figures are written: in dollars, thousands, as a count or a share.
func shows(screen string, p *proofs.Proof) bool {
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

// TestAnswerComesFirst checks that the proof of a total says at 80 by 24 why the document prints
// another one, however many of its rows were changed since.
func TestAnswerComesFirst(t *testing.T) {
	m := uitest.Seeded(t)
	for _, number := range []string{"CPVS28", "GNBU44", "NGAS84", "SLEU74", "LBRU97", "BDIT42"} {
		e := portfolio.Edit{Record: number, Fields: []portfolio.Setting{{Field: portfolio.FieldApproved, Value: "1234567"}}}
		if _, err := m.Change(t.Context(), "A. Desk", e); err != nil {
			t.Fatal(err)
		}
	}
	d := newDriver(t, m, 80, 24).Settle().Press("@Portfolio", "/").Typed("region:west-africa").Press("enter")
	d.Says("printed total of this list 21,895,901, differs; w says why").Press("w").
		Says("Cause found: the difference is exactly MLIU58 (3,475,033)").Says("CPVS28")
}

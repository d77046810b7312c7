package report

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"fieldfolio/portfolio"
)

func TestTimeWindow(t *testing.T) {
	year := WindowAround(20110430, ZoomYear, 20)
	if year.First != 20050101 || year.Axis() != "  '06 '08 '10 '12" {
		t.Errorf("years from %d: %q", year.First, year.Axis())
	}
	quarter := WindowAround(20110430, ZoomQuarter, 20)
	if quarter.First != 20080401 || quarter.Axis() != "   '09 '10 '11 '12" {
		t.Errorf("quarters from %d: %q", quarter.First, quarter.Axis())
	}
	month := WindowAround(20110430, ZoomMonth, 24)
	if month.First != 20100901 || month.Axis() != "  Oct   '11   Apr   Jul" {
		t.Errorf("months from %d: %q", month.First, month.Axis())
	}
	for name, c := range map[string]struct {
		d    portfolio.Duration
		want string
	}{
		"runs":                {portfolio.Duration{Start: 20090101, End: 20111231}, "   █████████▓██     "},
		"from before":         {portfolio.Duration{Start: 20000101, End: 20091231}, "██████┃             "},
		"to after":            {portfolio.Duration{Start: 20100101, End: 20991231}, "       █████▓███████"},
		"over long ago":       {portfolio.Duration{Start: 20000101, End: 20011231}, "‹                   "},
		"far away":            {portfolio.Duration{Start: 20300101, End: 20311231}, "                   ›"},
		"only a last day":     {portfolio.Duration{End: 20111231}, "············▓·┃     "},
		"a last day long ago": {portfolio.Duration{End: 19991231}, "‹                   "},
		"no last day":         {portfolio.Duration{Start: 20100101}, "       █····▓·······"},
		"no days":             {portfolio.Duration{}, "                    "},
	} {
		if got := quarter.Bar(c.d); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

// A window moved there and back is the same; zooming keeps its middle within a
// unit; every bar has exactly the cells of the window, and later days never
// stand before earlier ones.
func TestTimeWindowProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		day := func(name string) portfolio.Date {
			return portfolio.Date(rapid.IntRange(1990, 2030).Draw(t, name+" year")*10_000 + rapid.IntRange(1, 12).Draw(t, name+" month")*100 + rapid.IntRange(1, 28).Draw(t, name+" day"))
		}
		zoom := rapid.SampledFrom([]Zoom{ZoomYear, ZoomQuarter, ZoomMonth}).Draw(t, "zoom")
		w := WindowAround(day("as of"), zoom, rapid.IntRange(1, 120).Draw(t, "cells"))
		by := rapid.IntRange(-20, 20).Draw(t, "by")
		if back := w.Moved(by).Moved(-by); back != w {
			t.Errorf("%v moved by %d and back is %v", w, by, back)
		}
		if c := w.Column(w.AsOf); c < 0 || c >= max(w.Cells, zoom.cells()) {
			t.Errorf("%v: the as-of day is in cell %d", w, c)
		}
		if c := w.Column(w.First); c != 0 {
			t.Errorf("%v: the first day is in cell %d", w, c)
		}
		a, b := day("a"), day("b")
		if a <= b && w.Column(a) > w.Column(b) {
			t.Errorf("%v: %d is after %d", w, a, b)
		}
		if bar := w.Bar(portfolio.Duration{Start: min(a, b), End: max(a, b)}); len([]rune(bar)) != w.Cells || strings.TrimSpace(bar) == "" {
			t.Errorf("%v: bar %q", w, bar)
		}
		if len([]rune(w.Axis())) > w.Cells {
			t.Errorf("%v: axis %q", w, w.Axis())
		}
		if z := w.Zoomed(zoom); abs(z.Column(w.First)) > zoom.cells() {
			t.Errorf("%v zoomed by nothing is %v", w, z)
		}
	})
}

func abs(n int) int { return max(n, -n) }

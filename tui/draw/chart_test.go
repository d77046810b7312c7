package draw

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestChart(t *testing.T) {
	blocks, plain := Frame{Styles: &Styles{}}, Frame{Styles: &Styles{Slow: true}}
	for _, c := range []struct{ name, got, want string }{
		{"bar", blocks.Bar(3, 8, 4), "█▌"},
		{"plain bar", plain.Bar(3, 8, 4), "##"},
		{"plain bar of little", plain.Bar(1, 1_000_000, 10), "#"},
		{"plain bar of nothing", plain.Bar(0, 8, 10), ""},
		{"plain bar of less than nothing", plain.Bar(-1, 8, 10), ""},
		{"plain bar of more than all", plain.Bar(9, 8, 4), "####"},
		{"gauge", blocks.Gauge(1, 2, 4), "██░░"},
		{"plain gauge", plain.Gauge(1, 2, 4), "##.."},
		{"plain gauge without cells", plain.Gauge(1, 2, -1), ""},
		{"spark", blocks.Spark([]int64{0, 1, 4, 8}), " ▂▅█"},
		{"plain spark", plain.Spark([]int64{0, 1, 2, 5, 8, -3}), " .:|# "},
		{"spark of nothing", plain.Spark(nil), ""},
		{"spark of zeros", plain.Spark([]int64{0, 0}), "  "},
	} {
		if c.got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, c.got, c.want)
		}
	}
}

// Plain charts take the cells that the others take, are ASCII, and grow with
// what they show.
func TestPlainChart(t *testing.T) {
	blocks, plain := Frame{Styles: &Styles{}}, Frame{Styles: &Styles{Slow: true}}
	rapid.Check(t, func(rt *rapid.T) {
		whole := rapid.Int64Range(1, 1<<50).Draw(rt, "whole")
		part, cells := rapid.Int64Range(-5, whole).Draw(rt, "part"), rapid.IntRange(0, 100).Draw(rt, "cells")
		for _, c := range [][2]string{{blocks.Gauge(part, whole, cells), plain.Gauge(part, whole, cells)},
			{blocks.Spark([]int64{part, whole}), plain.Spark([]int64{part, whole})}} {
			if plain.Cells(c[0]) != plain.Cells(c[1]) || len(c[1]) != plain.Cells(c[1]) {
				rt.Errorf("%q and %q", c[0], c[1])
			}
		}
		long, short := plain.Bar(part, whole, cells), plain.Bar(part/2, whole, cells)
		if !strings.HasPrefix(long, short) || (long == "") != (part <= 0 || cells == 0) {
			rt.Errorf("%q and %q", long, short)
		}
	})
}

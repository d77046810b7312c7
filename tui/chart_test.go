package tui

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestChart(t *testing.T) {
	blocks, plain := face{look: &styles{}}, face{look: &styles{plain: true}}
	for _, c := range []struct{ name, got, want string }{
		{"bar", blocks.bar(3, 8, 4), "█▌"},
		{"plain bar", plain.bar(3, 8, 4), "##"},
		{"plain bar of little", plain.bar(1, 1_000_000, 10), "#"},
		{"plain bar of nothing", plain.bar(0, 8, 10), ""},
		{"plain bar of less than nothing", plain.bar(-1, 8, 10), ""},
		{"plain bar of more than all", plain.bar(9, 8, 4), "####"},
		{"gauge", blocks.gauge(1, 2, 4), "██░░"},
		{"plain gauge", plain.gauge(1, 2, 4), "##.."},
		{"plain gauge without cells", plain.gauge(1, 2, -1), ""},
		{"spark", blocks.spark([]int64{0, 1, 4, 8}), " ▂▅█"},
		{"plain spark", plain.spark([]int64{0, 1, 4, 8, -3}), " 159 "},
		{"spark of nothing", plain.spark(nil), ""},
		{"spark of zeros", plain.spark([]int64{0, 0}), "  "},
	} {
		if c.got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, c.got, c.want)
		}
	}
}

// Plain charts take the cells that the others take, are ASCII, and grow with
// what they show.
func TestPlainChart(t *testing.T) {
	blocks, plain := face{look: &styles{}}, face{look: &styles{plain: true}}
	rapid.Check(t, func(rt *rapid.T) {
		whole := rapid.Int64Range(1, 1<<50).Draw(rt, "whole")
		part, cells := rapid.Int64Range(-5, whole).Draw(rt, "part"), rapid.IntRange(0, 100).Draw(rt, "cells")
		for _, c := range [][2]string{{blocks.gauge(part, whole, cells), plain.gauge(part, whole, cells)},
			{blocks.spark([]int64{part, whole}), plain.spark([]int64{part, whole})}} {
			if width(c[0]) != width(c[1]) || len(c[1]) != width(c[1]) {
				rt.Errorf("%q and %q", c[0], c[1])
			}
		}
		long, short := plain.bar(part, whole, cells), plain.bar(part/2, whole, cells)
		if !strings.HasPrefix(long, short) || (long == "") != (part <= 0 || cells == 0) {
			rt.Errorf("%q and %q", long, short)
		}
	})
}

// On a slow line no screen draws blocks.
func TestPlainScreens(t *testing.T) {
	for name, keys := range map[string][]string{"bars": {"@Breakdown", "b"}, "project": {"enter"}} {
		d := newDriver(t, &memory{doc: sample()}, 120, 60).settle().press(keys...)
		if !strings.ContainsAny(d.root.draw(), "█░▁▂▃▄▅▆▇") {
			t.Errorf("%s: no blocks", name)
		}
		d.root.look.plain = true
		text := d.root.draw()
		if strings.ContainsAny(text, "▏▎▍▌▋▊▉█░▁▂▃▄▅▆▇") || !strings.Contains(text, "###") {
			t.Errorf("%s:\n%s", name, text)
		}
	}
}

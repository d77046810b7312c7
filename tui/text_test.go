package tui

import (
	"testing"

	"pgregory.net/rapid"

	"fieldfolio/tui/draw"
	"fieldfolio/tui/ui"
	"fieldfolio/tui/uitest"
)

func TestClean(t *testing.T) {
	for in, want := range map[string]string{
		"plain":                 "plain",
		"a\tb\nc":               "a b c",
		"\x1b[31mred\x07\x9b2J": "<U+001B>[31mred<U+0007><U+FFFD>2J",
		"\u202eabc\u2066":       "<U+202E>abc<U+2066>",
		"zero\u200bwidth":       "zero<U+200B>width",
		"क्\u200dष":             "क्\u200dष",
		"\xff broken":           "<U+FFFD> broken",
		"\u0301mark":            "◌\u0301mark",
		"حدود":                  "حدود\u200e",
		"👨\u200d👩\u200d👧":       "👨👩👧",
		"👍🏽 🏽":                  "👍 🏽",
		"❤\ufe0f1\ufe0f\u20e3":  "❤1\u20e3",
		"می\u200cخواهم":         "می\u200cخواهم\u200e",
		"end\u200d of a word":   "end<U+200D> of a word",
	} {
		if got := draw.Clean(in); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}

func TestField(t *testing.T) {
	for _, c := range []struct {
		keys []string
		want string
	}{
		{[]string{"a", "b", "left", "c"}, "acb"},
		{[]string{"a", "space", "b", "ctrl+w"}, "a "},
		{[]string{"a", "b", "home", "delete"}, "b"},
		{[]string{"a", "b", "left", "ctrl+k"}, "a"},
		{[]string{"a", "b", "backspace", "backspace", "backspace"}, ""},
		{[]string{"é", "中", "ctrl+u", "x"}, "x"},
		{[]string{"क", "ि", "\u202e", "x"}, "किx"},
		{[]string{"a", "b", "left", "alt+d", "ctrl+v", "tab", "up", "down"}, "ab"},
	} {
		f := ui.NewField()
		for _, k := range c.keys {
			f.Press(uitest.Key(k))
		}
		if f.String() != c.want {
			t.Errorf("%v: got %q, want %q", c.keys, f.String(), c.want)
		}
	}
}

// Cutting and padding never exceed a width, and say where something is missing.
func TestWidths(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		s, w := draw.Clean(rapid.String().Draw(rt, "text")), rapid.IntRange(0, 30).Draw(rt, "width")
		if got := draw.Cut(s, w); draw.Width(got) > w {
			rt.Errorf("cut(%q, %d) takes %d", s, w, draw.Width(got))
		}
		if got := draw.CutMiddle(s, w); draw.Width(got) > w {
			rt.Errorf("cutMiddle(%q, %d) takes %d", s, w, draw.Width(got))
		}
		if got := draw.Left(s, w); draw.Width(got) != w {
			rt.Errorf("left(%q, %d) takes %d", s, w, draw.Width(got))
		}
		if got := draw.Right(s, w); draw.Width(got) != w {
			rt.Errorf("right(%q, %d) takes %d", s, w, draw.Width(got))
		}
		for _, l := range draw.Wrap(s, w) {
			if draw.Width(l) > w {
				rt.Errorf("wrap(%q, %d) has %q", s, w, l)
			}
		}
		f := ui.NewField()
		f.Set(s)
		if shown, x := f.View(w); draw.Width(shown) > w || x > w {
			rt.Errorf("view(%q, %d) is %q, cursor at %d", s, w, shown, x)
		}
	})
}

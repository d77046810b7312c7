package draw

import (
	"testing"

	"pgregory.net/rapid"
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
		if got := Clean(in); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}

// TestWidths checks that cutting and padding never exceed a width, and mark what is missing.
func TestWidths(t *testing.T) {
	m := &Measure{}
	rapid.Check(t, func(rt *rapid.T) {
		s, w := Clean(rapid.String().Draw(rt, "text")), rapid.IntRange(0, 30).Draw(rt, "width")
		if got := m.Cut(s, w); m.Cells(got) > w {
			rt.Errorf("cut(%q, %d) takes %d", s, w, m.Cells(got))
		}
		if got := m.CutMiddle(s, w); m.Cells(got) > w {
			rt.Errorf("cutMiddle(%q, %d) takes %d", s, w, m.Cells(got))
		}
		if got := m.Left(s, w); m.Cells(got) != w {
			rt.Errorf("left(%q, %d) takes %d", s, w, m.Cells(got))
		}
		if got := m.Right(s, w); m.Cells(got) != w {
			rt.Errorf("right(%q, %d) takes %d", s, w, m.Cells(got))
		}
		for _, l := range m.Wrap(s, w) {
			if m.Cells(l) > w {
				rt.Errorf("wrap(%q, %d) has %q", s, w, l)
			}
		}
	})
}

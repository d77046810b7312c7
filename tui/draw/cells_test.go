package draw

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"
	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"
	"golang.org/x/text/unicode/bidi"
	"pgregory.net/rapid"

	"fieldfolio/tui/draw/drawtest"
)

// both runs a test for each way in which terminals count cells, with the method of the renderer.
func both(t *testing.T, test func(t *testing.T, by *Measure, m ansi.Method)) {
	clusters := &Measure{}
	clusters.Answered(tea.ModeReportMsg{Mode: ansi.ModeUnicodeCore, Value: ansi.ModeSet})
	t.Run("code points", func(t *testing.T) { test(t, &Measure{}, ansi.WcWidth) })
	t.Run("clusters", func(t *testing.T) { test(t, clusters, ansi.GraphemeWidth) })
}

// TestCells checks that texts are as wide for the renderer as Cells says, and that no character is
// divided where they are cut.
func TestCells(t *testing.T) {
	both(t, func(t *testing.T, by *Measure, m ansi.Method) {
		rapid.Check(t, func(rt *rapid.T) {
			s, w := Clean(drawtest.Odd(rt)), rapid.IntRange(0, 40).Draw(rt, "width")
			for name, got := range map[string]string{"left": by.Left(s, w), "right": by.Right(s, w)} {
				if drawtest.Drawn(got, m) != w {
					rt.Errorf("%s(%q, %d) is %q, of %d cells", name, s, w, got, drawtest.Drawn(got, m))
				}
			}
			for name, got := range map[string]string{"cut": by.Cut(s, w), "cutMiddle": by.CutMiddle(s, w)} {
				if drawtest.Drawn(got, m) > w {
					rt.Errorf("%s(%q, %d) is %q, of %d cells", name, s, w, got, drawtest.Drawn(got, m))
				}
			}
			if got, _, cutOff := strings.Cut(by.Cut(s, w), "…"); cutOff && !strings.Contains(s, "…") && !wholeCharacters(s, got) {
				rt.Errorf("cut(%q, %d) ends within a character: %q", s, w, got)
			}
		})
	})
}

// wholeCharacters reports whether s begins with some characters, whole ones; the last
// one may have lost a joiner.
func wholeCharacters(s, some string) bool {
	for some != "" {
		c, _ := ansi.FirstGraphemeCluster(s, ansi.GraphemeWidth)
		rest, ok := strings.CutPrefix(some, c)
		if !ok {
			return some == strings.TrimRight(c, "\u200c\u200d")
		}
		s, some = s[len(c):], rest
	}
	return true
}

// TestWrapIsWhole checks that wrapping loses nothing visible if every character fits.
func TestWrapIsWhole(t *testing.T) {
	seen := func(s string) string {
		return strings.Map(func(r rune) rune {
			if unicode.IsSpace(r) {
				return -1
			}
			return r
		}, s)
	}
	both(t, func(t *testing.T, by *Measure, m ansi.Method) {
		rapid.Check(t, func(rt *rapid.T) {
			s, w := Clean(drawtest.Odd(rt)), rapid.IntRange(1, 40).Draw(rt, "width")
			lines := by.Wrap(s, w)
			for _, l := range lines {
				if drawtest.Drawn(l, m) > w {
					rt.Errorf("wrap(%q, %d) has %q, of %d cells", s, w, l, drawtest.Drawn(l, m))
				}
			}
			if got := seen(strings.Join(lines, " ")); widest(s, m) <= w && got != seen(s) {
				rt.Errorf("wrap(%q, %d) is %q", s, w, lines)
			}
		})
	})
}

func widest(s string, m ansi.Method) (most int) {
	for s != "" {
		c, cells := ansi.FirstGraphemeCluster(s, m)
		most, s = max(most, cells), s[len(c):]
	}
	return most
}

type reporter interface {
	Errorf(format string, args ...any)
}

// TestColumnsStay checks that the columns of a row begin at the same cells, whatever they hold.
func TestColumnsStay(t *testing.T) {
	check := func(t reporter, by *Measure, m ansi.Method, title, country string) {
		cols := []Column{{Width: 8}, {Width: 24}, {Width: 12, Right: true}, {Width: 6, Right: true}, {Width: 3}}
		row := JoinRow(by, cols, []string{"ABCX01", title, country, "12,345", "end"})
		screen := uv.NewScreenBuffer(80, 1)
		screen.Method = m
		uv.NewStyledString(row).Draw(screen, screen.Bounds())
		for at, want := range map[int]string{0: "A", 50: "1", 51: "2", 55: "5", 58: "e", 60: "d"} {
			if c := screen.CellAt(at, 0); c == nil || c.Content != want {
				t.Errorf("%q has %+v at %d, not %q", row, c, at, want)
			}
		}
	}
	both(t, func(t *testing.T, by *Measure, m ansi.Method) {
		for name, s := range drawtest.Scripts {
			t.Run(name, func(t *testing.T) { check(t, by, m, Clean(s), Clean(s)) })
		}
		rapid.Check(t, func(rt *rapid.T) { check(rt, by, m, Clean(drawtest.Odd(rt)), Clean(drawtest.Odd(rt))) })
	})
}

// TestRightToLeft checks that what a terminal reorders ends with the text, so that figures in the
// next column are not moved into it.
func TestRightToLeft(t *testing.T) {
	cols := []Column{{Width: 8}, {Width: 30}, {Width: 8, Right: true}, {Width: 10}}
	turned := func(title string) (end int) { // of what is turned round, in code points from the title on
		var p bidi.Paragraph
		if _, err := p.SetString(JoinRow(nil, cols, []string{"ABCX01", title, "12,345", "2012-06-30"}), bidi.DefaultDirection(bidi.LeftToRight)); err != nil {
			t.Fatal(err)
		}
		order, err := p.Order()
		if err != nil {
			t.Fatal(err)
		}
		for i := range order.NumRuns() {
			if run := order.Run(i); run.Direction() == bidi.RightToLeft {
				_, end = run.Pos()
			}
		}
		return end + 1 - 10
	}
	for name, s := range drawtest.Scripts {
		if !rightToLeft(s) {
			continue
		}
		for _, title := range []string{Clean(s), new(Measure).Cut(Clean(s+" "+s+" "+s), 20)} {
			if turned(title) > utf8.RuneCountInString(title) {
				t.Errorf("%s: more than %q is turned round", name, title)
			}
		}
		if turned(s) <= utf8.RuneCountInString(s) {
			t.Errorf("%s: this cannot fail", name)
		}
	}
}

// TestMark checks that only right-to-left text, and text whose last letter would join a blank, gets the
// mark, and only once.
func TestMark(t *testing.T) {
	for name, s := range drawtest.Scripts {
		want := 0
		if rightToLeft(s) || name == "Malayalam, before all" {
			want = 1
		}
		if got := strings.Count(Clean(Clean(s)), Lrm); got != want {
			t.Errorf("%s: %d marks, want %d", name, got, want)
		}
	}
}

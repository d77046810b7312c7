package tui

import (
	"maps"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"
	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"
	"golang.org/x/text/unicode/bidi"
	"pgregory.net/rapid"

	"fieldfolio/tui/draw"
	"fieldfolio/tui/ui"
	"fieldfolio/tui/uitest"
)

// scripts are texts whose cells are hard to count.
var scripts = map[string]string{
	"Latin":                  "Border control",
	"Latin, marks apart":     "Re\u0301seau a\u0308lter e\u0301\u0323",
	"Arabic":                 "تعزيز القدرات الوطنية",
	"Arabic with tatweel":    "مكافـــحة الاتجـار",
	"Arabic with diacritics": "تَعْزِيزُ القُدُرَاتِ",
	"Arabic with figures":    "المرحلة ٢ من ١٢",
	"Arabic joined apart":    "می\u200cخواهم",
	"Hebrew":                 "בקרת גבולות",
	"Hebrew with points":     "שָׁלוֹם עוֹלָם",
	"Hebrew and Latin":       "פרויקט ABC 12 בדיקה",
	"Chinese":                "加强边境管制",
	"Japanese, half width":   "ｶﾞﾊﾟﾝ ﾃﾞｰﾀ",
	"Japanese":               "国境か\u3099 データ",
	"Russian":                "Борьба с наркотиками",
	"Hindi":                  "सीमा नियंत्रण को सुदृढ़ करना",
	"Hindi, conjuncts":       "क्षेत्रीय क्\u200dष ज्ञान",
	"Tamil":                  "கொள்கை க்ஷ",
	"Malayalam, before all":  "ൎക ക്ഷ ൎ",
	"Burmese":                "မြန်မာ",
	"Thai":                   "การป้องกัน กำ น้ำ",
	"Korean":                 "국경 통제",
	"Korean, Jamo":           "국경 ᄒ ᅡ",
	"family":                 "👨\u200d👩\u200d👧\u200d👦 family",
	"flags":                  "🇫🇷🇩🇪 🇫",
	"flag of parts":          "🏴\u200d☠\ufe0f 🏴\U000e0067\U000e0062\U000e007f",
	"skin tones":             "👍🏽 👩🏿\u200d🚀 🏽",
	"variations":             "❤\ufe0f ☠\ufe0e 1\ufe0f\u20e3 ©\ufe0f",
	"no width":               "a\u200bb\u2060c\ufeff\u00add\u034fe\u200d",
	"marks alone":            "\u0301\u0302 \u0301",
	"ligature":               "﷽",
}

// odd is a text of such parts and of anything else, as it is shown.
func odd(rt *rapid.T) string {
	all := slices.Sorted(maps.Values(scripts))
	part := rapid.OneOf(rapid.SampledFrom(all), rapid.String(), rapid.StringMatching(`[a-z0-9 -]{0,9}`))
	return draw.Clean(strings.Join(rapid.SliceOfN(part, 0, 4).Draw(rt, "parts"), rapid.SampledFrom([]string{"", " "}).Draw(rt, "between")))
}

// both runs a test for each way in which terminals count cells.
func both(t *testing.T, test func(t *testing.T, m ansi.Method)) {
	for name, m := range map[string]ansi.Method{"code points": ansi.WcWidth, "clusters": ansi.GraphemeWidth} {
		draw.Clusters.Store(m == ansi.GraphemeWidth)
		t.Run(name, func(t *testing.T) { test(t, m) })
	}
	draw.Clusters.Store(false)
}

// drawn returns the cells that the renderer gives a line.
func drawn(line string, m ansi.Method) (cells int) {
	for _, l := range uv.NewStyledString(line).Lines(m) {
		for _, c := range l {
			cells += c.Width
		}
	}
	return cells
}

// Texts in cells are as wide for the renderer as they are said to be, and no
// character is divided where they are cut.
func TestCells(t *testing.T) {
	both(t, func(t *testing.T, m ansi.Method) {
		rapid.Check(t, func(rt *rapid.T) {
			s, w := odd(rt), rapid.IntRange(0, 40).Draw(rt, "width")
			for name, got := range map[string]string{"left": draw.Left(s, w), "right": draw.Right(s, w)} {
				if drawn(got, m) != w {
					rt.Errorf("%s(%q, %d) is %q, of %d cells", name, s, w, got, drawn(got, m))
				}
			}
			for name, got := range map[string]string{"cut": draw.Cut(s, w), "cutMiddle": draw.CutMiddle(s, w)} {
				if drawn(got, m) > w {
					rt.Errorf("%s(%q, %d) is %q, of %d cells", name, s, w, got, drawn(got, m))
				}
			}
			f := ui.NewField()
			f.Set(s)
			f.Input.SetCursor(rapid.IntRange(0, len([]rune(s))).Draw(rt, "cursor"))
			if got, x := f.View(w); drawn(got, m) > w || x > w {
				rt.Errorf("view of %q in %d is %q, of %d cells, cursor at %d", s, w, got, drawn(got, m), x)
			}
			if got, _, cutOff := strings.Cut(draw.Cut(s, w), "…"); cutOff && !strings.Contains(s, "…") && !wholeCharacters(s, got) {
				rt.Errorf("cut(%q, %d) ends within a character: %q", s, w, got)
			}
		})
	})
}

// wholeCharacters reports whether s begins with some characters, whole ones.
func wholeCharacters(s, some string) bool {
	for some != "" {
		c, _ := ansi.FirstGraphemeCluster(s, ansi.GraphemeWidth)
		rest, ok := strings.CutPrefix(some, c)
		if !ok {
			return false
		}
		s, some = s[len(c):], rest
	}
	return true
}

// Wrapping loses nothing that is seen where every character fits.
func TestWrapIsWhole(t *testing.T) {
	seen := func(s string) string {
		return strings.Map(func(r rune) rune {
			if unicode.IsSpace(r) {
				return -1
			}
			return r
		}, s)
	}
	both(t, func(t *testing.T, m ansi.Method) {
		rapid.Check(t, func(rt *rapid.T) {
			s, w := odd(rt), rapid.IntRange(1, 40).Draw(rt, "width")
			lines := draw.Wrap(s, w)
			for _, l := range lines {
				if drawn(l, m) > w {
					rt.Errorf("wrap(%q, %d) has %q, of %d cells", s, w, l, drawn(l, m))
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

// Whatever stands in a row, its columns begin at the same cells of the
// renderer's screen.
func TestColumnsStay(t *testing.T) {
	check := func(t reporter, m ansi.Method, title, country string) {
		cols := []draw.Column{{Width: 8}, {Width: 24}, {Width: 12, Right: true}, {Width: 6, Right: true}, {Width: 3}}
		row := draw.JoinRow(cols, []string{"ABCX01", title, country, "12,345", "end"})
		screen := uv.NewScreenBuffer(80, 1)
		screen.Method = m
		uv.NewStyledString(row).Draw(screen, screen.Bounds())
		for at, want := range map[int]string{0: "A", 50: "1", 51: "2", 55: "5", 58: "e", 60: "d"} {
			if c := screen.CellAt(at, 0); c == nil || c.Content != want {
				t.Errorf("%q has %+v at %d, not %q", row, c, at, want)
			}
		}
	}
	both(t, func(t *testing.T, m ansi.Method) {
		for name, s := range scripts {
			t.Run(name, func(t *testing.T) { check(t, m, draw.Clean(s), draw.Clean(s)) })
		}
		rapid.Check(t, func(rt *rapid.T) { check(rt, m, odd(rt), odd(rt)) })
	})
}

// Where a terminal writes from right to left, what it turns round ends with the
// text: figures in the next column are not drawn into it.
func TestRightToLeft(t *testing.T) {
	cols := []draw.Column{{Width: 8}, {Width: 30}, {Width: 8, Right: true}, {Width: 10}}
	turned := func(title string) (end int) { // of what is turned round, in code points from the title on
		var p bidi.Paragraph
		if _, err := p.SetString(draw.JoinRow(cols, []string{"ABCX01", title, "12,345", "2012-06-30"}), bidi.DefaultDirection(bidi.LeftToRight)); err != nil {
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
	for name, s := range scripts {
		if !draw.RightToLeft(s) {
			continue
		}
		for _, title := range []string{draw.Clean(s), draw.Cut(draw.Clean(s+" "+s+" "+s), 20)} {
			if turned(title) > utf8.RuneCountInString(title) {
				t.Errorf("%s: more than %q is turned round", name, title)
			}
		}
		if turned(s) <= utf8.RuneCountInString(s) {
			t.Errorf("%s: this cannot fail", name)
		}
	}
}

// Only text from right to left costs the mark, and each only once.
func TestMark(t *testing.T) {
	for name, s := range scripts {
		want := 0
		if draw.RightToLeft(s) {
			want = 1
		}
		if got := strings.Count(draw.Clean(draw.Clean(s)), draw.Lrm); got != want {
			t.Errorf("%s: %d marks, want %d", name, got, want)
		}
	}
}

// The terminal says how it counts, and the next drawing follows.
func TestMeasured(t *testing.T) {
	defer draw.Clusters.Store(false)
	d := newDriver(t, &uitest.Memory{Doc: uitest.Sample()}, 80, 24).Settle()
	for _, c := range []struct {
		mode  ansi.Mode
		value ansi.ModeSetting
		want  int
	}{
		{ansi.ModeSynchronizedOutput, ansi.ModeReset, 2}, {ansi.ModeUnicodeCore, ansi.ModeNotRecognized, 2},
		{ansi.ModeUnicodeCore, ansi.ModeReset, 1}, {ansi.ModeUnicodeCore, ansi.ModePermanentlyReset, 2}, {ansi.ModeUnicodeCore, ansi.ModePermanentlySet, 1},
	} {
		d.Send(tea.ModeReportMsg{Mode: c.mode, Value: c.value})
		if got := draw.Width("कि"); got != c.want {
			t.Errorf("%v, %v: %d cells", c.mode, c.value, got)
		}
		d.Check()
	}
}

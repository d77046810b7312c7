package legible

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

func TestLine(t *testing.T) {
	for in, want := range map[string]string{
		"":                        "",
		"Border posts, 2011–2013": "Border posts, 2011–2013",
		"a\u200bb":                "a<U+200B>b",
		"a\u00adb":                "a<U+00AD>b",
		"tag\U000e0041":           "tag<U+E0041>",
		"two\nlines\tand a tab":   "two lines and a tab",
		"three\u2028lines":        "three lines",
		"\x1b[31mred\x07":         "<U+001B>[31mred<U+0007>",
		"\u202egnp\u202c":         "<U+202E>gnp<U+202C>",
		"\u200eleft\u200fright":   "<U+200E>left<U+200F>right",
		"filler\u3164":            "filler<U+3164>",
		"\xff\ufffd\ue000":        "<U+FFFD><U+FFFD><U+E000>",
		"عدد \u0600١٢":            "عدد \u0600١٢", // a sign that can be seen
		// Joiners between letters that need them, and elsewhere.
		"می\u200cخواهم":   "می\u200cخواهم",
		"مَ\u200cن":       "مَ\u200cن",
		"क्\u200dष":       "क्\u200dष",
		"क्\u200cष":       "क्\u200cष",
		"می\u200c":        "می<U+200C>",
		"می\u200c\u200cخ": "می<U+200C><U+200C>خ",
		"pay\u200dpal":    "pay<U+200D>pal",
		"\u200dक":         "<U+200D>क",
		// Emoji.
		"👨\u200d👩\u200d👧": "👨\u200d👩\u200d👧",
		"👍🏽\u200d👍":       "👍🏽\u200d👍",
		"❤\ufe0f\u200d🔥":  "❤\ufe0f\u200d🔥",
		"1\ufe0f\u20e3":   "1\ufe0f\u20e3",
		"a\ufe0fb":        "a<U+FE0F>b",
		"👍\u200d":         "👍<U+200D>",
		"👍\u200dno":       "👍<U+200D>no",
		"👍\U000e0067":     "👍<U+E0067>",
	} {
		if got := Line(in); got != want {
			t.Errorf("%q: %q, not %q", in, got, want)
		}
	}
	if got := Text("two\nlines\tand\x1b"); got != "two\nlines\tand<U+001B>" {
		t.Errorf("%q", got)
	}
	if got := Typed("two\nlines\u200b and می\u200cخ"); got != "two lines and می\u200cخ" {
		t.Errorf("%q", got)
	}
}

func TestFault(t *testing.T) {
	for in, want := range map[string]string{
		"Zoë\nŠkoda":            "",
		"Title \u200b":          "U+200B as character 7, which cannot be seen",
		"äö\u202e":              "direction character U+202E as character 3",
		"\x1b":                  "control character U+001B as character 1",
		"a\ue000":               "private character U+E000 as character 2",
		"a\ufffd":               "U+FFFD as character 2, which stands for one that was lost",
		"می\u200cخواهم 👍\ufe0f": "",
	} {
		if got := Fault(in); !strings.Contains(got, want) || (got == "") != (want == "") {
			t.Errorf("%q: %q", in, got)
		}
	}
}

// FuzzLine escapes or drops whatever cannot be seen, but for what joins, and
// does nothing twice.
func FuzzLine(f *testing.F) {
	for _, s := range []string{"a\u200bb", "क्\u200dष", "👨\u200d👩", "\xff\x00", "1\ufe0f\u20e3", "\u2066\u034f\u115f"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, got := range []string{Line(s), Typed(s)} {
			if !utf8.ValidString(got) || Fault(got) != "" || Line(got) != got || Typed(got) != got {
				t.Errorf("%q gives %q: %s", s, got, Fault(got))
			}
			for _, r := range got {
				joins := unicode.Is(unicode.Join_Control, r) || r == '\ufe0e' || r == '\ufe0f'
				if !joins && unicode.In(r, unicode.C, unicode.Zl, unicode.Zp, unicode.Other_Default_Ignorable_Code_Point) && !unicode.Is(unicode.Prepended_Concatenation_Mark, r) {
					t.Errorf("%q gives %U", s, r)
				}
			}
		}
	})
}

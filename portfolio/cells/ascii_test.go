package cells

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// TestASCII checks names, signs and what has no equivalent, each in as many cells as before.
func TestASCII(t *testing.T) {
	for in, want := range map[string]string{
		"plain":                       "plain",
		"Côte d’Ivoire":               "Cote d'Ivoire",
		"Co\u0302te":                  "Cote",
		"»  São Tomé → 4 – 5 …":       ">  Sao Tome ->4 - ...",
		"Cape…, Verde  …":             "Cap.., Verde ..",
		"row 12… 3,765,060… x9…":      "row ... .......... x..",
		"…first\n…second":             ".first\n.second",
		"\x1b[1mhead\x1b[m…":          "\x1b[1mhead\x1b[m.",
		"89≠  47, 9≠\n   ≠ other":     "89!= 47, 9x\n  != other",
		"Łódź, Çeşme, Straße":         "Lodz, Cesme, Strase",
		"加强 ﬁ":                        "???? f",
		"\x1b[1mCôte\x1b[m\n\x1b[2J»": "\x1b[1mCote\x1b[m\n\x1b[2J>",
		"حدود\u200e":                  "????",
		" ░▒▓█":                       " .+*#",
	} {
		if got := CodePoints.ASCII(in); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}

// TestASCIIKeepsWidths checks that the result is ASCII and takes the same cells, in both measures.
func TestASCIIKeepsWidths(t *testing.T) {
	for _, m := range []Measure{CodePoints, Clusters} {
		rapid.Check(t, func(rt *rapid.T) {
			s := strings.Map(func(r rune) rune {
				if r < ' ' || r >= 0x7f && r < 0xa0 {
					return -1
				}
				return r
			}, rapid.String().Draw(rt, "text"))
			got := m.ASCII(s)
			if strings.ContainsFunc(got, func(r rune) bool { return r > '~' }) {
				rt.Errorf("%q becomes %q", s, got)
			}
			if !strings.Contains(s, "\u200d") && m.Width(got) != m.Width(s) {
				rt.Errorf("%q takes %d cells, %q %d", s, m.Width(s), got, m.Width(got))
			}
		})
	}
}

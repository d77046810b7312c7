// Package drawtest has texts whose width in cells is hard to compute, for tests of drawing.
package drawtest

import (
	"maps"
	"slices"
	"strings"

	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"
)

// Scripts are texts whose width is hard to compute.
var Scripts = map[string]string{
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

// Odd returns a text made of such parts and of anything else.
func Odd(rt *rapid.T) string {
	all := slices.Sorted(maps.Values(Scripts))
	part := rapid.OneOf(rapid.SampledFrom(all), rapid.String(), rapid.StringMatching(`[a-z0-9 -]{0,9}`))
	return strings.Join(rapid.SliceOfN(part, 0, 4).Draw(rt, "parts"),
		rapid.SampledFrom([]string{"", " "}).Draw(rt, "between"))
}

// Drawn returns the number of cells that the renderer uses for a line.
func Drawn(line string, m ansi.Method) (cells int) {
	for _, l := range uv.NewStyledString(line).Lines(m) {
		for _, c := range l {
			cells += c.Width
		}
	}
	return cells
}

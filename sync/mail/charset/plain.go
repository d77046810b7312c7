package charset

import (
	"regexp"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// stripped are the quotation marks and blanks of UTF-8 after the highest bit of
// each byte was lost.
var stripped = strings.NewReplacer("b\x00\x1c", `"`, "b\x00\x1d", `"`, "b\x00\x1e", `"`, "b\x00\x18", "'", "b\x00\x19",
	"'", "b\x00\x13", "-", "b\x00\x14", "-",
	"b\x00/", " ")

// alike lists, behind each ASCII text, the characters that stand for it.
var alike = [][2]string{
	{`"`, "“”„‟«»″‶〝〞〟ˮ˝ʺ״❝❞⹂「」『』"},
	{"'", "‘’‚‛′‵´ʼʻʽˈʹˊˋ׳ꞌ‹›❛❜"},
	{`\`, "¥₩∖⧵⧹⟍╲⑊"},
	{"-", "−⁃˗➖ー─"},
	{"+", "➕"},
	{"=", "═꞊"},
	{"/", "⁄∕⧸╱"},
	{"*", "•‣▪◦·∙●"},
	{":", "∶ː˸։׃"},
	{".", "。·٫"},
	{",", "،٬、"},
	{"%", "٪"},
	{"!", "ǃ"},
	{"?", "؟\ufffd"},
	{"1/2", "½"}, {"1/4", "¼"}, {"3/4", "¾"},
	{"(c)", "©"}, {"(r)", "®"}, {"(tm)", "™"},
	{"!=", "≠"},
	{"[[", "⟦"}, {"]]", "⟧"},
	{"[", "Ý⁅"}, {"]", "¨⁆"}, // the first of each are EBCDIC's, by another of its tables
	{":)", "☺🙂"}, {":-)", "😊😀"}, {":(", "☹🙁"},
	{"\n", "\u2028\u2029\u0085\u21b5\u23ce\u240a"},
}

var plainOf = func() map[rune]string {
	table := map[rune]string{}
	for _, row := range alike {
		for _, r := range row[1] {
			if table[r] == "" {
				table[r] = row[0]
			}
		}
	}
	return table
}()

// plain returns the ASCII for a character; empty if it has no meaning in a
// diff.
func plain(r rune) string {
	if s, ok := plainOf[r]; ok {
		return s
	}
	switch {
	case unicode.Is(unicode.Zs, r):
		return " "
	case unicode.Is(unicode.Pd, r):
		return "-"
	case r < 0xa0:
		return ""
	}
	if s := compatible(r); s != "" {
		return s
	}
	return digit(r)
}

// compatible returns the ASCII for a compatibility character: a ligature, a
// letter of full width, in bold, in a circle or above the line.
func compatible(r rune) string {
	form := norm.NFKC.PropertiesString(string(r)).Decomposition()
	if form == nil {
		return ""
	}
	var b strings.Builder
	for _, r := range norm.NFKC.String(string(r)) {
		switch s, known := plainOf[r]; {
		case r < utf8.RuneSelf:
			b.WriteRune(r)
		case known:
			b.WriteString(s)
		default: // a letter with an accent
			return ""
		}
	}
	return b.String()
}

// digit returns the ASCII digit for one of another script.
func digit(r rune) string {
	if !unicode.Is(unicode.Nd, r) {
		return ""
	}
	for _, t := range unicode.Nd.R16 {
		if r >= rune(t.Lo) && r <= rune(t.Hi) {
			return string('0' + (r-rune(t.Lo))%10)
		}
	}
	for _, t := range unicode.Nd.R32 {
		if r >= rune(t.Lo) && r <= rune(t.Hi) {
			return string('0' + (r-rune(t.Lo))%10)
		}
	}
	return ""
}

// In the national variants of ISO 646, letters stand in the places of the
// backslash and of the brackets. What they are shows where a diff has these.
var list = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?m)^[a-z.]+ = ([^\x00-\x7f])"[^=]*"([^\x00-\x7f])$`)
})

// standIns replaces letters that stand for the backslash and the brackets.
func standIns(s string) string {
	if beyond(s) == len(s) {
		return s
	}
	var pairs []string
	add := func(found, sign string) {
		if r, _ := utf8.DecodeRuneInString(found); plain(r) == "" || r == 'Ý' || r == '¨' {
			pairs = append(pairs, found, sign)
		}
	}
	if sign := beforeCode(s); sign != "" {
		add(sign, `\`)
	}
	if first, last := aroundTable(s); first != "" {
		add(first, "[")
		add(last, "]")
	} else if m := list().FindStringSubmatch(s); len(pairs) > 0 && m != nil {
		add(m[1], "[")
		add(m[2], "]")
	}
	if pairs == nil {
		return s
	}
	return strings.NewReplacer(pairs...).Replace(s)
}

// beforeCode returns the character other than ASCII in front of the first code
// that has one, empty if there is none.
func beforeCode(s string) string {
	for at := 0; ; at++ {
		i := strings.IndexByte(s[at:], 'u')
		if i < 0 {
			return ""
		}
		at += i
		if at > 0 && s[at-1] >= utf8.RuneSelf && hexadecimal(s[at+1:min(len(s), at+5)]) {
			return lastRune(s[:at])
		}
	}
}

func hexadecimal(s string) bool { return len(s) == 4 && strings.Trim(s, "0123456789abcdef") == "" }

func lastRune(s string) string {
	_, n := utf8.DecodeLastRuneInString(s)
	return s[len(s)-n:]
}

// aroundTable returns the character that stands twice in front of the name of a
// table, and the one behind it.
func aroundTable(s string) (first, last string) {
	for _, name := range []string{"change", "extra"} {
		i := strings.Index(s, name)
		if i < 2 {
			continue
		}
		first = lastRune(s[:i])
		_, n := utf8.DecodeRuneInString(s[i+len(name):])
		if last = s[i+len(name):][:n]; first[0] >= utf8.RuneSelf && n > 1 && strings.HasSuffix(s[:i], first+first) {
			return first, last
		}
	}
	return "", ""
}

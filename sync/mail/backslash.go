package mail

import (
	"regexp"
	"strconv"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// signed matches a code behind a sign that may stand for the backslash: a
// question mark where a character could not be shown, a slash of paths. The
// percent code of a backslash is one too.
var signed = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(%5[Cc]|=5[Cc]|[/|?_#^~$@%*&!])(?:u[0-9a-f]{4}|U000[0-9a-f]{5})`)
})

// opening matches a sign that joins the first line of a long string to the next.
var opening = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`"""(%5[Cc]|=5[Cc]|[/|?_#^~$@%*&!]) *\n`)
})

// unsign restores backslashes for which another sign stands in front of codes
// and at the ends of lines.
func unsign(text string) string {
	count := map[string]int{}
	most := ""
	for _, m := range signed().FindAllStringSubmatch(text, -1) {
		if count[m[1]]++; count[m[1]] > count[most] {
			most = m[1]
		}
	}
	if m := opening().FindStringSubmatch(text); most == "" && m != nil { // there are no codes, only long lines
		most = m[1]
	}
	if most == "" {
		return text
	}
	text = strings.ReplaceAll(text, most+"\n", "\\\n")
	return signed().ReplaceAllStringFunc(text, func(code string) string {
		if rest, ok := strings.CutPrefix(code, most); ok {
			return `\` + rest
		}
		return code
	})
}

// bare matches what may be a code that has lost its backslash, or has a blank
// instead.
var bare = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`u[0-9a-f]{4}|U000[0-9a-f]{5}`)
})

// unlose puts backslashes before codes that have none, if they are codes of
// characters for which the format has codes.
func unlose(text string) string { return losing(text, false) }

// unblank puts them in the places of blanks.
func unblank(text string) string { return losing(text, true) }

func losing(text string, blank bool) string {
	var b strings.Builder
	last := 0
	for _, m := range bare().FindAllStringIndex(text, -1) {
		if m[0] < last || m[0] > 0 && text[m[0]-1] == '\\' || !coded(text[m[0]+1:m[1]]) {
			continue
		}
		before := text[last:m[0]]
		if blank {
			before = strings.TrimSuffix(before, " ")
		}
		b.WriteString(before + `\`)
		last = m[0]
	}
	if last == 0 {
		return text
	}
	return b.String() + text[last:]
}

// coded reports whether the format writes a code for the character of a number:
// not for letters, digits and most signs.
func coded(number string) bool {
	n, err := strconv.ParseUint(number, 16, 32)
	r := rune(n)
	switch {
	case err != nil || !utf8.ValidRune(r):
		return false
	case r < utf8.RuneSelf:
		return strings.IndexByte("\n -/.", byte(r)) >= 0 ||
			!isWord(byte(r)|0x20) && strings.IndexByte(signs, byte(r)) < 0 && r >= ' '
	}
	return unicode.IsGraphic(r) || unicode.Is(unicode.Cf, r)
}

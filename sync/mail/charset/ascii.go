package charset

import (
	"html"
	"regexp"
	"strings"
	"sync"
	"unicode/utf8"
)

// A diff is ASCII. So the charset that a mail declares does not matter: what is
// not ASCII was put there on the way, and is converted back.

var ansi = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile("\x1b\\[[0-9;?]*[A-Za-z~]")
})

// ASCII returns a text as the ASCII that it was before a program replaced
// quotation marks, hyphens and blanks by typographic ones.
func ASCII(text []byte) string {
	sevenBit := isUTF7(text)
	if plainASCII(text) && !sevenBit {
		return string(text)
	}
	s := toUTF8(text)
	if strings.Contains(s, "\x1b[") {
		s = ansi().ReplaceAllString(s, "")
	}
	s = entities(s)
	if sevenBit {
		s = fromUTF7(s)
	}
	s = standIns(stripped.Replace(s))
	var u unmixer
	var b strings.Builder
	b.Grow(len(s))
	for len(s) > 0 {
		n := beyond(s)
		if n == 0 {
			write(&b, s[0])
			s = s[1:]
			continue
		}
		for _, r := range u.unmix(s[:n]) {
			b.WriteString(plain(r))
		}
		s = s[n:]
	}
	return b.String()
}

// write writes an ASCII character, if it has a meaning in a diff.
func write(b *strings.Builder, c byte) {
	switch {
	case c >= ' ' && c <= '~' || c == '\n':
		b.WriteByte(c)
	case c == '\f' || c == '\v':
		b.WriteByte('\n')
	case c == '\t':
		b.WriteByte(' ')
	}
}

// Wide returns a text as UTF-8 with all its characters, for a diff in which a
// program wrote characters instead of their codes.
func Wide(text []byte) string {
	s := entities(toUTF8(text))
	if plainASCII([]byte(s)) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	for len(s) > 0 {
		n := beyond(s)
		if n == 0 {
			write(&b, s[0])
			s = s[1:]
			continue
		}
		b.WriteString(breaks.Replace(unmix(s[:n], bytes1252)))
		s = s[n:]
	}
	return b.String()
}

// breaks are the ends of lines that Unicode has besides ASCII's, and its mark
// of byte order.
var breaks = strings.NewReplacer("\ufeff", "", "\u2028", "\n", "\u2029", "\n", "\u0085", "\n")

// entities decodes the character references of HTML, escaped up to three times.
func entities(s string) string {
	for range 3 {
		plain := html.UnescapeString(s)
		if plain == s {
			break
		}
		s = plain
	}
	return s
}

// plainASCII reports whether text needs no conversion.
func plainASCII(text []byte) bool {
	for _, c := range text {
		if c < ' ' && c != '\n' || c > '~' || c == '&' {
			return false
		}
	}
	return true
}

// beyond returns the length of the run of characters other than ASCII at the
// beginning of s.
func beyond(s string) int {
	for i := range len(s) {
		if s[i] < utf8.RuneSelf {
			return i
		}
	}
	return len(s)
}

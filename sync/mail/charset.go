package mail

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"html"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// A diff is ASCII. So the charset that a mail declares does not matter: what is
// not ASCII was put there on the way, and is converted back.

// narrow decodes UTF-16, with or without byte order mark, and EBCDIC.
func narrow(raw []byte) []byte {
	var order binary.ByteOrder = binary.LittleEndian
	switch {
	case bytes.HasPrefix(raw, []byte(compound)):
		return raw
	case bytes.HasPrefix(raw, []byte("\xff\xfe")):
		raw = raw[2:]
	case bytes.HasPrefix(raw, []byte("\xfe\xff")):
		raw, order = raw[2:], binary.BigEndian
	default:
		odd, even := zeros(raw)
		switch {
		case len(raw) < 16 || odd+even == 0:
			return fromEBCDIC(raw)
		case even > 6*odd:
			order = binary.BigEndian
		case odd <= 6*even:
			return raw
		}
	}
	units := make([]uint16, len(raw)/2)
	for i := range units {
		units[i] = order.Uint16(raw[2*i:])
	}
	return []byte(string(utf16.Decode(units)))
}

// zeros counts the zero bytes at odd and even positions of the beginning; 0
// unless they are a third of it.
func zeros(raw []byte) (odd, even int) {
	head := raw[:min(len(raw), 512)]
	for i, c := range head {
		switch {
		case c == 0 && i%2 == 1:
			odd++
		case c == 0:
			even++
		}
	}
	if 3*(odd+even) < len(head) {
		return 0, 0
	}
	return odd, even
}

var ansi = regexp.MustCompile("\x1b\\[[0-9;?]*[A-Za-z~]")

// A quotation mark and an equals sign in UTF-7: no diff is without them.
const quoteUTF7, equalsUTF7 = "+ACI", "+AD0"

func isUTF7(text []byte) bool {
	return bytes.Contains(text, []byte(quoteUTF7)) && bytes.Contains(text, []byte(equalsUTF7))
}

// ascii returns a text as the ASCII that it was before a program replaced
// quotation marks, hyphens and blanks by typographic ones.
func ascii(text []byte) string {
	sevenBit := isUTF7(text)
	if plainASCII(text) && !sevenBit {
		return string(text)
	}
	s := toUTF8(text)
	if strings.Contains(s, "\x1b[") {
		s = ansi.ReplaceAllString(s, "")
	}
	for range 3 {
		plain := html.UnescapeString(s)
		if plain == s {
			break
		}
		s = plain
	}
	if sevenBit {
		s = fromUTF7(s)
	}
	s = stripped.Replace(s)
	var b strings.Builder
	b.Grow(len(s))
	for len(s) > 0 {
		n := beyond(s)
		if n == 0 {
			if c := s[0]; c >= ' ' && c <= '~' || c == '\n' {
				b.WriteByte(c)
			} else if c == '\t' || c == '\f' || c == '\v' {
				b.WriteByte(' ')
			}
			s = s[1:]
			continue
		}
		for _, r := range unmix(s[:n]) {
			b.WriteString(plainRune(r))
		}
		s = s[n:]
	}
	return b.String()
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

// toUTF8 reads bytes that are not UTF-8 as windows-1252, and C1 control
// characters of ISO 8859-1 as their windows-1252 characters.
func toUTF8(text []byte) string {
	var b strings.Builder
	b.Grow(len(text) + 16)
	for len(text) > 0 {
		r, n := utf8.DecodeRune(text)
		if r == utf8.RuneError && n == 1 {
			r = windows1252(text[0])
		} else if r >= 0x80 && r < 0xa0 {
			r = windows1252(byte(r))
		}
		b.WriteRune(r)
		text = text[n:]
	}
	return b.String()
}

// windows1252 decodes a byte; undefined ones are control characters.
func windows1252(c byte) rune {
	if r := charmap.Windows1252.DecodeByte(c); r != utf8.RuneError {
		return r
	}
	return rune(c)
}

// unmix reverses UTF-8 that was read as windows-1252, once or several times.
func unmix(run string) string {
	for range 3 {
		var raw []byte
		for _, r := range run {
			c, ok := charmap.Windows1252.EncodeRune(r)
			if r >= 0x80 && r < 0xa0 {
				c, ok = byte(r), true
			}
			if !ok {
				return run
			}
			raw = append(raw, c)
		}
		if !utf8.Valid(raw) {
			return run
		}
		run = toUTF8(raw)
		if beyond(run) == 0 {
			return run
		}
	}
	return run
}

// fromUTF7 decodes UTF-7: base64 after plus signs.
func fromUTF7(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	for {
		before, rest, found := strings.Cut(s, "+")
		b.WriteString(before)
		if !found {
			return b.String()
		}
		n := 0
		for n < len(rest) && isBase64(rest[n]) {
			n++
		}
		b.WriteString(unitsOf(rest[:n]))
		s = strings.TrimPrefix(rest[n:], "-")
	}
}

// unitsOf decodes the base64 of UTF-16; invalid code stays, with its plus sign.
func unitsOf(code string) string {
	raw, err := base64.RawStdEncoding.DecodeString(code)
	if err != nil || len(raw) < 2 {
		return "+" + code
	}
	units := make([]uint16, len(raw)/2)
	for i := range units {
		units[i] = binary.BigEndian.Uint16(raw[2*i:])
	}
	return string(utf16.Decode(units))
}

// stripped are the quotation marks and blanks of UTF-8 after the highest bit of
// each byte was lost.
var stripped = strings.NewReplacer("b\x00\x1c", `"`, "b\x00\x1d", `"`, "b\x00\x1e", `"`, "b\x00\x18", "'", "b\x00\x19",
	"'", "b\x00\x13", "-", "b\x00\x14", "-",
	"b\x00/", " ")

// plainRune returns the ASCII for a character; empty if it has no meaning in a
// diff.
func plainRune(r rune) string {
	switch r {
	case '“', '”', '„', '‟', '«', '»', '″', '‶', '〝', '〞', '＂', 'ˮ', '˝':
		return `"`
	case '‘', '’', '‚', '‛', '′', '‵', '´', 'ʼ', '＇', '‹', '›':
		return "'"
	case '…':
		return "..."
	case '−', '⁃', '﹣', '－':
		return "-"
	case '½':
		return "1/2"
	case '¼':
		return "1/4"
	case '¾':
		return "3/4"
	case '©':
		return "(c)"
	case '®':
		return "(r)"
	case '™':
		return "(tm)"
	case '•', '‣', '▪', '◦', '·', '∙', '●':
		return "*"
	case 'Ý': // EBCDIC's brackets, by another of its tables
		return "["
	case '¨':
		return "]"
	case '⁄', '∕':
		return "/"
	case '＝':
		return "="
	case '\u2028', '\u2029', '\u0085':
		return "\n"
	case utf8.RuneError:
		return "?"
	}
	switch {
	case unicode.Is(unicode.Zs, r):
		return " "
	case unicode.Is(unicode.Pd, r):
		return "-"
	}
	return ""
}

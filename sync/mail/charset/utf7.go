package charset

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"strings"
	"unicode/utf16"
)

const base64Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"

// A quotation mark and an equals sign in UTF-7: no diff is without them.
const quoteUTF7, equalsUTF7 = "+ACI", "+AD0"

func isUTF7(text []byte) bool {
	return bytes.Contains(text, []byte(quoteUTF7)) && bytes.Contains(text, []byte(equalsUTF7))
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
		for n < len(rest) && strings.IndexByte(base64Letters, rest[n]) >= 0 {
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

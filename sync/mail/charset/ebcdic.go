package charset

import (
	"bytes"

	"golang.org/x/text/encoding/charmap"
)

// fieldfolioEBCDIC is the word of the fences in EBCDIC.
var fieldfolioEBCDIC = []byte("\x86\x89\x85\x93\x84\x86\x96\x93\x89\x96")

// FromEBCDIC decodes a text in EBCDIC and leaves anything else as it is. The
// EBCDIC code pages differ in a few characters; those that no diff has show
// which one it is.
func FromEBCDIC(raw []byte) []byte {
	if !bytes.Contains(raw, fieldfolioEBCDIC) {
		return raw
	}
	table := charmap.CodePage037
	if bytes.IndexByte(raw, 0xad) >= 0 {
		table = charmap.CodePage1047
	}
	cent := bytes.IndexByte(raw, 0x4a) >= 0 // the bracket of the oldest table
	out := make([]byte, 0, len(raw))
	for _, c := range raw {
		switch r := table.DecodeByte(c); {
		case cent && c == 0x4a:
			out = append(out, '[')
		case cent && c == 0x5a:
			out = append(out, ']')
		case cent && c == 0x4f:
			out = append(out, '!')
		case r == '\u0085':
			out = append(out, '\n')
		default:
			out = append(out, string(r)...)
		}
	}
	return out
}

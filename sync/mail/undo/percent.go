package undo

import (
	"bytes"
	"regexp"
	"strconv"
	"sync"
	"unicode/utf8"
)

// percented matches a quotation mark, equals sign, backslash or line end in
// percent encoding, once or several times.
var percented = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`%(?:25)*(?i:22|3d|5c|0a|u0022)`)
})

// percent decodes percent encoding, as in links and what forms send, in which a
// plus sign may be a blank.
func percent(data []byte) [][]byte {
	if !percented().Match(data) {
		return nil
	}
	plain := unpercent(data)
	if bytes.IndexByte(data, '+') < 0 {
		return [][]byte{plain}
	}
	return [][]byte{unpercent(bytes.ReplaceAll(data, []byte("+"), []byte(" "))), plain}
}

// unpercent decodes %XX, and %uXXXX of old scripts. Anything else stays.
func unpercent(data []byte) []byte {
	out := make([]byte, 0, len(data))
	for i := 0; i < len(data); i++ {
		switch {
		case data[i] != '%':
		case i+2 < len(data) && IsHex(data[i+1]) && IsHex(data[i+2]):
			out = append(out, hex(data[i+1])<<4|hex(data[i+2]))
			i += 2
			continue
		case i+5 < len(data) && data[i+1] == 'u':
			if r, err := strconv.ParseUint(string(data[i+2:i+6]), 16, 16); err == nil {
				out = utf8.AppendRune(out, rune(r))
				i += 5
				continue
			}
		}
		out = append(out, data[i])
	}
	return out
}

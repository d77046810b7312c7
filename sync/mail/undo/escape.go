package undo

import (
	"bytes"
	"strconv"
	"unicode/utf16"
	"unicode/utf8"
)

// escaped decodes the escapes of JSON and programming languages, of which a
// string with several lines has at least the one for the end of a line.
func escaped(data []byte) [][]byte {
	for _, sign := range []string{`\n`, `\r`, `\u000a`, `\u000A`, `\x0a`, `\x0A`, `\012`} {
		if bytes.Contains(data, []byte(sign)) {
			return [][]byte{unescape(data)}
		}
	}
	return nil
}

// simple are the escapes of one letter.
var simple = map[byte]byte{'n': '\n', 'r': '\r', 't': '\t', 'b': ' ', 'f': '\f', 'v': '\v', '0': ' ', '"': '"',
	'\'': '\'',
	'/':  '/', '\\': '\\', '`': '`'}

func unescape(data []byte) []byte {
	out := make([]byte, 0, len(data))
	for len(data) > 0 {
		if data[0] != '\\' || len(data) == 1 {
			out, data = append(out, data[0]), data[1:]
			continue
		}
		if r, n := number(data); n > 0 {
			out, data = utf8.AppendRune(out, r), data[n:]
			continue
		}
		if n := len(`\xff`); len(data) >= n && data[1] == 'x' && IsHex(data[2]) && IsHex(data[3]) {
			out, data = append(out, hex(data[2])<<4|hex(data[3])), data[n:]
			continue
		}
		if c, n := octal(data); n > 0 {
			out, data = append(out, c), data[n:]
			continue
		}
		if c, ok := simple[data[1]]; ok {
			out, data = append(out, c), data[2:]
			continue
		}
		out, data = append(out, data[0]), data[1:]
	}
	return out
}

// number reads \uXXXX, also two for one character, or \UXXXXXXXX.
func number(data []byte) (r rune, size int) {
	digits := 0
	switch data[1] {
	case 'u':
		digits = 4
	case 'U':
		digits = 8
	default:
		return 0, 0
	}
	size = 2 + digits
	if len(data) < size {
		return 0, 0
	}
	n, err := strconv.ParseUint(string(data[2:size]), 16, 32)
	if err != nil {
		return 0, 0
	}
	if r = rune(n); digits == 4 && utf16.IsSurrogate(r) && len(data) >= 2*size && string(data[size:size+2]) == `\u` {
		low, err := strconv.ParseUint(string(data[size+2:2*size]), 16, 32)
		if pair := utf16.DecodeRune(r, rune(low)); err == nil && pair != utf8.RuneError {
			return pair, 2 * size
		}
	}
	return r, size
}

// octal reads a byte of three digits.
func octal(data []byte) (c byte, size int) {
	const n = len(`\012`)
	if len(data) < n {
		return 0, 0
	}
	v, err := strconv.ParseUint(string(data[1:n]), 8, 8)
	if err != nil {
		return 0, 0
	}
	return byte(v), n
}

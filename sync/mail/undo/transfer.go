package undo

import (
	"bytes"
	"encoding/base64"
	"slices"
	"strings"
)

// Transfer reverses a transfer encoding as far as possible; what is not encoded
// stays as it is.
func Transfer(body []byte, encoding string) []byte {
	switch {
	case strings.HasPrefix(encoding, "q"):
		return QuotedPrintable(body)
	case strings.HasPrefix(encoding, "b") && strings.Contains(encoding, "64"):
		return unbase64(body)
	case strings.Contains(encoding, "uu"):
		if found := uuencoded(body); len(found) > 0 {
			return found[0]
		}
	}
	return body
}

// HasQuotedPrintable reports whether a text has codes that every diff has in
// quoted-printable: equals signs, quotation marks, or a soft line break.
func HasQuotedPrintable(data []byte) bool {
	for _, code := range []string{"=3D", "=3d", "=22", "=\n", "=20\n", "=0A", "=0a", "=5C", "=5c"} {
		if bytes.Contains(data, []byte(code)) {
			return true
		}
	}
	return false
}

// QuotedPrintable decodes quoted-printable. Invalid codes stay.
func QuotedPrintable(body []byte) []byte {
	out := make([]byte, 0, len(body))
	for i := 0; i < len(body); i++ {
		if body[i] != '=' {
			out = append(out, body[i])
			continue
		}
		rest := body[i+1:]
		if soft := bytes.TrimLeft(rest[:min(len(rest), 80)], " \t"); len(soft) > 0 && soft[0] == '\n' {
			i += len(rest[:min(len(rest), 80)]) - len(soft) + 1
			continue
		}
		if len(rest) >= 2 && IsHex(rest[0]) && IsHex(rest[1]) {
			out = append(out, hex(rest[0])<<4|hex(rest[1]))
			i += 2
			continue
		}
		out = append(out, '=')
	}
	return out
}

// IsHex reports whether a character is a hexadecimal digit.
func IsHex(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F'
}

func hex(c byte) byte {
	switch {
	case c <= '9':
		return c - '0'
	case c <= 'F':
		return c - 'A' + 10
	}
	return c - 'a' + 10
}

// IsBase64 reports whether a character is one of base64, without its padding.
func IsBase64(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '+' || c == '/'
}

// unbase64 decodes base64, skipping other characters.
func unbase64(body []byte) []byte {
	letters := make([]byte, 0, len(body))
	for _, c := range body {
		if IsBase64(c) {
			letters = append(letters, c)
		}
	}
	if len(letters)%4 == 1 {
		letters = letters[:len(letters)-1]
	}
	out := make([]byte, base64.RawStdEncoding.DecodedLen(len(letters)))
	n, err := base64.RawStdEncoding.Decode(out, letters)
	if err != nil {
		return out[:n]
	}
	return out[:n]
}

// packed begins what is compressed (zstd) or encrypted (age): an armoured diff
// is that, which is read as it stands and has no text in it.
var packed = [][]byte{[]byte("\x28\xb5\x2f\xfd"), []byte("age-encryption.org/")}

// maxRuns is the maximum number of encoded runs in a text that are decoded.
const maxRuns = 200

// base64Runs decodes each run of lines that are only base64, quoted or not, and
// that contains text.
func base64Runs(data []byte) [][]byte {
	var found [][]byte
	var run []byte
	end := func() {
		if len(run) >= 64 && len(found) < maxRuns {
			if data := unbase64(run); !slices.ContainsFunc(packed,
				func(magic []byte) bool { return bytes.HasPrefix(data, magic) }) {
				found = append(found, data)
			}
		}
		run = nil
	}
	for len(data) > 0 {
		var line []byte
		line, data, _ = bytes.Cut(data, []byte("\n"))
		if len(line) > 0 && strings.IndexByte(" \t>|", line[0]) >= 0 {
			line = bytes.TrimLeft(line, " \t>|")
		}
		line = bytes.TrimRight(line, " \t=")
		if allBase64(line) {
			run = append(run, line...)
			continue
		}
		head, tail := baseEnds(line)
		run = append(run, head...)
		end()
		run = append(run, tail...)
	}
	end()
	return found
}

// minRun is the number of letters from which what stands beside other signs in
// a line is taken for base64.
const minRun = 40

// baseEnds returns the base64 at the beginning of a line, such as one that a
// quotation mark ends, and the last one behind other signs.
func baseEnds(line []byte) (head, tail []byte) {
	other := func(r rune) bool { return r > 'z' || !IsBase64(byte(r)) }
	if i := bytes.IndexFunc(line, other); i >= minRun {
		head = line[:i]
	}
	line = bytes.TrimRightFunc(line, other)
	if i := bytes.LastIndexFunc(line, other); len(line)-i > minRun {
		tail = line[i+1:]
	}
	return head, tail
}

func allBase64(line []byte) bool {
	for _, c := range line {
		if !IsBase64(c) {
			return false
		}
	}
	return true
}

// uuBegin returns the position after the begin line of a uuencoded file; -1 if
// there is none.
func uuBegin(data []byte) int {
	for at := 0; ; {
		i := bytes.Index(data[at:], []byte("begin "))
		if i < 0 {
			return -1
		}
		at += i + len("begin ")
		mode := data[at:min(len(data), at+5)]
		digits := len(mode) - len(bytes.TrimLeft(mode, "01234567"))
		begins := at == len("begin ") || data[at-len("begin ")-1] == '\n'
		if !begins || digits < 3 || digits > 4 {
			continue
		}
		if end := bytes.IndexByte(data[at:], '\n'); end >= 0 && mode[digits] == ' ' {
			return at + end + 1
		}
	}
}

// uuencoded decodes the uuencoded files in a text.
func uuencoded(data []byte) [][]byte {
	var found [][]byte
	for rest := data; len(found) < maxRuns; {
		at := uuBegin(rest)
		if at < 0 {
			break
		}
		var out []byte
		rest = rest[at:]
		for len(rest) > 0 {
			var line []byte
			line, rest, _ = bytes.Cut(rest, []byte("\n"))
			if len(line) == 0 || line[0] == '`' || line[0] > '`' {
				break
			}
			out = append(out, uuLine(line)...)
		}
		found = append(found, out)
	}
	return found
}

func uuLine(line []byte) []byte {
	var out []byte
	size := int(line[0]-' ') & 63
	line = line[1:]
	for i := 0; len(out) < size && i < len(line); i += 4 {
		var v uint32
		for j := range 4 {
			v <<= 6
			if i+j < len(line) { // blanks at the end may be gone
				v |= uint32(line[i+j]-' ') & 63
			}
		}
		out = append(out, byte(v>>16), byte(v>>8), byte(v))
	}
	return out[:min(size, len(out))]
}

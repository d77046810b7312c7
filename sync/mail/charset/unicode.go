package charset

import (
	"bytes"
	"encoding/binary"
	"unicode/utf16"
	"unicode/utf8"
)

// The marks of byte order.
const (
	mark8    = "\xef\xbb\xbf"
	mark16LE = "\xff\xfe"
	mark16BE = "\xfe\xff"
	mark32LE = "\xff\xfe\x00\x00"
	mark32BE = "\x00\x00\xfe\xff"
)

// UTF8 returns a text as UTF-8 without a mark of byte order. UTF-16, which
// PowerShell and Notepad write, and UTF-32 are recognized by their marks, or
// by the zero bytes that their ASCII has. Anything else stays as it is.
func UTF8(raw []byte) []byte {
	switch {
	case bytes.HasPrefix(raw, []byte(mark8)):
		return raw[len(mark8):]
	case bytes.HasPrefix(raw, []byte(mark32LE)):
		return from32(raw[4:], binary.LittleEndian)
	case bytes.HasPrefix(raw, []byte(mark32BE)):
		return from32(raw[4:], binary.BigEndian)
	case bytes.HasPrefix(raw, []byte(mark16LE)):
		return from16(raw[2:], binary.LittleEndian)
	case bytes.HasPrefix(raw, []byte(mark16BE)):
		return from16(raw[2:], binary.BigEndian)
	case len(raw) < 16:
		return raw
	}
	switch zerosOf(raw) {
	case [4]bool{false, true, true, true}:
		return from32(raw, binary.LittleEndian)
	case [4]bool{true, true, true, false}:
		return from32(raw, binary.BigEndian)
	case [4]bool{false, true, false, true}:
		return from16(raw, binary.LittleEndian)
	case [4]bool{true, false, true, false}:
		return from16(raw, binary.BigEndian)
	}
	return raw
}

// Text returns a text as UTF-8 with line feeds at the ends of its lines: UTF8
// that also reads EBCDIC.
func Text(raw []byte) []byte {
	raw = FromEBCDIC(UTF8(raw))
	if bytes.IndexByte(raw, '\r') < 0 {
		return raw
	}
	raw = bytes.ReplaceAll(raw, []byte("\r\n"), []byte("\n"))
	return bytes.ReplaceAll(raw, []byte("\r"), []byte("\n"))
}

// zerosOf reports at which of each four positions two thirds of the bytes are
// zero, by the beginning of a text.
func zerosOf(raw []byte) (most [4]bool) {
	head := raw[:min(len(raw), 512)]
	var zeros [4]int
	for i, c := range head {
		if c == 0 {
			zeros[i%4]++
		}
	}
	for i := range zeros {
		most[i] = 12*zeros[i] >= 2*len(head)
	}
	return most
}

func from16(raw []byte, order binary.ByteOrder) []byte {
	units := make([]uint16, len(raw)/2)
	for i := range units {
		units[i] = order.Uint16(raw[2*i:])
	}
	return []byte(string(utf16.Decode(units)))
}

func from32(raw []byte, order binary.ByteOrder) []byte {
	out := make([]byte, 0, len(raw)/4)
	for ; len(raw) >= 4; raw = raw[4:] {
		out = utf8.AppendRune(out, rune(order.Uint32(raw)))
	}
	return out
}

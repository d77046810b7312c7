package format

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// clean returns s in one line, without control characters and without the
// characters that turn the direction of writing; bytes that are no UTF-8 become
// replacement characters. Line breaks and tabs become blanks.
func clean(s string) string {
	if !needsCleaning(s) {
		return s
	}
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\r' || r == '\t' || r == '\u2028' || r == '\u2029':
			return ' '
		case unicode.IsControl(r) || isBidi(r):
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, "\uFFFD"))
}

func needsCleaning(s string) bool {
	return !utf8.ValidString(s) || strings.ContainsFunc(s, func(r rune) bool {
		return unicode.IsControl(r) || isBidi(r) || r == '\u2028' || r == '\u2029'
	})
}

// isBidi reports whether r turns the direction of writing or marks it, or is a
// byte order mark.
func isBidi(r rune) bool {
	return r >= '\u202A' && r <= '\u202E' || r >= '\u2066' && r <= '\u2069' ||
		r == '\u200E' || r == '\u200F' || r == '\u061C' || r == '\uFEFF'
}

// unformula returns a cleaned text that no spreadsheet takes for a formula: one
// that starts like a formula gets an apostrophe in front.
func unformula(s string) string {
	text := clean(s)
	if strings.HasPrefix(s, "\t") || strings.HasPrefix(s, "\r") {
		return "'" + text
	}
	if first, _ := utf8.DecodeRuneInString(strings.TrimLeft(text, " \u00A0")); strings.ContainsRune("=+-@＝＋－＠", first) {
		return "'" + text
	}
	return text
}

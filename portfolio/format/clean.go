package format

import (
	"strings"
	"unicode/utf8"

	"fieldfolio/portfolio/legible"
)

// unformula returns a text that spreadsheets do not read as a formula: one that
// begins like a formula gets an apostrophe in front.
func unformula(s string) string {
	text := legible.Line(s)
	if strings.HasPrefix(s, "\t") || strings.HasPrefix(s, "\r") {
		return "'" + text
	}
	if first, _ := utf8.DecodeRuneInString(strings.TrimLeft(text, " \u00A0")); strings.ContainsRune("=+-@＝＋－＠", first) {
		return "'" + text
	}
	return text
}

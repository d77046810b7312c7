package portfolio

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// NormalText returns text as it is kept: in Unicode normal form C, without
// blanks around it. It returns an *Invalid for text of more than limit
// characters, and for control and bidirectional-override characters; line
// breaks are allowed where lines says so.
func NormalText(field, text string, limit int, lines bool) (string, error) {
	text = norm.NFC.String(strings.TrimSpace(text))
	if why := textFault(text, limit, lines); why != "" {
		return "", &Invalid{Field: field, Value: visible(text, 60), Why: why, Do: fmt.Sprintf("write at most %d characters of plain text", limit)}
	}
	return text, nil
}

// textFault says why a text is not kept, empty if it is.
func textFault(text string, limit int, lines bool) string {
	if !utf8.ValidString(text) {
		return "is not UTF-8"
	}
	if n := utf8.RuneCountInString(text); n > limit {
		return fmt.Sprintf("has %d characters; at most %d are kept", n, limit)
	}
	for _, r := range text {
		switch {
		case r == '\n' && lines:
		case bidiOverride(r):
			return fmt.Sprintf("has the direction character U+%04X, which could make it read as something else", r)
		case unicode.IsControl(r) || r == '\u2028' || r == '\u2029' || r == '\ufeff':
			return fmt.Sprintf("has the control character U+%04X", r)
		}
	}
	if !norm.NFC.IsNormalString(text) {
		return "is not in Unicode normal form C"
	}
	return ""
}

// bidiOverride reports whether r opens or closes a stretch of text that reads
// in another direction than its letters do.
func bidiOverride(r rune) bool {
	return r >= '\u202a' && r <= '\u202e' || r >= '\u2066' && r <= '\u2069'
}

// visible returns a text for a message: what cannot be seen as its number, and
// no more than limit characters.
func visible(text string, limit int) string {
	var b strings.Builder
	n := 0
	for _, r := range text {
		if n++; n > limit {
			return b.String() + "…"
		}
		if unicode.IsControl(r) || bidiOverride(r) || r == utf8.RuneError {
			fmt.Fprintf(&b, "<U+%04X>", r)
			continue
		}
		b.WriteRune(r)
	}
	return b.String()
}

// Enumerate joins words as a, b and c.
func Enumerate(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	last := len(words) - 1
	return strings.Join(words[:last], ", ") + " and " + words[last]
}

// CountOf returns a count with its noun, such as 1 project or 8 projects.
func CountOf(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%s %ss", Count(n).Shown(), noun)
}

// UpperFirst returns s with a capital letter at its beginning.
func UpperFirst(s string) string {
	first, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(first)) + s[n:]
}

// LowerFirst returns a name as it stands within a sentence; abbreviations stay.
func LowerFirst(s string) string {
	first, n := utf8.DecodeRuneInString(s)
	if second, _ := utf8.DecodeRuneInString(s[n:]); unicode.IsUpper(second) {
		return s
	}
	return string(unicode.ToLower(first)) + s[n:]
}

package portfolio

import (
	"fmt"
	"regexp"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/bidi"
	"golang.org/x/text/unicode/norm"

	"fieldfolio/portfolio/fault"
	"fieldfolio/portfolio/legible"
)

// NormalText returns text that a person entered in the form in which it is
// stored: in Unicode normalization form C, without leading and trailing blanks.
// It returns an *Invalid if the text is longer than limit characters, or has
// characters that are invisible or change the text direction; lines allows line
// breaks.
func NormalText(field, text string, limit int, lines bool) (string, error) {
	kept, err := KeptText(field, text, limit, lines)
	if err == nil {
		err = seen(field, kept)
	}
	return kept, err
}

// KeptText is NormalText for text that was stored before or received from an
// office: it accepts invisible characters that earlier releases accepted.
func KeptText(field, text string, limit int, lines bool) (string, error) {
	text = norm.NFC.String(strings.TrimSpace(text))
	if why := textFault(text, limit, lines); why != "" {
		if err := seen(field, text); err != nil {
			return "", err
		}
		return "", &fault.Invalid{Field: field, Value: visible(text, 60), Why: why,
			Do: fmt.Sprintf("write at most %d characters of plain text", limit)}
	}
	return text, nil
}

// seen returns an *Invalid if text has an invisible character.
func seen(field, text string) error {
	if why := legible.Fault(text); why != "" && utf8.ValidString(text) {
		return &fault.Invalid{Field: field, Value: visible(text, 60), Why: why, Do: "write it without that character"}
	}
	return nil
}

// textFault says why a text cannot be stored, empty if it can.
func textFault(text string, limit int, lines bool) string {
	if !utf8.ValidString(text) {
		return "is not UTF-8"
	}
	if n := utf8.RuneCountInString(text); n > limit {
		return fmt.Sprintf("has %d characters; at most %d are kept", n, limit)
	}
	n := 0
	for _, r := range text {
		if n++; neverKept(r) && (r != '\n' || !lines) {
			return fmt.Sprintf("has the control character U+%04X as character %d", r, n)
		}
	}
	if !norm.NFC.IsNormalString(text) {
		return "is not in Unicode normal form C"
	}
	return ""
}

// neverKept reports whether no release has ever stored r.
func neverKept(r rune) bool {
	if r < utf8.RuneSelf {
		return unicode.IsControl(r)
	}
	class, _ := bidi.LookupRune(r)
	switch class.Class() {
	case bidi.LRE, bidi.RLE, bidi.LRO, bidi.RLO, bidi.PDF, bidi.LRI, bidi.RLI, bidi.FSI, bidi.PDI:
		return true
	default:
		return unicode.In(r, unicode.Cc, unicode.Zl, unicode.Zp) || r == byteOrderMark
	}
}

const byteOrderMark = '\ufeff'

// visible returns a text for a message: at most limit characters, invisible
// ones as their numbers.
func visible(text string, limit int) string {
	if runes := []rune(text); len(runes) > limit {
		return legible.Text(string(runes[:limit])) + "…"
	}
	return legible.Text(text)
}

// dollars matches an amount with its sign in a sentence.
var dollars = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`US\$ ([0-9][0-9,]*(?:\.[0-9]+)?)`)
})

// Sentence returns a stored sentence as a value: for the ear with words instead
// of the signs of dollars and per cent.
func Sentence(text string) Value {
	heard := strings.ReplaceAll(dollars().ReplaceAllString(text, "$1 dollars"), " %", " per cent")
	return Signed(text, heard)
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

// SentenceOf returns a clause as a sentence, with a capital and one full stop;
// empty if the clause is.
func SentenceOf(clause string) string {
	if clause == "" {
		return ""
	}
	return UpperFirst(strings.TrimSuffix(clause, ".")) + "."
}

// UpperFirst returns s with a capital letter at its beginning.
func UpperFirst(s string) string {
	first, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(first)) + s[n:]
}

// LowerFirst returns a name for use within a sentence: with a small first
// letter unless it is an abbreviation.
func LowerFirst(s string) string {
	first, n := utf8.DecodeRuneInString(s)
	if second, _ := utf8.DecodeRuneInString(s[n:]); n == 0 || unicode.IsUpper(second) {
		return s
	}
	return string(unicode.ToLower(first)) + s[n:]
}

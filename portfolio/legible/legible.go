// Package legible decides which characters may be shown, for every output of
// the program: tables, files, screens, spoken lines, messages and mails. What
// cannot be seen, or changes the direction of the text around it, is shown by
// its number, such as <U+200B>.
//
// Joiners and variation selectors cannot be seen either, but some scripts and
// emoji need them: they stay between the letters or pictures that they join.
package legible

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// hidden are the characters that are not shown: controls, formats, surrogates,
// private use, line separators, and those that are drawn as nothing.
var hidden = []*unicode.RangeTable{unicode.C, unicode.Zl, unicode.Zp,
	unicode.Other_Default_Ignorable_Code_Point, unicode.Variation_Selector, unicode.Noncharacter_Code_Point}

// joining are the scripts whose letters need joiners between them.
var joining = []*unicode.RangeTable{unicode.Arabic, unicode.Syriac, unicode.Mongolian, unicode.Nko, unicode.Adlam,
	unicode.Devanagari, unicode.Bengali, unicode.Gurmukhi, unicode.Gujarati, unicode.Oriya, unicode.Tamil, unicode.Telugu,
	unicode.Kannada, unicode.Malayalam, unicode.Sinhala, unicode.Khmer, unicode.Myanmar, unicode.Tibetan, unicode.Balinese,
	unicode.Javanese}

// Hidden reports whether a character is not shown if it stands alone.
func Hidden(r rune) bool {
	if r < utf8.RuneSelf {
		return r < ' ' || r == '\x7f'
	}
	return r == utf8.RuneError || unicode.In(r, hidden...) && !unicode.Is(unicode.Prepended_Concatenation_Mark, r)
}

// place says which joiners may follow a character.
type place int

const (
	elsewhere place = iota
	letter          // of a script that needs joiners
	picture         // an emoji, or a part of one
)

func placeOf(r rune) place {
	switch {
	case r < utf8.RuneSelf || r == utf8.RuneError:
		return elsewhere
	case unicode.In(r, unicode.So, unicode.Sm):
		return picture
	case unicode.In(r, unicode.L, unicode.M) && unicode.In(r, joining...):
		return letter
	}
	return elsewhere
}

// emojiSelectors select text or emoji presentation.
const emojiSelectors = "\ufe0e\ufe0f"

// zeroWidthJoiner joins two emoji into one.
const zeroWidthJoiner = '\u200d'

// joins reports whether a hidden character joins the text before it and the
// text after it, and so is allowed.
func joins(r rune, before place, after string) bool {
	next, _ := utf8.DecodeRuneInString(after)
	switch {
	case strings.ContainsRune(emojiSelectors, r):
		return before == picture || unicode.Is(unicode.Me, next)
	case unicode.Is(unicode.Join_Control, r) && before == letter:
		return placeOf(next) == letter
	}
	return r == zeroWidthJoiner && before == picture && placeOf(next) == picture
}

// each calls fn for every character of s, with whether it is hidden at its
// place, until fn returns false.
func each(s string, fn func(at int, r rune, hides bool) bool) {
	before := elsewhere
	for at, r := range s {
		hides := Hidden(r)
		if hides && r != utf8.RuneError {
			hides = !joins(r, before, s[at+utf8.RuneLen(r):])
		}
		if !fn(at, r, hides) {
			return
		}
		switch {
		case hides:
			before = elsewhere
		case unicode.Is(unicode.M, r): // a mark belongs to the character before it
		case before == picture && unicode.Is(unicode.Sk, r): // a skin tone
		default:
			before = placeOf(r)
		}
	}
}

// isASCII reports whether s is printable ASCII only.
func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] < ' ' || s[i] > '~' {
			return false
		}
	}
	return true
}

// Text returns s with an escape for every hidden character; line breaks and
// tabs stay.
func Text(s string) string {
	if isASCII(s) {
		return s
	}
	var b strings.Builder
	each(s, func(_ int, r rune, hides bool) bool {
		if hides && r != '\n' && r != '\t' {
			fmt.Fprintf(&b, "<U+%04X>", r)
		} else {
			b.WriteRune(r)
		}
		return true
	})
	return b.String()
}

// breaks replaces line breaks and tabs by blanks.
var breaks = strings.NewReplacer("\n", " ", "\r", " ", "\t", " ", "\u2028", " ", "\u2029", " ")

// Line returns s as one line: a blank for every line break and tab, and an
// escape for every other hidden character.
func Line(s string) string {
	if isASCII(s) {
		return s
	}
	return Text(breaks.Replace(s))
}

// Typed returns s as one line without hidden characters, for input fields.
func Typed(s string) string {
	if isASCII(s) {
		return s
	}
	var b strings.Builder
	each(breaks.Replace(s), func(_ int, r rune, hides bool) bool {
		if !hides {
			b.WriteRune(r)
		}
		return true
	})
	return b.String()
}

// Fault describes the first hidden character of a text and its position,
// counted in characters from 1; empty if there is none. Line feeds are allowed.
func Fault(s string) string {
	n, why := 0, ""
	each(s, func(_ int, r rune, hides bool) bool {
		if n++; hides && r != '\n' {
			why = faultOf(n, r)
		}
		return why == ""
	})
	return why
}

func faultOf(n int, r rune) string {
	switch {
	case unicode.IsControl(r):
		return fmt.Sprintf("has the control character U+%04X as character %d", r, n)
	case unicode.Is(unicode.Bidi_Control, r):
		return fmt.Sprintf("has the direction character U+%04X as character %d, which could make it read as something else",
			r, n)
	case unicode.Is(unicode.Co, r):
		return fmt.Sprintf("has the private character U+%04X as character %d, which looks different on each computer", r, n)
	case r == utf8.RuneError:
		return fmt.Sprintf("has U+%04X as character %d, which stands for one that was lost", r, n)
	}
	return fmt.Sprintf("has U+%04X as character %d, which cannot be seen", r, n)
}

package draw

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/bidi"

	"fieldfolio/portfolio/cells"
	"fieldfolio/portfolio/legible"
)

// Clean returns text from outside as one line that is safe to show and stays within its cells:
// legible, with the parts of emoji side by side, and closed at both ends. A combining mark without
// a letter gets a circle, since it would join the blank before it and shift what follows. An LRM
// follows letters that are written from right to left (see Lrm).
func Clean(s string) string {
	s = simpleEmoji(legible.Line(Unmarked(s)))
	if r, _ := utf8.DecodeRuneInString(s); unicode.Is(unicode.M, r) || joined(" ", string(r)) {
		s = "◌" + s
	}
	if needsMark(s) {
		s += Lrm
	}
	return s
}

// needsMark reports whether s must end in an LRM.
func needsMark(s string) bool {
	r, _ := utf8.DecodeLastRuneInString(s)
	return joined(string(r), " ") || rightToLeft(s)
}

// joined reports whether two characters take other cells side by side than apart, in any terminal:
// those that count code points join nothing.
func joined(a, b string) bool {
	return cells.Clusters.Width(a+b) != cells.Clusters.Width(a)+cells.Clusters.Width(b)
}

// Unmarked returns s without the LRMs that Clean has added.
func Unmarked(s string) string {
	if !strings.Contains(s, Lrm) {
		return s
	}
	parts := strings.Split(s, Lrm)
	for i, p := range parts[:len(parts)-1] {
		if !needsMark(p) {
			parts[i] += Lrm
		}
	}
	return strings.Join(parts, "")
}

// Joiners, code points that take no cell.
const (
	zwnj = '\u200c'
	zwj  = '\u200d'
)

// simpleEmoji returns s with the parts of emoji side by side. Terminals, and programs such as tmux,
// disagree on the width of a family, a skin tone or a coloured sign, and each wrong width shifts
// the rest of the line. All agree on the width of the parts.
func simpleEmoji(s string) string {
	before := ' '
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\ufe0e' || r == '\ufe0f': // text or picture
			return -1
		case (r == zwj || r == zwnj) && !unicode.In(before, unicode.L, unicode.M):
			return -1
		case r >= '\U0001f3fb' && r <= '\U0001f3ff' && before != ' ': // skin tones
			return -1
		}
		before = r
		return r
	}, s)
}

// Lrm is the left-to-right mark. It takes no cell.
//
// Terminals that support right-to-left scripts order each line as a whole and know no columns:
// figures after an Arabic title, with only blanks between, count as part of it and are moved before
// it. A left-to-right letter prevents that. This mark counts as one, is invisible, takes three
// bytes, and belongs to the last letter's cell, so it stays with it while the screen is updated.
// Terminals that keep such marks in the cell obey it (VTE and all that is made of it, Konsole,
// mlterm, Terminal.app). It does no harm in those that order nothing (xterm, tmux, Alacritty) or
// drop it (PuTTY: columns of figures may move there, those that begin with a Latin letter stay).
// The line as a whole runs from left to right by default; where a terminal guesses the direction,
// lists begin with a number of Latin letters.
//
// Three alternatives were rejected. Isolates (U+2066 to U+2069) take six bytes or more, the first
// has no cell to belong to at the start of a line, and some terminals show them. Blanks that count
// as letters (U+2800) take three bytes for each cell and are dots in some fonts. Ordering texts
// here and switching the terminal's ordering off (CSI 8 l) works in few terminals; all others
// would order the text a second time.
const Lrm = "\u200e"

// rightToLeft reports whether s has letters or figures that are written from right to left.
func rightToLeft(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool {
		if r < 0x590 {
			return false
		}
		p, _ := bidi.LookupRune(r)
		return p.Class() == bidi.R || p.Class() == bidi.AL || p.Class() == bidi.AN
	})
}

// Indent returns lines with n blanks before each.
func Indent(lines []string, n int) []string {
	out := make([]string, len(lines))
	for i, l := range lines {
		out[i] = Blanks(n) + l
	}
	return out
}

// Count returns a number with its noun, such as "1 project" or "2 projects".
func Count(shown, one, many string) string {
	if shown == "1" {
		return shown + " " + one
	}
	return shown + " " + many
}

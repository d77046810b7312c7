package draw

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/bidi"

	"fieldfolio/portfolio/legible"
)

// Clean returns text from outside as one line that is safe to show and keeps
// its cells to itself: legible, emoji drawn one by one, and closed at both
// ends. A circle stands under a mark that has no letter to stand on, for it
// would join the blank before it and shift what follows; after letters that are
// written from right to left stands an LRM (see lrm).
func Clean(s string) string {
	s = simpleEmoji(legible.Line(Unmarked(s)))
	if r, _ := utf8.DecodeRuneInString(s); unicode.Is(unicode.M, r) || Width(" "+s) != 1+Width(s) {
		s = "◌" + s
	}
	if needsMark(s) {
		s += Lrm
	}
	return s
}

// needsMark reports whether s has to be closed by an LRM.
func needsMark(s string) bool { return rightToLeft(s) || Width(s+" ") != Width(s)+1 }

// Unmarked returns s without the LRMs by which Clean has closed parts of it.
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

// Joiners, as code points without a cell.
const (
	zwnj = '\u200c'
	zwj  = '\u200d'
)

// simpleEmoji returns s with the parts of emoji side by side. Terminals, and
// what stands between them and the program, such as tmux, do not agree on how
// many cells a family, a skin tone or a coloured sign takes, and each that errs
// shifts the rest of its line; of their parts all know it.
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
// Terminals that write from right to left order each line by themselves, whole,
// and know no columns: figures after an Arabic title, with nothing but blanks
// between, count as a part of it and are moved before it. A letter from left to
// right ends that, and this is an invisible one, of three bytes, that goes with
// the last letter's cell and so stays with it while the screen is updated. It
// is heeded by terminals that keep such marks in the cell (VTE with all that is
// made of it, Konsole, mlterm, Terminal.app), and does no harm in those that
// order nothing (xterm, tmux, Alacritty) or drop it (PuTTY; there columns of
// figures may move, those that begin with a Latin letter stay). That the line
// as a whole runs from left to right is the default, and where a terminal
// guesses it, lists begin with a number of Latin letters.
//
// Refused were: isolates (U+2066 to U+2069), six bytes or more, of which the
// first has no cell to go with at the start of a line, and which some terminals
// show; blanks that count as letters (U+2800), three bytes a cell and dots in
// some fonts; and to order texts here and switch the terminal's ordering off
// (CSI 8 l), which few terminals know, and all others would then turn round
// twice.
const Lrm = "\u200e"

// rightToLeft reports whether there are letters or figures in s that are
// written from right to left.
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

// Page returns lines as a body of exactly h lines, none wider than w.
func Page(lines []string, w, h int) string {
	out := make([]string, max(h, 0))
	for i := range min(len(out), len(lines)) {
		out[i] = strings.TrimRight(Cut(lines[i], w), " ")
	}
	return strings.Join(out, "\n")
}

// Centred returns lines at about a third of a body of w by h cells, for what
// is said where there is nothing to show; what is too long goes on below.
func Centred(lines []string, w, h int) []string {
	var all []string
	for _, l := range lines {
		all = append(all, Wrap(l, max(w-2*GutterWidth, 1))...)
	}
	out := make([]string, max(h, 0))
	top := max((h-len(all))/3, 0)
	for i, l := range all {
		if top+i < len(out) {
			out[top+i] = Cut(Blanks(GutterWidth)+l, w)
		}
	}
	return out
}

// Count returns n things, such as "1 project" and "2 projects".
func Count(shown, one, many string) string {
	if shown == "1" {
		return shown + " " + one
	}
	return shown + " " + many
}

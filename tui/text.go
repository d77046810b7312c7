package tui

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
)

// clean returns text from outside as one line that is safe to show: harmless,
// and with a circle under a mark that has no letter to stand on, for it would
// join the blank before it and shift what follows.
func clean(s string) string {
	s = harmless(s)
	if r, _ := utf8.DecodeRuneInString(s); unicode.Is(unicode.M, r) || width(" "+s) != 1+width(s) {
		return "◌" + s
	}
	return s
}

// harmless returns text from outside without line breaks, control characters,
// and those that turn the direction of writing round or are invisible. The
// joiners that Indic and Arabic scripts need stay.
func harmless(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t' || r == '\r' || r == '\u2028' || r == '\u2029':
			return ' '
		case r == '\u200c' || r == '\u200d':
			return r
		case unicode.Is(unicode.C, r), r == unicode.ReplacementChar:
			return -1
		}
		return r
	}, s)
}

// width returns the number of cells that a text takes.
func width(s string) int { return ansi.StringWidth(s) }

// cut returns s in at most w cells, with an ellipsis where something is
// missing.
func cut(s string, w int) string {
	switch {
	case w <= 0:
		return ""
	case width(s) <= w:
		return s
	}
	return ansi.Truncate(s, w, "…")
}

// cutMiddle returns s in at most w cells, with an ellipsis before its last
// words where something is missing; of these, what takes seven tenths stays.
func cutMiddle(s string, w int) string {
	words := strings.Fields(s)
	if width(s) <= w || len(words) == 0 {
		return cut(s, w)
	}
	tail := words[len(words)-1]
	for i := len(words) - 2; i > 0 && width(words[i]+" "+tail) <= w*7/10; i-- {
		tail = words[i] + " " + tail
	}
	head := ansi.Truncate(s, w-width(tail)-1, "")
	if w < 12 || width(head) < 3 {
		return cut(s, w)
	}
	return strings.TrimRight(head, " ") + "…" + tail
}

// left returns s in exactly w cells, at the left.
func left(s string, w int) string {
	s = cut(s, w)
	return s + blanks(w-width(s))
}

// right returns s in exactly w cells, at the right.
func right(s string, w int) string {
	s = cut(s, w)
	return blanks(w-width(s)) + s
}

// blanks returns n blanks, none if n is negative.
func blanks(n int) string { return strings.Repeat(" ", max(n, 0)) }

// sides returns one line of w cells at most: a at the left, b at the right
// before a margin of one cell. Where both do not fit, b goes first.
func sides(a, b string, w int) string {
	gap := w - 1 - width(a) - width(b)
	if b == "" || gap < 2 {
		return cut(a, w)
	}
	return a + blanks(gap) + b
}

// wrap returns s in lines of at most w cells.
func wrap(s string, w int) []string {
	if w < 1 {
		return nil
	}
	lines := strings.Split(ansi.Wrap(s, w, ""), "\n")
	for i := range lines {
		lines[i] = cut(strings.TrimRight(lines[i], " "), w)
	}
	return lines
}

// indent returns lines with n blanks before each.
func indent(lines []string, n int) []string {
	out := make([]string, len(lines))
	for i, l := range lines {
		out[i] = blanks(n) + l
	}
	return out
}

// page returns lines as a body of exactly h lines, none wider than w.
func page(lines []string, w, h int) string {
	out := make([]string, max(h, 0))
	for i := range min(len(out), len(lines)) {
		out[i] = strings.TrimRight(cut(lines[i], w), " ")
	}
	return strings.Join(out, "\n")
}

// centred returns lines at about a third of a body of w by h cells, for what
// is said where there is nothing to show.
func centred(lines []string, w, h int) []string {
	out := make([]string, max(h, 0))
	top := max((h-len(lines))/3, 0)
	for i, l := range lines {
		if top+i < len(out) {
			out[top+i] = cut("   "+l, w)
		}
	}
	return out
}

// count returns n things, such as "1 project" and "2 projects".
func count(shown, one, many string) string {
	if shown == "1" {
		return shown + " " + one
	}
	return shown + " " + many
}

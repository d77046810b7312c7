// Package cells measures, cuts and wraps text in the cells of a terminal.
package cells

import (
	"strings"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
)

// Measure is a way of counting the cells of a text. Terminals differ: the Devanagari letter कि takes
// 1 or 2.
type Measure ansi.Method

// The ways of counting.
const (
	CodePoints = Measure(ansi.WcWidth)       // by code point
	Clusters   = Measure(ansi.GraphemeWidth) // by grapheme cluster
)

// Width returns the number of cells of a text.
func (m Measure) Width(s string) int {
	for i := range len(s) {
		if s[i] < ' ' || s[i] > '~' {
			return ansi.Method(m).StringWidth(s)
		}
	}
	return len(s)
}

// joiners are the zero-width joiners, which have nothing to join at the end of a text.
const joiners = "\u200c\u200d"

// Cut returns the beginning of s that fits into w cells, followed by more, which says that something
// is missing. It divides no character and keeps escape sequences, so that styles end. No figure
// stands before more: nobody could tell whether it is whole.
func (m Measure) Cut(s string, w int, more string) string {
	n := m.fits(s, w)
	kept, rest := strings.TrimRight(s[:n], joiners), s[n:]
	if rest != "" {
		kept = withoutFigure(kept)
	}
	kept += more
	for strings.Contains(rest, "\x1b") {
		part, _ := m.character(rest)
		if rest = rest[len(part):]; part[0] < ' ' {
			kept += part
		}
	}
	return kept
}

// withoutFigure returns s without the figure with which it ends.
func withoutFigure(s string) string {
	const digits = "0123456789"
	if last := strings.TrimRight(s, ".,"); last != "" && strings.Contains(digits, last[len(last)-1:]) {
		return strings.TrimRight(last, digits+".,")
	}
	return s
}

// CutMiddle returns s in at most w cells. Where something is missing, an ellipsis stands before the
// last words, which keep up to seven tenths of the room. If fewer than least cells remain before the
// ellipsis, it returns s unchanged.
func (m Measure) CutMiddle(s string, w, least int) string {
	words := strings.Fields(s)
	if m.Width(s) <= w || len(words) == 0 {
		return s
	}
	tail := words[len(words)-1]
	for i := len(words) - 2; i > 0 && m.Width(words[i]+" "+tail) <= w*7/10; i-- {
		tail = words[i] + " " + tail
	}
	sign := "…"
	if strings.ContainsAny(tail[:1], "0123456789") { // a figure behind it is whole
		sign = "… "
	}
	head := withoutFigure(strings.TrimRight(m.Cut(s, w-m.Width(sign+tail), ""), " "))
	if m.Width(head) < least {
		return s
	}
	return strings.TrimRight(head, " ") + sign + tail
}

// fits returns the number of bytes of s that take at most w cells, up to the end of a character and
// including what takes no cell. (What ansi offers counts by clusters first, whatever it is told.)
func (m Measure) fits(s string, w int) int {
	n := 0
	for n < len(s) {
		part, cells := m.character(s[n:])
		if cells > 0 && cells > w {
			break
		}
		n, w = n+len(part), w-cells
	}
	return n
}

// character returns the first character of s with its combining marks, or an escape sequence, and
// its width in cells.
func (m Measure) character(s string) (string, int) {
	if s[0] < ' ' {
		part, _, _, _ := ansi.DecodeSequence(s, ansi.NormalState, nil)
		return part, 0
	}
	return ansi.FirstGraphemeCluster(s, ansi.Method(m))
}

// Wrap returns s in lines of at most w cells, broken after blanks and hyphens, and within words that
// are longer than a line. Blanks at a break are dropped. A character that is wider than a line
// becomes an ellipsis.
func (m Measure) Wrap(s string, w int) []string {
	if w < 1 {
		return nil
	}
	return m.wrap(s, w, func(s string, n int) int {
		if at := strings.LastIndexAny(s[:n], " -\u3000"); at >= 0 && s[n] != ' ' {
			_, size := utf8.DecodeRuneInString(s[at:])
			return at + size
		}
		return n
	})
}

// WrapWords returns s in lines of at most w cells, broken at blanks only; longer words exceed their
// line. If w is 0, it breaks nothing. It returns at least one line.
func (m Measure) WrapWords(s string, w int) []string {
	if w <= 0 || m.Width(s) <= w {
		return []string{s}
	}
	return m.wrap(strings.Join(strings.Fields(s), " "), w, func(s string, n int) int {
		if at := strings.LastIndexByte(s[:n+1], ' '); at >= 0 {
			return at
		}
		if at := strings.IndexByte(s, ' '); at >= 0 {
			return at
		}
		return len(s)
	})
}

// wrap breaks s into lines. end returns the byte at which to end a line that has room for n bytes of
// s, fewer than all.
func (m Measure) wrap(s string, w int, end func(s string, n int) int) []string {
	var lines []string
	for {
		n := m.fits(s, w)
		if n == len(s) {
			return append(lines, strings.TrimRight(s, " "))
		}
		if n = end(s, n); n == 0 {
			part, _ := m.character(s)
			lines, n = append(lines, "…"), len(part)
		} else if line := strings.TrimRight(s[:n], " "); line != "" {
			lines = append(lines, line)
		}
		if s = strings.TrimLeft(s[n:], " "); s == "" {
			return lines
		}
	}
}

package draw

import (
	"strings"
	"sync/atomic"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
)

// clusters says whether the terminal counts cells by grapheme cluster or by code point: 1 or 2 for
// the Devanagari letter कि. All texts are measured as Bubble Tea's renderer measures them, which
// asks the terminal. It is global since a program has one terminal.
var clusters atomic.Bool

// Measured stores the terminal's answer on how it counts cells.
func Measured(m tea.ModeReportMsg) {
	if m.Mode == ansi.ModeUnicodeCore {
		clusters.Store(m.Value == ansi.ModeReset || m.Value == ansi.ModeSet || m.Value == ansi.ModePermanentlySet)
	}
}

func measure() ansi.Method {
	if clusters.Load() {
		return ansi.GraphemeWidth
	}
	return ansi.WcWidth
}

// Width returns the number of cells of a text.
func Width(s string) int {
	for i := range len(s) {
		if s[i] < ' ' || s[i] > '~' {
			return measure().StringWidth(s)
		}
	}
	return len(s)
}

// Cut returns s in at most w cells. Where something is missing, it ends in an ellipsis.
func Cut(s string, w int) string {
	switch {
	case w <= 0:
		return ""
	case Width(s) <= w:
		return s
	}
	kept := begin(s, w-1, "…")
	if rightToLeft(kept) {
		kept += Lrm
	}
	return kept
}

// begin returns the beginning of s that fits into w cells, followed by more. It divides no
// character and keeps escape sequences, so that styles end.
func begin(s string, w int, more string) string {
	n := fits(s, w)
	kept, rest := strings.TrimRight(s[:n], string([]rune{zwnj, zwj}))+more, s[n:]
	for strings.Contains(rest, "\x1b") {
		part, _ := character(rest)
		if rest = rest[len(part):]; part[0] < ' ' {
			kept += part
		}
	}
	return kept
}

// fits returns the number of bytes of s that take at most w cells, up to the end of a character and
// including what takes no cell. (What ansi offers counts by clusters first, whatever it is told.)
func fits(s string, w int) int {
	n := 0
	for n < len(s) {
		part, cells := character(s[n:])
		if cells > 0 && cells > w {
			break
		}
		n, w = n+len(part), w-cells
	}
	return n
}

// character returns the first character of s with its combining marks, or an escape sequence, and
// its width in cells.
func character(s string) (string, int) {
	if s[0] < ' ' {
		part, _, _, _ := ansi.DecodeSequence(s, ansi.NormalState, nil)
		return part, 0
	}
	return ansi.FirstGraphemeCluster(s, measure())
}

// CutMiddle returns s in at most w cells. Where something is missing, an ellipsis stands before the
// last words, which keep up to seven tenths of the room.
func CutMiddle(s string, w int) string {
	words := strings.Fields(s)
	if Width(s) <= w || len(words) == 0 {
		return Cut(s, w)
	}
	tail := words[len(words)-1]
	for i := len(words) - 2; i > 0 && Width(words[i]+" "+tail) <= w*7/10; i-- {
		tail = words[i] + " " + tail
	}
	head := begin(s, w-Width(tail)-1, "")
	if w < 12 || Width(head) < 3 {
		return Cut(s, w)
	}
	return strings.TrimRight(head, " ") + "…" + tail
}

// Left returns s in exactly w cells, aligned left.
func Left(s string, w int) string {
	s = Cut(s, w)
	return s + Blanks(w-Width(s))
}

// Right returns s in exactly w cells, aligned right.
func Right(s string, w int) string {
	s = Cut(s, w)
	return Blanks(w-Width(s)) + s
}

// Blanks returns n blanks, none if n is negative.
func Blanks(n int) string { return strings.Repeat(" ", max(n, 0)) }

// Sides returns one line of at most w cells: a at the left, and b at the right before a margin of
// one cell. Where both do not fit, b is left out first.
func Sides(a, b string, w int) string {
	gap := w - 1 - Width(a) - Width(b)
	if b == "" || gap < 2 {
		return Cut(a, w)
	}
	return a + Blanks(gap) + b
}

// Wrap returns s in lines of at most w cells, broken after blanks and hyphens, and within words
// that
// are longer than a line. Blanks at a break are dropped. A character that is wider than a line
// becomes an ellipsis.
func Wrap(s string, w int) []string {
	if w < 1 {
		return nil
	}
	var lines []string
	for {
		n := fits(s, w)
		if n == len(s) {
			return append(lines, strings.TrimRight(s, " "))
		}
		if line := strings.TrimRight(s[:breakAt(s, n)], " "); line != "" {
			lines = append(lines, line)
		}
		if n == 0 {
			part, _ := character(s)
			lines, n = append(lines, "…"), len(part)
		} else {
			n = breakAt(s, n)
		}
		s = strings.TrimLeft(s[n:], " ")
	}
}

// breakAt returns the byte at which to end a line that has room for n bytes of s.
func breakAt(s string, n int) int {
	if n == 0 || s[n] == ' ' {
		return n
	}
	if at := strings.LastIndexAny(s[:n], " -\u3000"); at >= 0 {
		_, size := utf8.DecodeRuneInString(s[at:])
		return at + size
	}
	return n
}

package draw

import (
	"strings"
	"sync/atomic"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
)

// Clusters says that the terminal counts cells by what is read as one
// character, and not by each of the code points that it is made of: 1 or 2 for
// the Devanagari letter कि. All texts are measured as Bubble Tea's renderer
// does, which asks the terminal; it is the terminal of the whole program.
var Clusters atomic.Bool

// Measured takes the terminal's answer on how it counts.
func Measured(m tea.ModeReportMsg) {
	if m.Mode == ansi.ModeUnicodeCore {
		Clusters.Store(m.Value == ansi.ModeReset || m.Value == ansi.ModeSet || m.Value == ansi.ModePermanentlySet)
	}
}

func measure() ansi.Method {
	if Clusters.Load() {
		return ansi.GraphemeWidth
	}
	return ansi.WcWidth
}

// Width returns the number of cells that a text takes.
func Width(s string) int {
	for i := range len(s) {
		if s[i] < ' ' || s[i] > '~' {
			return measure().StringWidth(s)
		}
	}
	return len(s)
}

// Cut returns s in at most w cells, with an ellipsis where something is
// missing.
func Cut(s string, w int) string {
	switch {
	case w <= 0:
		return ""
	case Width(s) <= w:
		return s
	}
	kept := begin(s, w-1, "…")
	if RightToLeft(kept) {
		kept += Lrm
	}
	return kept
}

// begin returns what of s fits into w cells, and then what says that there is
// more. No character is divided, and escape sequences stay, so that a style
// ends.
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

// fits returns how many bytes of s take w cells at most, to the end of a
// character with all that takes no cell. (What ansi offers counts by clusters
// at first, however it is told to.)
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

// character returns the first character of s with its marks, or an escape
// sequence, and its cells.
func character(s string) (string, int) {
	if s[0] < ' ' {
		part, _, _, _ := ansi.DecodeSequence(s, ansi.NormalState, nil)
		return part, 0
	}
	return ansi.FirstGraphemeCluster(s, measure())
}

// CutMiddle returns s in at most w cells, with an ellipsis before its last
// words where something is missing; of these, what takes seven tenths stays.
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

// Left returns s in exactly w cells, at the left.
func Left(s string, w int) string {
	s = Cut(s, w)
	return s + Blanks(w-Width(s))
}

// Right returns s in exactly w cells, at the right.
func Right(s string, w int) string {
	s = Cut(s, w)
	return Blanks(w-Width(s)) + s
}

// Blanks returns n blanks, none if n is negative.
func Blanks(n int) string { return strings.Repeat(" ", max(n, 0)) }

// Sides returns one line of w cells at most: a at the left, b at the right
// before a margin of one cell. Where both do not fit, b goes first.
func Sides(a, b string, w int) string {
	gap := w - 1 - Width(a) - Width(b)
	if b == "" || gap < 2 {
		return Cut(a, w)
	}
	return a + Blanks(gap) + b
}

// Wrap returns s in lines of at most w cells, broken after blanks and hyphens,
// and within words that are longer than a line. Blanks at a break are left out,
// and a character that is wider than a line is shown as an ellipsis.
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

// breakAt returns where a line that has room for n bytes of s ends.
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

package draw

import (
	"strings"
	"sync/atomic"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"fieldfolio/portfolio/cells"
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

func measure() cells.Measure {
	if clusters.Load() {
		return cells.Clusters
	}
	return cells.CodePoints
}

// Width returns the number of cells of a text.
func Width(s string) int { return measure().Width(s) }

// Cut returns s in at most w cells. Where something is missing, it ends in an ellipsis.
func Cut(s string, w int) string {
	switch {
	case w <= 0:
		return ""
	case Width(s) <= w:
		return s
	}
	kept := measure().Cut(s, w-1, "…")
	if rightToLeft(kept) {
		kept += Lrm
	}
	return kept
}

// CutMiddle returns s in at most w cells. Where something is missing, an ellipsis stands before the
// last words.
func CutMiddle(s string, w int) string {
	if w < 12 {
		return Cut(s, w)
	}
	return Cut(measure().CutMiddle(s, w, 3), w)
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

// Wrap returns s in lines of at most w cells, broken after blanks and hyphens, and within words that
// are longer than a line.
func Wrap(s string, w int) []string { return measure().Wrap(s, w) }

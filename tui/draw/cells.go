package draw

import (
	"strings"
	"sync/atomic"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"fieldfolio/portfolio/cells"
)

// Measure is how one terminal counts cells: by grapheme cluster or by code point, so that the
// Devanagari letter कि takes 1 or 2. All texts of a session are measured, cut and padded with its
// measure, which is that of Bubble Tea's renderer. Commands measure too, while the terminal answers.
// The zero value and nil count by code point, as do terminals that do not answer.
type Measure struct{ clusters atomic.Bool }

// Answered stores the terminal's answer on how it counts cells.
func (m *Measure) Answered(report tea.ModeReportMsg) {
	if report.Mode == ansi.ModeUnicodeCore {
		v := report.Value
		m.clusters.Store(v == ansi.ModeReset || v == ansi.ModeSet || v == ansi.ModePermanentlySet)
	}
}

func (m *Measure) way() cells.Measure {
	if m != nil && m.clusters.Load() {
		return cells.Clusters
	}
	return cells.CodePoints
}

// Cells returns the number of cells of a text.
func (m *Measure) Cells(s string) int { return m.way().Width(s) }

// Cut returns s in at most w cells. Where something is missing, it ends in an ellipsis.
func (m *Measure) Cut(s string, w int) string {
	switch {
	case w <= 0:
		return ""
	case m.Cells(s) <= w:
		return s
	}
	kept := m.way().Cut(s, w-1, "…")
	if rightToLeft(kept) {
		kept += Lrm
	}
	return kept
}

// CutMiddle returns s in at most w cells. Where something is missing, an ellipsis stands before the
// last words.
func (m *Measure) CutMiddle(s string, w int) string {
	if w < 12 {
		return m.Cut(s, w)
	}
	return m.Cut(m.way().CutMiddle(s, w, 3), w)
}

// Left returns s in exactly w cells, aligned left.
func (m *Measure) Left(s string, w int) string {
	s = m.Cut(s, w)
	return s + Blanks(w-m.Cells(s))
}

// Right returns s in exactly w cells, aligned right.
func (m *Measure) Right(s string, w int) string {
	s = m.Cut(s, w)
	return Blanks(w-m.Cells(s)) + s
}

// Sides returns one line of at most w cells: a at the left, and b at the right before a margin of
// one cell. Where both do not fit, b is left out first.
func (m *Measure) Sides(a, b string, w int) string {
	gap := w - 1 - m.Cells(a) - m.Cells(b)
	if b == "" || gap < 2 {
		return m.Cut(a, w)
	}
	return a + Blanks(gap) + b
}

// Wrap returns s in lines of at most w cells, broken after blanks and hyphens, and within words that
// are longer than a line.
func (m *Measure) Wrap(s string, w int) []string { return m.way().Wrap(s, w) }

// WrapWords is as Wrap, but breaks at blanks only: longer words exceed their line. If w is 0, it breaks nothing.
func (m *Measure) WrapWords(s string, w int) []string { return m.way().WrapWords(s, w) }

// Blanks returns n blanks, none if n is negative.
func Blanks(n int) string { return strings.Repeat(" ", max(n, 0)) }

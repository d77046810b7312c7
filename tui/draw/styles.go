package draw

import (
	"strings"

	"charm.land/lipgloss/v2"
)

// Styles are the ways in which text can stand out, by meaning. They only repeat what words or
// signs say already. All screens share one value and read it at each drawing, so that a theme can
// be chosen at any time. The zero value writes plain text.
type Styles struct {
	Title  lipgloss.Style // titles
	Tab    lipgloss.Style // the current view
	Head   lipgloss.Style // heads of columns and labels of fields
	Total  lipgloss.Style // totals
	Marked lipgloss.Style // the selected line, on wide screens
	Muted  lipgloss.Style // sources, notes and keys
	Good   lipgloss.Style // what agrees
	Bad    lipgloss.Style // what differs or failed
	Doubt  lipgloss.Style // assumed values, and values that were not taken as printed
	Bar    lipgloss.Style // bars and sparklines

	solid bool // full blocks can be drawn as reversed blanks
	worn  int  // how many themes were worn before
	Slow  bool // for a slow line: fewer columns, and bars and sparklines of one byte for each cell
	ASCII bool // nothing but ASCII is drawn
}

func newStyles(t Theme) Styles {
	strong := lipgloss.NewStyle().Bold(t.bold)
	return Styles{
		Title: strong, Tab: strong, Head: strong, Total: strong, Marked: strong,
		Muted: t.muted, Good: t.good, Bad: t.bad, Doubt: t.doubt, Bar: t.bar,
	}
}

// Wear switches to the colours of a theme, for everything that is drawn from now on.
func (s *Styles) Wear(t Theme) {
	slow, ascii, worn := s.Slow, s.ASCII, s.worn
	*s = newStyles(t)
	s.Slow, s.ASCII, s.worn = slow, ascii, worn+1
	s.solid = t.bold
}

// Plain reports whether bars and sparklines are ASCII.
func (s *Styles) Plain() bool { return s.Slow || s.ASCII }

// wide is the width from which the end of a line is too far from its beginning to be followed by eye.
const wide = 120

// Selected returns a selected line of a screen of so many cells: bold on wide screens, up to its
// first other style. A move then takes about 400 bytes on a screen of 200 cells, and 8 without; over
// ssh -C about 20, since both lines were sent before. A slow line has the marker alone.
func (s *Styles) Selected(line string, w int) string {
	if s.Slow || w < wide {
		return line
	}
	at := strings.IndexByte(line, '\x1b')
	if at < 0 {
		at = len(line)
	}
	return s.Marked.Render(line[:at]) + line[at:]
}

package tui

import "charm.land/lipgloss/v2"

// styles are the ways in which text can stand out, by meaning. They only
// repeat what words or signs say already. All screens share one value and read
// it at each drawing, so that a theme can be chosen while they stand. The zero
// value writes plain text.
type styles struct {
	title lipgloss.Style // the name of what is shown
	tab   lipgloss.Style // the current view
	head  lipgloss.Style // heads of columns and labels of fields
	total lipgloss.Style // sums
	muted lipgloss.Style // sources, notes and keys
	good  lipgloss.Style // what agrees
	bad   lipgloss.Style // what differs or failed
	doubt lipgloss.Style // what is assumed, or was taken otherwise than printed
	bar   lipgloss.Style // bars and lines of bars

	solid bool // full blocks can be blanks in reverse
	plain bool // bars and lines of bars are drawn with ASCII, a byte a cell
}

func newStyles(t theme) styles {
	strong := lipgloss.NewStyle().Bold(t.bold)
	return styles{
		title: strong, tab: strong, head: strong, total: strong,
		muted: t.muted, good: t.good, bad: t.bad, doubt: t.doubt, bar: t.bar,
	}
}

// wear changes the colours of everything that is drawn from now on.
func (s *styles) wear(t theme) {
	plain := s.plain
	*s = newStyles(t)
	s.plain = plain
	s.solid = t.bold
}

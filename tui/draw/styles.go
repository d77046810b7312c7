package draw

import "charm.land/lipgloss/v2"

// Styles are the ways in which text can stand out, by meaning. They only
// repeat what words or signs say already. All screens share one value and read
// it at each drawing, so that a theme can be chosen while they stand. The zero
// value writes plain text.
type Styles struct {
	Title lipgloss.Style // the name of what is shown
	Tab   lipgloss.Style // the current view
	Head  lipgloss.Style // heads of columns and labels of fields
	Total lipgloss.Style // sums
	Muted lipgloss.Style // sources, notes and keys
	Good  lipgloss.Style // what agrees
	Bad   lipgloss.Style // what differs or failed
	Doubt lipgloss.Style // what is assumed, or was taken otherwise than printed
	Bar   lipgloss.Style // bars and lines of bars

	solid bool // full blocks can be blanks in reverse
	Plain bool // bars and lines of bars are drawn with ASCII, a byte a cell
}

func newStyles(t Theme) Styles {
	strong := lipgloss.NewStyle().Bold(t.bold)
	return Styles{
		Title: strong, Tab: strong, Head: strong, Total: strong,
		Muted: t.muted, Good: t.good, Bad: t.bad, Doubt: t.doubt, Bar: t.bar,
	}
}

// Wear changes the colours of everything that is drawn from now on.
func (s *Styles) Wear(t Theme) {
	plain := s.Plain
	*s = newStyles(t)
	s.Plain = plain
	s.solid = t.bold
}

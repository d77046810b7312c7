package tui

import "github.com/charmbracelet/x/ansi"

// styles are the ways in which text can stand out, by meaning. They only
// repeat what words or signs say already, and use the terminal's own sixteen
// colours, so that every theme of a terminal holds. The zero value writes
// plain text.
type styles struct{ on bool }

func (s styles) paint(st ansi.Style, text string) string {
	if !s.on || text == "" {
		return text
	}
	return st.Styled(text)
}

// title is for the name of what is shown.
func (s styles) title(t string) string { return s.paint(ansi.NewStyle().Bold(), t) }

// tab is for the current view.
func (s styles) tab(t string) string { return s.paint(ansi.NewStyle().Bold(), t) }

// head is for the heads of columns and the labels of fields.
func (s styles) head(t string) string { return s.paint(ansi.NewStyle().Bold(), t) }

// total is for sums.
func (s styles) total(t string) string { return s.paint(ansi.NewStyle().Bold(), t) }

// muted is for sources, notes and keys.
func (s styles) muted(t string) string { return s.paint(ansi.NewStyle().Faint(), t) }

// good is for what agrees.
func (s styles) good(t string) string {
	return s.paint(ansi.NewStyle().ForegroundColor(ansi.Green), t)
}

// bad is for what differs or failed.
func (s styles) bad(t string) string { return s.paint(ansi.NewStyle().ForegroundColor(ansi.Red), t) }

// doubt is for what is assumed, or was taken otherwise than printed.
func (s styles) doubt(t string) string {
	return s.paint(ansi.NewStyle().ForegroundColor(ansi.Yellow), t)
}

// bar is for bars and lines of bars.
func (s styles) bar(t string) string { return s.paint(ansi.NewStyle().ForegroundColor(ansi.Cyan), t) }

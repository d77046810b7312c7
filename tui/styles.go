package tui

import "charm.land/lipgloss/v2"

// styles are the ways in which text can stand out, by meaning. They only
// repeat what words or signs say already, and use the terminal's own sixteen
// colours, so that every theme of a terminal holds. The zero value writes
// plain text.
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
}

func newStyles(color bool) styles {
	if !color {
		return styles{}
	}
	plain := lipgloss.NewStyle()
	strong := plain.Bold(true)
	return styles{
		title: strong, tab: strong, head: strong, total: strong,
		muted: plain.Faint(true),
		good:  plain.Foreground(lipgloss.Green),
		bad:   plain.Foreground(lipgloss.Red),
		doubt: plain.Foreground(lipgloss.Yellow),
		bar:   plain.Foreground(lipgloss.Cyan),
	}
}

package tui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/legible"
)

// maxCopy bounds what is copied, in bytes: terminals refuse more, and over a slow
// line it would take minutes.
const maxCopy = 100_000

// copied is a text for the clipboard. The root sends it to the terminal; what is
// what it is, for people.
type copied struct{ text, what string }

// copyText copies a text without control characters other than the tabs and line
// breaks between values.
func copyText(text, what string) tea.Cmd {
	if len(text) > maxCopy {
		n := portfolio.Count((len(text) + 999) / 1000).Shown()
		return say(notice{text: what + " would be " + n + " kB, and at most 100 kB can be copied", hint: "x writes it to a file"})
	}
	return func() tea.Msg { return copied{text, what} }
}

// copy sends a text to the terminal, which puts it on the clipboard if it knows
// how (OSC 52) and is allowed to.
func (r *root) copy(m copied) tea.Cmd {
	r.status = notice{text: "copied: " + m.what, hint: "some terminals do not allow it"}
	return tea.SetClipboard(m.text)
}

// tabbed returns rows as lines with a tab between two values, as spreadsheets
// take them: figures and days for programs.
func tabbed(rows [][]portfolio.Value) string {
	lines := make([]string, len(rows))
	for i, row := range rows {
		values := make([]string, len(row))
		for j, v := range row {
			values[j] = legible.Line(v.Plain())
		}
		lines[i] = strings.Join(values, "\t")
	}
	return strings.Join(lines, "\n")
}

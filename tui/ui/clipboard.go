package ui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/legible"
)

// maxCopy limits what is copied, in bytes: terminals refuse more, and over a slow line it would
// take minutes.
const maxCopy = 100_000

// Copied is a text for the clipboard, which the root sends. What describes it for people.
type Copied struct{ Text, What string }

// CopyText copies a text, without control characters other than the tabs and line breaks between
// values.
func CopyText(text, what string) tea.Cmd {
	if len(text) > maxCopy {
		n := portfolio.Count((len(text) + 999) / 1000).Shown()
		return Say(Notice{Text: what + " would be " + n + " kB, and at most 100 kB can be copied",
			Hint: "x writes it to a file"})
	}
	return func() tea.Msg { return Copied{text, what} }
}

// Tabbed returns rows as lines with tabs between the values, as spreadsheets read them. Figures and
// dates are as programs read them.
func Tabbed(rows [][]portfolio.Value) string {
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

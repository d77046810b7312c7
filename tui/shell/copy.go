package shell

import (
	tea "charm.land/bubbletea/v2"

	"fieldfolio/tui/ui"
)

// copy sends a text to the terminal, which puts it on the clipboard if it knows
// how (OSC 52) and is allowed to.
func (r *Root) copy(m ui.Copied) tea.Cmd {
	r.Status = ui.Notice{Text: "copied: " + m.What, Hint: "some terminals do not allow it"}
	return tea.SetClipboard(m.Text)
}

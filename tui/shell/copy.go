package shell

import (
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"fieldfolio/tui/ui"
)

// copy sends a text to the terminal for the clipboard (OSC 52). The terminal may not support or
// allow that.
func (r *Root) copy(m ui.Copied) tea.Cmd {
	r.Status = ui.Notice{Text: "copied: " + m.What, Hint: "some terminals do not allow it"}
	return tea.Raw(ansi.SetSystemClipboard(m.Text))
}

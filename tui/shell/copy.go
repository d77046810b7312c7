package shell

import (
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"fieldfolio/tui/draw"
	"fieldfolio/tui/ui"
)

// copyCommand shows a command for the person's own machine, and copies it.
func (r *Root) copyCommand(command string) tea.Cmd {
	said := ui.Notice{Text: "on your own machine, run the command that was copied:", Copy: draw.Clean(command), Lasts: true}
	return tea.Batch(tea.Raw(ansi.SetSystemClipboard(command)), ui.Say(said))
}

// copy sends a text to the terminal for the clipboard (OSC 52). The terminal may not support or
// allow that.
func (r *Root) copy(m ui.Copied) tea.Cmd {
	r.Status = ui.Notice{Text: "copied: " + m.What, Hint: "some terminals do not allow it"}
	return tea.Raw(ansi.SetSystemClipboard(m.Text))
}

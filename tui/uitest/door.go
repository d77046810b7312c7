package uitest

import (
	tea "charm.land/bubbletea/v2"

	"fieldfolio/tui/ui"
)

// door is a page that stands for the screen from which another one is opened.
type door struct {
	ui.Screen
	open func() ui.Screen
}

// Keys has one more action: enter opens the screen behind the door.
func (d *door) Keys() ui.KeyMap {
	open := ui.Action{Name: "open", Keys: []string{"enter"}, Show: "enter", Foot: "open", Help: "open the screen",
		Do: func() tea.Cmd { return ui.Open(d.open()) }}
	return append(ui.KeyMap{open}, d.Screen.Keys()...)
}

// Behind shows a screen as it is opened from another one, to which esc leads back.
func (s *Stage) Behind(first func() ui.Screen) func() ui.Screen {
	return func() ui.Screen { return &door{s.Page("Opened from here"), first} }
}

package shell

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"fieldfolio/tui/draw"
	"fieldfolio/tui/ui"
)

// palette returns the list of all actions: those of this screen, then the global ones, each with
// its keys and its name in the configuration; then those of other screens.
func palette(name string, own, global ui.KeyMap, others []Section, f draw.Frame) ui.Screen {
	here := own.Visible()
	all := slices.Concat(here, global.Visible())
	items := make([]ui.Pick, len(all))
	for i, a := range all {
		of := name
		if i >= len(here) {
			of = everywhere
		}
		items[i] = ui.Pick{Label: a.Help, Detail: a.Show, Words: a.Name, Beside: Qualified(of, a.Name), Off: a.Why()}
	}
	for _, s := range others {
		if s.Screen == name || s.Screen == everywhere {
			continue
		}
		for _, a := range s.Actions.Visible() {
			if strings.HasPrefix(a.Name, "pick") || a.Name == "reload" { // every list has them
				continue
			}
			items = append(items, ui.Pick{Label: a.Help, Detail: a.Show, Words: a.Name + " " + s.Screen,
				Beside: Qualified(s.Screen, a.Name), Off: "this is done in " + s.Screen})
		}
	}
	return ui.NewPicker(ui.PickerConfig{Screen: "palette", Title: "Do", Items: items,
		Do: func(i int) tea.Cmd { return all[i].Do() }}, f)
}

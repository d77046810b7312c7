package tui

import (
	"slices"

	tea "charm.land/bubbletea/v2"
)

// palette makes the list of everything that can be done on a screen: its own
// actions, then those that hold everywhere, each with its keys and the name by
// which the configuration gives it others.
func palette(name string, own, global keyMap, f face) screen {
	here := own.visible()
	all := slices.Concat(here, global.visible())
	items := make([]pick, len(all))
	for i, a := range all {
		of := name
		if i >= len(here) {
			of = everywhere
		}
		items[i] = pick{label: a.help, detail: a.show, words: a.name, beside: qualified(of, a.name), off: a.why()}
	}
	return newPicker(pickerConfig{name: "palette", title: "Do", items: items, do: func(i int) tea.Cmd { return all[i].do() }}, f)
}

// visible returns the actions that can be asked for by name: all but moves,
// for which there are keys, and the palette itself.
func (m keyMap) visible() keyMap {
	var out keyMap
	for _, a := range m {
		if a.do != nil && a.name != "palette" && !isMove(a.name) {
			out = append(out, a)
		}
	}
	return out
}

func isMove(name string) bool {
	switch name {
	case "up", "down", "page-up", "page-down", "first", "last":
		return true
	}
	return false
}

package tui

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"
)

// palette makes the list of everything that can be done: on this screen, then
// what holds everywhere, each with its keys and the name by which the
// configuration gives it others; then what is done on other screens.
func palette(name string, own, global keyMap, others []section, f face) screen {
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
	for _, s := range others {
		if s.screen == name || s.screen == everywhere {
			continue
		}
		for _, a := range s.actions.visible() {
			if strings.HasPrefix(a.name, "pick") || a.name == "reload" { // every list has them
				continue
			}
			items = append(items, pick{label: a.help, detail: a.show, words: a.name + " " + s.screen, beside: qualified(s.screen, a.name), off: "this is done in " + s.screen})
		}
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

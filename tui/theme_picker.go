package tui

import (
	"slices"

	tea "charm.land/bubbletea/v2"
)

// prefTheme is the name under which the theme is remembered.
const prefTheme = "theme"

// themes is the action that chooses a theme.
func (r *root) themes() action {
	off := func() string {
		if !r.color {
			return "this terminal shows no colour, or NO_COLOR or --no-color is set"
		}
		return ""
	}
	return action{name: "theme", keys: []string{"f3"}, show: "f3", help: "choose a theme: light, dark, colour-blind, none", off: off, do: r.chooseTheme}
}

func (r *root) chooseTheme() tea.Cmd {
	items := make([]pick, len(themes))
	for i, t := range themes {
		items[i] = pick{label: t.name, detail: t.about}
	}
	now := slices.IndexFunc(themes, func(t theme) bool { return t.name == r.prefs.get(prefTheme) })
	return open(newPicker(pickerConfig{name: "theme", title: "Theme", items: items, at: max(now, 0), do: func(i int) tea.Cmd {
		r.look.wear(themes[i])
		return tea.Batch(r.prefs.set(prefTheme, themes[i].name), say(notice{text: "theme: " + themes[i].name}))
	}}, r.face()))
}

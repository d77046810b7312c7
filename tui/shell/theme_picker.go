package shell

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"fieldfolio/tui/draw"
	"fieldfolio/tui/picker"
	"fieldfolio/tui/ui"
)

// PrefTheme is the preference that holds the theme.
const PrefTheme = "theme"

// themes is the action that chooses a theme.
func (r *Root) themes() ui.Action {
	off := func() string {
		if !r.Color {
			return "this terminal shows no colour, or NO_COLOR or --no-color is set"
		}
		return ""
	}
	return ui.Action{Name: "theme", Keys: []string{"f3"}, Show: "f3",
		Help: "choose a theme: light, dark, colour-blind, none", Off: off, Do: r.chooseTheme}
}

func (r *Root) chooseTheme() tea.Cmd {
	items := make([]picker.Item, len(draw.Themes))
	for i, t := range draw.Themes {
		items[i] = picker.Item{Label: t.Name, Detail: t.About}
	}
	now := slices.IndexFunc(draw.Themes, func(t draw.Theme) bool { return t.Name == r.Prefs.Get(PrefTheme) })
	return ui.Open(picker.New(picker.Config{Screen: "theme", Title: "Theme", Items: items, At: max(now, 0),
		Do: func(i int) tea.Cmd {
			r.Styles.Wear(draw.Themes[i])
			return tea.Batch(r.Prefs.Set(PrefTheme, draw.Themes[i].Name),
				ui.Say(ui.Notice{Text: "theme: " + draw.Themes[i].Name}))
		}}, r.Face()))
}

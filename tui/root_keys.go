package tui

import (
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"
)

// own returns the actions of the top screen, with the keys of the
// configuration.
func (r *root) own() keyMap { return r.remap.on(r.top().Name(), r.top().Keys()) }

// keys are those that hold on every screen, without those that the top one
// has another use for.
func (r *root) keys() keyMap {
	if r.typing() != nil {
		return nil
	}
	return append(r.stopping(), r.remap.on(everywhere, r.everywhere()).without(append(r.own(), r.stopping()...))...)
}

// roomForCommands is the width from which the footer offers the palette.
const roomForCommands = 80

func (r *root) everywhere() keyMap {
	back := ""
	if r.bottom() == "" {
		back = "back"
	}
	commands := ""
	if r.width >= roomForCommands {
		commands = "commands"
	}
	m := keyMap{
		{name: "back", keys: []string{"esc", "backspace"}, show: "esc", foot: back, help: "back to where this was opened", off: r.bottom, do: func() tea.Cmd { return closeScreen }},
		{name: "palette", keys: []string{":"}, show: ":", foot: commands, help: "everything that can be done here, by name", do: r.palette},
		{name: "help", keys: []string{"?", "f1"}, show: "? f1", foot: "help", help: "what every key does", do: r.help},
		{name: "quit", keys: []string{"q", "ctrl+c"}, show: "q ctrl+c", foot: "quit", help: "quit", do: r.quit},
		{name: "view-next", keys: []string{"tab"}, show: "tab", help: "next view", do: func() tea.Cmd { return r.show(r.at + 1) }},
		{name: "view-previous", keys: []string{"shift+tab"}, show: "shift+tab", help: "previous view", do: func() tea.Cmd { return r.show(r.at - 1 + len(r.views)) }},
	}
	for i, v := range r.views {
		n := strconv.Itoa(i + 1)
		m = append(m, action{name: "view-" + strings.ToLower(v.name), keys: []string{n}, show: n, help: "the view " + v.name,
			do: func() tea.Cmd { return r.show(i) }})
	}
	return append(append(m, r.pointing(), r.themes(), r.slowing()), r.extra...)
}

// bottom says why there is no way back.
func (r *root) bottom() string {
	if len(r.views[r.at].stack) < 2 {
		return "there is nothing to go back to; q quits"
	}
	return ""
}

func (r *root) help() tea.Cmd {
	if _, ok := r.top().(*help); ok {
		return closeScreen
	}
	return open(newHelp(r.own(), r.keys(), r.face()))
}

func (r *root) palette() tea.Cmd { return open(palette(r.top().Name(), r.own(), r.keys(), r.face())) }

func (r *root) face() face { return face{look: r.look} }

// unknown says that a key does nothing here, and where it does something.
func (r *root) unknown(key string) notice {
	n := notice{text: clean(key) + " does nothing here", hint: "? shows the keys, : all that can be done"}
	here := r.top().Name()
	for _, s := range r.reference() {
		if _, ok := s.actions.find(key); ok && s.screen == here {
			n.hint = "what is open takes other keys; esc leaves it"
			return n
		}
	}
	for _, s := range r.reference() {
		if a, ok := s.actions.find(key); ok && s.screen != everywhere && a.do != nil {
			n.hint = "in " + s.screen + " it is: " + a.help
			break
		}
	}
	return n
}

// checkKeys checks the keys of the configuration.
func (r *root) checkKeys() error {
	if len(r.remap) == 0 {
		return nil
	}
	return r.remap.check(r.sections())
}

// sections returns the actions that hold everywhere, then those of every screen.
// Of several that have the same name the first is meant.
func (r *root) sections() []section {
	all := []section{{everywhere, r.everywhere()}}
	seen := map[string]bool{}
	for _, s := range r.reference() {
		if !seen[s.screen] {
			all = append(all, s)
		}
		seen[s.screen] = true
	}
	return all
}

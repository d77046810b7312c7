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
			do: func() tea.Cmd { return r.toView(i) }})
	}
	return append(m, r.wholeNotice(), r.pointing(), r.themes(), r.slowing())
}

// toView shows a view; the current one from its first screen.
func (r *root) toView(i int) tea.Cmd {
	v := r.views[i]
	switch {
	case i != r.at:
		return r.show(i)
	case len(v.stack) == 1:
		return say(notice{text: "this is the view " + v.name})
	}
	v.stack = v.stack[:1]
	return nil
}

// wholeNotice is the action that shows what was said last, where the line had no
// room for it.
func (r *root) wholeNotice() action {
	off := func() string {
		if r.last.empty() {
			return "nothing was said yet"
		}
		return ""
	}
	return action{name: "message", keys: []string{"f5"}, show: "f5", help: "what was said last, in full", off: off, do: func() tea.Cmd {
		return open(newSentences("Said last", append([]string{sentence(r.last.text)}, nonEmpty(sentence(r.last.hint))...), r.face()))
	}}
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

func (r *root) palette() tea.Cmd {
	return open(palette(r.top().Name(), r.own(), r.keys(), r.sections(), r.face()))
}

func (r *root) face() face { return face{look: r.look} }

// unknown says that a key does nothing here, and where it does something.
func (r *root) unknown(key string) notice {
	n := notice{text: clean(key) + " does nothing here", hint: r.firstKey("help") + " shows the keys, " + r.firstKey("palette") + " all that can be done"}
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

// firstKey returns the key of an action that holds everywhere, its name where it
// has none here.
func (r *root) firstKey(name string) string {
	for _, a := range r.keys().named(name) {
		if len(a.keys) > 0 {
			return a.keys[0]
		}
	}
	return name
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

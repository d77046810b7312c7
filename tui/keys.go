package tui

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"
)

// action is one thing that can be done on a screen. Footer and help page are
// made from it. Bubbles' key.Binding would hold two of its seven fields, but
// neither the function nor the reason for being off, and makes the tables longer.
type action struct {
	name string   // for the key reference, such as sort-next
	keys []string // as Bubble Tea names them
	show string   // the keys for people, such as ↑↓
	foot string   // one word for the footer, behind the first of show; empty: only on the help page
	help string   // what it does, for the help page
	off  func() string
	do   func() tea.Cmd
}

// footed returns the action with a word in the footer.
func (a action) footed(word string) action {
	a.foot = word
	return a
}

// why returns the reason for which the action cannot be done now, empty if it
// can.
func (a action) why() string {
	if a.off == nil {
		return ""
	}
	return a.off()
}

// keyMap is every action of a screen, in the order of the help page.
type keyMap []action

// find returns the action of a key.
func (m keyMap) find(key string) (action, bool) {
	for _, a := range m {
		if slices.Contains(a.keys, key) {
			return a, true
		}
	}
	return action{}, false
}

// named returns the actions of some names.
func (m keyMap) named(names ...string) keyMap {
	return slices.DeleteFunc(m, func(a action) bool { return !slices.Contains(names, a.name) })
}

// without returns the actions none of whose keys belong to others.
func (m keyMap) without(others keyMap) keyMap {
	return slices.DeleteFunc(m, func(a action) bool {
		return slices.ContainsFunc(a.keys, func(k string) bool { _, taken := others.find(k); return taken })
	})
}

// freeing returns the actions without a key that the screen has another use for.
func (m keyMap) freeing(key string) keyMap {
	out := slices.Clone(m)
	for i := range out {
		if a := &out[i]; slices.Contains(a.keys, key) {
			a.keys = slices.DeleteFunc(slices.Clone(a.keys), func(k string) bool { return k == key })
			a.show = strings.TrimSuffix(a.show, " "+key)
		}
	}
	return out
}

// footed is an action that the footer offers, and where.
type footed struct {
	cells
	action action
	text   string
}

// footerPlaces returns what the footer offers in w cells: the keys of a screen,
// then the global ones at the right, as many as fit; the last of a screen's go
// first.
func footerPlaces(own, global keyMap, w int) []footed {
	const gap = 2
	right, room := footItems(global), w-2
	for len(right) > 1 && footWidth(right) > room {
		right = right[:len(right)-1]
	}
	var out []footed
	at, tail := 1, footWidth(right)
	for _, f := range footItems(own) {
		if at-1+width(f.text)+gap+tail > room {
			break
		}
		f.cells = cells{at, at + width(f.text)}
		out, at = append(out, f), f.to+gap
	}
	at = w - 1 - tail
	for _, f := range right {
		f.cells = cells{at, at + width(f.text)}
		out, at = append(out, f), f.to+gap
	}
	return out
}

// footer returns the line of keys.
func footer(own, global keyMap, w int) string {
	line := ""
	for _, f := range footerPlaces(own, global, w) {
		line += blanks(f.from-width(line)) + f.text
	}
	return cut(line, w)
}

func footWidth(items []footed) int {
	n := -2
	for _, f := range items {
		n += width(f.text) + 2
	}
	return max(n, 0)
}

func footItems(m keyMap) []footed {
	var out []footed
	for _, a := range m {
		if a.foot != "" {
			key, _, _ := strings.Cut(a.show, " ")
			out = append(out, footed{action: a, text: key + " " + a.foot})
		}
	}
	return out
}

// moves returns the actions that move through a list of lines.
func moves(to func(step) tea.Cmd, what string) keyMap {
	m := func(s step) func() tea.Cmd { return func() tea.Cmd { return to(s) } }
	return keyMap{
		{name: "up", keys: []string{"up", "k"}, show: "↑ k", help: "one " + what + " up", do: m(stepUp)},
		{name: "down", keys: []string{"down", "j"}, show: "↓ j", help: "one " + what + " down", do: m(stepDown)},
		{name: "page-up", keys: []string{"pgup", "ctrl+b", "ctrl+u"}, show: "pgup", help: "one screen up", do: m(pageUp)},
		{name: "page-down", keys: []string{"pgdown", "ctrl+f", "ctrl+d", "space"}, show: "pgdn space", help: "one screen down", do: m(pageDown)},
		{name: "first", keys: []string{"home", "g"}, show: "home g", help: "to the first " + what, do: m(toFirst)},
		{name: "last", keys: []string{"end", "G"}, show: "end G", help: "to the last " + what, do: m(toLast)},
	}
}

// scrolls returns the actions that move through a text, which the footer offers
// where there is more of it than fits.
func scrolls(to func(step) tea.Cmd, more notice) keyMap {
	m := moves(to, "line")
	if !more.empty() {
		m[0].foot = "↓ scroll"
	}
	return m
}

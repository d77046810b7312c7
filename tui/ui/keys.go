package ui

import (
	"slices"
	"strings"
	"unicode"

	tea "charm.land/bubbletea/v2"
)

// Action is something that can be done on a screen. Footer and help page are made from it. Bubbles'
// key.Binding was rejected: it has two of these eight fields, but neither the function nor the
// reason for being off.
type Action struct {
	Name string   // for the key reference, such as sort-next
	Keys []string // as Bubble Tea names them
	Show string   // the keys for people, such as ↑↓
	Foot string   // one word for the footer, after the first key of Show; empty: help page only
	Help string   // what it does, for the help page
	Off  func() string
	Do   func() tea.Cmd

	Saves bool // may change data at once, without a question
}

// Footed returns the action with a footer word.
func (a Action) Footed(word string) Action {
	a.Foot = word
	return a
}

// Why returns why the action cannot be done now, empty if it can.
func (a Action) Why() string {
	if a.Off == nil {
		return ""
	}
	return a.Off()
}

// KeyMap is every action of a screen, in the order of the help page.
type KeyMap []Action

// Find returns the action of a key.
func (m KeyMap) Find(key string) (Action, bool) {
	for _, a := range m {
		if slices.Contains(a.Keys, key) {
			return a, true
		}
	}
	return Action{}, false
}

// arrows are the keys with a sign outside ASCII, as ASCII shows them. Those upwards and downwards are named, since a v
// could be a key.
var arrows = strings.NewReplacer("↑↓", "up/down", "↑", "up", "↓", "down", "←", "<-", "→", "->")

// InWords returns the actions with the arrow keys as ASCII shows them.
func (m KeyMap) InWords() KeyMap {
	out := slices.Clone(m)
	for i, a := range out {
		if strings.ContainsFunc(a.Show+a.Foot, func(r rune) bool { return r > unicode.MaxASCII }) { // few have
			out[i].Show, out[i].Foot = arrows.Replace(a.Show), arrows.Replace(a.Foot)
		}
	}
	return out
}

// Named returns the actions with some names.
func (m KeyMap) Named(names ...string) KeyMap {
	return slices.DeleteFunc(slices.Clone(m), func(a Action) bool { return !slices.Contains(names, a.Name) })
}

// First returns the actions with those of some names first, in this order.
func (m KeyMap) First(names ...string) KeyMap {
	rank := func(a Action) int {
		if i := slices.Index(names, a.Name); i >= 0 {
			return i
		}
		return len(names)
	}
	out := slices.Clone(m)
	slices.SortStableFunc(out, func(a, b Action) int { return rank(a) - rank(b) })
	return out
}

// Without returns the actions that share no key with others.
func (m KeyMap) Without(others KeyMap) KeyMap {
	taken := map[string]bool{}
	for _, a := range others {
		for _, k := range a.Keys {
			taken[k] = true
		}
	}
	return slices.DeleteFunc(slices.Clone(m), func(a Action) bool {
		return slices.ContainsFunc(a.Keys, func(k string) bool { return taken[k] })
	})
}

// Freeing returns the actions without a key that the screen uses otherwise.
func (m KeyMap) Freeing(key string) KeyMap {
	out := slices.Clone(m)
	for i := range out {
		if a := &out[i]; slices.Contains(a.Keys, key) {
			a.Keys = slices.DeleteFunc(slices.Clone(a.Keys), func(k string) bool { return k == key })
			a.Show = strings.TrimSuffix(a.Show, " "+key)
		}
	}
	return out
}

// Moves returns the actions that move through a list of lines.
func Moves(to func(Step) tea.Cmd, what string) KeyMap {
	m := func(s Step) func() tea.Cmd { return func() tea.Cmd { return to(s) } }
	return KeyMap{
		{Name: "up", Keys: []string{"up", "k"}, Show: "↑ k", Help: "one " + what + " up", Do: m(StepUp)},
		{Name: "down", Keys: []string{"down", "j"}, Show: "↓ j", Help: "one " + what + " down", Do: m(StepDown)},
		{Name: "page-up", Keys: []string{"pgup", "ctrl+b", "ctrl+u"}, Show: "pgup", Help: "one screen up", Do: m(PageUp)},
		{Name: "page-down", Keys: []string{"pgdown", "ctrl+f", "ctrl+d", "space"}, Show: "pgdn space",
			Help: "one screen down", Do: m(PageDown)},
		{Name: "first", Keys: []string{"home", "g"}, Show: "home g", Help: "to the first " + what, Do: m(toFirst)},
		{Name: "last", Keys: []string{"end", "G"}, Show: "end G", Help: "to the last " + what, Do: m(toLast)},
	}
}

// Scrolls returns the actions that scroll a text. The footer shows them if the text is longer than
// its room.
func Scrolls(to func(Step) tea.Cmd, more Notice) KeyMap {
	m := Moves(to, "line")
	if !more.Empty() {
		m[0].Foot = "↓ scroll"
	}
	return m
}

// Visible returns the actions that can be chosen by name: all but movements and the palette itself.
func (m KeyMap) Visible() KeyMap {
	var out KeyMap
	for _, a := range m {
		if a.Do != nil && a.Name != "palette" && !IsMove(a.Name) {
			out = append(out, a)
		}
	}
	return out
}

func IsMove(name string) bool {
	switch name {
	case "up", "down", "page-up", "page-down", "first", "last":
		return true
	}
	return false
}

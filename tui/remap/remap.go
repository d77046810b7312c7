package remap

import (
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"fieldfolio/portfolio/fault"
	"fieldfolio/tui/ui"
)

// Keys are those that a configuration gives to actions, by qualified name: portfolio.sort, or
// quit for a global action.
type Keys map[string][]string

// Everywhere is the screen of global actions; their qualified names omit it.
const Everywhere = ""

// Qualified returns the name of an action in the configuration.
func Qualified(screen, name string) string {
	if screen == Everywhere {
		return name
	}
	return screen + "." + name
}

// On returns the actions of a screen with the configured keys. A key that is given to an action is
// taken from all others.
func (c Keys) On(screen string, m ui.KeyMap) ui.KeyMap {
	if len(c) == 0 {
		return m
	}
	out := slices.Clone(m)
	var taken []string
	for _, a := range m {
		taken = append(taken, c[Qualified(screen, a.Name)]...)
	}
	for name, keys := range c {
		if !strings.Contains(name, ".") { // a global action, which applies here too
			taken = append(taken, keys...)
		}
	}
	for i := range out {
		a := &out[i]
		if keys, ok := c[Qualified(screen, a.Name)]; ok {
			a.Keys = keys
		} else {
			a.Keys = slices.DeleteFunc(slices.Clone(a.Keys), func(k string) bool { return slices.Contains(taken, k) })
		}
		if !slices.Equal(a.Keys, m[i].Keys) {
			a.Show = strings.Join(a.Keys, " ")
		}
	}
	return out
}

// Check returns a *fault.Invalid if a name is that of no action whose keys
// can be chosen, or two actions of a screen are given the same key.
func (c Keys) Check(all []Section) error {
	var names []string
	for _, s := range all {
		given := map[string]string{}
		for _, a := range s.Actions {
			name := Qualified(s.Screen, a.Name)
			names = append(names, name)
			for _, k := range c[name] {
				if given[k] != "" && given[k] != name {
					return &fault.Invalid{Field: "keys", Value: k, Why: "is given to both " + given[k] + " and " + name,
						Do: "give each a key of its own"}
				}
				given[k] = name
			}
		}
	}
	for _, name := range sortedNames(c) {
		for _, k := range c[name] {
			if !pressable(k) {
				return &fault.Invalid{Field: "keys", Value: name, Why: "cannot have the key " + k,
					Do: "write one such as x, X, ctrl+x, alt+x, f5, enter, space or pgdown"}
			}
		}
		if !slices.Contains(names, name) {
			return &fault.Invalid{Field: "keys", Value: name, Why: "is not an action", Do: nearest(name, names)}
		}
	}
	return nil
}

func sortedNames(c Keys) []string {
	names := make([]string, 0, len(c))
	for n := range c {
		names = append(names, n)
	}
	slices.Sort(names)
	return names
}

// Section is the actions of one screen, for the reference of keys.
type Section struct {
	View    string // the view that it belongs to, empty if it is none
	First   bool   // it is the first screen of the view
	Screen  string
	Actions ui.KeyMap
}

// namedKey matches the keys that have names, as Bubble Tea names them.
var namedKey = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^(enter|esc|tab|space|backspace|delete|insert|up|down|left|right|home|end|pgup|pgdown|f([1-9]|1[0-9]|2[0-4]))$`)
})

// pressable reports whether a key is one that terminals send.
func pressable(key string) bool {
	for _, mod := range []string{"ctrl+", "alt+", "shift+"} {
		key = strings.TrimPrefix(key, mod)
	}
	sign, size := utf8.DecodeRuneInString(key)
	return size > 0 && size == len(key) && unicode.IsGraphic(sign) && sign != ' ' || namedKey().MatchString(key)
}

func nearest(name string, names []string) string {
	if near := fault.Nearest(name, names, 3); len(near) > 0 {
		return "did you mean " + strings.Join(near, " or ") + "?"
	}
	return "the help page (?) and the command palette (:) name them"
}

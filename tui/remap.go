package tui

import (
	"slices"
	"strings"

	"fieldfolio/portfolio"
)

// remap is the keys that a configuration gives to actions, by their qualified
// names: portfolio.sort, or quit for what holds everywhere.
type remap map[string][]string

// everywhere is the name of the screen to which actions belong that hold on
// all; it is left out of their qualified names.
const everywhere = ""

// qualified returns the name of an action in the configuration.
func qualified(screen, name string) string {
	if screen == everywhere {
		return name
	}
	return screen + "." + name
}

// on returns the actions of a screen with the keys of the configuration. A key
// that is given to an action is taken from all others.
func (r remap) on(screen string, m keyMap) keyMap {
	if len(r) == 0 {
		return m
	}
	out := slices.Clone(m)
	var taken []string
	for _, a := range m {
		taken = append(taken, r[qualified(screen, a.name)]...)
	}
	for i := range out {
		a := &out[i]
		if keys, ok := r[qualified(screen, a.name)]; ok {
			a.keys = keys
		} else {
			a.keys = slices.DeleteFunc(slices.Clone(a.keys), func(k string) bool { return slices.Contains(taken, k) })
		}
		if !slices.Equal(a.keys, m[i].keys) {
			a.show = strings.Join(a.keys, " ")
		}
	}
	return out
}

// check returns an *portfolio.Invalid if a name is that of no action whose keys
// can be chosen, or two actions of a screen are given the same key.
func (r remap) check(all []section) error {
	var names []string
	for _, s := range all {
		given := map[string]string{}
		for _, a := range s.actions {
			name := qualified(s.screen, a.name)
			names = append(names, name)
			for _, k := range r[name] {
				if given[k] != "" && given[k] != name {
					return &portfolio.Invalid{Field: "keys", Value: k, Why: "is given to both " + given[k] + " and " + name, Do: "give each a key of its own"}
				}
				given[k] = name
			}
		}
	}
	for _, name := range sortedNames(r) {
		if !slices.Contains(names, name) {
			return &portfolio.Invalid{Field: "keys", Value: name, Why: "is no action", Do: nearest(name, names)}
		}
	}
	return nil
}

func sortedNames(r remap) []string {
	names := make([]string, 0, len(r))
	for n := range r {
		names = append(names, n)
	}
	slices.Sort(names)
	return names
}

// section is the actions of one screen, for the reference of keys.
type section struct {
	screen  string
	actions keyMap
}

func nearest(name string, names []string) string {
	if near := portfolio.Nearest(name, names, 3); len(near) > 0 {
		return "did you mean " + strings.Join(near, " or ") + "?"
	}
	return "the help page (?) and the command palette (:) name them"
}

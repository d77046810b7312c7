package ui

import (
	"strings"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"

	"fieldfolio/portfolio"
	"fieldfolio/tui/draw"
)

// Spoken is a screen for a person who hears it or reads it in braille, line by line: linear mode
// prints it and nothing else. One fact is one line; choices have numbers from 1.
type Spoken struct {
	Title string   // what the screen is about, in one sentence; it identifies the content
	Facts []string // before the choices

	Count int                  // number of choices
	At    int                  // index of the selected one
	Item  func(i int) string   // a choice in words, what identifies it first; empty until loaded
	Name  func(i int) string   // what identifies a choice, and chooses it when typed; nil: Item does
	Under func(i int) []string // further facts of a choice; may be nil
	Pick  func(i int) tea.Cmd  // selects a choice, as moving there does

	After []string // after the last choice
	Ask   string   // what is being typed, with its present value; empty if nothing is

	Columns []string            // of a table, each with a figure for every choice
	Column  func(i int) tea.Cmd // selects a column
}

// Question reports whether the screen waits for a text and nothing else.
func (s *Spoken) Question() bool { return s.Count == 0 && s.Ask != "" }

// ItemText returns a choice in words, or that it is not loaded.
func (s *Spoken) ItemText(i int) string {
	if text := s.Item(i); text != "" {
		return text
	}
	return "still loading"
}

// below returns the further facts of a choice.
func (s *Spoken) below(i int) []string {
	if s.Under == nil {
		return nil
	}
	return s.Under(i)
}

// Place says what the screen is about and what is selected.
func (s *Spoken) Place() string {
	text := strings.TrimRight(s.Title, ".?")
	if s.Count > 0 && s.At < s.Count {
		text += ", at " + s.placeOf(s.At)
	}
	return draw.Sentence(text)
}

// placeOf says the number of a choice and what identifies it.
func (s *Spoken) placeOf(i int) string {
	text := s.ItemText(i)
	if s.Name != nil {
		text = s.Name(i)
	}
	return ShownInt(i+1) + ": " + text
}

// SpokenList returns choices that are all loaded.
func SpokenList(n int, item func(i int) string, at *int, settle func()) Spoken {
	return Spoken{Count: n, At: *at, Item: item, Pick: func(i int) tea.Cmd {
		*at = i
		settle()
		return nil
	}}
}

// With adds a fact, unless it is empty.
func (s Spoken) With(fact string) Spoken {
	if fact != "" {
		s.Facts = append(s.Facts, draw.Sentence(fact))
	}
	return s
}

// Labelled returns a fact with its label and a colon.
func Labelled(label, value string) string {
	if label == "" {
		return value
	}
	return strings.TrimSuffix(label, ":") + ": " + value
}

// Listing adds a fact that names the values which each choice says, in order. Values that say their
// names themselves are among them, so that it is known what a choice does not state.
func (s Spoken) Listing(names ...string) Spoken {
	s.Facts = append(s.Facts, "Each line: "+draw.Joined(names...)+".")
	return s
}

// SpokenNumber says a project's number, and its marks.
func SpokenNumber(p *portfolio.Project) string { return draw.Clean(p.NumberSpoken()) }

func ShownInt(n int) string { return portfolio.Count(n).Shown() }

// Capital returns a text with an initial capital.
func Capital(s string) string {
	if s == "" || s[0] >= utf8.RuneSelf {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}

func OrNone(s string) string {
	if s == "" {
		return "none"
	}
	return draw.Clean(s)
}

// SpokenKeys names keys for linear mode, capital letters as such.
func SpokenKeys(keys string) string {
	var out []string
	for _, k := range strings.Fields(keys) {
		rest, ctrl := strings.CutPrefix(k, "ctrl+")
		name := rest
		if is, ok := signNames[rest]; ok {
			name = is
		} else if len(rest) == 1 && rest >= "A" && rest <= "Z" {
			name = "capital " + rest
		}
		if ctrl {
			name = "control " + name
		}
		out = append(out, strings.ReplaceAll(name, "shift+", "shift "))
	}
	return strings.Join(out, " or ")
}

// Unit returns the lines of one unit.
func (s *Spoken) Unit(i int) []string {
	switch at := i - len(s.Facts); {
	case at < 0:
		return s.Facts[i : i+1]
	case at < s.Count:
		return append([]string{ShownInt(at+1) + ". " + s.ItemText(at)}, s.below(at)...)
	default:
		return s.After[at-s.Count : at-s.Count+1]
	}
}

// Units is the number of units of a screen: facts, choices, and what follows them.
func (s *Spoken) Units() int { return len(s.Facts) + s.Count + len(s.After) }

// OnlyColumn returns the index of the only column whose name begins with a text, -1 if there is
// none or more than one.
func (s *Spoken) OnlyColumn(name string) int {
	found := -1
	for i, c := range s.Columns {
		if name != "" && strings.HasPrefix(strings.ToLower(c), strings.ToLower(name)) {
			if found >= 0 {
				return -1
			}
			found = i
		}
	}
	return found
}

// signNames are the names of keys that are signs.
var signNames = map[string]string{"/": "slash", ":": "colon", "?": "question mark", "!": "exclamation mark",
	"%": "per cent", "+": "plus", "-": "minus",
	"=": "equals", ".": "full stop", ",": "comma", ";": "semicolon", "<": "less than", ">": "greater than",
	"[": "opening bracket", "]": "closing bracket",
	"↑": "up", "↓": "down", "←": "left", "→": "right", "pgup": "page up", "pgdown": "page down", "pgdn": "page down",
	"esc": "escape"}

func Number(n int, one, many string) string {
	return draw.Count(portfolio.Count(n).Shown(), one, many)
}

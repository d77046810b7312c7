package tui

import (
	"unicode"

	tea "charm.land/bubbletea/v2"

	"fieldfolio/portfolio"
)

// field is one line of text that is being typed.
type field struct {
	text []rune
	at   int // before which rune the cursor stands
}

func (f *field) String() string { return string(f.text) }

func (f *field) set(s string) {
	f.text = []rune(clean(s))
	f.at = len(f.text)
}

// press does what a key does in a text field and reports whether the text has
// changed.
func (f *field) press(k tea.KeyPressMsg) bool {
	before := len(f.text)
	switch k.String() {
	case "left", "ctrl+b":
		f.at = max(f.at-1, 0)
	case "right", "ctrl+f":
		f.at = min(f.at+1, len(f.text))
	case "home", "ctrl+a":
		f.at = 0
	case "end", "ctrl+e":
		f.at = len(f.text)
	case "backspace", "ctrl+h":
		f.remove(f.at-1, f.at)
	case "delete", "ctrl+d":
		f.remove(f.at, f.at+1)
	case "ctrl+u":
		f.remove(0, f.at)
	case "ctrl+k":
		f.remove(f.at, len(f.text))
	case "ctrl+w", "alt+backspace":
		f.remove(f.wordStart(), f.at)
	default:
		return f.insert(k.Text)
	}
	return len(f.text) != before
}

// insert puts text where the cursor stands.
func (f *field) insert(s string) bool {
	add := []rune(clean(s))
	if len(add) == 0 || len(string(f.text))+len(string(add)) > portfolio.MaxQuery {
		return false
	}
	f.text = append(f.text[:f.at:f.at], append(add, f.text[f.at:]...)...)
	f.at += len(add)
	return true
}

func (f *field) remove(from, to int) {
	from, to = max(from, 0), min(to, len(f.text))
	if from >= to {
		return
	}
	f.text = append(f.text[:from:from], f.text[to:]...)
	f.at = from
}

func (f *field) wordStart() int {
	i := f.at
	for i > 0 && unicode.IsSpace(f.text[i-1]) {
		i--
	}
	for i > 0 && !unicode.IsSpace(f.text[i-1]) {
		i--
	}
	return i
}

// view returns the part of the text around the cursor in at most w cells, and
// the cell of the cursor in it.
func (f *field) view(w int) (shown string, x int) {
	if w < 2 {
		return "", 0
	}
	first := f.at
	for first > 0 && width(string(f.text[first-1:f.at])) < w-1 {
		first--
	}
	last := f.at
	for last < len(f.text) && width(string(f.text[first:last+1])) < w {
		last++
	}
	return string(f.text[first:last]), width(string(f.text[first:f.at]))
}

package ui

import (
	"charm.land/bubbles/v2/textinput"
	tea "charm.land/bubbletea/v2"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/legible"
	"fieldfolio/tui/draw"
)

// Field is one line of text that is being typed. Bubbles edits it; the part
// that is shown is cut here, since Bubbles counts letters where a cursor needs
// cells, and pads with blanks that the wire has to carry.
type Field struct{ Input textinput.Model }

func NewField() Field {
	m := textinput.New()
	m.CharLimit = portfolio.MaxQuery
	m.SetVirtualCursor(false)
	off := &m.KeyMap
	off.Paste.Unbind()             // it is the clipboard of the program's host, not of who types
	off.DeleteWordForward.Unbind() // Bubbles 2.2.1 panics on it before the last letter
	off.AcceptSuggestion.Unbind()
	off.NextSuggestion.Unbind()
	off.PrevSuggestion.Unbind()
	m.Focus()
	return Field{m}
}

// NewFieldOf returns the text field of a field of a record. It takes more than
// can be kept, for what is too long is said and not cut.
func NewFieldOf(spec portfolio.FieldSpec) Field {
	f := NewField()
	f.Input.CharLimit = max(portfolio.MaxQuery, spec.Limit+100)
	return f
}

func (f *Field) String() string { return f.Input.Value() }

func (f *Field) Set(s string) {
	f.Input.SetValue(legible.Typed(s))
	f.Input.CursorEnd()
}

// Press does what a key does in a text field and reports whether the text has
// changed.
func (f *Field) Press(k tea.KeyPressMsg) bool {
	k.Text = legible.Typed(k.Text)
	return f.update(k)
}

// Insert puts text where the cursor stands.
func (f *Field) Insert(s string) bool { return f.update(tea.PasteMsg{Content: legible.Typed(s)}) }

func (f *Field) update(m tea.Msg) bool {
	before := f.String()
	f.Input, _ = f.Input.Update(m)
	return f.String() != before
}

// View returns the part of the text around the cursor in at most w cells, and
// the cell of the cursor in it. Letters that share a cell count as if they did
// not; one cell is left for the circle under a mark that has lost its letter.
func (f *Field) View(w int) (shown string, x int) {
	if w < 2 {
		return "", 0
	}
	text, at := []rune(f.String()), f.Input.Position()
	first, last, cells := at, at, 0
	for first > 0 && cells+draw.Width(string(text[first-1])) < w-1 {
		first--
		cells += draw.Width(string(text[first]))
	}
	for last < len(text) && cells+draw.Width(string(text[last])) < w {
		cells += draw.Width(string(text[last]))
		last++
	}
	shown = legible.Typed(string(text[first:last])) // a joiner where it was cut joins nothing
	return draw.Clean(shown), draw.Width(draw.Clean(legible.Typed(string(text[first:at]))))
}

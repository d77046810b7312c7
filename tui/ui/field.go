package ui

import (
	"charm.land/bubbles/v2/textinput"
	tea "charm.land/bubbletea/v2"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/legible"
	"fieldfolio/tui/draw"
)

// Field is a text field of one line. Bubbles edits it; the visible part is cut here, since Bubbles
// counts letters where a cursor needs cells, and pads with blanks that cost bytes.
type Field struct {
	Input    textinput.Model
	Selected bool // the first letter that is typed replaces the text; any other key keeps it
}

// TypingReplaces says what becomes of a text that is selected.
const TypingReplaces = "typing replaces it, end keeps it"

func NewField() Field {
	m := textinput.New()
	m.CharLimit = portfolio.MaxQuery
	m.SetVirtualCursor(false)
	off := &m.KeyMap
	off.Paste.Unbind()             // it pastes from the host's clipboard, not the person's
	off.DeleteWordForward.Unbind() // Bubbles 2.2.1 panics on it before the last letter
	off.AcceptSuggestion.Unbind()
	off.NextSuggestion.Unbind()
	off.PrevSuggestion.Unbind()
	m.Focus()
	return Field{Input: m}
}

// NewFieldOf returns the text field of a field of a record. It accepts more than can be stored, so
// that a text that is too long is reported and not cut.
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

// Press handles a key and reports whether the text has changed.
func (f *Field) Press(k tea.KeyPressMsg) bool {
	k.Text = legible.Typed(k.Text)
	return f.update(k, k.Text != "")
}

// Insert inserts text at the cursor.
func (f *Field) Insert(s string) bool { return f.update(tea.PasteMsg{Content: legible.Typed(s)}, true) }

// update handles a message. text reports whether that brings text.
func (f *Field) update(m tea.Msg, text bool) bool {
	before := f.String()
	if f.Selected && text {
		f.Input.SetValue("")
	}
	f.Selected = false
	f.Input, _ = f.Input.Update(m)
	return f.String() != before
}

// View returns the part of the text around the cursor in at most w cells, and the cell of the
// cursor. Letters that share a cell are counted singly; one cell is left for the circle under a
// combining mark whose letter was cut off.
func (f *Field) View(m *draw.Measure, w int) (shown string, x int) {
	if w < 2 {
		return "", 0
	}
	text, at := []rune(f.String()), f.Input.Position()
	first, last, cells := at, at, 0
	for first > 0 && cells+m.Cells(string(text[first-1])) < w-1 {
		first--
		cells += m.Cells(string(text[first]))
	}
	for last < len(text) && cells+m.Cells(string(text[last])) < w {
		cells += m.Cells(string(text[last]))
		last++
	}
	shown = legible.Typed(string(text[first:last])) // a joiner at a cut joins nothing
	return draw.Clean(shown), m.Cells(draw.Clean(legible.Typed(string(text[first:at]))))
}

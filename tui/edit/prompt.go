package edit

import (
	"cmp"
	"strings"

	tea "charm.land/bubbletea/v2"

	"fieldfolio/portfolio"
	"fieldfolio/tui/draw"
	"fieldfolio/tui/ui"
)

// Prompt is a line that asks for a text in place of the caption: a reason, a note, a value.
type Prompt struct {
	Open  bool
	Label string
	Field ui.Field
	Takes string                      // what enter does, in a word; empty: done
	Limit int                         // maximum length of the text, at least the usual
	Needs string                      // notice if the text is empty; empty: an empty text is allowed
	Check func(text string) ui.Notice // the notice while typing; may be nil
	Typed func(text string) tea.Cmd   // on every change of the text; may be nil
	Left  func() tea.Cmd              // on esc; may be nil
	Do    func(text string) tea.Cmd
	Of    *Inline              // if the value of a field is asked for; nil for other texts
	Cat   *portfolio.Catalogue // for Of
	Doing *ui.Requests         // what Do begins: the line stays open until that has succeeded, see Done; may be nil
	Said  ui.Notice

	used func() tea.Cmd // what becomes of the draft once Doing has succeeded; may be nil, see AskFor
}

// Ask opens the line with a text.
func (p *Prompt) Ask(q Prompt, text string) tea.Cmd {
	*p = q
	p.Open, p.Field = true, ui.NewField()
	p.Field.Input.CharLimit = max(p.Field.Input.CharLimit, q.Limit)
	p.Field.Set(text)
	return nil
}

// Done is called when what Do began has ended. The line closes, but stays with what was typed if
// that has failed.
func (p *Prompt) Done(err error) tea.Cmd {
	if p.Doing == nil || !p.Open || err != nil {
		return nil
	}
	p.Open = false
	if p.used == nil {
		return nil
	}
	return p.used()
}

func (p *Prompt) Update(msg tea.Msg) tea.Cmd {
	if p.busy() {
		return nil
	}
	changed := false
	switch msg := msg.(type) {
	case tea.PasteMsg:
		changed = p.Field.Insert(msg.Content)
	case tea.KeyPressMsg:
		p.Said = ui.Notice{}
		switch msg.String() {
		case "enter":
			return p.take()
		case "esc":
			p.Open = false
			if p.Left != nil {
				return p.Left()
			}
			return nil
		}
		changed = p.press(msg)
	}
	if changed && p.Typed != nil {
		return p.Typed(p.Field.String())
	}
	return nil
}

// press handles a key and reports whether the text has changed.
func (p *Prompt) press(k tea.KeyPressMsg) bool {
	if p.Of == nil {
		return p.Field.Press(k)
	}
	if p.Of.Field.String() != p.Field.String() { // something was pasted
		p.Of.All = nil
	}
	p.Of.Field = p.Field
	changed := p.Of.Press(k, p.Cat)
	p.Field = p.Of.Field
	return changed
}

func (p *Prompt) take() tea.Cmd {
	if p.Needs != "" && p.Field.String() == "" {
		p.Said = ui.Notice{Text: p.Needs}
		return nil
	}
	if n := p.Notice(); n.Bad {
		return nil
	}
	p.Open = p.Doing != nil
	return p.Do(p.Field.String())
}

// busy reports whether what was typed is being used. What is typed meanwhile would not be.
func (p *Prompt) busy() bool { return p.Doing != nil && p.Doing.Waiting() }

// Notice returns the notice about the text.
func (p *Prompt) Notice() ui.Notice {
	switch {
	case p.busy():
		return ui.Notice{Text: "at work…"}
	case !p.Said.Empty():
		return p.Said
	case p.Check != nil:
		return p.Check(p.Field.String())
	}
	return ui.Notice{}
}

// roomToType is how many cells a long label leaves for the text, unless half the width is less.
const roomToType = 24

// Line returns the prompt in the width of a frame, and the cell of the cursor.
func (p *Prompt) Line(face *draw.Frame) (text string, x int) {
	head := face.Cut(" "+p.Label, max(face.Width/2, face.Width-roomToType)) + " "
	typed, at := p.Field.View(face.Measure, face.Width-face.Cells(head)-1)
	return head + typed, face.Cells(head) + at
}

// leaving says what esc does with the text.
func (p *Prompt) leaving() string {
	if p.Field.String() != "" {
		return "drop"
	}
	return "leave"
}

// Keys are the actions while the line is open.
func (p *Prompt) Keys() ui.KeyMap {
	m := ui.KeyMap{
		{Name: "prompt-take", Keys: []string{"enter"}, Show: "enter", Foot: cmp.Or(p.Takes, "done"),
			Help: "take what is typed", Saves: true},
		{Name: "prompt-leave", Keys: []string{"esc"}, Show: "esc", Foot: p.leaving(), Help: "leave without what is typed"},
		{Name: "prompt-clear", Keys: []string{"ctrl+u"}, Show: "ctrl+u", Foot: "clear", Help: "clear the line"},
	}
	if p.Of != nil {
		m = append(m, p.Of.More()...)
	}
	return m
}

func (p *Prompt) Spoken() ui.Spoken {
	ask := strings.TrimSuffix(p.Label, ":")
	if now := p.Field.String(); now != "" {
		ask += ", now " + draw.Clean(now)
	}
	return ui.Spoken{Ask: draw.Sentence(ask)}
}

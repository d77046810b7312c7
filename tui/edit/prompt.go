package edit

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"fieldfolio/portfolio"
	"fieldfolio/tui/draw"
	"fieldfolio/tui/ui"
)

// Prompt is one line that is asked for in the place of the caption: a reason,
// a note, another value.
type Prompt struct {
	Open  bool
	Label string
	Field ui.Field
	Needs string                      // what to say if nothing is typed; empty: nothing is fine
	Check func(text string) ui.Notice // what the status line says while it is typed; may be nil
	Typed func(text string) tea.Cmd   // with every change of the text; may be nil
	Left  func() tea.Cmd              // with esc; may be nil
	Do    func(text string) tea.Cmd
	Of    *Inline              // where the value of a field is asked for; nil for other texts
	Cat   *portfolio.Catalogue // for that
	Stays bool                 // open until what do does has succeeded; who asks closes it
	Said  ui.Notice
}

// Ask opens the line.
func (p *Prompt) Ask(q Prompt, text string) tea.Cmd {
	*p = q
	p.Open, p.Field = true, ui.NewField()
	p.Field.Set(text)
	return nil
}

func (p *Prompt) Update(msg tea.Msg) tea.Cmd {
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

// press does what a key does in the line and reports whether the text has
// changed.
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
	p.Open = p.Stays
	return p.Do(p.Field.String())
}

// Notice says what is to be said of the text.
func (p *Prompt) Notice() ui.Notice {
	switch {
	case !p.Said.Empty():
		return p.Said
	case p.Check != nil:
		return p.Check(p.Field.String())
	}
	return ui.Notice{}
}

// Whole returns what is to be said of the text in lines of w cells where one
// has no room for it; none otherwise.
func (p *Prompt) Whole(w int) []string {
	n := p.Notice()
	if n.Hint != "" {
		n.Text += "; " + n.Hint
	}
	if !p.Open || draw.Width(n.Text) < w {
		return nil
	}
	return draw.Indent(draw.Wrap(n.Text, w-2), 1)
}

// Line returns the prompt in w cells, and the cell of the cursor.
func (p *Prompt) Line(w int) (text string, x int) {
	head := draw.Cut(" "+p.Label, w/2) + " "
	typed, at := p.Field.View(w - draw.Width(head) - 1)
	return head + typed, draw.Width(head) + at
}

// leaving says what becomes of the text with esc.
func (p *Prompt) leaving() string {
	if p.Field.String() != "" {
		return "drop"
	}
	return "leave"
}

// Keys are those of the line while it is open.
func (p *Prompt) Keys() ui.KeyMap {
	m := ui.KeyMap{
		{Name: "prompt-take", Keys: []string{"enter"}, Show: "enter", Foot: "done", Help: "take what is typed"},
		{Name: "prompt-leave", Keys: []string{"esc"}, Show: "esc", Foot: p.leaving(), Help: "leave without what is typed"},
		{Name: "prompt-clear", Keys: []string{"ctrl+u"}, Show: "ctrl+u", Foot: "clear", Help: "clear the line"},
	}
	if p.Of != nil {
		m = append(m, p.Of.More()...)
	}
	return m
}

// Spoken says what is asked for.
func (p *Prompt) Spoken() ui.Spoken {
	ask := strings.TrimSuffix(p.Label, ":")
	if now := p.Field.String(); now != "" {
		ask += ", now " + draw.Clean(now)
	}
	return ui.Spoken{Ask: draw.Sentence(ask)}
}

package tui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"fieldfolio/portfolio"
)

// prompt is one line that is asked for in the place of the caption: a reason,
// a note, another value.
type prompt struct {
	open  bool
	label string
	field field
	needs string                    // what to say if nothing is typed; empty: nothing is fine
	check func(text string) notice  // what the status line says while it is typed; may be nil
	typed func(text string) tea.Cmd // with every change of the text; may be nil
	left  func() tea.Cmd            // with esc; may be nil
	do    func(text string) tea.Cmd
	of    *inline              // where the value of a field is asked for; nil for other texts
	cat   *portfolio.Catalogue // for that
	stays bool                 // open until what do does has succeeded; who asks closes it
	said  notice
}

// ask opens the line.
func (p *prompt) ask(q prompt, text string) tea.Cmd {
	*p = q
	p.open, p.field = true, newField()
	p.field.set(text)
	return nil
}

// update takes a key or pasted text.
func (p *prompt) update(msg tea.Msg) tea.Cmd {
	changed := false
	switch msg := msg.(type) {
	case tea.PasteMsg:
		changed = p.field.insert(msg.Content)
	case tea.KeyPressMsg:
		p.said = notice{}
		switch msg.String() {
		case "enter":
			return p.take()
		case "esc":
			p.open = false
			if p.left != nil {
				return p.left()
			}
			return nil
		}
		changed = p.press(msg)
	}
	if changed && p.typed != nil {
		return p.typed(p.field.String())
	}
	return nil
}

// press does what a key does in the line and reports whether the text has
// changed.
func (p *prompt) press(k tea.KeyPressMsg) bool {
	if p.of == nil {
		return p.field.press(k)
	}
	if p.of.field.String() != p.field.String() { // something was pasted
		p.of.all = nil
	}
	p.of.field = p.field
	changed := p.of.press(k, p.cat)
	p.field = p.of.field
	return changed
}

func (p *prompt) take() tea.Cmd {
	if p.needs != "" && p.field.String() == "" {
		p.said = notice{text: p.needs}
		return nil
	}
	if n := p.notice(); n.bad {
		return nil
	}
	p.open = p.stays
	return p.do(p.field.String())
}

// notice says what is to be said of the text.
func (p *prompt) notice() notice {
	switch {
	case !p.said.empty():
		return p.said
	case p.check != nil:
		return p.check(p.field.String())
	}
	return notice{}
}

// whole returns what is to be said of the text in lines of w cells where one
// has no room for it; none otherwise.
func (p *prompt) whole(w int) []string {
	n := p.notice()
	if n.hint != "" {
		n.text += "; " + n.hint
	}
	if !p.open || width(n.text) < w {
		return nil
	}
	return indent(wrap(n.text, w-2), 1)
}

// line returns the prompt in w cells, and the cell of the cursor.
func (p *prompt) line(w int) (text string, x int) {
	head := cut(" "+p.label, w/2) + " "
	typed, at := p.field.view(w - width(head) - 1)
	return head + typed, width(head) + at
}

// leaving says what becomes of the text with esc.
func (p *prompt) leaving() string {
	if p.field.String() != "" {
		return "drop"
	}
	return "leave"
}

// keys are those of the line while it is open.
func (p *prompt) keys() keyMap {
	m := keyMap{
		{name: "prompt-take", keys: []string{"enter"}, show: "enter", foot: "done", help: "take what is typed"},
		{name: "prompt-leave", keys: []string{"esc"}, show: "esc", foot: p.leaving(), help: "leave without what is typed"},
		{name: "prompt-clear", keys: []string{"ctrl+u"}, show: "ctrl+u", foot: "clear", help: "clear the line"},
	}
	if p.of != nil {
		m = append(m, p.of.more()...)
	}
	return m
}

// spoken says what is asked for.
func (p *prompt) spoken() spoken {
	ask := strings.TrimSuffix(p.label, ":")
	if now := p.field.String(); now != "" {
		ask += ", now " + clean(now)
	}
	return spoken{ask: sentence(ask)}
}

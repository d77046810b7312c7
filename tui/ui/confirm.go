package ui

import (
	tea "charm.land/bubbletea/v2"

	"fieldfolio/portfolio"
	"fieldfolio/tui/draw"
)

// Confirm is a page that asks to confirm an action on many things: a question, and below it each
// part from the beginning of a line.
type Confirm struct {
	Pager
	question portfolio.Value
	facts    []portfolio.Value
	yes      func() tea.Cmd
	back     func() tea.Cmd // returns to the field whose text is to be confirmed; nil if there is none
}

func NewConfirm(question portfolio.Value, facts []portfolio.Value, yes func() tea.Cmd, f draw.Frame) *Confirm {
	c := &Confirm{question: question, facts: facts, yes: yes}
	c.Pager = Pager{Face: f, Text: c.lines}
	return c
}

// Back has esc return to the field whose text is to be confirmed.
func (c *Confirm) Back(to func() tea.Cmd) *Confirm {
	c.back = to
	return c
}

func (*Confirm) Name() string { return "confirm" }

func (c *Confirm) Keys() KeyMap {
	do := func() tea.Cmd { return func() tea.Msg { return Chosen{c, c.yes} } }
	leave := Action{Name: "leave", Keys: []string{"esc", "n"}, Show: "esc n", Foot: "cancel", Help: "change nothing",
		Do: func() tea.Cmd { return CloseOf(c) }}
	if c.back != nil {
		leave.Foot, leave.Help = "back", "change nothing, and go back to what you typed"
		leave.Do = func() tea.Cmd { return func() tea.Msg { return Chosen{c, c.back} } }
	}
	return append(KeyMap{
		{Name: "do", Keys: []string{"y", "enter"}, Show: "enter y", Foot: "confirm", Help: "do what the question asks",
			Do: do, Saves: true},
		leave,
	}, c.Pager.Keys()...)
}

func (c *Confirm) lines() []string {
	lines := draw.Indent(c.Face.Wrap(draw.ShownText(c.question), c.Face.Width-2), 1)
	lines = append(lines, "")
	for _, f := range c.facts {
		lines = append(lines, c.Face.Paragraph(draw.ShownText(f))...)
	}
	return lines
}

// Spoken asks the question, and says each part.
func (c *Confirm) Spoken() Spoken {
	return Spoken{Title: draw.SpokenText(c.question), Facts: draw.SpokenTexts(c.facts)}
}

// Chosen closes a screen, then does what was chosen there.
type Chosen struct {
	From Screen
	Do   func() tea.Cmd
}

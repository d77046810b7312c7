package tui

import (
	tea "charm.land/bubbletea/v2"

	"fieldfolio/portfolio"
)

// confirm is the page on which something is done that concerns a lot at once:
// what it is in a sentence, and each part of it in a line below.
type confirm struct {
	pager
	question portfolio.Value
	facts    []portfolio.Value
	yes      func() tea.Cmd
}

func newConfirm(question portfolio.Value, facts []portfolio.Value, yes func() tea.Cmd, f face) *confirm {
	c := &confirm{question: question, facts: facts, yes: yes}
	c.pager = pager{face: f, text: c.lines}
	return c
}

// Name returns confirm.
func (*confirm) Name() string { return "confirm" }

// Keys returns what can be done.
func (c *confirm) Keys() keyMap {
	do := func() tea.Cmd { return func() tea.Msg { return chosen{c, c.yes} } }
	return append(keyMap{
		{name: "do", keys: []string{"y", "enter"}, show: "enter y", foot: "do it", help: "do what is said", do: do},
		{name: "leave", keys: []string{"esc", "n"}, show: "esc n", foot: "leave it", help: "leave all as it is", do: func() tea.Cmd { return closeOf(c) }},
	}, c.pager.Keys()...)
}

func (c *confirm) lines() []string {
	lines := indent(wrap(shownText(c.question)+" enter does it.", c.face.width-2), 1)
	lines = append(lines, "")
	for _, f := range c.facts {
		lines = append(lines, cut(blanks(gutterWidth)+shownText(f), c.face.width-1))
	}
	return lines
}

// Spoken asks, and says each part of what would be done.
func (c *confirm) Spoken() spoken {
	return spoken{title: spokenText(c.question), facts: spokenTexts(c.facts)}
}

package tui

import (
	tea "charm.land/bubbletea/v2"

	"fieldfolio/portfolio"
)

// Spoken says the values among which a person has to choose.
func (c *conflict) Spoken() spoken {
	if c.prompt.open {
		return c.prompt.spoken()
	}
	if s, unready := c.unready(c.spokenOf()); unready {
		return s
	}
	if c.of == nil {
		return spoken{title: "There is nothing to settle any more."}.with(c.spokenOf())
	}
	choices := c.choices()
	s := spokenList(len(choices), func(i int) string { return sentence(capital(spokenText(choices[i]))) }, &c.stops.sel, c.keep)
	s.title = sentence(c.spokenOf())
	s.facts = []string{labelled("Before", spokenText(c.value(c.of.Before))), labelled("Shown meanwhile at every office", spokenText(c.value(c.of.Candidates[0].Value)))}
	s.under = c.spokenCandidate
	s.pick = func(i int) tea.Cmd {
		lines, at := c.list()
		c.stops.show(i, at, len(lines), c.page())
		return nil
	}
	return s
}

// spokenOf says which field of what is in conflict.
func (c *conflict) spokenOf() string {
	if c.of == nil {
		return labelOf(portfolio.KindOf(c.record), c.field)
	}
	return joined(clean(c.of.Name), lower(labelOf(c.of.Kind, c.field)), "changed without knowledge of one another")
}

// spokenCandidate says when and why a value was set.
func (c *conflict) spokenCandidate(i int) []string {
	if i >= len(c.of.Candidates) {
		return nil
	}
	by := c.of.Candidates[i].By
	out := []string{labelled("When", portfolio.Moment(by.At).Spoken())}
	if by.Reason != "" {
		out = append(out, labelled("Reason", clean(by.Reason)))
	}
	return out
}

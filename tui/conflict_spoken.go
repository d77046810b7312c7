package tui

import tea "charm.land/bubbletea/v2"

// Spoken says the values among which a person has to choose.
func (c *conflict) Spoken() spoken {
	if c.prompt.open {
		return c.prompt.spoken()
	}
	if s, unready := c.unready(drawnWords(c.caption())); unready {
		return s
	}
	if c.of == nil {
		return spoken{title: "There is nothing to settle any more."}.with(drawnWords(c.caption()))
	}
	choices := c.choices()
	s := spokenList(len(choices), func(i int) string { return sentence(capital(drawnWords(choices[i]))) }, &c.stops.sel, c.keep)
	s.title = sentence(clean(c.of.Name) + ", " + lower(labelOf(c.of.Kind, c.field)) + ", changed without knowledge of one another")
	s.facts = []string{labelled("Before", inWords(c.value(c.of.Before))), labelled("Shown meanwhile at every office", inWords(c.value(c.of.Candidates[0].Value)))}
	s.under = c.spokenCandidate
	s.pick = func(i int) tea.Cmd {
		lines, at := c.list()
		c.stops.show(i, at, len(lines), c.page())
		return nil
	}
	return s
}

// spokenCandidate says when and why a value was set.
func (c *conflict) spokenCandidate(i int) []string {
	if i >= len(c.of.Candidates) {
		return nil
	}
	by := c.of.Candidates[i].By
	out := []string{labelled("When", inWords(by.At.UTC().Format("2 Jan 2006, 15:04")))}
	if by.Reason != "" {
		out = append(out, labelled("Reason", clean(by.Reason)))
	}
	return out
}

package history

import (
	tea "charm.land/bubbletea/v2"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/provenance"
	"fieldfolio/tui/draw"
	"fieldfolio/tui/ui"
)

func (c *conflict) Spoken() ui.Spoken {
	if c.prompt.Open {
		return c.prompt.Spoken()
	}
	if s, unready := c.Unready(c.spokenOf()); unready {
		return s
	}
	if c.of == nil {
		return ui.Spoken{Title: "There is nothing to settle any more."}.With(c.spokenOf())
	}
	choices := c.choices()
	s := ui.SpokenList(len(choices), func(i int) string { return draw.Sentence(ui.Capital(draw.SpokenText(choices[i]))) },
		&c.anchors.Sel, c.keep)
	s.Title = draw.Sentence(c.spokenOf())
	s.Facts = []string{ui.Labelled("Before", draw.SpokenText(c.value(c.of.Before))),
		ui.Labelled("Shown meanwhile at every office", draw.SpokenText(c.value(c.of.Candidates[0].Value)))}
	s.Under = c.spokenCandidate
	s.Pick = func(i int) tea.Cmd {
		lines, at := c.list()
		c.anchors.Show(i, at, len(lines), c.page())
		return nil
	}
	return s
}

// spokenOf says which field of which record has a conflict.
func (c *conflict) spokenOf() string {
	if c.of == nil {
		return provenance.LabelOf(portfolio.KindOf(c.record), c.field)
	}
	return draw.Joined(draw.Clean(c.of.Subject()), provenance.InSentence(c.of.Kind, c.field),
		"changed without knowledge of one another")
}

// spokenCandidate says when, by whom and why a value was set.
func (c *conflict) spokenCandidate(i int) []string {
	if i >= len(c.of.Candidates) {
		return nil
	}
	by := c.of.Candidates[i].By
	out := []string{ui.Labelled("When", portfolio.Moment(by.At).Spoken())}
	if by.Reason != "" {
		out = append(out, ui.Labelled("Reason", draw.Clean(by.Reason)))
	}
	return out
}

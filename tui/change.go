package tui

import (
	"strings"

	"fieldfolio/portfolio"
)

// change is the page of one change in full.
type change struct {
	pager
	of []portfolio.Entry // its lines; at least one
}

func newChange(of []portfolio.Entry, f face) *change {
	c := &change{of: of}
	c.pager = pager{face: f, text: c.lines}
	return c
}

func (c *change) lines() []string {
	of := c.of[0].Change
	s := newSheet("A change of "+clean(c.of[0].Name), c.face)
	s.row("When", of.At.UTC().Format("2 Jan 2006, 15:04")+" UTC", "by the clock of who made it")
	s.row("Who", clean(of.Person), "")
	s.row("Office", clean(of.Office()), "")
	if of.Reason != "" {
		s.row("Reason", clean(of.Reason), "")
	}
	if of.Step != "" {
		s.row("Step", clean(of.Step), "")
	}
	if hq := c.of[0].Headquarters(); hq != "" {
		s.row("Standing", clean(hq), "")
		if c.of[0].Judgement.Ruling == portfolio.Rejected {
			s.under("by "+clean(c.of[0].Judgement.Person), s.face.look.muted)
		}
	}
	for i := range c.of {
		c.field(s, &c.of[i])
	}
	s.lines = append(s.lines, "")
	s.row("Change", of.ID.String(), "")
	if over := make([]string, len(of.Over)); len(over) > 0 {
		for i, o := range of.Over {
			over[i] = o.String()
		}
		s.row("Made over", strings.Join(over, ", "), "")
	}
	return s.lines
}

// field adds what the change did to a field.
func (c *change) field(s *sheet, e *portfolio.Entry) {
	s.lines = append(s.lines, "")
	s.row(labelOf(e.Kind, e.Field), shownValue(e.Kind, e.Field, e.To), "")
	was := "before: " + shownValue(e.Kind, e.Field, e.From)
	if e.Missing {
		was += " (a change that its author had seen has not arrived yet)"
	}
	s.under(was, s.face.look.muted)
	s.under("now: "+standingText(e.Stands), s.face.look.muted)
}

func standingText(s portfolio.Standing) string {
	switch s {
	case portfolio.StandsCurrent:
		return "its value is the one shown"
	case portfolio.StandsConflict:
		return "one of several values, of which a person has to choose"
	case portfolio.StandsReplaced:
		return "replaced by a later change"
	case portfolio.StandsHeld:
		return "it has no effect"
	}
	return string(s)
}

// Name returns change.
func (*change) Name() string { return "change" }

// Spoken says the change in full.
func (c *change) Spoken() spoken { return c.spoken("") }

package history

import (
	"strings"

	"fieldfolio/portfolio"
	"fieldfolio/tui/draw"
	"fieldfolio/tui/ui"
)

// change is the page of one change in full.
type change struct {
	ui.Pager
	of []portfolio.Entry // its lines; at least one
}

func NewChange(of []portfolio.Entry, f draw.Frame) *change {
	c := &change{of: of}
	c.Pager = ui.Pager{Face: f, Text: c.lines}
	return c
}

func (c *change) lines() []string {
	of := c.of[0].Change
	s := ui.NewSheet("A change of "+draw.Clean(c.of[0].Name), c.Face)
	s.Row("When", of.At.UTC().Format("2 Jan 2006, 15:04")+" UTC", "by the clock of who made it")
	s.Row("Who", draw.Clean(of.Person), "")
	s.Row("Office", draw.Clean(of.Office()), "")
	if of.Reason != "" {
		s.Row("Reason", draw.Clean(of.Reason), "")
	}
	if of.Step != "" {
		s.Row("Step", draw.Clean(of.Step), "")
	}
	if hq := c.of[0].Headquarters(); hq != "" {
		s.Row("Standing", draw.Clean(hq), "")
		if c.of[0].Judgement.Ruling == portfolio.Rejected {
			s.Under("by "+draw.Clean(c.of[0].Judgement.Person), s.Face.Styles.Muted)
		}
	}
	for i := range c.of {
		c.field(s, &c.of[i])
	}
	s.Lines = append(s.Lines, "")
	s.Row("Change", of.ID.String(), "")
	if over := make([]string, len(of.Over)); len(over) > 0 {
		for i, o := range of.Over {
			over[i] = o.String()
		}
		s.Row("Made over", strings.Join(over, ", "), "")
	}
	return s.Lines
}

// field adds what the change did to a field.
func (c *change) field(s *ui.Sheet, e *portfolio.Entry) {
	s.Lines = append(s.Lines, "")
	s.Row(ui.LabelOf(e.Kind, e.Field), ui.ShownValue(e.Kind, e.Field, e.To), "")
	was := "before: " + ui.ShownValue(e.Kind, e.Field, e.From)
	if e.Missing {
		was += " (a change that its author had seen has not arrived yet)"
	}
	s.Under(was, s.Face.Styles.Muted)
	s.Under("now: "+standingText(e.Stands), s.Face.Styles.Muted)
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
func (c *change) Spoken() ui.Spoken { return c.SpokenAs("") }

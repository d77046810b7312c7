package history

import (
	"context"
	"slices"

	tea "charm.land/bubbletea/v2"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/provenance"
	"fieldfolio/portfolio/report/facts"
	"fieldfolio/tui/draw"
	"fieldfolio/tui/edit"
	"fieldfolio/tui/sheet"
	"fieldfolio/tui/ui"
)

// change is the page of one change in full.
type change struct {
	ui.Pager
	src   ui.DeskSource
	of    []provenance.Entry // all lines of the change; at least one
	asked ui.Requests
}

func NewChange(d *edit.Editor, of []provenance.Entry, f draw.Frame) *change {
	c := &change{src: d.Src, of: of, asked: ui.Requests{Base: d.Ctx}}
	c.Pager = ui.Pager{Face: f, Text: c.lines}
	return c
}

func (c *change) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case edit.Changed:
		return c.load()
	case ui.Answer[[]provenance.Entry]:
		if c.asked.Done(msg.Req) && len(msg.Value) > 0 {
			c.of = msg.Value
			c.Hold()
		}
		return nil
	}
	return c.Pager.Update(msg)
}

// load asks again how the values of the change stand, and what headquarters has ruled.
func (c *change) load() tea.Cmd {
	src, of := c.src, c.of[0].Change
	return ui.Ask(c.asked.Next(), func(ctx context.Context) ([]provenance.Entry, error) {
		all, err := src.History(ctx, provenance.HistorySpec{Step: provenance.StepOf(of)})
		return slices.DeleteFunc(all.Entries, func(e provenance.Entry) bool { return e.Change.ID != of.ID }), err
	})
}

func (c *change) lines() []string { return sheet.Lines(c.content(), c.Face) }

func (c *change) content() facts.Page {
	of := c.of[0].Change
	p := facts.Page{Title: "A change of " + c.of[0].Name}
	p.Row("When", exactly(of)).Note(draw.AuthorsClock)
	p.Row("Who", portfolio.Text(of.Person))
	p.Text("Login", of.Login)
	p.Row("Office", portfolio.Text(of.Office()))
	p.Text("Reason", provenance.OwnReason(of))
	if undone := c.of[0].Undone; undone != nil {
		p.Row(ui.Capital(provenance.Step(c.of).TookWord())+" of",
			portfolio.Say("%s, %s", draw.Clean(undone.Person), exactly(undone)))
	}
	p.Text("Step", of.Step)
	if hq := c.of[0].Headquarters(); hq != "" {
		standing := p.Row("Standing", portfolio.Sentence(hq))
		for _, earlier := range provenance.EarlierRulings(&c.of[0].Judgement) {
			standing.Say(portfolio.Say("earlier: %s", portfolio.Sentence(earlier)))
		}
	}
	if day := c.of[0].Received; day.Day.Known() {
		received := p.Row("Received", day.Day)
		if day.Corrected {
			received.Note(portfolio.Text("a person has corrected the day"))
		}
		if day.Doubt != "" {
			received.Say(portfolio.Say("cannot be right: %s", day.Doubt))
		}
	}
	for i := range c.of {
		changeFact(&p, &c.of[i])
	}
	p.Row("Change", of.ID).Section()
	if over := make([]portfolio.Value, len(of.Over)); len(over) > 0 {
		for i, o := range of.Over {
			over[i] = o
		}
		p.Row("Replaces", portfolio.Join(over, ", "))
	}
	return p
}

// exactly returns the time of a change to the second, by which an undo names it.
func exactly(c *portfolio.Change) portfolio.Value {
	return portfolio.Say("%s UTC", portfolio.Moment(c.At).Exact())
}

// changeFact adds what the change did to a field.
func changeFact(p *facts.Page, e *provenance.Entry) {
	f := p.Row(provenance.LabelOf(e.Kind, e.Field), edit.ValueOf(e.Kind, e.Field, e.To)).Section()
	from := edit.ValueOf(e.Kind, e.Field, e.From)
	if !e.From.Known && e.Field != portfolio.FieldWithdrawn { // the field had no value, which is not unknown
		from = portfolio.Signed(from.Shown(), "none")
	}
	was := portfolio.Say("before: %s", from)
	if e.Missing {
		was = portfolio.Say("%s (a change that its author had seen has not arrived yet)", was)
	}
	when := "now"
	if e.Withdrawn && e.Field != portfolio.FieldWithdrawn {
		when = "when withdrawn"
	}
	f.Say(was).Say(portfolio.Say("%s: %s", when, standingText(e.Stands)))
}

func standingText(s provenance.Standing) string {
	switch s {
	case provenance.StandsCurrent:
		return "in effect"
	case provenance.StandsConflict:
		return "one of several values, of which a person has to choose"
	case provenance.StandsReplaced:
		return "replaced by a later change"
	case provenance.StandsHeld, provenance.StandsLeft:
		return "it has no effect"
	case provenance.StandsAbsent:
		return "it has no effect until its record is here"
	}
	return string(s)
}

func (*change) Name() string { return "change" }

func (c *change) Spoken() ui.Spoken { return sheet.Spoken("", c.content()) }

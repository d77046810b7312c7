package pivot

import (
	tea "charm.land/bubbletea/v2"

	"fieldfolio/portfolio"
	"fieldfolio/tui/edit"
	"fieldfolio/tui/ui"
)

// whyNoPast says why figures cannot be compared with an earlier date, empty if they can.
func (b *Breakdown) whyNoPast() string {
	if b.face.Past.Known() {
		return "this is the portfolio as of " + b.face.Past.Shown() + "; leave out --at to compare"
	}
	return b.unloaded()
}

// askDay asks for the date to compare with.
func (b *Breakdown) askDay() tea.Cmd {
	return b.prompt.Ask(edit.Prompt{Label: "Compare with the end of:", Check: b.checkDay, Do: b.compare},
		b.want.since.Plain())
}

func (b *Breakdown) checkDay(text string) ui.Notice {
	if text == "" {
		return ui.Notice{Text: "a day such as 2011-06-30; without one nothing is compared", Tip: true}
	}
	day, err := portfolio.ParseDate(text)
	if err == nil {
		err = b.shown.known.Check(day)
	}
	if err != nil {
		return ui.Failure("", err)
	}
	return ui.Notice{}
}

// compare compares with the end of a day, or ends the comparison if text is empty.
func (b *Breakdown) compare(text string) tea.Cmd {
	day, _ := portfolio.ParseDate(text) // checked while it was typed; an empty text is the zero date
	b.keep(func() {
		switch {
		case !day.Known():
			b.options.tense = atPresent
		case !b.want.since.Known():
			b.options.tense = difference
		}
	})
	b.want.since = day
	return b.load()
}

func (b *Breakdown) whyNoTense() string {
	if b.shown == nil || !b.shown.compared() {
		return "no days are compared; d asks for one"
	}
	return ""
}

func (b *Breakdown) nextTense() { b.options.tense = (b.options.tense + 1) % (earlier + 1) }

// asCompared returns the name of the measure, and the date compared with.
func (b *Breakdown) asCompared() portfolio.Value {
	measure, day := string(b.want.measure), b.want.since
	if !b.want.since.Known() {
		return portfolio.Text(measure)
	}
	switch b.options.tense {
	case difference:
		return portfolio.Say("%s, change since %s", measure, day)
	case earlier:
		return portfolio.Say("%s on %s", measure, day)
	case atPresent:
	}
	return portfolio.Say("%s now, not %s", measure, day)
}

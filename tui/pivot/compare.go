package pivot

import (
	tea "charm.land/bubbletea/v2"

	"fieldfolio/portfolio"
	"fieldfolio/tui/ui"
)

// NoPast says why figures cannot be compared with those of an earlier day.
func (b *Breakdown) NoPast() string {
	if b.face.Past.Known() {
		return "this is the portfolio as of " + b.face.Past.Shown() + "; leave out --at to compare"
	}
	return b.unloaded()
}

// askDay asks for the day to compare with.
func (b *Breakdown) askDay() tea.Cmd {
	return b.Prompt.Ask(ui.Prompt{Label: "Compare with the end of:", Check: checkDay, Do: b.compare}, b.Want.since.Plain())
}

func checkDay(text string) ui.Notice {
	if text == "" {
		return ui.Notice{Text: "a day such as 2011-06-30; without one nothing is compared", Tip: true}
	}
	if _, err := portfolio.ParseDate(text); err != nil {
		return ui.Failure("", err)
	}
	return ui.Notice{}
}

// compare compares with the end of a day, or with none.
func (b *Breakdown) compare(text string) tea.Cmd {
	day, _ := portfolio.ParseDate(text) // checked while it was typed; nothing is no day
	b.Keep(func() {
		switch {
		case !day.Known():
			b.Sight.Tense = AtPresent
		case !b.Want.since.Known():
			b.Sight.Tense = Difference
		}
	})
	b.Want.since = day
	return b.load()
}

func (b *Breakdown) NoTense() string {
	if b.Shown == nil || !b.Shown.Compared() {
		return "no days are compared; d asks for one"
	}
	return ""
}

func (b *Breakdown) nextTense() { b.Sight.Tense = (b.Sight.Tense + 1) % (earlier + 1) }

// asCompared returns the measure, and with which day it is compared.
func (b *Breakdown) asCompared() portfolio.Value {
	measure, day := string(b.Want.Measure), b.Want.since
	if !b.Want.since.Known() {
		return portfolio.Text(measure)
	}
	switch b.Sight.Tense {
	case Difference:
		return portfolio.Say("%s, change since %s", measure, day)
	case earlier:
		return portfolio.Say("%s on %s", measure, day)
	case AtPresent:
	}
	return portfolio.Say("%s now, not %s", measure, day)
}

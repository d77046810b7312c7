package tui

import (
	"fieldfolio/portfolio"
	"time"
)

// shownText returns a value for the eye, safe and on one line.
func shownText(v portfolio.Value) string {
	if p, ok := v.(portfolio.Phrase); ok {
		return p.Render(shownText)
	}
	return clean(v.Shown())
}

// spokenText returns a value for the ear.
func spokenText(v portfolio.Value) string {
	if p, ok := v.(portfolio.Phrase); ok {
		return p.Render(spokenText)
	}
	return clean(v.Spoken())
}

// spokenTexts returns values for the ear.
func spokenTexts(all []portfolio.Value) []string {
	out := make([]string, len(all))
	for i, v := range all {
		out[i] = spokenText(v)
	}
	return out
}

// moment returns a time for people, nothing for never.
func moment(t time.Time) portfolio.Value {
	if t.IsZero() {
		return portfolio.Text("")
	}
	return portfolio.Say("%s UTC", portfolio.Moment(t))
}

// authorsClock says whose clock a time is of.
const authorsClock = portfolio.Text("by the clock of who made it")

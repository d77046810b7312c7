package draw

import (
	"time"

	"fieldfolio/portfolio"
)

// ShownText returns a value for the eye, safe and on one line.
func ShownText(v portfolio.Value) string {
	if p, ok := v.(portfolio.Phrase); ok {
		return p.Render(ShownText)
	}
	return Clean(v.Shown())
}

// SpokenText returns a value for the ear.
func SpokenText(v portfolio.Value) string {
	if p, ok := v.(portfolio.Phrase); ok {
		return p.Render(SpokenText)
	}
	return Clean(v.Spoken())
}

// SpokenTexts returns values for the ear.
func SpokenTexts(all []portfolio.Value) []string {
	out := make([]string, len(all))
	for i, v := range all {
		out[i] = SpokenText(v)
	}
	return out
}

// Moment returns a time as people write it, empty for the zero time.
func Moment(t time.Time) portfolio.Value {
	if t.IsZero() {
		return portfolio.Text("")
	}
	return portfolio.Say("%s UTC", portfolio.Moment(t))
}

// AuthorsClock notes that a time is by the clock of the change's author.
const AuthorsClock = portfolio.Text("author's clock")

package funding

import (
	"fieldfolio/portfolio/report/funding"
	"fieldfolio/tui/draw"
	"fieldfolio/tui/ui"
)

// Spoken says each line with its shortfall and its places.
func (v *Funding) Spoken() ui.Spoken {
	query := v.search.SpokenWords()
	if v.search.Open {
		return v.search.Spoken()
	}
	if s, unready := v.Unready(query, v.face.SpokenDay()); unready {
		return s
	}
	if len(v.lines) == 0 {
		s := ui.Spoken{Title: funding.NothingUnfunded}.With(query).With(v.face.SpokenDay())
		s.After = draw.SpokenTexts(v.shown.Notes())
		return s
	}
	s := ui.SpokenList(len(v.lines), func(i int) string { return spokenLine(&v.lines[i]) }, &v.cursor.At, v.settle)
	s.Name = func(i int) string { return spokenName(&v.lines[i]) }
	s.Title = draw.Sentence(draw.Joined("Funding, what is unfunded", query))
	s.Facts = []string{v.face.SpokenDay(), "Amounts are in dollars."}
	for _, sum := range v.shown.Sums() {
		s.Facts = append(s.Facts, draw.Sentence(sum.Title+": "+sum.Shortfall.Spoken()))
	}
	s = s.Listing("number", "title", "places", "shortfall")
	s.After = draw.NonEmpty(append(draw.SpokenTexts(v.shown.Notes()), v.shown.RoundingNote())...)
	return s
}

// spokenName identifies a row, without the marks of a number, which nobody types.
func spokenName(l *line) string {
	if l.sum {
		return draw.Clean(l.Title)
	}
	return draw.Clean(l.Code.Plain())
}

func spokenLine(l *line) string {
	parts := []string{spokenName(l)}
	if !l.sum {
		parts = []string{draw.SpokenText(l.Code), draw.Clean(l.Title), draw.Clean(l.PlacesText())}
	}
	amount := "shortfall " + l.Shortfall.Spoken()
	if l.Whole != l.Shortfall {
		amount += " of " + l.Whole.Spoken()
	}
	return draw.Joined(append(parts, amount)...)
}

package sheet

import (
	"cmp"

	"fieldfolio/portfolio/report/facts"
	"fieldfolio/tui/draw"
	"fieldfolio/tui/ui"
)

// spokenYears says the amount of each year, one in a line.
func spokenYears(of facts.YearParts) []string {
	out := []string{ui.Labelled("By year, in dollars", of.Rule)}
	for _, y := range of.Parts {
		out = append(out, ui.Labelled(y.Label, y.Amount.Spoken()))
	}
	return out
}

// SpokenFacts says facts with their comments, one in a line. A fact of several values says its
// label with each.
func SpokenFacts(facts []facts.Fact) []string {
	var out []string
	label := ""
	for i := range facts {
		f := &facts[i]
		label = cmp.Or(draw.Clean(f.Label), label)
		out = append(append(out, spokenFact(label, f)...), spokenComments(f)...)
	}
	return out
}

// spokenFact says a fact without its comments.
func spokenFact(label string, f *facts.Fact) []string {
	switch v := f.Value.(type) {
	case nil:
		return draw.NonEmpty(draw.Clean(f.Label))
	case facts.YearParts:
		return spokenYears(v)
	}
	note := ""
	if f.Beside != nil {
		note = draw.SpokenText(f.Beside)
	}
	return []string{draw.Joined(ui.Labelled(label, cmp.Or(draw.SpokenText(f.Value), "unknown")), note)}
}

// spokenComments says the comments of a fact.
func spokenComments(f *facts.Fact) []string {
	var out []string
	for _, c := range f.Below {
		out = append(out, draw.NonEmpty(draw.Joined(draw.SpokenTexts(c.Parts)...))...)
	}
	return out
}

// Spoken says a page; if title is empty, under the page's own.
func Spoken(title string, p facts.Page) ui.Spoken {
	return ui.Spoken{Title: draw.Sentence(cmp.Or(title, draw.Clean(p.Title))), Facts: SpokenFacts(p.Facts)}
}

package tui

import (
	"cmp"

	"fieldfolio/portfolio"
)

// spokenFacts says facts and what is to be known of them, one a line. A fact of
// several values says its label with each.
func spokenFacts(facts []portfolio.Fact) []string {
	var out []string
	label := ""
	for i := range facts {
		f := &facts[i]
		label = cmp.Or(clean(f.Label), label)
		out = append(append(out, spokenFact(label, f)...), spokenComments(f)...)
	}
	return out
}

// spokenFact says a fact without what stands below it.
func spokenFact(label string, f *portfolio.Fact) []string {
	switch v := f.Value.(type) {
	case nil:
		return nonEmpty(clean(f.Label))
	case portfolio.YearParts:
		return spokenYears(v)
	}
	note := ""
	if f.Beside != nil {
		note = spokenText(f.Beside)
	}
	return []string{joined(labelled(label, cmp.Or(spokenText(f.Value), "unknown")), note)}
}

// spokenComments says what stands below a fact.
func spokenComments(f *portfolio.Fact) []string {
	var out []string
	for _, c := range f.Below {
		out = append(out, nonEmpty(joined(spokenTexts(c.Parts)...))...)
	}
	return out
}

// spokenPage says a page; without a title of its own, its title is what it is of.
func spokenPage(title string, p portfolio.Page) spoken {
	return spoken{title: sentence(cmp.Or(title, clean(p.Title))), facts: spokenFacts(p.Facts)}
}

package tui

import (
	"strings"

	"fieldfolio/portfolio"
)

// Spoken says how many published figures agree, and each with its verdict.
func (r *reconcile) Spoken() spoken {
	var facts []string
	if r.fault != nil {
		facts = []string{strings.Join(r.spokenVerdicts(), " ")}
	}
	if s, unready := r.unready(facts...); unready {
		return s
	}
	if len(r.all) == 0 {
		return spoken{title: "The document's published figures are not recorded."}
	}
	s := spokenList(len(r.shown), func(i int) string { return spokenFinding(&r.shown[i]) }, &r.cursor.at, func() { r.cursor.keep(len(r.shown), r.page()) })
	s.name = func(i int) string { return whereAndWhat(&r.shown[i]) }
	s.under = func(i int) []string { return spokenWhy(&r.shown[i]) }
	s.title, s.facts = "Published figures.", r.spokenVerdicts()
	if len(r.shown) == 0 {
		s.facts = append(s.facts, "No published figure differs; the word only shows all of them.")
	}
	return s
}

// spokenVerdicts counts the verdicts, one a line.
func (r *reconcile) spokenVerdicts() []string {
	n := portfolio.CountVerdicts(r.all)
	out := []string{
		sentence(number(len(r.all), "figure", "figures")),
		sentence(n.Line(portfolio.Differs)),
		sentence(n.Line(portfolio.CannotBeChecked)),
		sentence(n.Line(portfolio.Agrees)),
		"Money is in dollars.",
	}
	if r.only {
		return append(out, "Only those that differ, in the order of the document.")
	}
	return append(out, "Those that differ come first.")
}

// spokenFinding says what a figure is of, what is published, and the verdict.
func spokenFinding(f *portfolio.Finding) string {
	said := "published " + f.PublishedValue().Spoken()
	switch f.Verdict {
	case portfolio.Agrees:
		return joined(whereAndWhat(f), said, "computed "+f.ComputedValue().Spoken(), "agrees")
	case portfolio.CannotBeChecked:
		return joined(whereAndWhat(f), said, "cannot be checked")
	case portfolio.Differs:
	}
	return joined(whereAndWhat(f), said, "computed "+f.ComputedValue().Spoken(), f.DifferenceValue().Spoken())
}

// spokenWhy says what explains a figure, and how it is printed.
func spokenWhy(f *portfolio.Finding) []string {
	out := []string{sentence(capital(computedWords(f).Spoken()))}
	if f.Verdict == portfolio.CannotBeChecked {
		out = nil
	}
	for _, r := range f.Remarks() {
		out = append(out, sentence(clean(r)))
	}
	if p := f.Published.Printed; p != "" {
		out = append(out, sentence(labelled("Printed", clean(p))))
	}
	return out
}

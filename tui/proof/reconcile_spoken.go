package proof

import (
	"strings"

	"fieldfolio/portfolio/reconcile"
	"fieldfolio/tui/draw"
	"fieldfolio/tui/ui"
)

func (r *Reconcile) Spoken() ui.Spoken {
	var facts []string
	if r.Fault != nil {
		facts = []string{strings.Join(r.spokenVerdicts(), " ")}
	}
	if s, unready := r.Unready(facts...); unready {
		return s
	}
	if len(r.all) == 0 {
		return ui.Spoken{Title: "The document's published figures are not recorded."}
	}
	s := ui.SpokenList(len(r.shown), func(i int) string { return spokenFinding(r.shown[i]) }, &r.cursor.At,
		func() { r.cursor.Keep(len(r.shown), r.page()) })
	s.Name = func(i int) string { return whereAndWhat(r.shown[i]) }
	s.Under = func(i int) []string { return spokenWhy(r.shown[i]) }
	s.Title, s.Facts = "Published figures.", r.spokenVerdicts()
	if len(r.shown) == 0 {
		s.Facts = append(s.Facts, "No published figure differs; the word only shows all of them.")
		return s
	}
	return s.Listing("place in the document and figure", "published", "computed", "difference")
}

// spokenVerdicts counts the verdicts, one in a line.
func (r *Reconcile) spokenVerdicts() []string {
	n := reconcile.CountVerdicts(r.all)
	out := []string{
		draw.Sentence(ui.Number(len(r.all), "figure", "figures")),
		draw.Sentence(n.Line(reconcile.Differs)),
		draw.Sentence(n.Line(reconcile.CannotBeChecked)),
		draw.Sentence(n.Line(reconcile.Agrees)),
		"Money is in dollars; other figures are shares and numbers.",
	}
	if r.only {
		return append(out, "Only those that differ, in the order of the document.")
	}
	return append(out, "Those that differ come first.")
}

// spokenFinding names a figure, then says its published value and the verdict.
func spokenFinding(f *reconcile.Finding) string {
	said := "published " + f.PublishedValue().Spoken()
	switch f.Verdict {
	case reconcile.Agrees:
		return draw.Joined(whereAndWhat(f), said, "computed "+f.ComputedValue().Spoken(), "agrees")
	case reconcile.CannotBeChecked:
		return draw.Joined(whereAndWhat(f), said, "cannot be checked")
	case reconcile.Differs:
	}
	return draw.Joined(whereAndWhat(f), said, "computed "+f.ComputedValue().Spoken(), f.DifferenceValue().Spoken())
}

// spokenWhy says what explains a difference, and how the figure is printed.
func spokenWhy(f *reconcile.Finding) []string {
	out := []string{draw.Sentence(ui.Capital(computedWords(f).Spoken()))}
	if f.Verdict == reconcile.CannotBeChecked {
		out = nil
	}
	for _, r := range f.Remarks() {
		out = append(out, draw.Sentence(draw.Clean(r)))
	}
	if p := f.Published.Printed; p != "" {
		out = append(out, draw.Sentence(ui.Labelled("Printed", draw.Clean(p))))
	}
	return out
}

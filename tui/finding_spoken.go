package tui

import "fieldfolio/portfolio"

// Spoken explains the figure, then says its rows and what they come to.
func (f *finding) Spoken() spoken {
	s := spokenList(len(f.of.Rows), func(i int) string {
		r := &f.of.Rows[i]
		text := joined(rowName(r), clean(r.Label), r.Amount.Shown())
		if r.Printed != "" {
			text += ", printed " + clean(r.Printed)
		}
		return text
	}, &f.cursor.at, func() { f.cursor.keep(len(f.of.Rows), f.page()) })
	s.name = func(i int) string { return rowName(&f.of.Rows[i]) }
	s.title = sentence(whereAndWhat(&f.of))
	s.facts = append([]string{sentence(capital(spokenVerdict(&f.of)))}, spokenWhy(&f.of)...)
	if len(f.of.Rows) == 0 {
		return s
	}
	s.facts = append(s.facts, "Amounts are in dollars.")
	s.after = []string{sentence(labelled(rowsCount(&f.of)+" up to", f.of.SumOfRows().Shown()))}
	if whole, ok := f.published(f.of.Published.Rule.Of); ok {
		s.after = append(s.after, sentence(labelled("The whole, "+whatAndWhere(&whole), whole.PublishedValue().Spoken())),
			sentence(labelled("Share of the whole", f.of.ComputedValue().Spoken())))
	}
	s.after = append(s.after, sentence(labelled("Published", f.of.PublishedValue().Spoken())), sentence(capital(spokenVerdict(&f.of))))
	return s
}

func spokenVerdict(f *portfolio.Finding) string {
	if f.Verdict == portfolio.Differs {
		return "differs: " + f.DifferenceValue().Spoken()
	}
	return joined(string(f.Verdict), "published "+f.PublishedValue().Spoken())
}

package proof

import (
	"fieldfolio/portfolio/reconcile"
	"fieldfolio/tui/draw"
	"fieldfolio/tui/ui"
)

// Spoken explains the figure, then says its rows and their total.
func (f *finding) Spoken() ui.Spoken {
	s := ui.SpokenList(len(f.Of.Rows), func(i int) string {
		r := &f.Of.Rows[i]
		text := draw.Joined(rowName(r), draw.Clean(r.Label), f.Of.RowValue(*r).Shown())
		if r.Printed != "" {
			text += ", printed " + draw.Clean(r.Printed)
		}
		return text
	}, &f.cursor.At, func() { f.cursor.Keep(len(f.Of.Rows), f.page()) })
	s.Name = func(i int) string { return rowName(&f.Of.Rows[i]) }
	s.Title = draw.Sentence(whereAndWhat(&f.Of))
	s.Facts = append([]string{draw.Sentence(ui.Capital(spokenVerdict(&f.Of)))}, spokenWhy(&f.Of)...)
	if len(f.Of.Rows) == 0 {
		return s
	}
	if u := f.Of.Published.Unit; u.Counts() {
		s.Facts = append(s.Facts, "Figures are numbers of "+string(u)+".")
	} else {
		s.Facts = append(s.Facts, "Amounts are in dollars.")
	}
	s.After = []string{draw.Sentence(ui.Labelled(rowsCount(&f.Of)+" up to", f.Of.SumValue().Shown()))}
	if whole, ok := f.published(f.Of.Published.Rule.Of); ok {
		s.After = append(s.After, draw.Sentence(ui.Labelled("The whole, "+whatAndWhere(&whole),
			whole.PublishedValue().Spoken())),
			draw.Sentence(ui.Labelled("Share of the whole", f.Of.ComputedValue().Spoken())))
	}
	s.After = append(s.After, draw.Sentence(ui.Labelled("Published", f.Of.PublishedValue().Spoken())),
		draw.Sentence(ui.Capital(spokenVerdict(&f.Of))))
	return s
}

func spokenVerdict(f *reconcile.Finding) string {
	if f.Verdict == reconcile.Differs {
		return "differs: " + f.DifferenceValue().Spoken()
	}
	return draw.Joined(string(f.Verdict), "published "+f.PublishedValue().Spoken())
}

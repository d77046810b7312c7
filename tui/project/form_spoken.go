package project

import (
	"strings"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/provenance"
	"fieldfolio/tui/draw"
	"fieldfolio/tui/ui"
)

func (f *form) Spoken() ui.Spoken {
	if s, unready := f.Unready(); unready {
		return s
	}
	s := ui.SpokenList(len(f.lines), f.spokenLine, &f.at, f.keep)
	s.Title = "A new project, form."
	if f.record.ID != "" {
		s.Title = draw.Sentence(draw.Clean(f.record.Name()) + ", form")
	}
	s.Facts = []string{"Nothing changed yet."}
	if n := len(f.edited()); n > 0 {
		s.Facts = []string{ui.Number(n, "field", "fields") + " changed, not saved."}
	}
	s = s.With(f.beside.Sentence(f.face.Measure, true, f.face.Width))
	if n := len(f.lacking); n > 0 {
		s.Facts = append(s.Facts, ui.Labelled("Required", strings.Join(labelsOf(f.lacking), ", ")))
	}
	for i := range f.lines {
		if x := &f.lines[i]; x.fault != nil {
			n, _ := f.faultOf(x)
			s.Facts = append(s.Facts, draw.Sentence(ui.Labelled(x.Spec.Label, draw.Joined("cannot be taken, "+n.Text, n.Hint))))
		}
	}
	l := f.line()
	s.Ask = l.Spec.Label + ", now " + ui.OrNone(l.Field.String()) + ". " + draw.Sentence(ui.Capital(l.Spec.Form))
	return s
}

// labelsOf returns the labels of fields of a project.
func labelsOf(fields []string) []string {
	out := make([]string, len(fields))
	for i, field := range fields {
		out[i] = provenance.InSentence(portfolio.ProjectRecord, field)
	}
	return out
}

func (f *form) spokenLine(i int) string {
	l := &f.lines[i]
	several := ""
	if f.record.Log.State(l.Spec.Name).Conflict {
		several = "has several values"
	}
	return draw.Joined(ui.Labelled(l.Spec.Label, ui.OrNone(l.Field.String())), several)
}

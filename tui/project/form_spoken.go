package project

import (
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
	for i := range f.lines {
		if x := &f.lines[i]; x.fault != nil {
			n := ui.Failure("", x.fault)
			s.Facts = append(s.Facts, draw.Sentence(ui.Labelled(x.Spec.Label, draw.Joined("cannot be taken, "+n.Text, n.Hint))))
		}
	}
	l := f.line()
	s.Ask = l.Spec.Label + ", now " + ui.OrNone(l.Field.String()) + ". " + draw.Sentence(ui.Capital(l.Spec.Form))
	return s
}

func (f *form) spokenLine(i int) string {
	l := &f.lines[i]
	several := ""
	if f.record.Log.State(l.Spec.Name).Conflict {
		several = "has several values"
	}
	return draw.Joined(ui.Labelled(l.Spec.Label, ui.OrNone(l.Field.String())), several)
}

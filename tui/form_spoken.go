package tui

// Spoken says each field with its value; a number chooses the one to type into.
func (f *form) Spoken() spoken {
	if s, unready := f.unready(); unready {
		return s
	}
	s := spokenList(len(f.lines), f.spokenLine, &f.at, f.keep)
	s.title = "A new project, form."
	if f.record.ID != "" {
		s.title = sentence(clean(f.record.Name()) + ", form")
	}
	s.facts = []string{"Nothing changed yet."}
	if n := len(f.edited()); n > 0 {
		s.facts = []string{number(n, "field", "fields") + " changed, not saved."}
	}
	for i := range f.lines {
		if x := &f.lines[i]; x.fault != nil {
			n := failure("", x.fault)
			s.facts = append(s.facts, sentence(labelled(x.spec.Label, joined("cannot be taken, "+n.text, n.hint))))
		}
	}
	l := f.line()
	s.ask = l.spec.Label + ", now " + orNone(l.field.String()) + ". " + sentence(capital(l.spec.Form))
	return s
}

func (f *form) spokenLine(i int) string {
	l := &f.lines[i]
	several := ""
	if f.record.Log.State(l.spec.Name).Conflict {
		several = "has several values"
	}
	return joined(labelled(l.spec.Label, orNone(l.field.String())), several)
}

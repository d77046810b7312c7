package tui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"fieldfolio/portfolio"
)

// spoken says the lines of a text that scrolls: without a title the first is
// what it is of.
func (p *pager) spoken(title string) spoken {
	was := p.face
	p.face = was.aloud()
	all := factsOf(p.text())
	p.face = was
	if title == "" && len(all) > 0 {
		title, all = all[0], all[1:]
	}
	return spoken{title: sentence(title), facts: all}
}

// spoken says what is asked for.
func (p *prompt) spoken() spoken {
	ask := strings.TrimSuffix(p.label, ":")
	if now := p.field.String(); now != "" {
		ask += ", now " + clean(now)
	}
	return spoken{ask: sentence(ask)}
}

// Spoken says the change in full.
func (c *change) Spoken() spoken { return c.spoken("") }

// Spoken says the sentences.
func (r *sentences) Spoken() spoken { return r.spoken("") }

// Spoken says what every key does, or asks for words.
func (h *help) Spoken() spoken {
	if h.prompt.open {
		return h.prompt.spoken()
	}
	s := spoken{title: "Help."}
	if h.words != "" {
		s.title = sentence("Help on " + clean(h.words))
	}
	for _, part := range h.sections() {
		for _, t := range part.fitting(h.words) {
			s.facts = append(s.facts, sentence(labelled(t.what, t.does)))
		}
	}
	if len(s.facts) == 0 {
		s.facts = []string{"Nothing fits."}
	}
	return s
}

// Spoken asks, and says each part of what would be done.
func (c *confirm) Spoken() spoken {
	return spoken{title: inWords(c.question), facts: factsOf(c.facts)}
}

// Spoken says what the record is and has.
func (r *record) Spoken() spoken {
	kind, code, _ := strings.Cut(r.id, ":")
	if kind == "subprogramme" {
		kind = "sub-programme"
	}
	name := capital(clean(kind + " " + code))
	if s, unready := r.unready(name); unready {
		return s
	}
	return r.spoken(name)
}

// Spoken says the project, field by field; the fields that can be edited are
// the choices.
func (p *project) Spoken() spoken {
	if s, unready := p.unready(clean(p.place.number), p.spokenPlace()); unready {
		return s
	}
	switch {
	case p.prompt.open:
		return p.prompt.spoken()
	case p.edit != nil:
		return spoken{ask: p.edit.spec.Label + ", now " + orNone(p.edit.field.String()) + ". " + sentence(capital(p.edit.spec.Form))}
	}
	was := p.face
	p.face = was.aloud()
	t := p.text()
	p.face = was
	s := spoken{title: sentence("Project " + spokenNumber(p.shown.project)), count: len(t.stops), at: p.stops.sel, item: p.spokenField(t)}
	s = s.with(labelled("Standing", drawnWords(p.standing()))).with(p.spokenPlace())
	s.under = func(i int) []string { return factsOf(t.lines[t.stops[i].line+1 : t.end(i)]) }
	s.pick = func(i int) tea.Cmd {
		drawn := p.text()
		p.stops.show(i, drawn.at(), len(drawn.lines), p.page())
		return nil
	}
	s.after = factsOf(t.lines[t.tail:])
	return s
}

// spokenPlace says where the project stands in the list that it was opened from.
func (p *project) spokenPlace() string {
	if p.place.count == 0 {
		return ""
	}
	return shownInt(p.place.index+1) + " of " + number(p.place.count, "project", "projects") + " in its list"
}

// end returns the line after the last one of a field.
func (t *projectText) end(i int) int {
	if i+1 < len(t.stops) {
		return t.stops[i+1].line
	}
	return max(t.tail, t.stops[i].line+1)
}

// spokenField says a field; the title as it is.
func (p *project) spokenField(t *projectText) func(i int) string {
	return func(i int) string {
		s := t.stops[i]
		if s.field == portfolio.FieldTitle {
			return "Title: " + clean(p.shown.project.Title)
		}
		return drawnWords(t.lines[s.line])
	}
}

// Spoken says the values among which a person has to choose.
func (c *conflict) Spoken() spoken {
	if c.prompt.open {
		return c.prompt.spoken()
	}
	if s, unready := c.unready(drawnWords(c.caption())); unready {
		return s
	}
	if c.of == nil {
		return spoken{title: "There is nothing to settle any more."}.with(drawnWords(c.caption()))
	}
	choices := c.choices()
	s := spokenList(len(choices), func(i int) string { return sentence(capital(drawnWords(choices[i]))) }, &c.stops.sel, c.keep)
	s.title = sentence(clean(c.of.Name) + ", " + lower(labelOf(c.of.Kind, c.field)) + ", changed without knowledge of one another")
	s.facts = []string{labelled("Before", inWords(c.value(c.of.Before))), labelled("Shown meanwhile at every office", inWords(c.value(c.of.Candidates[0].Value)))}
	s.under = c.spokenCandidate
	s.pick = func(i int) tea.Cmd {
		lines, at := c.list()
		c.stops.show(i, at, len(lines), c.page())
		return nil
	}
	return s
}

// spokenCandidate says when and why a value was set.
func (c *conflict) spokenCandidate(i int) []string {
	if i >= len(c.of.Candidates) {
		return nil
	}
	by := c.of.Candidates[i].By
	out := []string{labelled("When", inWords(by.At.UTC().Format("2 Jan 2006, 15:04")))}
	if by.Reason != "" {
		out = append(out, labelled("Reason", clean(by.Reason)))
	}
	return out
}

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

package tui

import (
	"strings"

	tea "charm.land/bubbletea/v2"
)

// spoken says the lines of a text that scrolls: the first is what it is of.
func (p *pager) spoken(title string) spoken {
	all := factsOf(p.text())
	if title == "" && len(all) > 0 {
		title, all = all[0], all[1:]
	}
	return spoken{title: sentence(title), facts: all}
}

// spoken says what is asked for.
func (p *prompt) spoken() spoken {
	ask := p.label
	if now := p.field.String(); now != "" {
		ask += " now " + clean(now)
	}
	return spoken{ask: ask}
}

// Spoken says the change in full.
func (c *change) Spoken() spoken { return c.spoken("") }

// Spoken says the sentences.
func (r *sentences) Spoken() spoken { return r.spoken("") }

// Spoken says all about the office.
func (l *link) Spoken() spoken { return l.spoken("") }

// Spoken says why the mail was not taken in.
func (r *refused) Spoken() spoken { return r.spoken("") }

// Spoken says the mail that would go.
func (m *mails) Spoken() spoken {
	switch {
	case m.fault != nil:
		return spokenFault("The mails could not be composed", m.fault)
	case !m.loaded:
		return spoken{title: "Composing…"}
	case len(m.all) == 0:
		return spoken{title: "Nothing is owed: there is no mail to send."}
	}
	return m.spoken(inWords(strings.Split(m.View(), "\n")[0]))
}

// Spoken says the change that waits, and what the line asks for.
func (j *judged) Spoken() spoken {
	if j.prompt.open {
		return j.prompt.spoken()
	}
	return j.spoken("")
}

// Spoken says what the record is and has.
func (r *record) Spoken() spoken {
	switch {
	case r.fault != nil:
		return spokenFault("The record could not be loaded", r.fault)
	case r.shown == nil:
		return spoken{title: "Loading the record…"}
	}
	return r.spoken(strings.ReplaceAll(r.id, ":", " "))
}

// Spoken says the project, field by field; the fields that can be edited are
// the choices.
func (p *project) Spoken() spoken {
	switch {
	case p.fault != nil:
		return spokenFault("The project could not be loaded", p.fault)
	case p.shown == nil:
		return spoken{title: "Loading the project…"}
	case p.prompt.open:
		return p.prompt.spoken()
	case p.edit != nil:
		return spoken{ask: p.edit.spec.Label + ", now " + orNone(p.edit.field.String()) + ". " + p.edit.spec.Form}
	}
	t := p.text()
	end := func(i int) int {
		if i+1 < len(t.stops) {
			return t.stops[i+1].line
		}
		return t.stops[i].line + 1
	}
	s := spoken{title: sentence(joined("Project "+clean(p.place.number), p.standing())), count: len(t.stops)}
	s.item = func(i int) string { return strings.Join(factsOf(t.lines[t.stops[i].line:end(i)]), "; ") }
	s.pick = func(i int) tea.Cmd {
		p.stops.show(i, t.at(), len(t.lines), p.page())
		return nil
	}
	if n := len(t.stops); n > 0 {
		s.after = factsOf(t.lines[end(n-1):])
	}
	return s
}

// Spoken says the values among which a person has to choose.
func (c *conflict) Spoken() spoken {
	switch {
	case c.fault != nil:
		return spokenFault("The conflict could not be loaded", c.fault)
	case c.prompt.open:
		return c.prompt.spoken()
	case c.owner == nil:
		return spoken{title: "Loading the conflict…"}
	}
	choices := c.choices()
	s := spokenList(len(choices), func(i int) string { return inWords(choices[i]) }, &c.stops.sel, c.keep)
	all := factsOf(strings.Split(c.View(), "\n"))
	s.title = sentence(all[0])
	for _, l := range all[1:] {
		if !isChoice(l, choices) {
			s.facts = append(s.facts, l)
		}
	}
	return s
}

func isChoice(line string, choices []string) bool {
	for _, c := range choices {
		if strings.TrimPrefix(line, "», ") == inWords(c) || strings.TrimPrefix(line, "»  ") == inWords(c) {
			return true
		}
	}
	return false
}

// Spoken says each field with its value; a number chooses the one to type into.
func (f *form) Spoken() spoken {
	switch {
	case f.fault != nil:
		return spokenFault("The form could not be loaded", f.fault)
	case len(f.lines) == 0:
		return spoken{title: "Loading the form…"}
	}
	s := spokenList(len(f.lines), f.spokenLine, &f.at, f.keep)
	s.title = sentence(inWords(f.caption()))
	l := f.line()
	s.ask = l.spec.Label + ", now " + orNone(l.field.String()) + ". " + l.spec.Form
	return s
}

func (f *form) spokenLine(i int) string {
	l := &f.lines[i]
	fault := ""
	if l.fault != nil {
		n := failure("", l.fault)
		fault = joined("cannot be taken: "+n.text, n.hint)
	}
	return joined(l.spec.Label+": "+orNone(l.field.String()), fault)
}

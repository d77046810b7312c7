package tui

import (
	"fieldfolio/portfolio"

	tea "charm.land/bubbletea/v2"
)

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

// linePartAloud says the part of a service line.
func (s *projectSheet) linePartAloud(part portfolio.SheetPart) string {
	amount := ""
	if s.measured() {
		amount = part.Amount.Shown() + " dollars"
	}
	return joined(s.face.lineLabel(part.Code), clean(part.Name), inWords(part.Share.Whole().Shown()), amount)
}

// yearsAloud says the amount of each year, one a line.
func (s *projectSheet) yearsAloud(years []portfolio.SheetPart) {
	s.row("By year, in dollars", proportion(s.of.Project.Duration), "")
	for _, y := range years {
		s.lines = append(s.lines, blanks(gutterWidth)+labelled(y.Label, y.Amount.Shown()))
	}
}

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
	own, rest := p.facts()
	s := spoken{title: sentence("Project " + spokenNumber(p.shown.project)), count: len(own), at: p.stops.sel}
	s = s.with(labelled("Standing", joined(p.standing(), p.spokenPast()))).with(p.spokenPlace())
	s.item = func(i int) string { return spokenFacts(own[i])[0] }
	s.under = func(i int) []string { return spokenFacts(own[i])[1:] }
	s.pick = func(i int) tea.Cmd {
		drawn := p.text()
		p.stops.show(i, drawn.at(), len(drawn.lines), p.page())
		return nil
	}
	s.after = spokenFacts(rest)
	return s
}

// facts returns the facts of each field that can be selected, and those that belong
// to no field.
func (p *project) facts() (own [][]portfolio.Fact, rest []portfolio.Fact) {
	all := p.content().Facts
	for i := range all {
		switch {
		case all[i].Field != "":
			own = append(own, all[i:i+1])
		case all[i].Label == "" && rest == nil:
			own[len(own)-1] = append(own[len(own)-1], all[i])
		default:
			rest = append(rest, all[i])
		}
	}
	return own, rest
}

// spokenPast says of which day the project is shown, if not as it is now.
func (p *project) spokenPast() string {
	if !p.face.past.Known() {
		return ""
	}
	return "as it stood on " + p.face.past.Spoken()
}

// spokenPlace says where the project stands in the list that it was opened from.
func (p *project) spokenPlace() string {
	if p.place.count == 0 {
		return ""
	}
	return shownInt(p.place.index+1) + " of " + number(p.place.count, "project", "projects") + " in its list"
}

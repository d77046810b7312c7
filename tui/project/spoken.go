package project

import (
	tea "charm.land/bubbletea/v2"

	"fieldfolio/portfolio/report/facts"
	"fieldfolio/tui/draw"
	"fieldfolio/tui/sheet"
	"fieldfolio/tui/ui"
)

// Spoken says the project field by field; the fields that can be edited are the choices.
func (p *project) Spoken() ui.Spoken {
	if s, unready := p.Unready(draw.Clean(p.place.Number), p.spokenPlace()); unready {
		return s
	}
	switch {
	case p.prompt.Open:
		return p.prompt.Spoken()
	case p.edit != nil:
		return ui.Spoken{Ask: p.edit.Spec.Label + ", now " + ui.OrNone(p.edit.Field.String()) + ". " +
			draw.Sentence(ui.Capital(p.edit.Spec.Form))}
	}
	own, rest := p.facts()
	s := ui.Spoken{Title: draw.Sentence("Project " + ui.SpokenNumber(p.shown.project)), Count: len(own), At: p.anchors.Sel}
	s = s.With(ui.Labelled("Standing", draw.Joined(p.standing(), p.spokenPast()))).With(p.spokenPlace())
	s = s.With(p.beside.Sentence(p.face.Measure, p.edit != nil, p.face.Width))
	s.Item = func(i int) string { return sheet.SpokenFacts(own[i])[0] }
	s.Under = func(i int) []string { return sheet.SpokenFacts(own[i])[1:] }
	s.Pick = func(i int) tea.Cmd {
		drawn := p.text()
		p.anchors.Show(i, drawn.at(), len(drawn.lines), p.page())
		return nil
	}
	s.After = sheet.SpokenFacts(rest)
	return s
}

// facts returns the facts of each field that can be selected, and those that belong to none.
func (p *project) facts() (own [][]facts.Fact, rest []facts.Fact) {
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

// spokenPast says for which past date the project is shown, empty for the present.
func (p *project) spokenPast() string {
	if !p.face.Past.Known() {
		return ""
	}
	return "as it stood on " + p.face.Past.Spoken()
}

// spokenPlace says the position of the project in the list from which it was opened.
func (p *project) spokenPlace() string {
	if p.place.Count == 0 {
		return ""
	}
	return ui.ShownInt(p.place.Index+1) + " of " + ui.Number(p.place.Count, "project", "projects") + " in its list"
}

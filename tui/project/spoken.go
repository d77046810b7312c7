package project

import (
	tea "charm.land/bubbletea/v2"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/report"
	"fieldfolio/tui/draw"
	"fieldfolio/tui/ui"
)

// Spoken says the project, field by field; the fields that can be edited are
// the choices.
func (p *Project) Spoken() ui.Spoken {
	if s, unready := p.Unready(draw.Clean(p.place.Number), p.spokenPlace()); unready {
		return s
	}
	switch {
	case p.prompt.Open:
		return p.prompt.Spoken()
	case p.edit != nil:
		return ui.Spoken{Ask: p.edit.Spec.Label + ", now " + ui.OrNone(p.edit.Field.String()) + ". " + draw.Sentence(ui.Capital(p.edit.Spec.Form))}
	}
	was := p.face
	p.face = was.Aloud()
	t := p.Text()
	p.face = was
	s := ui.Spoken{Title: draw.Sentence("Project " + ui.SpokenNumber(p.Shown.Project)), Count: len(t.stops), At: p.Stops.Sel, Item: p.spokenField(t)}
	s = s.With(ui.Labelled("Standing", ui.DrawnWords(p.standing()))).With(p.spokenPlace())
	s.Under = func(i int) []string { return ui.FactsOf(t.Lines[t.stops[i].line+1 : t.end(i)]) }
	s.Pick = func(i int) tea.Cmd {
		drawn := p.Text()
		p.Stops.Show(i, drawn.at(), len(drawn.Lines), p.page())
		return nil
	}
	s.After = ui.FactsOf(t.Lines[t.tail:])
	return s
}

// spokenPlace says where the project stands in the list that it was opened from.
func (p *Project) spokenPlace() string {
	if p.place.Count == 0 {
		return ""
	}
	return ui.ShownInt(p.place.Index+1) + " of " + ui.Number(p.place.Count, "project", "projects") + " in its list"
}

// end returns the line after the last one of a field.
func (t *projectText) end(i int) int {
	if i+1 < len(t.stops) {
		return t.stops[i+1].line
	}
	return max(t.tail, t.stops[i].line+1)
}

// spokenField says a field; the title as it is.
func (p *Project) spokenField(t *projectText) func(i int) string {
	return func(i int) string {
		s := t.stops[i]
		if s.field == portfolio.FieldTitle {
			return "Title: " + draw.Clean(p.Shown.Project.Title)
		}
		return ui.DrawnWords(t.Lines[s.line])
	}
}

// linePartAloud says the part of a service line.
func (s *projectSheet) linePartAloud(part report.SheetPart) string {
	amount := ""
	if s.measured() {
		amount = part.Amount.Shown() + " dollars"
	}
	return draw.Joined(s.Face.LineLabel(part.Code), draw.Clean(part.Name), ui.InWords(part.Share.Whole().Shown()), amount)
}

// yearsAloud says the amount of each year, one a line.
func (s *projectSheet) yearsAloud(years []report.SheetPart) {
	s.Row("By year, in dollars", proportion(s.of.Project.Duration), "")
	for _, y := range years {
		s.Lines = append(s.Lines, draw.Blanks(draw.GutterWidth)+ui.Labelled(y.Label, y.Amount.Shown()))
	}
}

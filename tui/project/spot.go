package project

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"fieldfolio/portfolio"
	"fieldfolio/tui/ui"
)

// Spot is the selected field, or the one in which something is typed.
func (p *project) Spot() ui.Spot {
	if p.shown == nil {
		s := p.back
		if s.Screen = "project"; p.place.Record == "" {
			s.Screen = ""
		}
		s.Of = p.place.Record
		return s
	}
	s := ui.Spot{Screen: "project", Of: p.id()}
	if at := p.fields(); p.anchors.Sel < len(at) {
		s.Row = at[p.anchors.Sel]
	}
	switch {
	case p.edit != nil:
		s.Row, s.Typing = p.edit.Spec.Name, p.edit.Spec.Name
	case p.prompt.Open && p.prompt.Label == noteLabel:
		s.Typing = portfolio.FieldText
	}
	return s
}

// Return selects the field, or opens the one in which something was typed.
func (p *project) Return(to ui.Spot) { p.back = to }

// reach shows the field to which the person returns.
func (p *project) reach() tea.Cmd {
	to := p.back
	p.back = ui.Spot{}
	if i := slices.Index(p.fields(), to.Row); i >= 0 {
		t := p.text()
		p.anchors.Show(i, t.at(), len(t.lines), p.page())
	}
	switch {
	case to.Typing == "" || p.whyNoForm() != "":
		return nil
	case to.Typing == portfolio.FieldText:
		return p.writeNote()
	case slices.Contains(p.fields(), to.Typing):
		return p.editAt(to.Typing)
	}
	return nil
}

// Spot is the field in which something is typed.
func (f *form) Spot() ui.Spot {
	s := f.back
	if l := f.line(); l != nil {
		s = ui.Spot{Typing: l.Spec.Name}
	}
	s.Screen, s.Of = "form", f.record.ID
	return s
}

// Return goes on in the field.
func (f *form) Return(to ui.Spot) { f.back = to }

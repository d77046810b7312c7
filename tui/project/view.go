package project

import (
	"charm.land/lipgloss/v2"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/report/facts"
	"fieldfolio/tui/draw"
	"fieldfolio/tui/edit"
	"fieldfolio/tui/sheet"
	"fieldfolio/tui/ui"
)

// projectText is the text of a project, with the positions of its fields.
type projectText struct {
	lines   []string
	anchors []stop
	x, y    int // of the cursor, while a field is edited
}

// stop is a line with a field that can be selected.
type stop struct {
	field string
	line  int
}

func (t *projectText) at() []int {
	at := make([]int, len(t.anchors))
	for i, s := range t.anchors {
		at[i] = s.line
	}
	return at
}

// fields returns the fields that can be selected.
func (p *project) fields() []string {
	if p.shown == nil {
		return nil
	}
	t := p.text()
	fields := make([]string, len(t.anchors))
	for i, s := range t.anchors {
		fields[i] = s.field
	}
	return fields
}

// madePage is the page of a project, with what it was made of.
type madePage struct {
	of     *dossier
	edited string // the field
	page   facts.Page
}

// content returns the page, which the caller must not modify: a key asks for it many times.
func (p *project) content() facts.Page {
	edited := ""
	if p.edit != nil {
		edited = p.edit.Spec.Name
	}
	if p.made.of != p.shown || p.made.edited != edited {
		p.made = madePage{p.shown, edited, p.makePage(edited)}
	}
	return p.made.page
}

func (p *project) makePage(edited string) facts.Page {
	of := facts.Sheet{Project: p.shown.project, Catalogue: p.face.Cat, AsOf: p.face.AsOf, Record: p.shown.record,
		Notes: p.shown.notes}
	words := facts.PageWords{
		Conflict: func(n int) portfolio.Value {
			return portfolio.Text(ui.Number(n, "value", "values") + ", enter shows them")
		},
		More:   func(n int) portfolio.Value { return portfolio.Text(ui.Number(n, "change", "changes") + " more: h") },
		Edited: edited,
	}
	return of.Page(words)
}

// text lays out the project; a field being edited is shown as a text field.
func (p *project) text() *projectText {
	t := &projectText{}
	if !p.Ready() {
		return t
	}
	s, content := sheet.New(p.face), p.content()
	for i := range content.Facts {
		f := &content.Facts[i]
		if f.Field != "" {
			t.anchors = append(t.anchors, stop{f.Field, len(s.Lines)})
		}
		switch {
		case f.Field != "" && p.edit != nil && p.edit.Spec.Name == f.Field:
			t.typed(s, f, p.edit)
		case f.Field == portfolio.FieldTitle:
			heading(s, f)
		default:
			s.Fact(f)
		}
		if f.Field != "" && f.Apart { // the blank line above does not belong to the field
			t.anchors[len(t.anchors)-1].line++
		}
	}
	t.lines = s.Lines
	return t
}

// typed adds a fact with the text field in place of its value.
func (t *projectText) typed(s *sheet.Drawing, f *facts.Fact, e *edit.Inline) {
	if f.Apart {
		s.Lines = append(s.Lines, "")
	}
	shown, x := e.Field.View(s.Face.Measure, s.Room())
	t.x, t.y = draw.GutterWidth+s.Label+x, len(s.Lines)
	s.Lines = append(s.Lines, draw.Blanks(draw.GutterWidth)+s.Face.Left(s.LabelOf(f), s.Label)+shown)
	for _, c := range f.Below {
		s.Comment(c)
	}
}

// heading adds the title of the project across the whole width.
func heading(s *sheet.Drawing, f *facts.Fact) {
	w, at := s.Face.Width-draw.GutterWidth-1, len(s.Lines)
	add := func(text string, paint lipgloss.Style) {
		for _, l := range s.Face.Wrap(text, w) {
			if l != "" {
				s.Lines = append(s.Lines, draw.Blanks(draw.GutterWidth)+paint.Render(l))
			}
		}
	}
	add(draw.ShownText(f.Value), s.Face.Styles.Title)
	if f.Conflict {
		s.Lines[at] = " !" + s.Lines[at][2:]
	}
	add(sheet.Note(f), s.Face.Styles.Muted)
}

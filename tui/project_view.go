package tui

import (
	"charm.land/lipgloss/v2"

	"fieldfolio/portfolio"
)

// projectText is the whole text of a project with its fields in it.
type projectText struct {
	lines []string
	stops []stop
	x, y  int // of the cursor, if a field is being typed
}

// stop is a line with a field that can be selected.
type stop struct {
	field string
	line  int
}

func (t *projectText) at() []int {
	at := make([]int, len(t.stops))
	for i, s := range t.stops {
		at[i] = s.line
	}
	return at
}

// content returns what there is to say of the project.
func (p *project) content() portfolio.Page {
	of := portfolio.Sheet{Project: p.shown.project, Catalogue: p.face.cat, AsOf: p.face.asOf, Record: p.shown.record, Notes: p.shown.notes}
	words := portfolio.PageWords{
		Conflict: func(n int) portfolio.Value {
			return portfolio.Text(number(n, "value", "values") + ", enter shows them")
		},
		More: func(n int) portfolio.Value { return portfolio.Text(number(n, "line", "lines") + " more: h") },
	}
	if p.edit != nil {
		words.Edited = p.edit.spec.Name
	}
	return of.Page(words)
}

// text returns the whole text of the project; where a field is being typed, the text
// field stands there.
func (p *project) text() *projectText {
	t := &projectText{}
	if !p.ready() {
		return t
	}
	s, content := newSheet(p.face), p.content()
	for i := range content.Facts {
		f := &content.Facts[i]
		if f.Field != "" {
			t.stops = append(t.stops, stop{f.Field, len(s.lines)})
		}
		switch {
		case f.Field != "" && p.edit != nil && p.edit.spec.Name == f.Field:
			t.typed(s, f, p.edit)
		case f.Field == portfolio.FieldTitle:
			heading(s, f)
		default:
			s.fact(f)
		}
		if f.Field != "" && f.Apart { // the blank line is not the field's
			t.stops[len(t.stops)-1].line++
		}
	}
	t.lines = s.lines
	return t
}

// typed adds a fact with the text field in the place of its value.
func (t *projectText) typed(s *sheet, f *portfolio.Fact, e *inline) {
	if f.Apart {
		s.lines = append(s.lines, "")
	}
	shown, x := e.field.view(s.room())
	t.x, t.y = gutterWidth+s.label+x, len(s.lines)
	s.lines = append(s.lines, blanks(gutterWidth)+left(s.labelOf(f), s.label)+shown)
	for _, c := range f.Below {
		s.comment(c)
	}
}

// heading adds the title of a project over the whole width.
func heading(s *sheet, f *portfolio.Fact) {
	w, at := s.face.width-gutterWidth-1, len(s.lines)
	add := func(text string, paint lipgloss.Style) {
		for _, l := range wrap(text, w) {
			if l != "" {
				s.lines = append(s.lines, blanks(gutterWidth)+paint.Render(l))
			}
		}
	}
	add(shownText(f.Value), s.face.look.title)
	if f.Conflict {
		s.lines[at] = " !" + s.lines[at][2:]
	}
	add(noteText(f), s.face.look.muted)
}

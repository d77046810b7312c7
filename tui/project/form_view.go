package project

import (
	"strconv"
	"strings"

	"fieldfolio/portfolio"
	"fieldfolio/tui/draw"
	"fieldfolio/tui/edit"
	"fieldfolio/tui/ui"
)

// label is the width of the labels, in cells.
func (f *form) label() int {
	if f.face.Width < 60 {
		return 15
	}
	return 16
}

func (f *form) room() int { return max(f.face.Width-draw.GutterWidth-f.label()-1, 1) }

// page is the number of lines for fields.
func (f *form) page() int { return max(f.face.Height-f.above(), 1) }

// above is the number of lines above the fields.
func (f *form) above() int {
	if f.face.Height >= 14 {
		return 2
	}
	return 1
}

// View draws the fields below the name of the record.
func (f *form) View() string {
	return f.Draw(&f.face, []string{f.caption()}, nil, func() []string {
		return append(make([]string, f.above()-1), f.drawn()[min(f.top, len(f.lines)):]...)
	})
}

func (f *form) caption() string {
	title := " " + f.face.Styles.Title.Render(f.title())
	says := f.beside.Sentence(f.face.Measure, true, f.face.Width-f.face.Cells(title)-3)
	return ui.BesideTitle(&f.face, title, says, f.state())
}

func (f *form) title() string {
	if f.record.ID == "" {
		return "A new project"
	}
	name := draw.Clean(f.record.Name())
	if heads := f.record.Log.Heads(portfolio.FieldWithdrawn); f.record.Withdrawn() && len(heads) > 0 {
		return name + ", withdrawn by " + draw.Clean(f.record.Log.Find(heads[0]).Person)
	}
	return name
}

// state says how much is typed and not saved, and explains the sign of required fields.
func (f *form) state() string {
	n, did := len(f.edited()), "changed"
	if f.record.ID == "" {
		did = "entered"
	}
	says := "nothing " + did + " yet"
	if n > 0 {
		says = draw.Count(strconv.Itoa(n), "field", "fields") + " " + did + ", not saved"
	}
	if len(f.lacking) == 0 {
		return says
	}
	if says = "* required   " + says; f.face.Cells(says) >= f.face.Width-f.face.Cells(f.title())-2 {
		says = "* required, " + strconv.Itoa(n) + " " + did
	}
	return says
}

// faultLines is the maximum number of lines for a fault, so that the other fields stay in sight.
const faultLines = 4

// drawn returns every line: the fields, and below each its fault where that does not fit beside it.
func (f *form) drawn() []string {
	var lines []string
	for i := range f.lines {
		lines = append(lines, f.drawnLine(i)...)
	}
	return lines
}

func (f *form) drawnLine(i int) []string {
	l := &f.lines[i]
	n, wrong := f.faultOf(l)
	head := ui.Gutter(i == f.at)
	switch {
	case wrong || f.record.InConflict(l.Spec.Name):
		head = head[:len(head)-2] + "! "
	case f.lacks(l.Spec.Name):
		head = head[:len(head)-2] + "* "
	}
	head += f.face.Left(l.Spec.Label, f.label())
	if i == f.at {
		shown, _ := l.Field.View(f.face.Measure, f.room())
		return []string{head + shown}
	}
	text := head + f.face.Cut(draw.Clean(l.Field.String()), f.room())
	if !wrong {
		return []string{text}
	}
	says := n.Text // beside the label, which need not be said again
	if l.fault != nil {
		says = edit.Reason(l.fault).Text
	}
	if n.Hint != "" {
		says += "; " + n.Hint
	}
	gap := draw.Blanks(3)
	if l.Field.String() == "" { // it begins where those do that go on below their text
		text, gap = head, ""
	}
	if f.face.Cells(text+gap)+f.face.Cells(says) < f.face.Width {
		return []string{text + gap + f.face.Styles.Bad.Render(says)}
	}
	var lines []string
	if l.Field.String() != "" {
		lines, head = append(lines, text), draw.Blanks(draw.GutterWidth+f.label())
	}
	wrapped := f.face.Wrap(says, f.room())
	if len(wrapped) > faultLines { // all of it is said once the field is the active one
		rest := strings.Join(wrapped[faultLines-1:], " ")
		wrapped = append(wrapped[:faultLines-1], f.face.Cut(rest, f.room()))
	}
	for _, s := range wrapped {
		lines = append(lines, head+f.face.Styles.Bad.Render(s))
		head = draw.Blanks(draw.GutterWidth + f.label())
	}
	return lines
}

// row returns the index of the active field's line.
func (f *form) row() int {
	n := 0
	for i := range f.at {
		n += len(f.drawnLine(i))
	}
	return n
}

// keep scrolls the active field into sight.
func (f *form) keep() {
	if len(f.lines) == 0 {
		return
	}
	at, all := f.row(), len(f.drawn())
	f.top = min(f.top, at, max(all-f.page(), 0))
	f.top = max(f.top, at-f.page()+1, 0)
}

func (f *form) Cursor() (x, y int) {
	l := f.line()
	if l == nil {
		return 0, 0
	}
	_, x = l.Field.View(f.face.Measure, f.room())
	return draw.GutterWidth + f.label() + x, f.above() + f.row() - f.top
}

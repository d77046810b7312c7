package draw

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"fieldfolio/portfolio"
)

// Frame is the size to draw in, and what drawing needs besides the figures. All frames of a session
// share the measure of its terminal, which may answer at any time.
type Frame struct {
	*Measure
	Cat           *portfolio.Catalogue
	AsOf          portfolio.Date
	Past          portfolio.Date // the date for which the portfolio is shown; 0: the present
	Styles        *Styles        // shared by all frames, so that a change of theme applies at the next drawing
	Width, Height int
}

// Look is all that a drawing on a frame depends on besides what it shows: two of the same look are equal.
type Look struct {
	width, height, worn   int
	slow, ascii, clusters bool
}

// Look returns the present look of what is drawn on the frame.
func (f *Frame) Look() Look {
	return Look{f.Width, f.Height, f.Styles.worn, f.Styles.Slow, f.Styles.ASCII, f.clusters.Load()}
}

// airyBody is the height of a body from which its table stands apart from the caption.
const airyBody = 27

// BelowCaption returns the lines between the caption and the heads of columns: a blank one on high
// screens; on others a row of data is worth more.
func (f *Frame) BelowCaption() []string {
	if f.Height < airyBody {
		return nil
	}
	return []string{""}
}

func (f *Frame) Resize(m tea.WindowSizeMsg) { f.Width, f.Height = m.Width, m.Height }

// Day returns the as-of date, for the eye.
func (f *Frame) Day() string {
	s := "as of " + f.AsOf.Shown()
	switch {
	case f.Past.Known() && f.Width >= 80:
		return s + ", as it stood on " + f.Past.Shown()
	case f.Past.Known():
		return "as it stood on " + f.Past.Shown()
	case f.AsOf == f.Cat.Document && f.Width >= 60:
		return s + " (document)"
	}
	return s
}

// Caption returns the line above a view: what is shown, and the date at the right. Where both do not
// fit, the date is shortened first, then what is shown is cut: figures of another day are never
// shown without it. Only a narrow screen leaves out the date, and only that of the present.
func (f *Frame) Caption(shown string) string {
	room := f.Width - 3
	days := []string{f.Day(), "as of " + f.AsOf.Shown()}
	if f.Past.Known() {
		days = []string{f.Day(), "as it stood on " + f.Past.Shown()}
	}
	for _, day := range days {
		if f.Cells(shown)+f.Cells(day) <= room {
			return f.Sides(shown, f.Styles.Muted.Render(day), f.Width)
		}
	}
	day := days[1]
	switch narrow := f.Width < 60; {
	case narrow && f.Past.Known():
		day = "at " + f.Past.Shown()
	case narrow:
		return f.Cut(shown, f.Width)
	}
	return f.Sides(f.Cut(shown, room-f.Cells(day)), f.Styles.Muted.Render(day), f.Width)
}

// Typing returns the line above a view while its query is typed, with the date if there is room.
func (f *Frame) Typing(line string) string {
	return f.Sides(line, f.Styles.Muted.Render(f.Day()), f.Width)
}

// SpokenDay returns the as-of date, for the ear.
func (f *Frame) SpokenDay() string {
	text := "As of " + f.AsOf.Spoken()
	if f.Past.Known() {
		return Sentence(text + ", as it stood on " + f.Past.Spoken())
	}
	if f.AsOf == f.Cat.Document {
		text += ", the day of the document"
	}
	return Sentence(text)
}

// Drawn returns a drawn text as the terminal can show it.
func (f *Frame) Drawn(text string) string {
	if !f.Styles.ASCII {
		return text
	}
	lines := strings.Split(text, "\n") // most have nothing else
	for i, l := range lines {
		lines[i] = f.way().ASCII(l)
	}
	return strings.Join(lines, "\n")
}

// Paragraph returns a text in lines behind the gutter.
func (f *Frame) Paragraph(text string) []string {
	return Indent(f.Wrap(text, f.Width-GutterWidth-1), GutterWidth)
}

// Page returns lines as a body of the height of the frame, none wider than it.
func (f *Frame) Page(lines []string) string {
	out := make([]string, max(f.Height, 0))
	for i := range min(len(out), len(lines)) {
		out[i] = strings.TrimRight(f.Cut(lines[i], f.Width), " ")
	}
	return strings.Join(out, "\n")
}

// Centred returns lines about a third of the way down a body of h lines, for messages where there is
// nothing else to show. Long lines are wrapped.
func (f *Frame) Centred(lines []string, h int) []string {
	var all []string
	for _, l := range lines {
		all = append(all, f.Wrap(l, max(f.Width-2*GutterWidth, 1))...)
	}
	out := make([]string, max(h, 0))
	top := max((h-len(all))/3, 0)
	for i, l := range all {
		if top+i < len(out) {
			out[top+i] = f.Cut(Blanks(GutterWidth)+l, f.Width)
		}
	}
	return out
}

// Scope returns the names of regions and countries.
func (f *Frame) Scope(codes []string) string {
	names := make([]string, len(codes))
	for i, c := range codes {
		names[i] = f.ProgrammeName(c)
		if p, ok := f.Cat.Place(c); ok && portfolio.IsCountry(c) {
			names[i] = Clean(p.Name)
		}
		if c == portfolio.ScopeAll {
			return "everything"
		}
	}
	if len(names) == 0 {
		return "nothing"
	}
	return strings.Join(names, ", ")
}

func (f *Frame) LineLabel(code string) string {
	if l, ok := f.Cat.Line(code); ok && l.Label != "" {
		return Clean(l.Label)
	}
	return Clean(code)
}

// roomForLegend is the width from which the short names of service lines are explained below a table:
// they take no more than five lines there.
const roomForLegend = 110

// LineLegend says what the short names of service lines stand for, below a table that has them, on
// large screens.
func (f *Frame) LineLegend() []string {
	if f.Width < roomForLegend || f.Height < airyBody {
		return nil
	}
	const gap = "   "
	var lines []string
	for _, l := range f.Cat.Lines {
		text := Clean(l.Label) + " " + Clean(l.Name)
		switch last := len(lines) - 1; {
		case l.Label == "":
		case last >= 0 && f.Cells(lines[last]+gap+text) < f.Width-GutterWidth:
			lines[last] += gap + text
		default:
			lines = append(lines, text)
		}
	}
	return lines
}

func (f *Frame) ProgrammeName(code string) string {
	if p, ok := f.Cat.Programme(code); ok {
		return Clean(p.Name)
	}
	return Clean(code)
}

package draw

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"fieldfolio/portfolio"
)

// Frame is the size to draw in, and what drawing needs besides the figures.
type Frame struct {
	Cat           *portfolio.Catalogue
	AsOf          portfolio.Date
	Past          portfolio.Date // the date for which the portfolio is shown; 0: the present
	Styles        *Styles        // shared by all frames, so that a change of theme applies at the next drawing
	Width, Height int
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
		if Width(shown)+Width(day) <= room {
			return Sides(shown, f.Styles.Muted.Render(day), f.Width)
		}
	}
	day := days[1]
	switch narrow := f.Width < 60; {
	case narrow && f.Past.Known():
		day = "at " + f.Past.Shown()
	case narrow:
		return Cut(shown, f.Width)
	}
	return Sides(Cut(shown, room-Width(day)), f.Styles.Muted.Render(day), f.Width)
}

// Typing returns the line above a view while its query is typed, with the date if there is room.
func (f *Frame) Typing(line string) string {
	return Sides(line, f.Styles.Muted.Render(f.Day()), f.Width)
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
		case last >= 0 && Width(lines[last]+gap+text) < f.Width-GutterWidth:
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

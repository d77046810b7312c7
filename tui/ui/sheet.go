package ui

import (
	"slices"
	"strings"

	"charm.land/lipgloss/v2"

	"fieldfolio/portfolio"
	"fieldfolio/tui/draw"
)

// Sheet is the text of a record in the making: labelled lines, with what was
// printed under what was taken.
type Sheet struct {
	Face  draw.Frame
	Label int // cells of the labels
	Lines []string
	said  string // the last label, which is said again with every line of its value
}

// SheetWidth is the most that a sheet takes: on wider screens its notes would
// stand too far from what they belong to.
const SheetWidth = 100

// NewSheet begins a sheet with a title.
func NewSheet(title string, f draw.Frame) *Sheet {
	if !f.Heard {
		f.Width = min(f.Width, SheetWidth)
	}
	s := &Sheet{Face: f, Label: 16}
	if f.Width < 60 {
		s.Label = 11
	}
	for _, l := range draw.Wrap(draw.Clean(title), f.Width-2) {
		s.Lines = append(s.Lines, " "+f.Styles.Title.Render(l))
	}
	s.Lines = append(s.Lines, "")
	return s
}

// Room is the width of the values.
func (s *Sheet) Room() int { return max(s.Face.Width-draw.GutterWidth-s.Label-1, 1) }

// Row adds a labelled value with a note at the right, or under it where there
// is no room.
func (s *Sheet) Row(label, value, note string) {
	if s.Face.Heard {
		s.rowAloud(label, value, note)
		return
	}
	head := draw.Blanks(draw.GutterWidth) + draw.Left(label, s.Label)
	if value == "" {
		value = "–"
	}
	for i, l := range draw.Wrap(value, s.Room()) {
		if i > 0 {
			head = draw.Blanks(draw.GutterWidth + s.Label)
		}
		line := head + l
		if i == 0 && note != "" && draw.Width(line)+3+draw.Width(note) < s.Face.Width {
			line = draw.Sides(line, s.Face.Styles.Muted.Render(note), s.Face.Width)
			note = ""
		}
		s.Lines = append(s.Lines, line)
	}
	if note != "" {
		s.Under(note, s.Face.Styles.Muted)
	}
}

// Under adds text under a value.
func (s *Sheet) Under(text string, paint lipgloss.Style) {
	for _, l := range draw.Wrap(text, s.Room()) {
		if l == "" {
			continue
		}
		s.Lines = append(s.Lines, draw.Blanks(draw.GutterWidth+s.Label)+paint.Render(l))
	}
}

// Differ adds what was printed and what was taken where the two differ, and
// what is to be known of a value; what several sources say alike is said once.
func (s *Sheet) Differ(sources []portfolio.Source) {
	var said []string
	say := func(text string, paint lipgloss.Style) {
		if !slices.Contains(said, text) {
			s.Under(text, paint)
			said = append(said, text)
		}
	}
	for _, src := range sources {
		for _, text := range taken(src, s.Room()) {
			say(text, s.Face.Styles.Doubt)
		}
		say(draw.Clean(src.Why), s.Face.Styles.Muted)
	}
}

// taken says what was printed and what was taken, side by side if there is
// room in w cells; nothing where the two are the same.
func taken(src portfolio.Source, w int) []string {
	if src.Taken == "" && !src.Assumed {
		return nil
	}
	var parts []string
	if src.Printed != "" {
		parts = append(parts, "printed: "+draw.Clean(src.Printed))
	}
	if src.Taken != "" {
		parts = append(parts, "taken: "+draw.Clean(src.Taken))
	}
	if src.Assumed {
		parts = append(parts, "(assumed)")
	}
	if line := strings.Join(parts, "   "); draw.Width(line) <= w {
		return []string{line}
	}
	return parts
}

// PlaceOf returns the first place in the document of some sources.
func PlaceOf(sources []portfolio.Source) string {
	for _, src := range sources {
		if src.Where != "" {
			return draw.Clean(src.Where)
		}
	}
	return ""
}

// Sources adds where each value stands in the document, place by place.
func (s *Sheet) Sources(sources []portfolio.Source) {
	var places []string
	fields := map[string][]string{}
	for _, src := range sources {
		w := draw.Clean(src.Where)
		if fields[w] == nil {
			places = append(places, w)
		}
		if !slices.Contains(fields[w], src.Field) {
			fields[w] = append(fields[w], src.Field)
		}
	}
	label := "Sources"
	for _, w := range places {
		s.Row(label, w+": "+draw.Clean(strings.Join(fields[w], ", ")), "")
		label = ""
	}
}

// rowAloud adds a labelled value as one fact. A value of several lines says its
// label with each.
func (s *Sheet) rowAloud(label, value, note string) {
	if label == "" {
		label = s.said
	}
	s.said = label
	if value = InWords(value); value == "" {
		value = "unknown"
	}
	s.Lines = append(s.Lines, draw.Blanks(draw.GutterWidth)+draw.Joined(Labelled(label, value), InWords(note)))
}

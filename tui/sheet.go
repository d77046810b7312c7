package tui

import (
	"slices"
	"strings"

	"charm.land/lipgloss/v2"

	"fieldfolio/portfolio"
)

// sheet is the text of a record in the making: labelled lines, with what was
// printed under what was taken.
type sheet struct {
	face  face
	label int // cells of the labels
	lines []string
	said  string // the last label, which is said again with every line of its value
}

// sheetWidth is the most that a sheet takes: on wider screens its notes would
// stand too far from what they belong to.
const sheetWidth = 100

// newSheet begins a sheet with a title.
func newSheet(title string, f face) *sheet {
	if !f.heard {
		f.width = min(f.width, sheetWidth)
	}
	s := &sheet{face: f, label: 16}
	if f.width < 60 {
		s.label = 11
	}
	for _, l := range wrap(clean(title), f.width-2) {
		s.lines = append(s.lines, " "+f.look.title.Render(l))
	}
	s.lines = append(s.lines, "")
	return s
}

// room is the width of the values.
func (s *sheet) room() int { return max(s.face.width-gutterWidth-s.label-1, 1) }

// row adds a labelled value with a note at the right, or under it where there
// is no room.
func (s *sheet) row(label, value, note string) {
	if s.face.heard {
		s.rowAloud(label, value, note)
		return
	}
	head := blanks(gutterWidth) + left(label, s.label)
	if value == "" {
		value = "–"
	}
	for i, l := range wrap(value, s.room()) {
		if i > 0 {
			head = blanks(gutterWidth + s.label)
		}
		line := head + l
		if i == 0 && note != "" && width(line)+3+width(note) < s.face.width {
			line = sides(line, s.face.look.muted.Render(note), s.face.width)
			note = ""
		}
		s.lines = append(s.lines, line)
	}
	if note != "" {
		s.under(note, s.face.look.muted)
	}
}

// under adds text under a value.
func (s *sheet) under(text string, paint lipgloss.Style) {
	for _, l := range wrap(text, s.room()) {
		if l == "" {
			continue
		}
		s.lines = append(s.lines, blanks(gutterWidth+s.label)+paint.Render(l))
	}
}

// differ adds what was printed and what was taken where the two differ, and
// what is to be known of a value; what several sources say alike is said once.
func (s *sheet) differ(sources []portfolio.Source) {
	var said []string
	say := func(text string, paint lipgloss.Style) {
		if !slices.Contains(said, text) {
			s.under(text, paint)
			said = append(said, text)
		}
	}
	for _, src := range sources {
		for _, text := range taken(src, s.room()) {
			say(text, s.face.look.doubt)
		}
		say(clean(src.Why), s.face.look.muted)
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
		parts = append(parts, "printed: "+clean(src.Printed))
	}
	if src.Taken != "" {
		parts = append(parts, "taken: "+clean(src.Taken))
	}
	if src.Assumed {
		parts = append(parts, "(assumed)")
	}
	if line := strings.Join(parts, "   "); width(line) <= w {
		return []string{line}
	}
	return parts
}

// placeOf returns the first place in the document of some sources.
func placeOf(sources []portfolio.Source) string {
	for _, src := range sources {
		if src.Where != "" {
			return clean(src.Where)
		}
	}
	return ""
}

// sources adds where each value stands in the document, place by place.
func (s *sheet) sources(sources []portfolio.Source) {
	var places []string
	fields := map[string][]string{}
	for _, src := range sources {
		w := clean(src.Where)
		if fields[w] == nil {
			places = append(places, w)
		}
		if !slices.Contains(fields[w], src.Field) {
			fields[w] = append(fields[w], src.Field)
		}
	}
	label := "Sources"
	for _, w := range places {
		s.row(label, w+": "+clean(strings.Join(fields[w], ", ")), "")
		label = ""
	}
}

// rowAloud adds a labelled value as one fact. A value of several lines says its
// label with each.
func (s *sheet) rowAloud(label, value, note string) {
	if label == "" {
		label = s.said
	}
	s.said = label
	if value = inWords(value); value == "" {
		value = "unknown"
	}
	s.lines = append(s.lines, blanks(gutterWidth)+joined(labelled(label, value), inWords(note)))
}

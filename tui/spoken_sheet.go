package tui

import (
	"fieldfolio/portfolio"
)

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

// linePartAloud says the part of a service line.
func (s *projectSheet) linePartAloud(part portfolio.SheetPart) string {
	amount := ""
	if s.measured() {
		amount = part.Amount.Shown() + " dollars"
	}
	return joined(s.face.lineLabel(part.Code), clean(part.Name), inWords(part.Share.Whole()), amount)
}

// yearsAloud says the amount of each year, one a line.
func (s *projectSheet) yearsAloud(years []portfolio.SheetPart) {
	s.row("By year, in dollars", proportion(s.of.Project.Duration), "")
	for _, y := range years {
		s.lines = append(s.lines, blanks(gutterWidth)+labelled(y.Label, y.Amount.Shown()))
	}
}

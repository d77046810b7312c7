package tui

import (
	tea "charm.land/bubbletea/v2"

	"fieldfolio/portfolio"
)

// Spoken says of each project from when to when it runs, instead of its bar.
func (t *timeline) Spoken() spoken {
	query := clean(t.search.query.String())
	if t.search.open {
		return t.search.spoken()
	}
	if s, unready := t.unready(query, t.face.spokenDay()); unready {
		return s
	}
	if t.list.count() == 0 {
		return spoken{title: t.spokenNone()}.with(t.face.spokenDay())
	}
	s := spoken{title: sentence(joined("Timeline", query, number(int(t.list.totals.Projects), "project", "projects"))),
		count: t.list.count(), at: t.list.at, item: t.spokenRow, name: t.spokenName}
	s.pick = func(i int) tea.Cmd {
		t.list.at, t.list.top = i, i
		return t.settle()
	}
	s.facts = []string{t.face.spokenDay(), sentence(capital(t.arrangement())), sentence("The calendar is shown from " + portfolio.Month{Date: t.shown().First}.Spoken()),
		sentence(capital(t.endingSoon(len(t.soon.first)).Spoken()))}
	return s
}

func (t *timeline) spokenNone() string {
	q := t.search.query.String()
	if q == "" {
		return "The portfolio has no projects yet."
	}
	return "No project matches " + clean(q) + "."
}

// spokenRow says from when to when a project runs, and of what group it is.
func (t *timeline) spokenRow(i int) string {
	row := t.list.row(i)
	if row == nil {
		return ""
	}
	d := row.Duration
	parts := []string{spokenNumber(&row.Project), clean(row.Title), "from " + d.StartDay().Spoken(), "to " + d.EndDay().Spoken(),
		string(row.StatusOn(t.face.asOf))}
	if group := t.groupOf(row); group != "" && group != parts[len(parts)-1] {
		parts = append(parts, group)
	}
	return joined(parts...)
}

func (t *timeline) spokenName(i int) string {
	if row := t.list.row(i); row != nil {
		return spokenNumber(&row.Project)
	}
	return ""
}

package timeline

import (
	tea "charm.land/bubbletea/v2"

	"fieldfolio/portfolio"
	"fieldfolio/tui/draw"
	"fieldfolio/tui/ui"
)

func (t *Timeline) Spoken() ui.Spoken {
	query := t.search.SpokenWords()
	if t.search.Open {
		return t.search.Spoken()
	}
	if s, unready := t.Unready(query, t.face.SpokenDay()); unready {
		return s
	}
	if t.list.Count() == 0 {
		return ui.Spoken{Title: t.search.None(t.list.Spec.Query)}.With(t.face.SpokenDay())
	}
	s := ui.Spoken{Title: draw.Sentence(draw.Joined("Timeline", query,
		ui.Number(int(t.list.Totals.Projects), "project", "projects"))),
		Count: t.list.Count(), At: t.list.At, Item: t.spokenRow, Name: t.spokenName}
	s.Pick = func(i int) tea.Cmd {
		t.list.At, t.list.Top = i, i
		return t.settle()
	}
	s.Facts = []string{t.face.SpokenDay(), draw.Sentence(ui.Capital(t.arrangement())),
		draw.Sentence("The calendar is shown from " + portfolio.Month{Date: t.shown().First}.Spoken()),
		draw.Sentence(ui.Capital(t.endingSoon(len(t.soon.first)).Spoken()))}
	group := ""
	if t.group == portfolio.KeyProgramme {
		group = t.groupName()
	}
	return s.Listing("number", "title", "start date", "end date", "status", group)
}

// spokenRow says from when to when a project runs, and its group.
func (t *Timeline) spokenRow(i int) string {
	row := t.list.Row(i)
	if row == nil {
		return ""
	}
	d := row.Duration
	parts := []string{ui.SpokenNumber(&row.Project), draw.Clean(row.Title), "from " + d.StartDay().Spoken(),
		"to " + d.EndDay().Spoken(),
		string(row.StatusOn(t.face.AsOf))}
	if group := t.groupOf(row); group != "" && group != parts[len(parts)-1] {
		parts = append(parts, group)
	}
	return draw.Joined(parts...)
}

// spokenName identifies a project, without the marks of its number, which nobody types.
func (t *Timeline) spokenName(i int) string {
	if row := t.list.Row(i); row != nil {
		return draw.Clean(row.Number)
	}
	return ""
}

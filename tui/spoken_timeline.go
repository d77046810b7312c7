package tui

import tea "charm.land/bubbletea/v2"

// Spoken says of each project from when to when it runs, instead of its bar.
func (t *timeline) Spoken() spoken {
	switch {
	case t.fault != nil:
		return spokenFault("The projects could not be loaded", t.fault)
	case t.search.open:
		return spoken{title: "Search.", ask: "Query, now " + orNone(t.search.query.String())}
	case t.list == nil:
		return spoken{title: "Loading the projects…"}
	case t.list.count() == 0:
		return spoken{title: t.emptyLines()[0]}
	}
	return spoken{title: sentence(inWords("Timeline   " + t.caption())), count: t.list.count(), item: t.spokenRow,
		pick: func(i int) tea.Cmd {
			t.list.at, t.list.top = i, i
			return t.settle()
		}, after: nonEmpty(inWords(t.soonLine()))}
}

func (t *timeline) spokenRow(i int) string {
	row := t.list.row(i)
	if row == nil {
		return ""
	}
	d := row.Duration
	return joined(clean(row.NumberShown()), clean(row.Title), "from "+dayShown(d.Start, d.StartAssumed), "to "+dayShown(d.End, d.EndAssumed), string(row.StatusOn(t.face.asOf)))
}

// Pointed returns the project at a cell.
func (t *timeline) Pointed(_, y int) (int, bool) {
	if t.list == nil || t.Typing() {
		return 0, false
	}
	return lineOf(y, t.above(), t.list.top, t.page(), t.list.count())
}

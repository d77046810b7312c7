package tui

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"fieldfolio/portfolio"
)

// marks are the projects that a person has chosen for what can be done to
// several at once, in the order in which they were chosen. They stay when the
// list shows others.
type marks struct {
	rows  []portfolio.Listed
	at    map[string]int // places of records in rows
	sums  portfolio.Amounts
	stale bool // something was changed: the figures are being loaded again
}

func (m *marks) has(id string) bool { _, ok := m.at[id]; return ok }

func (m *marks) any() bool { return len(m.rows) > 0 }

// set replaces all marks.
func (m *marks) set(rows []portfolio.Listed) {
	m.rows, m.at, m.stale = rows, make(map[string]int, len(rows)), false
	for i := range rows {
		m.at[rows[i].ID] = i
	}
	m.addUp()
}

// addUp adds up what the marked projects have together.
func (m *marks) addUp() {
	m.sums = portfolio.Amounts{}
	for i := range m.rows {
		a := m.rows[i].Amounts
		for _, of := range portfolio.StoredMeasures {
			sum := m.sums.Stored(of)
			*sum = sum.Plus(a.Of(of))
		}
	}
}

// add marks rows; those that are marked already are taken as they are now.
func (m *marks) add(rows []portfolio.Listed) {
	if m.at == nil {
		m.at = map[string]int{}
	}
	for i := range rows {
		if at, ok := m.at[rows[i].ID]; ok {
			m.rows[at] = rows[i]
			continue
		}
		m.at[rows[i].ID] = len(m.rows)
		m.rows = append(m.rows, rows[i])
	}
	m.addUp()
}

// see takes over how some projects are now, as far as they are marked.
func (m *marks) see(rows []portfolio.Listed) {
	for i := range rows {
		if at, ok := m.at[rows[i].ID]; ok {
			m.rows[at] = rows[i]
		}
	}
	m.addUp()
}

// toggle marks a project or takes its mark away.
func (m *marks) toggle(l *portfolio.Listed) {
	if at, ok := m.at[l.ID]; ok {
		m.set(slices.Delete(m.rows, at, at+1))
		return
	}
	m.add([]portfolio.Listed{*l})
}

// renew takes over how the marked projects are now; all are those that there
// are. Marks of projects that are gone go with them.
func (m *marks) renew(all []portfolio.Listed) {
	now := make([]portfolio.Listed, 0, len(m.rows))
	places := make(map[string]int, len(all))
	for i := range all {
		places[all[i].ID] = i
	}
	for i := range m.rows {
		if at, ok := places[m.rows[i].ID]; ok {
			now = append(now, all[at])
		}
	}
	m.set(now)
}

// markedValue says how many projects are marked and what they come to.
func (p *projects) markedValue() portfolio.Value {
	sum := portfolio.Value(portfolio.Signed("adding up…", "adding up"))
	if !p.marks.stale {
		sum = p.marks.sums.Of(p.measure).USD()
	}
	return portfolio.Say("%s marked, %s", portfolio.Count(len(p.marks.rows)), sum)
}

// gutter returns the cells before a row: the marker of the selection, and the
// sign of a mark, which is one byte and does not move.
func (p *projects) gutter(selected bool, row *portfolio.Listed) string {
	g := gutter(selected)
	if row != nil && p.marks.has(row.ID) {
		return g[:len(g)-2] + "+ "
	}
	return g
}

// markKeys are those that mark.
func (p *projects) markKeys() keyMap {
	none := func() string {
		if !p.marks.any() {
			return "no project is marked"
		}
		return ""
	}
	return keyMap{
		{name: "mark", keys: []string{"space"}, show: "space", foot: "mark", help: "mark the project, or take its mark away", off: p.nothing, do: p.markOne},
		{name: "mark-all", keys: []string{"*"}, show: "*", help: "mark all projects that the query finds", off: p.noneToMark, do: p.markAll},
		{name: "mark-none", keys: []string{"-"}, show: "-", help: "take all marks away", off: none, do: p.markNone},
	}
}

func (p *projects) noneToMark() string {
	if why := p.working(); why != "" {
		return why
	}
	return p.nothing()
}

// markOne marks the selected project and goes to the next.
func (p *projects) markOne() tea.Cmd {
	p.marks.toggle(p.list.row(p.list.at))
	return p.move(stepDown)
}

func (p *projects) markNone() tea.Cmd {
	p.marks.set(nil)
	return p.settle()
}

// markAll marks what the query finds, also what was never shown.
func (p *projects) markAll() tea.Cmd {
	return p.gather("marking "+p.howMany(), func(rows []portfolio.Listed) tea.Cmd {
		p.marks.add(rows)
		return p.settle()
	})
}

// howMany says how many projects the list has.
func (p *projects) howMany() string {
	return count(portfolio.Count(p.list.count()).Shown(), "project", "projects")
}

// gather loads all rows of the list, with one question so that they fit
// together, and then does something with them. Esc stops it.
func (p *projects) gather(what string, then func([]portfolio.Listed) tea.Cmd) tea.Cmd {
	q := p.work.next()
	return asJob(q, what, askAll(p.conf.src, q, p.list.spec, then))
}

func askAll(src listSource, q *request, spec portfolio.ListSpec, then func([]portfolio.Listed) tea.Cmd) tea.Cmd {
	spec.Offset, spec.Limit = 0, 0
	return askThen(q, rowsOf(src, spec), func(rows []portfolio.Listed, err error) tea.Cmd {
		if err != nil {
			return say(stoppedOr("The projects could not be loaded", err))
		}
		return then(rows)
	})
}

// renewMarks loads the figures of marked projects again, of which something may
// have changed.
func (p *projects) renewMarks() tea.Cmd {
	if !p.marks.any() {
		return nil
	}
	p.marks.stale = true
	spec := p.spec()
	spec.Query, spec.Sort = portfolio.Query{}, nil
	return askAll(p.conf.src, p.renewing.next(), spec, func(all []portfolio.Listed) tea.Cmd {
		p.marks.renew(all)
		return p.settle()
	})
}

// working says that something takes longer.
func (p *projects) working() string {
	if p.work.waiting() {
		return "still at work; esc stops it"
	}
	return ""
}

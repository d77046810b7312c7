package list

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/breakdown"
	"fieldfolio/tui/draw"
	"fieldfolio/tui/ui"
)

// marks are the projects marked for an action on several at once, in the order of marking. They
// stay when the list shows others.
type marks struct {
	rows  []breakdown.Listed
	at    map[string]int // indexes in rows, by record
	sums  portfolio.Amounts
	stale bool // the figures are of other years or places, and are being reloaded
}

func (m *marks) has(id string) bool { _, ok := m.at[id]; return ok }

func (m *marks) any() bool { return len(m.rows) > 0 }

// set replaces all marks.
func (m *marks) set(rows []breakdown.Listed) {
	m.rows, m.at, m.stale = rows, make(map[string]int, len(rows)), false
	for i := range rows {
		m.at[rows[i].ID] = i
	}
	m.addUp()
}

// addUp computes the totals of the marked projects.
func (m *marks) addUp() {
	m.sums = portfolio.Amounts{}
	for i := range m.rows {
		a := m.rows[i].Amounts
		for _, of := range breakdown.StoredMeasures {
			sum := breakdown.StoredAmount(&m.sums, of)
			*sum = sum.Plus(breakdown.AmountOf(a, of))
		}
	}
}

// add marks rows; rows already marked are updated.
func (m *marks) add(rows []breakdown.Listed) {
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

// see updates those rows that are marked.
func (m *marks) see(rows []breakdown.Listed) {
	for i := range rows {
		if at, ok := m.at[rows[i].ID]; ok {
			m.rows[at] = rows[i]
		}
	}
	m.addUp()
}

// toggle marks a project or removes its mark.
func (m *marks) toggle(l *breakdown.Listed) {
	if at, ok := m.at[l.ID]; ok {
		m.set(slices.Delete(m.rows, at, at+1))
		return
	}
	m.add([]breakdown.Listed{*l})
}

// renew updates the marked projects from all, the existing rows, and drops marks of projects that
// no longer exist.
func (m *marks) renew(all []breakdown.Listed) {
	now := make([]breakdown.Listed, 0, len(m.rows))
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

// confine sets the amounts of the marked projects to those of rows, which are all with amounts that
// the query covers.
func (m *marks) confine(rows []breakdown.Listed) {
	for i := range m.rows {
		m.rows[i].Amounts = portfolio.Amounts{}
	}
	m.see(rows)
	m.stale = false
}

// markedValue says how many projects are marked, and their totals.
func (p *Projects) markedValue() portfolio.Value {
	sum := portfolio.Value(portfolio.Text("adding up"))
	if !p.marks.stale {
		sum = breakdown.AmountOf(p.marks.sums, p.Measure).USD()
	}
	return portfolio.Say("%s marked, %s", portfolio.Count(len(p.marks.rows)), sum)
}

// gutter returns the cells before a row: the selection marker and the sign of a mark, which takes
// one byte in a fixed cell.
func (p *Projects) gutter(selected bool, row *breakdown.Listed) string {
	g := ui.Gutter(selected)
	if row != nil && p.marks.has(row.ID) {
		return g[:len(g)-2] + "+ "
	}
	return g
}

// markKeys are the actions that mark projects.
func (p *Projects) markKeys() ui.KeyMap {
	none := func() string {
		if !p.marks.any() {
			return "no project is marked"
		}
		return ""
	}
	foot := "mark"
	if p.marks.any() { // where the footer has room
		foot = "mark, next"
	}
	return ui.KeyMap{
		{Name: "mark", Keys: []string{"space"}, Show: "space", Foot: foot, Help: "mark or unmark the project, go to the next",
			Off: p.whyNotOpen, Do: p.markOne},
		{Name: "mark-all", Keys: []string{"*"}, Show: "*", Help: "mark all projects that the query finds", Off: p.noneToMark,
			Do: p.markAll},
		{Name: "mark-none", Keys: []string{"-"}, Show: "-", Help: "take all marks away", Off: none, Do: p.markNone},
	}
}

func (p *Projects) noneToMark() string {
	if why := p.working(); why != "" {
		return why
	}
	return p.whyNotOpen()
}

// markOne marks the selected project and moves to the next.
func (p *Projects) markOne() tea.Cmd {
	p.marks.toggle(p.list.Row(p.list.At))
	return p.move(ui.StepDown)
}

func (p *Projects) markNone() tea.Cmd {
	p.marks.set(nil)
	return p.settle()
}

// markAll marks all projects that match the query, including those never in sight.
func (p *Projects) markAll() tea.Cmd {
	return p.gather("marking "+p.howMany(), func(rows []breakdown.Listed) tea.Cmd {
		p.marks.add(rows)
		return p.settle()
	})
}

// howMany says how many projects the list has.
func (p *Projects) howMany() string {
	return draw.Count(portfolio.Count(p.list.Count()).Shown(), "project", "projects")
}

// gather loads all rows of the list in one request, so that they are consistent, and calls then
// with them. Esc stops it.
func (p *Projects) gather(what string, then func([]breakdown.Listed) tea.Cmd) tea.Cmd {
	q := p.work.Next()
	return ui.AsJob(q, what, askAll(p.Conf.Src, q, p.list.Spec, then))
}

func askAll(src ui.ListSource, q *ui.Request, spec breakdown.ListSpec, then func([]breakdown.Listed) tea.Cmd) tea.Cmd {
	spec.Offset, spec.Limit = 0, 0
	return ui.AskThen(q, ui.RowsOf(src, spec), func(rows []breakdown.Listed, err error) tea.Cmd {
		if err != nil {
			return ui.Say(stoppedOr("The projects could not be loaded", err))
		}
		return then(rows)
	})
}

// renewMarks reloads the marked projects after a change. What is shown of them stays until then.
func (p *Projects) renewMarks() tea.Cmd {
	if !p.marks.any() {
		return nil
	}
	spec := p.spec()
	spec.Query, spec.Sort = portfolio.Query{}, nil
	return askAll(p.Conf.Src, p.renewing.Next(), spec, p.confineMarks)
}

// confineMarks takes the marked projects from all. Where the query covers some years or places only, it reduces
// their amounts to those.
func (p *Projects) confineMarks(all []breakdown.Listed) tea.Cmd {
	spec := p.spec()
	if !spec.Query.Confines() {
		p.marks.renew(all)
		return p.settle()
	}
	spec.Query, spec.Sort = spec.Query.Confinement(), nil
	return askAll(p.Conf.Src, p.renewing.Next(), spec, func(rows []breakdown.Listed) tea.Cmd {
		p.marks.renew(all)
		p.marks.confine(rows)
		return p.settle()
	})
}

// working says what job is running, empty if none is.
func (p *Projects) working() string {
	if p.work.Waiting() {
		return "still at work; esc stops it"
	}
	return ""
}

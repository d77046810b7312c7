package tui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"fieldfolio/portfolio"
)

// finding is the rows of a published figure with their sum.
type finding struct {
	of     portfolio.Finding
	open   func(place) screen
	face   face
	cursor cursor
}

func newFinding(of portfolio.Finding, open func(place) screen, f face) *finding {
	return &finding{of: of, open: open, face: f}
}

// Init asks for nothing: a finding has its rows.
func (f *finding) Init() tea.Cmd { return nil }

// Update takes sizes.
func (f *finding) Update(msg tea.Msg) tea.Cmd {
	if m, ok := msg.(tea.WindowSizeMsg); ok {
		f.face.resize(m)
		f.cursor.keep(len(f.of.Rows), f.page())
	}
	return nil
}

// Keys returns what can be done.
func (f *finding) Keys() keyMap {
	return append(keyMap{
		{name: "open", keys: []string{"enter"}, show: "enter", foot: "open", help: "open the project", off: f.noProject, do: f.openProject},
	}, moves(f.move, "row")...)
}

func (f *finding) noProject() string {
	switch {
	case len(f.of.Rows) == 0:
		return "there are no rows"
	case strings.Contains(f.of.Rows[f.cursor.at].Record, ":") || f.of.Published.Rule.Records != portfolio.RuleProjects:
		return "this row is no project"
	}
	return ""
}

func (f *finding) openProject() tea.Cmd {
	return open(f.open(place{number: f.of.Rows[f.cursor.at].Name}))
}

func (f *finding) move(s step) tea.Cmd {
	f.cursor.move(s, len(f.of.Rows), f.page())
	return nil
}

// Notice says nothing.
func (f *finding) Notice() notice { return notice{} }

// View draws the explanation, the rows and the sum.
func (f *finding) View() string {
	lines := f.above()
	cols := f.columns()
	for i := range f.page() {
		at := f.cursor.top + i
		if at >= len(f.of.Rows) {
			break
		}
		lines = append(lines, gutter(at == f.cursor.at)+f.row(cols, &f.of.Rows[at]))
	}
	for len(lines) < f.face.height-len(f.below()) {
		lines = append(lines, "")
	}
	return page(append(lines, f.below()...), f.face.width, f.face.height)
}

func (f *finding) above() []string {
	about := explained(&f.of, f.face, f.face.width-2)
	if n := max(f.face.height/3, 1); len(about) > n {
		about = about[:n]
		about[n-1] = cut(about[n-1], f.face.width-4) + " …"
	}
	lines := indent(about, 1)
	if f.face.height >= 14 {
		lines = append(lines, "")
	}
	return append(lines, f.face.look.head.Render(blanks(gutterWidth)+heads(f.columns())))
}

func (f *finding) page() int {
	return max(f.face.height-len(f.above())-len(f.below()), 1)
}

// columns returns the columns that fit; the label takes what is left.
func (f *finding) columns() []column {
	name := 6
	for _, r := range f.of.Rows {
		name = max(name, min(width(clean(r.Name)), 14))
	}
	all := []column{{head: "ROW", width: name}, {head: "WHAT"}, {head: "PRINTED", width: 16, right: true, drop: 1, least: 20}, {head: "US$", width: 13, right: true}}
	places, rest := fitColumns(all, 1, f.face.width)
	out := make([]column, len(places))
	for i, at := range places {
		out[i] = all[at]
		if at == 1 {
			out[i].width = rest
		}
	}
	return out
}

func (f *finding) row(cols []column, r *portfolio.AuditRow) string {
	values := []string{clean(r.Name), clean(r.Label), clean(r.Printed), r.Amount.Shown()}
	if len(cols) < len(values) {
		values = append(values[:2], values[3])
	}
	return joinRow(cols, values)
}

// below returns the sum against the published figure.
func (f *finding) below() []string {
	var sum portfolio.Cents
	for _, r := range f.of.Rows {
		sum += r.Amount
	}
	var lines []string
	if f.face.height >= 14 {
		lines = append(lines, "")
	}
	w := f.face.width
	lines = append(lines, f.face.look.total.Render(sides("   "+rowsCount(&f.of)+" up to", sum.Shown(), w)),
		sides("   published", f.of.PublishedShown(), w))
	if f.of.Verdict == portfolio.Differs {
		return append(lines, f.face.look.bad.Render(sides("   difference", f.of.DifferenceShown(), w)))
	}
	return append(lines, f.face.look.good.Render(sides("   "+string(f.of.Verdict), "", w)))
}

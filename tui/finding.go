package tui

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"fieldfolio/portfolio"
)

// finding is the rows of a published figure with their sum. Every row opens.
type finding struct {
	findingConfig
	face   face
	cursor cursor
}

// findingConfig is what a finding is of, and what its rows open.
type findingConfig struct {
	of      portfolio.Finding
	all     []portfolio.Finding // published figures that it may be computed from
	project func(place) screen
	figure  func(portfolio.Finding) screen
	record  func(id string) screen
	why     func(portfolio.ProofSpec) screen
}

func newFinding(c findingConfig, f face) *finding { return &finding{findingConfig: c, face: f} }

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
	why := whyAction(nil, func() portfolio.ProofSpec { return portfolio.PublishedFigure{ID: f.of.Published.ID} }, f.why)
	if len(f.of.Rows) == 0 {
		return append(keyMap{why}, scrolls(f.move, f.Notice())...)
	}
	return append(keyMap{
		{name: "open", keys: []string{"enter"}, show: "enter", foot: "open", help: "open what the row is of", do: f.openRow},
		why,
	}, moves(f.move, "row")...)
}

// openRow opens the project, the published figure, or the part of the plan that
// the selected row is of.
func (f *finding) openRow() tea.Cmd {
	row := f.of.Rows[f.cursor.at]
	if of, ok := f.published(row.Record); ok {
		return open(f.figure(of))
	}
	if f.of.Published.Rule.Records == portfolio.RuleProjects {
		return open(f.project(place{number: row.Name}))
	}
	return open(f.record(row.Record))
}

// published returns a published figure by its ID.
func (f *finding) published(id string) (portfolio.Finding, bool) {
	i := slices.IndexFunc(f.all, func(x portfolio.Finding) bool { return x.Published.ID == id })
	if i < 0 {
		return portfolio.Finding{}, false
	}
	return f.all[i], true
}

func (f *finding) move(s step) tea.Cmd {
	if len(f.of.Rows) == 0 {
		f.cursor.scroll(s, len(f.above()), f.page())
		return nil
	}
	f.cursor.move(s, len(f.of.Rows), f.page())
	return nil
}

// Notice says whether there is more of what stands in the place of rows.
func (f *finding) Notice() notice {
	if len(f.of.Rows) > 0 {
		return notice{}
	}
	return f.cursor.more(len(f.above()), f.page())
}

// Name returns figure.
func (*finding) Name() string { return "figure" }

// Pointed returns the row at a cell.
func (f *finding) Pointed(_, y int) (int, bool) {
	return lineOf(y, len(f.above()), f.cursor.top, f.page(), len(f.of.Rows))
}

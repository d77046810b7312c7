package proof

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/proof"
	"fieldfolio/portfolio/reconcile"
	"fieldfolio/portfolio/report"
	"fieldfolio/tui/draw"
	"fieldfolio/tui/ui"
)

// finding is the rows of a published figure with their total. Every row opens.
type finding struct {
	FindingConfig
	face   draw.Frame
	cursor ui.Cursor
}

// FindingConfig is the figure, and what its rows open.
type FindingConfig struct {
	Of      reconcile.Finding
	All     []reconcile.Finding // published figures from which it may be computed
	Project func(ui.Place) ui.Screen
	Figure  func(reconcile.Finding) ui.Screen
	Record  func(id string) ui.Screen
	Why     func(proof.Spec) ui.Screen
}

func NewFinding(c FindingConfig, f draw.Frame) *finding { return &finding{FindingConfig: c, face: f} }

// Init requests nothing: a finding has its rows.
func (f *finding) Init() tea.Cmd { return nil }

func (f *finding) Update(msg tea.Msg) tea.Cmd {
	if m, ok := msg.(tea.WindowSizeMsg); ok {
		f.face.Resize(m)
		f.cursor.Keep(len(f.Of.Rows), f.page())
	}
	return nil
}

func (f *finding) Keys() ui.KeyMap {
	why := ui.WhyAction(nil, func() proof.Spec { return proof.PublishedFigure{ID: f.Of.Published.ID} }, f.Why)
	if len(f.Of.Rows) == 0 {
		return append(ui.KeyMap{why}, ui.Scrolls(f.move, f.Notice())...)
	}
	rows := func() string { return "" }
	return slices.Concat(ui.KeyMap{
		{Name: "open", Keys: []string{"enter"}, Show: "enter", Foot: "open", Help: "open what the row is of",
			Off: f.whyNotOpen, Do: f.openRow},
		why,
	}, ui.Extracts(rows, f.extract), ui.Moves(f.move, "row"))
}

// extract returns the rows of the figure with their sum.
func (f *finding) extract() ui.Extract {
	t := portfolio.Table{Name: "row", Title: whatAndWhere(&f.Of), Columns: []portfolio.Column{
		{Name: "record", Plain: true}, {Name: "row", Head: "ROW"}, {Name: "label", Head: "WHAT"},
		{Name: "printed", Head: "PRINTED"}, {Name: "figure", Head: "FIGURE", Numeric: true}}}
	for i := range f.Of.Rows {
		r := &f.Of.Rows[i]
		t.Rows = append(t.Rows, []portfolio.Value{portfolio.Text(r.Record), portfolio.Text(rowName(r)),
			portfolio.Text(r.Label), portfolio.Text(r.Printed), f.Of.RowValue(*r)})
	}
	t.Total = append(report.BlankRow(len(t.Columns)-1), f.Of.SumValue())
	t.Total[0], t.Total[1] = report.TotalLabel, report.TotalLabel
	row := &f.Of.Rows[f.cursor.At]
	return ui.Extract{File: "figure.csv", What: ui.Number(len(t.Rows), "row", "rows"), Of: rowName(row),
		At: ui.OnlyRows(t, t.Rows[f.cursor.At]), All: ui.Fixed(t)}
}

func (f *finding) whyNotOpen() string {
	if f.Of.Rows[f.cursor.At].Record == "" {
		return "the document only names what the row counts"
	}
	return ""
}

// openRow opens the project, published figure or part of the plan of the selected row.
func (f *finding) openRow() tea.Cmd {
	row := f.Of.Rows[f.cursor.At]
	if of, ok := f.published(row.Record); ok {
		return ui.Open(f.Figure(of))
	}
	if f.Of.Published.Rule.Records == portfolio.RuleProjects {
		return ui.Open(f.Project(ui.Place{Number: row.Name}))
	}
	return ui.Open(f.Record(row.Record))
}

// published returns a published figure by its id.
func (f *finding) published(id string) (reconcile.Finding, bool) {
	i := slices.IndexFunc(f.All, func(x reconcile.Finding) bool { return x.Published.ID == id })
	if i < 0 {
		return reconcile.Finding{}, false
	}
	return f.All[i], true
}

func (f *finding) move(s ui.Step) tea.Cmd {
	if len(f.Of.Rows) == 0 {
		f.cursor.Scroll(s, len(f.above()), f.page())
		return nil
	}
	f.cursor.Move(s, len(f.Of.Rows), f.page())
	return nil
}

// Notice says whether the explanation is longer than its room.
func (f *finding) Notice() ui.Notice {
	if len(f.Of.Rows) > 0 {
		return ui.Notice{}
	}
	return f.cursor.More(len(f.above()), f.page())
}

func (*finding) Name() string { return "figure" }

func (f *finding) Pointed(_, y int) (int, bool) {
	return ui.LineOf(y, len(f.above()), f.cursor.Top, f.page(), len(f.Of.Rows))
}

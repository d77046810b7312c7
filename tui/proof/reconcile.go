package proof

import (
	"context"
	"slices"

	tea "charm.land/bubbletea/v2"

	"fieldfolio/portfolio/proof"
	"fieldfolio/portfolio/reconcile"
	"fieldfolio/portfolio/report"
	"fieldfolio/tui/draw"
	"fieldfolio/tui/edit"
	"fieldfolio/tui/ui"
)

// Reconcile is the list of published figures, compared with computed ones.
type Reconcile struct {
	src  ui.FindingSource
	open func(of reconcile.Finding, all []reconcile.Finding) ui.Screen
	why  func(proof.Spec) ui.Screen
	face draw.Frame
	ui.Loading

	all    []reconcile.Finding  // shared with others who look at them
	shown  []*reconcile.Finding // of all: differences first
	only   bool                 // show differences only
	cursor ui.Cursor
	back   ui.Spot // where the person returns to once there are figures
}

func NewReconcile(ctx context.Context, src ui.FindingSource,
	open func(of reconcile.Finding, all []reconcile.Finding) ui.Screen, why func(proof.Spec) ui.Screen,
	f draw.Frame) *Reconcile {
	return &Reconcile{src: src, open: open, why: why, face: f,
		Loading: ui.NewLoading(ctx, "Adding up the document's own rows…", "The figures could not be computed")}
}

func (r *Reconcile) Init() tea.Cmd { return ui.Ask(r.Asked.Next(), r.src.Findings) }

func (r *Reconcile) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		r.face.Resize(msg)
		r.cursor.Keep(len(r.shown), r.page())
	case ui.Answer[[]reconcile.Finding]:
		if findings, ok := msg.To(&r.Loading); ok {
			was := r.keys()
			r.all = findings
			r.choose()
			r.cursor.Follow(ui.Renumbered(was, r.keys()))
			r.back.Reach(&r.cursor.At, r.keys())
			r.cursor.Keep(len(r.shown), r.page())
		}
	case edit.Changed:
		return r.Init()
	}
	return nil
}

// choose selects the findings to show: the differences first, then those that cannot be checked, each group in
// the order of the document.
func (r *Reconcile) choose() {
	rank := map[reconcile.Verdict]int{reconcile.Differs: 0, reconcile.CannotBeChecked: 1, reconcile.Agrees: 2}
	r.shown = nil
	for i := range r.all {
		if f := &r.all[i]; !r.only || f.Verdict == reconcile.Differs {
			r.shown = append(r.shown, f)
		}
	}
	slices.SortStableFunc(r.shown, func(a, b *reconcile.Finding) int { return rank[a.Verdict] - rank[b.Verdict] })
	r.cursor.Keep(len(r.shown), r.page())
}

// keys returns the keys of the lines.
func (r *Reconcile) keys() []string {
	keys := make([]string, len(r.shown))
	for i := range r.shown {
		keys[i] = r.shown[i].Published.ID
	}
	return keys
}

func (r *Reconcile) Keys() ui.KeyMap {
	return slices.Concat(ui.KeyMap{
		{Name: "open", Keys: []string{"enter"}, Show: "enter", Foot: "open",
			Help: "explain the figure, with the rows that were added up", Off: r.whyNotOpen, Do: r.openRows},
		ui.WhyAction(r.whyNotOpen, r.question, r.why),
		{Name: "only", Keys: []string{"a"}, Show: "a", Foot: "all",
			Help: "all figures, or those that differ only", Do: r.toggle},
	}, ui.Extracts(r.whyNotOpen, r.extract), ui.KeyMap{
		{Name: "reload", Keys: []string{"ctrl+r"}, Show: "ctrl+r", Help: "compute again", Do: r.Init},
	}, ui.Moves(r.move, "figure"))
}

// extract returns the figures that are shown, in their order.
func (r *Reconcile) extract() ui.Extract {
	of := &r.shown[r.cursor.At].Published
	findings := make([]reconcile.Finding, len(r.shown))
	for i, f := range r.shown {
		findings[i] = *f
	}
	t := report.Reconciliation{Findings: findings}.Table()
	var command []string
	if !r.only { // the command prints all figures
		command = []string{"reconcile", "--explain"}
	}
	return ui.Extract{Command: command, File: "reconcile.csv", What: ui.Number(len(r.shown), "figure", "figures"),
		Of: draw.Clean(of.Statement), At: ui.OnlyRows(t, t.Rows[r.cursor.At]), All: ui.Fixed(t)}
}

func (r *Reconcile) whyNotOpen() string {
	if len(r.shown) == 0 {
		return "there is no figure to open"
	}
	return ""
}

func (r *Reconcile) openRows() tea.Cmd { return ui.Open(r.open(*r.shown[r.cursor.At], r.all)) }

func (r *Reconcile) toggle() tea.Cmd {
	r.only = !r.only
	r.cursor = ui.Cursor{}
	r.choose()
	return nil
}

func (r *Reconcile) move(s ui.Step) tea.Cmd {
	r.cursor.Move(s, len(r.shown), r.page())
	return nil
}

func (r *Reconcile) Notice() ui.Notice { return ui.Notice{} }

func (*Reconcile) Name() string { return "reconcile" }

func (r *Reconcile) Pointed(_, y int) (int, bool) {
	return ui.LineOf(y, 2+len(r.face.BelowCaption()), r.cursor.Top, r.page(), len(r.shown))
}

// question returns the proof of the selected published figure.
func (r *Reconcile) question() proof.Spec {
	return proof.PublishedFigure{ID: r.shown[r.cursor.At].Published.ID}
}

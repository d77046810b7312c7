package tui

import (
	"context"
	"slices"

	tea "charm.land/bubbletea/v2"

	"fieldfolio/portfolio"
)

// reconcile is the list of published figures against computed ones.
type reconcile struct {
	src  findingSource
	open func(of portfolio.Finding, all []portfolio.Finding) screen
	why  func(portfolio.ProofSpec) screen
	face face
	loading

	all    []portfolio.Finding // differences first
	shown  []portfolio.Finding
	only   bool // differences only
	cursor cursor
}

func newReconcile(ctx context.Context, src findingSource, open func(of portfolio.Finding, all []portfolio.Finding) screen, why func(portfolio.ProofSpec) screen, f face) *reconcile {
	return &reconcile{src: src, open: open, why: why, face: f,
		loading: newLoading(ctx, "Adding up the document's own rows…", "The figures could not be computed")}
}

// Init asks for the findings.
func (r *reconcile) Init() tea.Cmd { return ask(r.asked.next(), r.src.Findings) }

// Update takes sizes and the answer.
func (r *reconcile) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		r.face.resize(msg)
		r.cursor.keep(len(r.shown), r.page())
	case answer[[]portfolio.Finding]:
		if findings, ok := msg.to(&r.loading); ok {
			r.all = inOrder(findings)
			r.choose()
		}
	case changed:
		return r.Init()
	}
	return nil
}

// inOrder returns findings with the differences first, then those that cannot
// be checked; otherwise in the order of the document.
func inOrder(findings []portfolio.Finding) []portfolio.Finding {
	rank := map[portfolio.Verdict]int{portfolio.Differs: 0, portfolio.CannotBeChecked: 1, portfolio.Agrees: 2}
	out := slices.Clone(findings)
	slices.SortStableFunc(out, func(a, b portfolio.Finding) int { return rank[a.Verdict] - rank[b.Verdict] })
	return out
}

// choose takes the findings that shall be shown.
func (r *reconcile) choose() {
	r.shown = nil
	for _, f := range r.all {
		if !r.only || f.Verdict == portfolio.Differs {
			r.shown = append(r.shown, f)
		}
	}
	r.cursor.keep(len(r.shown), r.page())
}

// Keys returns what can be done.
func (r *reconcile) Keys() keyMap {
	return append(keyMap{
		{name: "open", keys: []string{"enter"}, show: "enter", foot: "open", help: "the rows that were added up, or why there are none", off: r.nothing, do: r.openRows},
		whyAction(r.nothing, r.question, r.why),
		{name: "only", keys: []string{"a"}, show: "a", foot: "all or differences", help: "all figures, or those that differ only", do: r.toggle},
		{name: "reload", keys: []string{"ctrl+r"}, show: "ctrl+r", help: "compute again", do: r.Init},
	}, moves(r.move, "figure")...)
}

func (r *reconcile) nothing() string {
	if len(r.shown) == 0 {
		return "there is no figure to open"
	}
	return ""
}

func (r *reconcile) openRows() tea.Cmd { return open(r.open(r.shown[r.cursor.at], r.all)) }

func (r *reconcile) toggle() tea.Cmd {
	r.only = !r.only
	r.cursor = cursor{}
	r.choose()
	return nil
}

func (r *reconcile) move(s step) tea.Cmd {
	r.cursor.move(s, len(r.shown), r.page())
	return nil
}

// Notice says nothing.
func (r *reconcile) Notice() notice { return notice{} }

// Name returns reconcile.
func (*reconcile) Name() string { return "reconcile" }

// Pointed returns the published figure at a cell.
func (r *reconcile) Pointed(_, y int) (int, bool) {
	above := 2
	if r.face.height >= 14 {
		above++
	}
	return lineOf(y, above, r.cursor.top, r.page(), len(r.shown))
}

// question returns the question about the selected published figure.
func (r *reconcile) question() portfolio.ProofSpec {
	return portfolio.PublishedFigure{ID: r.shown[r.cursor.at].Published.ID}
}
